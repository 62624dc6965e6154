import { assert } from '../assert.ts';
import type { Account, Card, Hold } from './account.ts';
import { NEVER } from './calendar.ts';
import { tell } from './host-follow-up.ts';
import type { LotPairs } from './lots.ts';
import { merged, negated, pairsOf, putLots, sumOf, takeLots } from './lots.ts';
import type { EntryContent, ShardState } from './state.ts';
import { systemId } from './system-id.ts';
import { SYSTEM_ORIGIN } from './transaction.ts';

/** The origin of a hold's expiry, which has the id of the hold: participants may have used one id on one card. */
export function holdExpiryOrigin(participant: string): string {
  return `${SYSTEM_ORIGIN}/${participant}`;
}

/**
 * Expires what is due on a card: holds at the ledger time, then free lots whose day is before the business date. It comes
 * before any decision on the card, so that nothing is spent or captured after its time, however late the expiry run is.
 */
export function expireDue(state: ShardState, card: Card): void {
  const { nowMs, businessDate } = state.basis;
  for (const account of card.accounts) {
    if (account.holdsDueAtMs <= nowMs) expireHolds(state, account);
    if (account.lotsDueOn < businessDate) expireLots(state, account);
  }
}

/** Ends a hold: takes `amount` of its pinned lots, first to expire first, and frees the rest. Returns the lots' change. */
export function endHold(account: Account, hold: Hold, amount: number): LotPairs {
  account.holds.splice(account.holds.indexOf(hold), 1);
  const pinned = pairsOf(hold.lots);
  const captured: number[] = [];
  const freed: number[] = [];
  let rest = amount;
  for (let index = 0; index < pinned.length; index += 2) {
    const part = Math.min(rest, pinned[index + 1] as number);
    rest -= part;
    if (part > 0) captured.push(pinned[index] as number, part);
    if (part < (pinned[index + 1] as number))
      freed.push(pinned[index] as number, (pinned[index + 1] as number) - part);
  }
  const kept = putLots(account, freed);
  const paid = sumOf(freed) === sumOf(kept) ? [] : merged(freed, negated(kept));
  return merged(negated(captured), negated(paid));
}

function expireHolds(state: ShardState, account: Account): void {
  const { nowMs } = state.basis;
  // In the order they fell due, so that it does not matter how late they are looked at.
  const due = account.holds.filter((each) => each.expiresAtMs <= nowMs);
  for (const hold of due.sort((a, b) => a.expiresAtMs - b.expiresAtMs)) {
    const lots = endHold(account, hold, 0);
    const origin = holdExpiryOrigin(hold.participant);
    const content = systemContent(account, { id: hold.id, origin, amount: hold.amount });
    state.post(content, {
      account,
      lots,
      postedChange: 0,
      heldChange: -hold.amount,
      counter: undefined,
      merchant: hold.merchant,
    });
    if (hold.hostTransaction !== undefined) freeAtHost(state, hold, content, hold.hostTransaction);
  }
  account.holdsDueAtMs = account.holds.reduce(
    (first, hold) => Math.min(first, hold.expiresAtMs),
    Number.POSITIVE_INFINITY,
  );
  state.changed.add(account);
}

/** The issuer's host never ends an authorization by itself. */
function freeAtHost(state: ShardState, hold: Hold, content: EntryContent, transaction: string): void {
  const program = state.basis.network.programs.get(content.program);
  assert(program !== undefined, 'a program is never deleted');
  tell(state, {
    operation: 'REVERSE',
    issuer: program.issuer,
    transaction,
    content,
    merchant: hold.merchant,
    direction: 'DEBIT',
    inTransit: 0,
  });
}

function expireLots(state: ShardState, account: Account): void {
  const { businessDate } = state.basis;
  for (
    let first = account.lots[0];
    first !== undefined && first.expiresOn < businessDate;
    first = account.lots[0]
  ) {
    const amount = first.amount;
    const lots = negated(takeLots(account, amount));
    const id = systemId(state.shard, state.seq + 1);
    state.post(systemContent(account, { id, origin: SYSTEM_ORIGIN, amount }), {
      account,
      lots,
      postedChange: -amount,
      heldChange: 0,
      counter: 'BREAKAGE',
      merchant: '',
    });
  }
  account.lotsDueOn = account.lots[0]?.expiresOn ?? NEVER;
  state.changed.add(account);
}

function systemContent(account: Account, own: Pick<EntryContent, 'id' | 'origin' | 'amount'>): EntryContent {
  return {
    id: own.id,
    card: account.card,
    origin: own.origin,
    type: 'EXPIRE',
    program: account.program,
    amount: own.amount,
    reference: '',
    originalId: '',
    peer: 0,
    holdSeconds: 0,
    debit: false,
    reason: '',
    linked: false,
    exchange: undefined,
  };
}
