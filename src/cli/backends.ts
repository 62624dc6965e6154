import type { Config } from '../config.ts';
import { Fault } from '../fault.ts';
import type { Logger } from '../log.ts';
import { migrate } from '../store/migrate.ts';

/** The servers that a process of the network stands on. */
export interface Backends {
  readonly databaseUrl: string;
  /** Undefined: the queues live in Postgres. */
  readonly redisUrl: string | undefined;
}

/**
 * The servers that the configuration names, with the schema brought up to date.
 *
 * @throws {Fault} `CONFIGURATION_INVALID` when no database is named; faults of `migrate`
 */
export async function openBackends(config: Config, log: Logger): Promise<Backends> {
  const { databaseUrl, redisUrl, shards } = config;
  if (databaseUrl === undefined) {
    throw new Fault(
      'CONFIGURATION_INVALID',
      'DATABASE_URL (--database-url) must name the Postgres of the network; `tongfen serve` brings its own',
    );
  }
  await migrate({ databaseUrl, shards });
  log.debug('the schema is up to date');
  return { databaseUrl, redisUrl };
}
