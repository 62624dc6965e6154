import pg from 'pg';
import { errorMessage } from '../errors.ts';
import { Fault } from '../fault.ts';

/**
 * SQLSTATEs after which the same call may succeed later without anybody changing it
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html). Everything else is either a bug of ours or
 * somebody's work (a missing privilege, a wrong password), and asking again changes nothing.
 */
const RETRYABLE_SQLSTATES: Readonly<Record<string, string>> = {
  '08000': 'connection exception',
  '08001': 'client unable to connect',
  '08003': 'connection does not exist',
  '08004': 'server rejected the connection',
  '08006': 'connection failure',
  '25006': 'read-only transaction: a standby that is about to be promoted, or a primary that is no more',
  '25P03': 'idle in transaction for too long',
  '40001': 'serialization failure',
  '40P01': 'deadlock',
  '53000': 'insufficient resources',
  '53100': 'disk full',
  '53200': 'out of memory',
  '53300': 'too many connections',
  '55P03': 'lock not available',
  '57014': 'canceled, by a statement timeout for one',
  '57P01': 'shutdown by an administrator',
  '57P02': 'crash of another backend',
  '57P03': 'starting up, shutting down or in recovery',
  '57P05': 'idle for too long',
  '58000': 'system error',
  '58030': 'I/O error',
};

/**
 * The fault for an error of `pg`. An error without a SQLSTATE is the network's, and passes.
 *
 * @param doing what was being done, for the message: 'commit a turn'
 */
export function storeFault(error: unknown, doing: string): Fault {
  if (error instanceof Fault) return error;
  return new Fault('STORE_UNAVAILABLE', `Postgres failed to ${doing}: ${errorMessage(error)}`, {
    retryable: isRetryable(error),
    cause: withoutRow(error),
  });
}

/** True when the same call may succeed later without anybody changing anything. */
function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state === undefined || state in RETRYABLE_SQLSTATES;
}

/** The SQLSTATE of an error that the server sent; undefined for one of the network. */
function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** `detail` and `where` quote the row, and a card number is never whole in an error. */
function withoutRow(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) {
    error.detail = undefined;
    error.where = undefined;
  }
  return error;
}
