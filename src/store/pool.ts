import pg from 'pg';
import { Fault } from '../fault.ts';
import { PromptClient } from '../prompt-client.ts';
import { storeFault } from './faults.ts';

/** How much longer than the server this process waits for an answer, before it takes the connection for dead. */
const ANSWER_GRACE_MS = 1_000;

/** Longest that a statement outside of the shards may take, unless it is known to read much. */
export const STATEMENT_TIMEOUT_MS = 10_000;

export interface PoolOptions {
  readonly databaseUrl: string;
  readonly connectionsMax: number;
  /** Longest a statement may take, waiting for locks included; Postgres ends it then. 10 s by default. */
  readonly statementTimeoutMs?: number;
  /** Longest to wait for a connection; by default as long as a statement may take. */
  readonly connectTimeoutMs?: number;
}

/**
 * Connections for whatever is not a shard's commit. Every statement is bounded by Postgres itself
 * (`statement_timeout`), and by this process where Postgres is not heard of any more: `query_timeout` leaves a
 * connection in an unknown state, which is why every user of the pool throws a connection away after any error.
 */
export function openPool(options: PoolOptions): pg.Pool {
  const { databaseUrl, connectionsMax, statementTimeoutMs = STATEMENT_TIMEOUT_MS } = options;
  const { connectTimeoutMs = statementTimeoutMs } = options;
  const pool = new pg.Pool({
    Client: PromptClient,
    connectionString: databaseUrl,
    application_name: 'tongfen',
    max: connectionsMax,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + ANSWER_GRACE_MS,
    // A process that vanished in the middle of a transaction must not keep its locks.
    idle_in_transaction_session_timeout: statementTimeoutMs,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced at the next call; an 'error' that nobody hears would end the process.
  pool.on('error', ignore);
  return pool;
}

/**
 * The rows of one statement.
 *
 * @param doing what for, for the message of the fault: 'read a statement'
 * @throws {Fault} `STORE_UNAVAILABLE`
 */
export async function rowsOf<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  doing: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  try {
    const result = await pool.query<Row>(text, [...values]);
    return result.rows;
  } catch (error) {
    throw storeFault(error, doing);
  }
}

/**
 * Rejects where Postgres takes no writes: a standby, or one that was made read-only because its disk is full. It answers
 * reads all the same.
 *
 * @throws {Fault} `STORE_UNAVAILABLE`
 */
export async function refuseReadOnly(pool: pg.Pool): Promise<void> {
  const [row] = await rowsOf<{ setting: string }>(
    pool,
    'answer',
    `select current_setting('transaction_read_only') as setting`,
  );
  if (row?.setting === 'on') {
    throw new Fault('STORE_UNAVAILABLE', 'Postgres takes no writes: it is read-only', { retryable: true });
  }
}

/**
 * Runs `work` in a transaction, which commits when it returns and rolls back when it throws. Errors pass as they are:
 * the caller knows which of them are expected.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  // The query that is under way reports a broken connection; between two queries nobody listens.
  client.on('error', ignore);
  let broken = true;
  try {
    await client.query('begin');
    const answer = await work(client);
    await client.query('commit');
    broken = false;
    return answer;
  } finally {
    client.off('error', ignore);
    // Closing a session rolls back what it had begun, whatever state it is in.
    client.release(broken);
  }
}

function ignore(): void {}
