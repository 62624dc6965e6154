import { Client } from 'pg';

/** A row of the journal, as the database has it: what tests compare with what somebody was told. */
export interface JournalRow {
  readonly shard: number;
  readonly seq: number;
  readonly id: string;
  readonly card: number;
  readonly origin: string;
  readonly type: string;
  readonly outcome: string;
  readonly program: string;
  readonly merchant: string;
  readonly reason: string;
  readonly balance: number;
  readonly available: number;
  readonly ledgerTimeMs: number;
}

/** The whole journal, straight from the database, by shard and sequence. */
export async function readJournal(databaseUrl: string): Promise<JournalRow[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Record<keyof JournalRow, never>>(
      `select shard, seq::float8, id, card::float8, origin, type, outcome, program,
        coalesce(merchant, '') as merchant, coalesce(reason, '') as reason,
        balance::float8, available::float8,
        (extract(epoch from ledger_time) * 1000)::float8 as "ledgerTimeMs"
      from transaction order by shard, seq`,
    );
    return rows;
  } finally {
    await client.end();
  }
}
