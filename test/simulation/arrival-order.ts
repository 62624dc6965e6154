import { Fault } from '../../src/fault.ts';
import type { Answer } from '../../src/gateway/batch.ts';
import type { Transaction } from '../../src/ledger/transaction.ts';
import { isExternal } from './network.ts';
import type { World } from './world.ts';

interface Arrival {
  readonly number: number;
  readonly transaction: Transaction;
}

/** Transactions of one card are decided in the order in which they came to a gateway. */
export class ArrivalOrder {
  readonly #world: World;
  /** By card: the arrivals that made an entry, with its sequence. */
  readonly #entries = new Map<number, { readonly arrival: Arrival; readonly seq: number }[]>();
  #lastNumber = 0;

  constructor(world: World) {
    this.#world = world;
  }

  arrive(transactions: readonly Transaction[]): Arrival[] {
    return transactions.map((transaction) => {
      this.#lastNumber += 1;
      return { number: this.#lastNumber, transaction };
    });
  }

  answered(arrivals: readonly Arrival[], answers: readonly Answer[]): void {
    for (const [index, arrival] of arrivals.entries()) {
      const answer = answers[index];
      if (answer === undefined || answer instanceof Fault) continue;
      // What was recorded before is in another order; what another shard or a host has a say in is answered by and by.
      const { type, card, program, exchange } = arrival.transaction;
      if (isExternal(program) || isExternal(exchange?.toProgram ?? '')) continue;
      if (answer.duplicate || answer.outcome === 'ID_REUSED' || type === 'REVERSE' || type === 'TRANSFER')
        continue;
      const others = this.#entries.get(card) ?? [];
      for (const other of others) {
        this.#world.check(
          arrival.number < other.arrival.number === answer.seq < other.seq,
          () => `${JSON.stringify(arrival)} and ${JSON.stringify(other.arrival)} were decided in their order`,
        );
      }
      this.#entries.set(card, [...others, { arrival, seq: answer.seq }]);
    }
  }
}
