import type { Account, Card } from './account.ts';
import { contentOf } from './content.ts';
import { decide } from './decide.ts';
import { expireDue } from './expire.ts';
import { findAsked } from './host-asking.ts';
import type { ShardState } from './state.ts';
import { transitKey } from './state.ts';
import type { Decision, Result, Transaction } from './transaction.ts';

/**
 * Decides the transactions of an envelope in their order: each alone, sees the effects of those before it; neighbours
 * that are linked post all or none.
 *
 * @returns one decision per transaction
 */
export function decideAll(
  state: ShardState,
  transactions: readonly Transaction[],
  gateway: string,
): Decision[] {
  const results: Decision[] = [];
  for (let index = 0; index < transactions.length; ) {
    const tx = transactions[index] as Transaction;
    if (!tx.linked) {
      results.push(decide(state, tx, gateway));
      index += 1;
      continue;
    }
    const end = chainEnd(transactions, index);
    results.push(...decideChain(state, transactions.slice(index, end), gateway));
    index = end;
  }
  return results;
}

/** Index behind the chain that begins at `start`: its linked items, and the one after them on the same card. */
function chainEnd(transactions: readonly Transaction[], start: number): number {
  const card = (transactions[start] as Transaction).card;
  let index = start;
  while (transactions[index]?.linked === true && transactions[index]?.card === card) index += 1;
  return transactions[index]?.card === card ? index + 1 : index;
}

function decideChain(state: ShardState, chain: readonly Transaction[], gateway: string): Decision[] {
  const card = state.cards.get((chain[0] as Transaction).card);
  if (card !== undefined) expireDue(state, card);
  // A chain that was decided before is answered as it was; one that only shares an id with another posts nothing.
  if (chain.some((tx) => isKnown(state, tx))) return chain.map((tx) => repeatOrDecline(state, tx, gateway));

  const before = card?.accounts.map(copyOf) ?? [];
  const unchanged = card?.accounts.filter((account) => !state.changed.has(account)) ?? [];
  const reversed = new Map(state.reversed);
  const from = state.entries.length;

  state.inChain = true;
  const results: Result[] = [];
  let declined = -1;
  for (const [index, tx] of chain.entries()) {
    const decision = tx.type === 'TRANSFER' ? null : decide(state, tx, gateway);
    const result = decision === 'again' ? null : decision;
    if (result !== null) results.push(result);
    if (result?.outcome !== 'POSTED') {
      declined = index;
      break;
    }
  }
  state.inChain = false;
  if (declined < 0) return results;

  const outcome = results[declined]?.outcome ?? 'LINKED_DECLINED';
  state.takeBack(from);
  state.reversed = reversed;
  if (card !== undefined) restore(state, card, before);
  for (const account of unchanged) state.changed.delete(account);
  return chain.map((tx, index) =>
    // An id that the chain names twice is recorded by now.
    isKnown(state, tx)
      ? decide(state, tx, gateway)
      : state.decline(contentOf(tx), index === declined ? outcome : 'LINKED_DECLINED', tx.merchant),
  );
}

function repeatOrDecline(state: ShardState, tx: Transaction, gateway: string): Decision {
  if (isKnown(state, tx)) return decide(state, tx, gateway);
  return state.decline(contentOf(tx), 'LINKED_DECLINED', tx.merchant);
}

/** True when the transaction has an outcome or is on its way to one. */
function isKnown(state: ShardState, tx: Transaction): boolean {
  return (
    state.recorded.find(tx.id, tx.card, tx.participant) !== undefined ||
    state.transit.has(transitKey(tx.id, tx.card, tx.participant)) ||
    findAsked(state, tx) !== undefined
  );
}

/** Puts a card's accounts back to what they were; those that were opened since are gone. */
function restore(state: ShardState, card: Card, before: readonly Account[]): void {
  for (const opened of card.accounts.splice(before.length)) state.changed.delete(opened);
  for (const [index, account] of card.accounts.entries()) Object.assign(account, before[index]);
}

function copyOf(account: Account): Account {
  return { ...account, lots: account.lots.map((lot) => ({ ...lot })), holds: [...account.holds] };
}
