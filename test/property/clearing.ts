import fc from 'fast-check';
import type { Result, Transaction } from '../../src/ledger/transaction.ts';
import type { Engine } from './engine.ts';
import type { NaiveResult } from './naive-ledger.ts';
import type { Planned } from './plan.ts';

// What the properties have in common: how a plan is cleared by the engine, and its results in the naive ledger's words.

export const GATEWAY = 'gateway';

/** How much may share a turn, and whether cards stay in memory between turns: neither may matter. */
export interface Arrangement {
  readonly unitsPerTurn: number;
  readonly cached: boolean;
}

export const arrangements: fc.Arbitrary<Arrangement> = fc.record({
  unitsPerTurn: fc.constantFrom(1, 4, 1_000),
  cached: fc.boolean(),
});

/** How often a property is tried: as often as is good for every run of the tests, or 50 times that. */
export function runs(usual: number): number {
  return process.env['TONGFEN_TEST_LONG'] === '1' ? 50 * usual : usual;
}

/** How long a property may take, in milliseconds. */
export function timeLimitMs(): number {
  return runs(120_000);
}

/** Lets a turn happen, and what it sends to other shards arrive. Returns the results of its items. */
export function clear(engine: Engine, planned: Planned): Result[] {
  if (planned.kind === 'event') {
    engine.apply(planned.step);
    return [];
  }
  const transactions = planned.units.flat();
  const answered = engine.late.length;
  const results = engine.submit(planned.shard, planned.units, GATEWAY).flat();
  engine.settle();
  return results.map((result, index) => result ?? lateResult(engine, transactions[index]!, answered));
}

/** A result in the naive ledger's words. */
export function told(result: Result): NaiveResult {
  return {
    outcome: result.outcome,
    amount: BigInt(result.amount),
    balance: BigInt(result.balance),
    available: BigInt(result.available),
    duplicate: result.duplicate,
  };
}

function lateResult(engine: Engine, { id, card, participant }: Transaction, from: number): Result {
  const late = engine.late.slice(from).find(({ gateway, answer }) => {
    if (gateway !== GATEWAY) return false;
    return answer.id === id && answer.card === card && answer.participant === participant;
  });
  if (late === undefined) throw new Error(`${id} was never answered`);
  return late.answer.result;
}
