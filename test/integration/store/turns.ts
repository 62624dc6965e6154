import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Account } from '../../../src/ledger/account.ts';
import { NEVER } from '../../../src/ledger/calendar.ts';
import type { Network } from '../../../src/ledger/network.ts';
import type { Entry } from '../../../src/ledger/transaction.ts';
import type { TurnRecord } from '../../../src/shard/ports.ts';

export const NOW_MS = Date.UTC(2026, 10, 21, 12, 0, 0, 123);

/** An entry that says as little as possible. */
export function entryOf(fields: Partial<Entry> & Pick<Entry, 'seq'>): Entry {
  return {
    id: randomUUID(),
    card: 4000000000000002,
    origin: 'CITYPAY',
    type: 'EARN',
    outcome: 'POSTED',
    program: 'ACME',
    amount: 10,
    postedChange: 0,
    heldChange: 0,
    balance: 0,
    available: 0,
    lots: [],
    counter: undefined,
    merchant: '',
    reference: '',
    originalId: '',
    peer: 0,
    holdSeconds: 0,
    debit: false,
    reason: '',
    linked: false,
    ledgerTimeMs: NOW_MS,
    cycle: 1,
    businessDate: 20261121,
    ...fields,
  };
}

/** An account without anything on it. */
export function accountOf(fields: Partial<Account> = {}): Account {
  return {
    card: 4000000000000002,
    program: 'ACME',
    posted: 0,
    held: 0,
    overdrawn: 0,
    lots: [],
    holds: [],
    lotsDueOn: NEVER,
    holdsDueAtMs: Number.POSITIVE_INFINITY,
    stored: false,
    ...fields,
  };
}

/** A turn that changes nothing. */
export function turnOf(fields: Partial<TurnRecord> & Pick<TurnRecord, 'number'>): TurnRecord {
  return {
    ledgerTimeMs: NOW_MS,
    cycle: 1,
    businessDate: 20261121,
    entries: [],
    accounts: [],
    stripes: [],
    reversals: [],
    outboxAdded: [],
    outboxRemoved: [],
    messagesSent: [],
    messagesEnded: [],
    cardStatuses: [],
    shares: [],
    ...fields,
  };
}

/** Rows of one statement, over a connection of its own. */
export async function query(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** The programs of a network, and their issuers, as far as books are audited by them. */
export async function insertPrograms(databaseUrl: string, { programs }: Network): Promise<void> {
  for (const { code, issuer, scale } of programs.values()) {
    await query(
      databaseUrl,
      `with issuer as (
        insert into participant (code, name, roles) values ($2, $2, '{ISSUER}') on conflict do nothing)
      insert into program (
        code, name, issuer, scale, par_numerator, par_denominator, expiry_kind, limit_per_transaction, clawback)
      values ($1, $1, $2, $3, 1, 1, 'none', 1, 'reject')`,
      [code, issuer, scale],
    );
  }
}
