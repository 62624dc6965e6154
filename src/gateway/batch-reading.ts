import type { ParticipantRecord } from '../directory/ports.ts';
import type { Transaction } from '../ledger/transaction.ts';
import { CHAIN_ITEMS_MAX } from '../ledger/transaction.ts';
import { invalidArgument, Refusal } from './refusal.ts';
import { readTransaction } from './validation.ts';
import type { WireTransaction } from './wire.ts';

/**
 * Reads the transactions of a batch: each on its own, and those that are linked as one chain, of which nothing is
 * cleared when one of it can't be.
 *
 * @param pathOf path of an item in the request
 * @returns for each item, in their order, the transaction or why it never becomes one
 */
export function readBatch(
  items: readonly WireTransaction[],
  participant: ParticipantRecord,
  pathOf: (index: number) => string,
): (Transaction | Refusal)[] {
  const read = items.map((item, index) => readTransaction(item, participant, () => pathOf(index)));
  for (let start = 0; start < items.length; start += 1) {
    if (items[start]?.linked !== true) continue;
    const end = chainEnd(items, start);
    refuseChain(read, { start, end }, pathOf);
    start = end - 1;
  }
  return read;
}

/** Index behind the chain that begins at `start`: its linked items and the one they are linked to. */
function chainEnd(items: readonly WireTransaction[], start: number): number {
  let index = start;
  while (items[index]?.linked === true) index += 1;
  return Math.min(index + 1, items.length);
}

/** Refuses every item of a chain unless all of it may be cleared together. */
function refuseChain(
  read: (Transaction | Refusal)[],
  chain: { readonly start: number; readonly end: number },
  pathOf: (index: number) => string,
): void {
  const items = read.slice(chain.start, chain.end);
  const fault = chainFault(items);
  if (fault === undefined) return;
  for (let index = chain.start; index < chain.end; index += 1) {
    if (read[index] instanceof Refusal) continue;
    read[index] = invalidArgument(`${pathOf(index)}.linked`, fault);
  }
}

function chainFault(items: readonly (Transaction | Refusal)[]): string | undefined {
  const last = items.at(-1);
  if (items.length > CHAIN_ITEMS_MAX) return `must not chain more than ${CHAIN_ITEMS_MAX} items`;
  if (items.some((item) => item instanceof Refusal)) return 'chains an item that can not be cleared';
  const transactions = items as readonly Transaction[];
  if ((last as Transaction).linked) return 'must not be set on the last item of a batch';
  if (transactions.some(({ card }) => card !== transactions[0]?.card)) return 'must chain items of one card';
  if (transactions.some(({ type }) => type === 'TRANSFER')) return 'must not chain a transfer';
  return undefined;
}
