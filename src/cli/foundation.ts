import type pg from 'pg';
import type { Config } from '../config.ts';
import type { Logger } from '../log.ts';
import type { ReadinessChecks } from '../metrics/readiness.ts';
import type { Queues } from '../queue/connect-queues.ts';
import { connectQueues } from '../queue/connect-queues.ts';
import { PostgresDirectory } from '../store/directory.ts';
import { PostgresNetworkSource } from '../store/network-source.ts';
import { openPool, refuseReadOnly, STATEMENT_TIMEOUT_MS } from '../store/pool.ts';
import type { Backends } from './backends.ts';
import type { Closers } from './closers.ts';

/** Settlement reads a part of the journal as a whole, which takes its time. */
const SETTLEMENT_TIMEOUT_MS = 600_000;

/** Connections for settlement, apart from those whose statements are short. */
export function openSettlementPool(databaseUrl: string, connectionsMax = 4): pg.Pool {
  return openPool({
    databaseUrl,
    connectionsMax,
    statementTimeoutMs: SETTLEMENT_TIMEOUT_MS,
    connectTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
}

/** Reference data that is older has not been read in several looks. */
const REFERENCE_DATA_AGE_MS_MAX = 5_000;

/** What every process of the network stands on. */
export interface Foundation {
  readonly pool: pg.Pool;
  readonly directory: PostgresDirectory;
  /** Not started yet, so that others can follow it from its first snapshot on. */
  readonly network: PostgresNetworkSource;
  readonly queues: Queues;
  /** That its servers answer, for `/readyz`. */
  readonly checks: ReadinessChecks;
}

/**
 * Opens the database, the reference data and the queues.
 *
 * @throws {Fault} when one of them does not answer; what was opened is among the closers
 */
export async function openFoundation(
  config: Config,
  backends: Backends,
  options: { log: Logger; closers: Closers },
): Promise<Foundation> {
  const { databaseUrl, redisUrl } = backends;
  const { log, closers } = options;
  const pool = closers.add(openPool({ databaseUrl, connectionsMax: 4 }), (opened) => opened.end());
  const directory = await PostgresDirectory.open(pool);
  const network = closers.add(
    new PostgresNetworkSource({
      databaseUrl,
      queues: redisUrl === undefined ? 'Postgres' : 'Redis',
      onFault: (fault) => log.warn(fault.message),
    }),
    (source) => source.close(),
  );
  const queues = closers.add(
    await connectQueues({ redisUrl, databaseUrl, shards: config.shards, logger: log }),
    (opened) => opened.close(),
  );
  const checks = {
    postgres: () => refuseReadOnly(pool),
    queues: () => queues.inspector().ping(),
    referenceData: () => refuseOld(network),
  };
  return { pool, directory, network, queues, checks };
}

async function refuseOld(network: PostgresNetworkSource): Promise<void> {
  const ageMs = network.ageMs();
  if (ageMs > REFERENCE_DATA_AGE_MS_MAX) throw new Error(`last read ${Math.floor(ageMs / 1_000)} s ago`);
}
