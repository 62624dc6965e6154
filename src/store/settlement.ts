import type pg from 'pg';
import { InvariantError } from '../assert.ts';
import type {
  Concern,
  CycleSettlement,
  CycleShard,
  ExceptionWord,
  JournalPart,
  Liability,
  Settlement,
  SettlementCycle,
  SettlementException,
  SettlementRefusal,
  Unsettled,
} from '../settlement/ports.ts';
import { storeFault } from './faults.ts';
import { inTransaction, rowsOf } from './pool.ts';
import { closeCycle } from './settlement-close.ts';
import * as reads from './settlement-cycles.ts';
import type { Decision } from './settlement-decide.ts';
import { decideSettlement } from './settlement-decide.ts';
import * as exceptions from './settlement-exceptions.ts';
import { journalOf } from './settlement-journal.ts';
import { liabilityOf } from './settlement-liability.ts';
import { sumClosedCycles } from './settlement-movements.ts';
import { SharedRun } from './shared-run.ts';

/** In order, because each begins where the one before ended. */
const NOT_CLOSED = 'select number from cycle where closed_at is null and number < $1 order by number';

/**
 * Shards wait for the limits that a decision locks. A process that stands still in the middle of one, or whose host has
 * vanished, must not keep them: by default it could for as long as a report may take.
 */
const DO_NOT_LINGER = `set local idle_in_transaction_session_timeout = '5s'`;

/** Settlement on Postgres. Everything is safe to call by any number of processes at once. */
export class PostgresSettlement implements Settlement {
  readonly #pool: pg.Pool;
  /** However many ask, and ask again, one connection adds up what none of them can wait for. */
  readonly #sums = new SharedRun(() => sumClosedCycles(this.#pool));

  /** @param pool of its own (`openPool`): files and liability reports read long */
  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  cycles(query: { readonly before: number | undefined; readonly limit: number }): Promise<SettlementCycle[]> {
    return reads.cycles(this.#pool, query);
  }

  unsettled(): Promise<Unsettled> {
    return reads.unsettled(this.#pool);
  }

  async closeBefore(number: number): Promise<void> {
    const rows = await rowsOf<{ number: number }>(this.#pool, 'find cycles to close', NOT_CLOSED, [number]);
    for (const row of rows) {
      await this.#transaction('close a cycle', (client) => closeCycle(client, row.number));
    }
  }

  settlement(cycle: number): Promise<CycleSettlement | SettlementRefusal> {
    return reads.settlement(this.#pool, cycle);
  }

  async decide(decision: Decision): Promise<CycleSettlement | SettlementRefusal> {
    const refusal = await this.#transaction('write who has settled', (client) =>
      decideSettlement(client, decision),
    );
    return refusal ?? this.settlement(decision.cycle);
  }

  exception(id: string): Promise<SettlementException | undefined> {
    return exceptions.exception(this.#pool, id);
  }

  resolveException(word: ExceptionWord): Promise<SettlementException | SettlementRefusal> {
    return exceptions.resolveException(this.#pool, word);
  }

  finishException(id: string, outcome: string): Promise<SettlementException> {
    return exceptions.finishException(this.#pool, id, outcome);
  }

  shards(cycle: number): Promise<CycleShard[] | SettlementRefusal> {
    return reads.cycleShards(this.#pool, cycle);
  }

  journal(shards: readonly CycleShard[], concern: Concern): AsyncIterable<JournalPart> {
    return journalOf(this.#pool, shards, concern);
  }

  async liability(
    programs: readonly string[],
    cycle: number | undefined,
  ): Promise<Liability[] | SettlementRefusal> {
    if (cycle === undefined) await this.#sums.run();
    return liabilityOf(this.#pool, programs, cycle);
  }

  async #transaction<T>(doing: string, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    try {
      return await inTransaction(this.#pool, async (client) => {
        await client.query(DO_NOT_LINGER);
        return work(client);
      });
    } catch (error) {
      if (error instanceof InvariantError) throw error;
      throw storeFault(error, doing);
    }
  }
}
