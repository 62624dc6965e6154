import pg from 'pg';
import type { DirectoryRefusal } from '../directory/ports.ts';
import { exists, notFound } from '../directory/refusal.ts';
import { isRefused } from '../refused.ts';
import { storeFault } from './faults.ts';
import { inTransaction } from './pool.ts';

/** Postgres notifies here of every change of the reference data; the payload is empty, `network.version` tells. */
export const NETWORK_CHANNEL = 'tongfen_network';

/** The constraints that a well-formed change can meet, and what each says to who asked. */
const REFUSALS: Readonly<Record<string, DirectoryRefusal>> = {
  participant_pkey: exists('code', 'a participant has this code'),
  participant_card_prefix_key: exists('card_prefix', 'another participant has this prefix'),
  participant_certificate_name_key: exists('certificate_name', 'another participant has this name'),
  program_pkey: exists('code', 'a program has this code'),
  merchant_pkey: exists('code', 'a merchant has this code'),
  api_key_participant_fkey: notFound('participant', 'no participant has this code'),
};

/**
 * Changes the reference data. The new version and the notification are in the transaction of the change, so that who
 * sees the version sees the change. The version comes last: all changes wait for one another at its row.
 *
 * @param work makes the change; when it answers with a refusal it has changed nothing
 * @throws {Fault} `STORE_UNAVAILABLE`; the change may have happened or not
 */
export function change<T extends object>(
  pool: pg.Pool,
  doing: string,
  work: (client: pg.ClientBase) => Promise<T | DirectoryRefusal>,
): Promise<T | DirectoryRefusal> {
  return write(pool, doing, async (client) => {
    const answer = await work(client);
    if (!isRefused(answer)) {
      await client.query('update network set version = version + 1');
      await client.query(`notify ${NETWORK_CHANNEL}`);
    }
    return answer;
  });
}

/**
 * Writes what changes nothing for anybody yet: no process reads its reference data anew.
 *
 * @throws {Fault} `STORE_UNAVAILABLE`; it may have been written or not
 */
export async function write<T extends object>(
  pool: pg.Pool,
  doing: string,
  work: (client: pg.ClientBase) => Promise<T | DirectoryRefusal>,
): Promise<T | DirectoryRefusal> {
  try {
    return await inTransaction(pool, work);
  } catch (error) {
    const constraint = error instanceof pg.DatabaseError ? error.constraint : undefined;
    const refusal = constraint === undefined ? undefined : REFUSALS[constraint];
    if (refusal !== undefined) return refusal;
    throw storeFault(error, doing);
  }
}
