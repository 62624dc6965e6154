import type pg from 'pg';
import { assert } from '../assert.ts';
import type { ProgramRecord } from '../directory/ports.ts';
import type { LimitKind, Merchant, Network, Rate } from '../ledger/network.ts';
import type { RateRow } from './directory-rates.ts';
import { RATE_COLUMNS, rateFromRow } from './directory-rates.ts';
import type { MerchantRow, ParticipantRow, ProgramRow } from './directory-rows.ts';
import {
  MERCHANT_COLUMNS,
  merchantFromRow,
  PARTICIPANT_COLUMNS,
  PROGRAM_COLUMNS,
  participantFromRow,
  programFromRow,
} from './directory-rows.ts';

/** The version of the reference data, which grows with every change, and the time of Postgres. */
export async function readVersion(client: pg.ClientBase): Promise<{ version: number; databaseMs: number }> {
  const { rows } = await client.query<{ version: string; database_ms: string }>(
    'select version, extract(epoch from clock_timestamp()) * 1000 as database_ms from network',
  );
  const [row] = rows;
  assert(row !== undefined, 'a database that was set up has a version of its reference data');
  return { version: Number(row.version), databaseMs: Number(row.database_ms) };
}

// Rows that were written by a transaction that the last read may not have seen. Merchants are many: reading a hundred thousand
// anew, whatever had changed, took every process half a second of a core, in which it did nothing else.
const MERCHANTS_SINCE = `
  select ${MERCHANT_COLUMNS} from merchant where $1::text is null or age(xmin) <= age($1::xid)`;

const OLDEST_UNDER_WAY = 'select pg_snapshot_xmin(pg_current_snapshot())::xid::text as xid';

/** What a connection has read, for its next read to go on from. */
export interface ReadNetwork {
  readonly network: Network;
  /** The oldest transaction that was under way: the network shows all of those before it. */
  readonly oldestUnderWay: string;
}

/**
 * Everything a shard decides by. One snapshot, where the transaction of `client` is REPEATABLE READ.
 *
 * @param last what the same connection read before: of another, which may lead to another server, it says nothing
 */
export async function readNetwork(client: pg.ClientBase, last?: ReadNetwork): Promise<ReadNetwork> {
  const { version } = await readVersion(client);
  const participants = await client.query<ParticipantRow & { limits: LimitKind[] }>(
    `select ${PARTICIPANT_COLUMNS}, array(select kind from headroom where participant = code) as limits
      from participant`,
  );
  const programs = await client.query<ProgramRow>(`select ${PROGRAM_COLUMNS} from program`);
  const rates = await ratesByProgram(client);
  const { rows: underWay } = await client.query<{ xid: string }>(OLDEST_UNDER_WAY);
  const merchants = await readMerchants(client, last);
  const network: Network = {
    version,
    participants: new Map(
      participants.rows.map((row) => [row.code, { ...participantFromRow(row), limits: row.limits }]),
    ),
    programs: new Map(
      programs.rows.map((row) => {
        const program = programFromRow(row);
        return [row.code, { ...program, rates: [firstRate(program), ...(rates.get(row.code) ?? [])] }];
      }),
    ),
    merchants,
  };
  return { network, oldestUnderWay: underWay[0]!.xid };
}

/** Merchants are never deleted, so that those of the last read are all there. */
async function readMerchants(
  client: pg.ClientBase,
  last: ReadNetwork | undefined,
): Promise<ReadonlyMap<string, Merchant>> {
  const { rows } = await client.query<MerchantRow>(MERCHANTS_SINCE, [last?.oldestUnderWay]);
  if (last !== undefined && rows.length === 0) return last.network.merchants;
  const merchants = new Map(last?.network.merchants);
  for (const row of rows) {
    const merchant = merchantFromRow(row);
    merchants.set(row.code, { ...merchant, programs: new Set(merchant.programs) });
  }
  return merchants;
}

/** The par value of the program itself, which holds until another rate was approved. */
function firstRate({ parNumerator, parDenominator }: ProgramRecord): Rate {
  return { version: 0, parNumerator, parDenominator, spreadBasisPoints: 0, holdsFromMs: 0 };
}

/** The rates that were approved, by version. */
async function ratesByProgram(client: pg.ClientBase): Promise<Map<string, Rate[]>> {
  const { rows } = await client.query<RateRow>(
    `select ${RATE_COLUMNS} from program_rate where approved_at is not null order by version`,
  );
  const rates = new Map<string, Rate[]>();
  for (const row of rows) {
    const ofProgram = rates.get(row.program);
    if (ofProgram === undefined) rates.set(row.program, [rateFromRow(row)]);
    else ofProgram.push(rateFromRow(row));
  }
  return rates;
}
