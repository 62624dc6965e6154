import type pg from 'pg';
import { assert } from '../assert.ts';
import type { Network } from '../ledger/network.ts';
import type { MerchantRow, ParticipantRow, ProgramRow } from './directory-rows.ts';
import {
  MERCHANT_COLUMNS,
  merchantFromRow,
  PARTICIPANT_COLUMNS,
  PROGRAM_COLUMNS,
  participantFromRow,
  programFromRow,
} from './directory-rows.ts';

/** The version of the reference data: grows with every change. */
export async function readVersion(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ version: string }>('select version from network');
  const [row] = rows;
  assert(row !== undefined, 'a database that was set up has a version of its reference data');
  return Number(row.version);
}

/** Everything a shard decides by. One snapshot, where the transaction of `client` is REPEATABLE READ. */
export async function readNetwork(client: pg.ClientBase): Promise<Network> {
  const version = await readVersion(client);
  const participants = await client.query<ParticipantRow>(`select ${PARTICIPANT_COLUMNS} from participant`);
  const programs = await client.query<ProgramRow>(`select ${PROGRAM_COLUMNS} from program`);
  const merchants = await client.query<MerchantRow>(`select ${MERCHANT_COLUMNS} from merchant`);
  return {
    version,
    participants: new Map(participants.rows.map((row) => [row.code, participantFromRow(row)])),
    programs: new Map(programs.rows.map((row) => [row.code, programFromRow(row)])),
    merchants: new Map(
      merchants.rows.map((row) => {
        const merchant = merchantFromRow(row);
        return [row.code, { ...merchant, programs: new Set(merchant.programs) }];
      }),
    ),
  };
}
