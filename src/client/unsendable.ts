import { CHAIN_ITEMS_MAX } from '../ledger/transaction.ts';
import type { Refusal } from './refusal.ts';
import type { NewTransaction } from './transaction.ts';

/** As long as the longest text that a gateway takes: the token of a quote, or a reason of 200 characters outside the BMP. */
const TEXT_LENGTH_MAX = 400;

/** Of such a reason; what a message may have in all is counted in bytes. */
const TEXT_BYTES_MAX = 800;

/** UTF-8 has at most three bytes for one of UTF-16: up to here nothing needs to be counted. */
const SHORT_LENGTH = Math.floor(TEXT_BYTES_MAX / 3);

/**
 * What of a batch can't be sent, by index; undefined, as nearly always, when all of it can. Everything else that may be
 * wrong with a transaction is for the gateway to say. This has to be said here: a number that is not a safe integer, or a
 * text that is none, can't be written; a text without end makes a message that no gateway reads; and a chain that the
 * gateway would refuse for how it lies in this batch might look right. All of them catch others, among what they are
 * pooled with.
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
    const number = unsafeNumber(item);
    if (number !== undefined) return invalid(number, 'must be a whole number below 2^53');
    if (!isInt32(item.holdSeconds ?? 0)) return invalid('hold_seconds', 'must be a whole number below 2^31');
    const text = unsafeText(item);
    if (text !== undefined) {
      return invalid(
        text,
        `must be a text of up to ${TEXT_LENGTH_MAX} characters and ${TEXT_BYTES_MAX} bytes`,
      );
    }
    if (item.card !== first.card) return invalid('linked', 'must chain items of one card');
  }
  if (end - start > CHAIN_ITEMS_MAX) {
    return invalid('linked', `must not chain more than ${CHAIN_ITEMS_MAX} items`);
  }
  const isLastLinked = transactions[end - 1]?.linked === true;
  return isLastLinked ? invalid('linked', 'must not be set on the last item of a batch') : undefined;
}

function unsafeNumber(item: NewTransaction): string | undefined {
  if (!Number.isSafeInteger(item.card)) return 'card';
  if (item.amount !== undefined && !Number.isSafeInteger(item.amount)) return 'amount';
  if (item.toCard !== undefined && !Number.isSafeInteger(item.toCard)) return 'to_card';
  const amountOutMin = item.exchange?.amountOutMin;
  if (amountOutMin !== undefined && !Number.isSafeInteger(amountOutMin)) return 'exchange.amount_out_min';
  return undefined;
}

function isInt32(number: number): boolean {
  return (number | 0) === number;
}

function unsafeText(item: NewTransaction): string | undefined {
  if (!isShort(item.id)) return 'id';
  if (!isShort(item.program)) return 'program';
  if (!isShort(item.merchant ?? '')) return 'merchant';
  if (!isShort(item.reference ?? '')) return 'reference';
  if (!isShort(item.originalId ?? '')) return 'original_id';
  if (!isShort(item.reason ?? '')) return 'reason';
  if (!item.exchange) return undefined;
  if (!isShort(item.exchange.toProgram)) return 'exchange.to_program';
  return isShort(item.exchange.quote ?? '') ? undefined : 'exchange.quote';
}

function isShort(text: string): boolean {
  if (typeof text !== 'string' || text.length > TEXT_LENGTH_MAX) return false;
  return text.length <= SHORT_LENGTH || Buffer.byteLength(text) <= TEXT_BYTES_MAX;
}

function invalid(field: string, description: string): Refusal {
  return {
    status: 'INVALID_ARGUMENT',
    message: `${field}: ${description}`,
    retryDelayMs: undefined,
    violations: [{ field, description }],
  };
}
