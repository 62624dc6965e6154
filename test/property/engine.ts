import type { Day } from '../../src/ledger/calendar.ts';
import { shardOf } from '../../src/ledger/card.ts';
import type { Network } from '../../src/ledger/network.ts';
import type { TurnBasis } from '../../src/ledger/state.ts';
import type { Decision, Result, Transaction } from '../../src/ledger/transaction.ts';
import type { Envelope, LateResult } from '../../src/shard/envelope.ts';
import type { Aftermath } from '../../src/shard/turn.ts';
import { EngineShard } from './engine-shard.ts';
import type { Scenario, Step } from './scenario.ts';

type Handled = Exclude<Envelope, { kind: 'cut-over' }>;

/** All shards of an engine, and what is under way between them. Messages move only when they are told to. */
export class Engine {
  readonly shards: readonly EngineShard[];
  /** What callers were told after their envelope was answered. */
  readonly late: { readonly gateway: string; readonly answer: LateResult }[] = [];
  /** Acknowledgements that were sent and not delivered. */
  readonly #acknowledgements: { readonly shard: number; readonly envelope: Envelope }[] = [];
  #network: Network;
  #nowMs: number;
  #businessDate: Day;
  #cycle = 1;
  #statusChanges = 0;

  constructor(scenario: Scenario, options: { shards: number; cached: boolean }) {
    this.#network = scenario.network;
    this.#nowMs = scenario.nowMs;
    this.#businessDate = scenario.businessDate;
    this.shards = Array.from(
      { length: options.shards },
      (_, shard) => new EngineShard(scenario, { ...options, shard, basis: this.#basis }),
    );
  }

  /** A step that submits nothing. */
  apply(step: Exclude<Step, { kind: 'submit' }>): void {
    switch (step.kind) {
      case 'wait':
        this.#nowMs += step.ms;
        break;
      case 'cut-over':
        this.#businessDate = step.businessDate;
        this.#cycle += 1;
        break;
      case 'network':
        this.#network = step.network;
        break;
      case 'card-status':
        this.#statusChanges += 1;
        this.#turn(shardOf(step.card, this.shards.length), [
          {
            kind: 'card-status',
            gateway: '',
            number: 0,
            card: step.card,
            status: step.status,
            version: this.#statusChanges,
          },
        ]);
        break;
    }
  }

  /** Batches of one caller that go to one shard in one turn. Returns the results of each batch. */
  submit(shard: number, batches: readonly (readonly Transaction[])[], gateway: string): (Result | null)[][] {
    const envelopes = batches.map(
      (transactions, number): Handled => ({ kind: 'submit', gateway, number, transactions }),
    );
    const { replies } = this.#turn(shard, envelopes);
    return batches.map((_, number) => {
      for (const { reply } of replies)
        if (reply.kind === 'results' && reply.number === number) return reply.results.map(ofNoHost);
      throw new Error('an envelope was not answered');
    });
  }

  /** Delivers, as if drawn from a hat, one row of an outbox; it stays there until it is acknowledged. */
  deliverRow(lottery: number): void {
    const rows = this.shards.flatMap((shard, from) =>
      shard.outbox.takeDue(0).map(({ item: row }) => ({ from, row })),
    );
    const drawn = rows[lottery % Math.max(1, rows.length)];
    if (drawn === undefined) return;
    const { number, target, legs } = drawn.row;
    this.#turn(target, [{ kind: 'legs', from: drawn.from, outbox: number, legs }]);
  }

  /** Delivers, as if drawn from a hat, an acknowledgement; `again` leaves it there to come once more. */
  deliverAcknowledgement(lottery: number, again: boolean): void {
    const index = lottery % Math.max(1, this.#acknowledgements.length);
    const drawn = this.#acknowledgements[index];
    if (drawn === undefined) return;
    if (!again) this.#acknowledgements.splice(index, 1);
    this.#turn(drawn.shard, [drawn.envelope as Handled]);
  }

  /** Delivers until nothing is under way. */
  settle(): void {
    for (let round = 0; this.shards.some((shard) => shard.outbox.size > 0); round += 1) {
      if (round === 100) throw new Error('legs are under way that never arrive');
      const waiting = this.shards.reduce((rows, shard) => rows + shard.outbox.size, 0);
      for (let row = 0; row < waiting; row += 1) this.deliverRow(row);
      while (this.#acknowledgements.length > 0) this.deliverAcknowledgement(0, false);
    }
  }

  expireAll(): void {
    for (const shard of this.shards) shard.expireAll(this.#basis);
  }

  get #basis(): TurnBasis {
    return {
      nowMs: this.#nowMs,
      cycle: this.#cycle,
      businessDate: this.#businessDate,
      network: this.#network,
    };
  }

  #turn(shard: number, envelopes: readonly Handled[]): Aftermath {
    const aftermath = this.shards[shard]!.turn(envelopes, this.#basis);
    this.#acknowledgements.push(...aftermath.acknowledgements);
    for (const { gateway, reply } of aftermath.replies)
      if (reply.kind === 'late') this.late.push(...reply.results.map((answer) => ({ gateway, answer })));
    return aftermath;
  }
}

/** No program here is on its issuer's own host, whose answer others would have to wait for. */
function ofNoHost(decision: Decision): Result | null {
  if (decision === 'again') throw new Error('nothing here waits for a host');
  return decision;
}
