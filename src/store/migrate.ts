import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { databaseLabel } from '../database-label.ts';
import { Fault } from '../fault.ts';
import type { Day } from '../ledger/calendar.ts';
import { storeFault } from './faults.ts';
import { MIGRATION_LOCKS } from './locks.ts';

export interface MigrateOptions {
  readonly databaseUrl: string;
  /** Fixed when the database is created; later it has to be the same. */
  readonly shards: number;
  /** Business date of the first cycle, when the database is created; default today's in UTC. */
  readonly businessDate?: Day;
}

/** How long to wait for a connection. */
const CONNECT_MAX_MS = 5_000;

/** How long a migration waits for a table, and how long it lets others have it then. */
const LOCK_WAIT_MS_MAX = 500;
const LOCK_PAUSE_MS = 2_000;

/** The SQLSTATE of a lock that was waited for too long. */
const LOCK_NOT_AVAILABLE = '55P03';

/** Where `node-pg-migrate` writes down which migrations have run. */
const MIGRATIONS_TABLE = 'migration';

const SILENT = { info() {}, warn() {}, error() {} };

/**
 * Brings the database's schema up to this version, and begins a network in a database that has none: cycle 1 and the
 * participant `OPERATOR`. Safe to call by any number of processes at once: one migrates, the others wait for it.
 *
 * @throws {Fault} STORE_UNAVAILABLE, or STORE_INCOMPATIBLE for a database of another number of shards or of a newer
 *   schema; the message is one line that names the database and what to do
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const { databaseUrl } = options;
  const client = await connect(databaseUrl);
  try {
    await client.query('select pg_advisory_lock($1, 0)', [MIGRATION_LOCKS]);
    await refuseNewerSchema(client, databaseUrl);
    await bringUp(client);
    await beginNetwork(client, options);
    await refuseOtherShards(client, options);
  } catch (error) {
    throw storeFault(error, `migrate ${databaseLabel(databaseUrl)}`);
  } finally {
    await client.end();
  }
}

/**
 * Whatever asks for a table that a migration waits for waits behind it, and with it all clearing of a network that runs. So a
 * migration gives way soon, and comes again until those who read (a `pg_dump`, an audit) are done.
 */
async function bringUp(client: pg.Client): Promise<void> {
  await client.query(`set lock_timeout = ${LOCK_WAIT_MS_MAX}`);
  for (;;) {
    try {
      await runner({
        dbClient: client,
        dir: migrationsDirectory(),
        direction: 'up',
        migrationsTable: MIGRATIONS_TABLE,
        noLock: true,
        logger: SILENT,
      });
      break;
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || error.code !== LOCK_NOT_AVAILABLE) throw error;
      await client.query('rollback');
      await sleep(LOCK_PAUSE_MS);
    }
  }
  await client.query('reset lock_timeout');
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  try {
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'tongfen migrate',
      connectionTimeoutMillis: CONNECT_MAX_MS,
      keepAlive: true,
    });
    // A connection that breaks fails the statement under way, and that is enough to know.
    client.on('error', () => {});
    await client.connect();
    return client;
  } catch (error) {
    throw storeFault(
      error,
      `answer at ${databaseLabel(databaseUrl)} (see that it runs and that the URL is right)`,
    );
  }
}

async function refuseNewerSchema(client: pg.ClientBase, databaseUrl: string): Promise<void> {
  const known = new Set(migrations());
  const unknown = (await migrationsOf(client)).find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new Fault(
    'STORE_INCOMPATIBLE',
    `The database ${databaseLabel(databaseUrl)} has a newer schema than this version of Tongfen knows (${unknown}): start the version that made it, or a later one`,
  );
}

/**
 * For whoever reads a database without bringing its schema up.
 *
 * @throws {Fault} STORE_INCOMPATIBLE for a database of another schema than this version's, in one line that says what to do
 */
export async function refuseOtherSchema(client: pg.ClientBase, databaseUrl: string): Promise<void> {
  await refuseNewerSchema(client, databaseUrl);
  const there = new Set(await migrationsOf(client));
  const missing = migrations().find((name) => !there.has(name));
  if (missing === undefined) return;
  throw new Fault(
    'STORE_INCOMPATIBLE',
    `The database ${databaseLabel(databaseUrl)} has an older schema than this version of Tongfen reads (without ${missing}): start the network with this version once, or use the version that made it`,
  );
}

/** The names of this version's migrations. */
function migrations(): string[] {
  return readdirSync(migrationsDirectory()).map((file) => file.replace(/\.sql$/, ''));
}

/** The names of those that have run on a database. */
async function migrationsOf(client: pg.ClientBase): Promise<string[]> {
  const table = await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [
    MIGRATIONS_TABLE,
  ]);
  if (table.rows[0]?.found !== true) return [];
  const { rows } = await client.query<{ name: string }>(`select name from ${MIGRATIONS_TABLE} order by id`);
  return rows.map(({ name }) => name);
}

async function refuseOtherShards(client: pg.Client, { databaseUrl, shards }: MigrateOptions): Promise<void> {
  const { rows } = await client.query<{ shards: number }>('select shards from network');
  if (rows[0]?.shards === shards) return;
  throw new Fault(
    'STORE_INCOMPATIBLE',
    `The database ${databaseLabel(databaseUrl)} was created with ${rows[0]?.shards} shards, which is fixed: start with that number instead of ${shards}, or give another database`,
  );
}

/** In one statement, so that a network is there whole or not at all. */
async function beginNetwork(
  client: pg.Client,
  { shards, businessDate = today() }: MigrateOptions,
): Promise<void> {
  await client.query(
    `with network as (insert into network (shards) values ($1) on conflict do nothing returning 1),
      first_cycle as (insert into cycle (number, business_date) select 1, $2 from network)
    insert into participant (code, name, roles) select 'OPERATOR', 'Operator', '{OPERATOR}' from network`,
    [shards, businessDate],
  );
}

function today(): Day {
  return Number(new Date().toISOString().slice(0, 10).replaceAll('-', ''));
}

/** Beside the sources, of which compiled code (dist/src/store) is three folders away and sources two. */
function migrationsDirectory(): string {
  let directory = import.meta.dirname;
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  return join(directory, 'src', 'store', 'migrations');
}
