import type { Card, CardStatus } from '../ledger/account.ts';
import type { Reversal } from '../ledger/state.ts';
import type { Entry } from '../ledger/transaction.ts';
import type { Prefetched, PrefetchRequest } from '../shard/ports.ts';
import type { AccountRow } from './account-codec.ts';
import { accountColumns, accountFromRow } from './account-codec.ts';
import type { EntryRow } from './entry-codec.ts';
import { entryColumns, entryFromRow } from './entry-codec.ts';
import { Parameters } from './parameters.ts';
import type { Statement } from './round-trip.ts';
import type { Session } from './session.ts';

// The plans of these are made once per session, often while the tables are empty, and must be right when they are full.
// So nothing is left to the planner: `offset 0` keeps each lookup where it is, once per key, and `card + 0` keeps an
// id from being looked for through the whole statement of its card.

/** One row per account, and one without an account for a card that has none. */
const SELECT_CARDS: Statement = {
  name: 'select-cards',
  text: `select card.number, card.issuer, card.status, card.status_version, ${accountColumns('account')}
    from unnest($2::bigint[]) as input (number)
      cross join lateral (
        select * from card where shard = $1::smallint and card.number = input.number offset 0) as card
      left join lateral (
        select * from account where shard = $1::smallint and account.card = input.number offset 0) as account on true`,
};

const SELECT_ENTRIES: Statement = {
  name: 'select-entries',
  text: `select ${entryColumns('transaction')}, reversal.amount as reversed
    from unnest($2::uuid[], $3::bigint[]) as input (id, card)
      cross join lateral (
        select * from transaction
        where shard = $1::smallint and transaction.id = input.id and transaction.card + 0 = input.card
        offset 0) as transaction
      left join lateral (
        select amount from reversal
        where shard = $1::smallint and reversal.id = transaction.id and reversal.card = transaction.card
          and reversal.origin = transaction.origin
        offset 0) as reversal on true`,
};

interface CardRow extends Omit<AccountRow, 'card'> {
  readonly number: string;
  readonly issuer: string;
  readonly status: CardStatus;
  readonly status_version: number;
  /** Null where the card has no account; so is the rest of the account then. */
  readonly card: string | null;
}

interface EntryWithReversalRow extends EntryRow {
  readonly reversed: string | null;
}

/** Reads what a turn needs in one round trip. */
export async function prefetch(
  session: Session,
  shard: number,
  request: PrefetchRequest,
): Promise<Prefetched> {
  const parameters = new Parameters(request.cards.length * 12 + request.entries.length * 32 + 100);
  const [cards, entries] = await session.run('read cards and entries', [
    { statement: SELECT_CARDS, values: [String(shard), parameters.int64Array(request.cards)] },
    {
      statement: SELECT_ENTRIES,
      values: [
        String(shard),
        parameters.uuidArray(request.entries.map((key) => key.id)),
        parameters.int64Array(request.entries.map((key) => key.card)),
      ],
    },
  ]);
  return {
    cards: cardsFromRows(cards.rows as CardRow[]),
    ...entriesFromRows(entries.rows as EntryWithReversalRow[]),
  };
}

function cardsFromRows(rows: readonly CardRow[]): Card[] {
  const cards = new Map<string, Card>();
  for (const row of rows) {
    const { number, issuer, status, status_version: statusVersion } = row;
    const card = cards.get(number) ?? { number: Number(number), issuer, status, statusVersion, accounts: [] };
    cards.set(number, card);
    if (row.card !== null) card.accounts.push(accountFromRow({ ...row, card: row.card }));
  }
  return [...cards.values()];
}

/** A key may have been asked for twice: two reversals of one original. */
function entriesFromRows(rows: readonly EntryWithReversalRow[]): Pick<Prefetched, 'entries' | 'reversals'> {
  const entries = new Map<string, Entry>();
  const reversals: Reversal[] = [];
  for (const row of rows) {
    if (entries.has(row.seq)) continue;
    const entry = entryFromRow(row);
    entries.set(row.seq, entry);
    const { id, card, origin } = entry;
    if (row.reversed !== null) reversals.push({ id, card, origin, amount: Number(row.reversed) });
  }
  return { entries: [...entries.values()], reversals };
}
