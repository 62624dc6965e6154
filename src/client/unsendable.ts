import { CHAIN_ITEMS_MAX } from '../gateway/limits.ts';
import type { Refusal } from './refusal.ts';
import type { NewTransaction } from './transaction.ts';

/**
 * What of a batch can't be sent, by index; undefined, as nearly always, when all of it can. Everything else that may be
 * wrong with a transaction is for the gateway to say. This has to be said here: a number that is not a safe integer can't
 * be written; and a chain that the gateway would refuse for how it lies in this batch might look right, or catch others,
 * among what it is pooled with.
 */
export function unsendable(transactions: readonly NewTransaction[]): Map<number, Refusal> | undefined {
  let refusals: Map<number, Refusal> | undefined;
  for (let index = 0; index < transactions.length; index += 1) {
    const end = transactions[index]?.linked === true ? chainEnd(transactions, index) : index + 1;
    const refusal = chainRefusal(transactions, index, end);
    if (refusal !== undefined) {
      refusals ??= new Map();
      for (let item = index; item < end; item += 1) refusals.set(item, refusal);
    }
    index = end - 1;
  }
  return refusals;
}

/** Index behind the chain that begins at `start`: its linked items and the one they are linked to. */
function chainEnd(transactions: readonly NewTransaction[], start: number): number {
  let index = start;
  while (transactions[index]?.linked === true) index += 1;
  return Math.min(index + 1, transactions.length);
}

/** Why the items from `start` to `end`, which post all or none, can't be sent. */
function chainRefusal(
  transactions: readonly NewTransaction[],
  start: number,
  end: number,
): Refusal | undefined {
  const first = transactions[start] as NewTransaction;
  for (let index = start; index < end; index += 1) {
    const item = transactions[index] as NewTransaction;
    const field = unsafeField(item);
    if (field !== undefined) return invalid(field, 'must be a whole number below 2^53');
    if (item.card !== first.card) return invalid('linked', 'must chain items of one card');
  }
  if (end - start > CHAIN_ITEMS_MAX) {
    return invalid('linked', `must not chain more than ${CHAIN_ITEMS_MAX} items`);
  }
  const isLastLinked = transactions[end - 1]?.linked === true;
  return isLastLinked ? invalid('linked', 'must not be set on the last item of a batch') : undefined;
}

function unsafeField(item: NewTransaction): string | undefined {
  if (!Number.isSafeInteger(item.card)) return 'card';
  if (item.amount !== undefined && !Number.isSafeInteger(item.amount)) return 'amount';
  if (item.toCard !== undefined && !Number.isSafeInteger(item.toCard)) return 'to_card';
  const amountOutMin = item.exchange?.amountOutMin;
  if (amountOutMin !== undefined && !Number.isSafeInteger(amountOutMin)) return 'exchange.amount_out_min';
  if (item.holdSeconds !== undefined && !Number.isSafeInteger(item.holdSeconds)) return 'hold_seconds';
  return undefined;
}

function invalid(field: string, description: string): Refusal {
  return {
    status: 'INVALID_ARGUMENT',
    message: `${field}: ${description}`,
    retryDelayMs: undefined,
    violations: [{ field, description }],
  };
}
