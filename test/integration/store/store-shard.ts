import type { HostMessage } from '../../../src/ledger/host-message.ts';
import type { TurnBasis } from '../../../src/ledger/state.ts';
import { entryKey, ShardState } from '../../../src/ledger/state.ts';
import type { Transaction } from '../../../src/ledger/transaction.ts';
import type { Envelope } from '../../../src/shard/envelope.ts';
import { needsOf } from '../../../src/shard/needs.ts';
import { Outbox } from '../../../src/shard/outbox.ts';
import type { HeadroomMove, ShardSession } from '../../../src/shard/ports.ts';
import { RecentIds } from '../../../src/shard/recent-ids.ts';
import type { Aftermath } from '../../../src/shard/turn.ts';
import { Turn } from '../../../src/shard/turn.ts';
import type { PostgresOwnership } from '../../../src/store/ownership.ts';

type Handled = Exclude<Envelope, { kind: 'cut-over' }>;

/**
 * One shard on Postgres, turn by turn and by hand. It keeps no cards in memory, so that every turn is decided by what
 * the store gives back.
 */
export class StoreShard {
  readonly outbox = new Outbox({ resendAfterMs: 0, resendAfterMsMax: 0 });
  /** Small, so that ids are forgotten. */
  readonly recentIds = new RecentIds('', 2);
  readonly session: ShardSession;
  /** Messages to issuers' hosts, in the order in which they were sent. */
  readonly messages: HostMessage[] = [];
  readonly #state: ShardState;
  #turn: number;

  private constructor(session: ShardSession, state: ShardState, turn: number) {
    this.session = session;
    this.#state = state;
    this.#turn = turn;
  }

  static async open(
    ownership: PostgresOwnership,
    options: { shard: number; shards: number; basis: TurnBasis },
  ): Promise<StoreShard> {
    const session = await ownership.acquire(options.shard);
    if (session === undefined) throw new Error('the shard belongs to somebody else');
    const { seq, turn } = await session.load();
    return new StoreShard(session, new ShardState({ ...options, seq }), turn);
  }

  submit(transactions: readonly Transaction[], basis: TurnBasis): Promise<Aftermath> {
    return this.turn([{ kind: 'submit', gateway: 'gateway', number: 1, transactions }], basis);
  }

  isOpen({ id }: HostMessage): boolean {
    return this.#state.messages.get(id) !== undefined;
  }

  /** Draws headroom, or gives it back, between two turns. */
  async moveHeadroom(moves: readonly HeadroomMove[]): Promise<void> {
    for (const share of await this.session.moveHeadroom(moves)) this.#state.shares.set(share);
  }

  /** Handles envelopes in one turn and commits it; none is a turn that says that time has passed. */
  async turn(envelopes: readonly Handled[], basis: TurnBasis): Promise<Aftermath> {
    const state = this.#state;
    state.begin(basis);
    const { shard, shards } = state;
    const needs = needsOf(envelopes, {
      shard,
      shards,
      outbox: this.outbox,
      recentIds: this.recentIds,
      messages: state.messages,
    });
    const prefetched = await this.session.prefetch({ cards: [...needs.cards], entries: needs.entries });
    for (const card of prefetched.cards) state.cards.set(card.number, card);
    for (const entry of prefetched.entries) state.recorded.add(entry);
    for (const reversal of prefetched.reversals) state.reversed.set(entryKey(reversal), reversal.amount);

    const turn = new Turn(state, this.outbox);
    for (const envelope of envelopes) turn.handle(envelope);
    const aftermath = turn.finish();

    this.#turn += 1;
    const outboxAdded = Outbox.rowsOf(this.#turn, state.legs, shards);
    await this.session.commit({
      number: this.#turn,
      ledgerTimeMs: basis.nowMs,
      cycle: basis.cycle,
      businessDate: basis.businessDate,
      entries: state.entries,
      accounts: [...state.changed],
      stripes: state.stripes(),
      reversals: state.reversals(),
      outboxAdded,
      outboxRemoved: turn.outboxRemoved,
      messagesSent: state.messages.sent,
      messagesEnded: state.messages.ended,
      cardStatuses: turn.cardStatuses,
      shares: state.shares.changed(),
    });
    for (const row of outboxAdded) this.outbox.add(row);
    this.messages.push(...state.messages.sent);
    for (const { id } of state.entries) this.recentIds.add(id);
    for (const number of turn.outboxRemoved) this.outbox.remove(number);
    return aftermath;
  }
}
