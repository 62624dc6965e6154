import type pg from 'pg';
import type { CardRecord, DirectoryRefusal } from '../directory/ports.ts';
import { invalid, notFound } from '../directory/refusal.ts';
import { aliasesRefusal } from '../directory/rules.ts';
import type { CardStatus } from '../ledger/account.ts';
import { CARD_SEQUENCE_MAX, cardNumber, shardOf } from '../ledger/card.ts';
import { isRefused } from '../refused.ts';
import { storeFault } from './faults.ts';
import { inTransaction, rowsOf } from './pool.ts';

// All cards of an issuer are opened under the lock of its row: its sequence has no doubles, and who waited for the lock
// sees the aliases of who had it.
const LOCK_ISSUER = `
  select card_prefix, card_sequence from participant where code = $1 for no key update`;

const KNOWN_ALIASES = `
  select alias, card from card_alias where issuer = $1 and alias = any($2::text[])`;

const INSERT = `
  with aliased as (
    insert into card_alias (issuer, alias, card)
    select $1, alias, number from unnest($2::text[], $3::bigint[]) as opened (alias, number)
  ), opened as (
    insert into card (shard, number, issuer, alias)
    select shard, number, $1, alias
    from unnest($2::text[], $3::bigint[], $4::smallint[]) as opened (alias, number, shard)
  )
  update participant set card_sequence = card_sequence + cardinality($2::text[]) where code = $1`;

const BY_NUMBERS = `
  select number, issuer, alias, status, status_version
  from unnest($1::smallint[], $2::bigint[]) as asked (shard, number)
  join card using (shard, number)`;

const BY_ALIAS = `select card from card_alias where issuer = $1 and alias = $2`;

interface CardRow {
  readonly number: string;
  readonly issuer: string;
  readonly alias: string | null;
  readonly status: string;
  readonly status_version: number;
}

/**
 * Opens a card for each alias that has none, and answers with the cards of all, in their order.
 *
 * Refused: `INVALID` for the aliases, for an issuer without a prefix, and when the prefix has no numbers left;
 * `NOT_FOUND` for the issuer.
 *
 * @throws {Fault} `STORE_UNAVAILABLE`; the cards may have been opened, and asking again finds them
 */
export async function openCards(
  pool: pg.Pool,
  shards: number,
  issuer: string,
  aliases: readonly string[],
): Promise<CardRecord[] | DirectoryRefusal> {
  const refusal = aliasesRefusal(aliases);
  if (refusal !== undefined) return refusal;
  let answer: Opening | DirectoryRefusal;
  try {
    answer = await inTransaction(pool, (client) => openMissing(client, shards, issuer, aliases));
  } catch (error) {
    throw storeFault(error, 'open cards');
  }
  if (isRefused(answer)) return answer;
  const cards = new Map(answer.opened);
  for (const card of await cardsOf(pool, shards, answer.known)) cards.set(card.alias!, card);
  return aliases.map((alias) => cards.get(alias)!);
}

export async function card(pool: pg.Pool, shards: number, number: number): Promise<CardRecord | undefined> {
  const [found] = await cardsOf(pool, shards, [number]);
  return found;
}

export async function cardByAlias(
  pool: pg.Pool,
  shards: number,
  issuer: string,
  alias: string,
): Promise<CardRecord | undefined> {
  const [row] = await rowsOf<{ card: string }>(pool, 'find a card by its alias', BY_ALIAS, [issuer, alias]);
  return row === undefined ? undefined : card(pool, shards, Number(row.card));
}

/** What one call found and opened. */
interface Opening {
  /** Numbers of the cards that were there. */
  readonly known: readonly number[];
  readonly opened: ReadonlyMap<string, CardRecord>;
}

async function openMissing(
  client: pg.ClientBase,
  shards: number,
  issuer: string,
  aliases: readonly string[],
): Promise<Opening | DirectoryRefusal> {
  const locked = await client.query<{ card_prefix: number | null; card_sequence: number }>(LOCK_ISSUER, [
    issuer,
  ]);
  const [row] = locked.rows;
  if (row === undefined) return notFound('issuer', 'no participant has this code');
  if (row.card_prefix === null) return invalid('issuer', 'must be a participant with a card prefix');

  const found = await client.query<{ alias: string; card: string }>(KNOWN_ALIASES, [issuer, aliases]);
  const known = new Map(found.rows.map(({ alias, card }) => [alias, Number(card)]));
  const opened = new Map<string, CardRecord>();
  for (const alias of aliases) {
    if (known.has(alias) || opened.has(alias)) continue;
    const sequence = row.card_sequence + opened.size;
    if (sequence > CARD_SEQUENCE_MAX)
      return invalid('aliases', "exceed the numbers left of the issuer's prefix");
    const number = cardNumber(row.card_prefix, sequence);
    opened.set(alias, { number, issuer, alias, status: 'active', statusVersion: 0 });
  }
  if (opened.size > 0) {
    const numbers = Array.from(opened.values(), ({ number }) => number);
    await client.query(INSERT, [issuer, [...opened.keys()], arrayOf(numbers), shardsOf(numbers, shards)]);
  }
  return { known: [...known.values()], opened };
}

async function cardsOf(pool: pg.Pool, shards: number, numbers: readonly number[]): Promise<CardRecord[]> {
  if (numbers.length === 0) return [];
  const rows = await rowsOf<CardRow>(pool, 'read cards', BY_NUMBERS, [
    shardsOf(numbers, shards),
    arrayOf(numbers),
  ]);
  return rows.map((row) => ({
    number: Number(row.number),
    issuer: row.issuer,
    alias: row.alias ?? undefined,
    status: row.status as CardStatus,
    statusVersion: row.status_version,
  }));
}

/** An array literal: `pg` would escape each number as text. */
function arrayOf(numbers: readonly number[]): string {
  return `{${numbers.join()}}`;
}

function shardsOf(numbers: readonly number[], shards: number): string {
  return arrayOf(numbers.map((number) => shardOf(number, shards)));
}
