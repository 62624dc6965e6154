import { OUTCOMES } from '../ledger/outcome.ts';
import type { Result } from '../ledger/transaction.ts';
import type { Tuple } from './tuple.ts';
import { Code, integer, tuple } from './tuple.ts';

export const OUTCOME_CODE = new Code(OUTCOMES);

/**
 * A result as `[outcome, shard, seq, ledgerTimeMs, amount, balance, available, duplicate]`, and `amountOut` of an exchange
 * that posted.
 */
export function encodeResult(result: Result): Tuple {
  const fields = [
    OUTCOME_CODE.encode(result.outcome),
    result.shard,
    result.seq,
    result.ledgerTimeMs,
    result.amount,
    result.balance,
    result.available,
    result.duplicate ? 1 : 0,
  ];
  if (result.amountOut !== undefined) fields.push(result.amountOut);
  return fields;
}

/** @throws {InvariantError} when it is no result. */
export function decodeResult(value: unknown): Result {
  const fields = tuple(value);
  return {
    outcome: OUTCOME_CODE.decode(fields[0]),
    shard: integer(fields[1]),
    seq: integer(fields[2]),
    ledgerTimeMs: integer(fields[3]),
    amount: integer(fields[4]),
    balance: integer(fields[5]),
    available: integer(fields[6]),
    duplicate: integer(fields[7]) === 1,
    amountOut: fields[8] === undefined ? undefined : integer(fields[8]),
  };
}
