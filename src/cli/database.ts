import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { startEmbedded } from '../embedded/start.ts';
import { Fault } from '../fault.ts';
import type { Logger } from '../log.ts';
import { readEndpoints } from './endpoints.ts';

export interface OpenDatabase {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * The database that a command means: the one that is named, else that of the network which runs on the data directory,
 * else the private one there, brought up for the time of the command.
 *
 * @throws {Fault} `CONFIGURATION_INVALID` where there is none; faults of `startEmbedded`
 */
export async function openDatabase(config: Config, log: Logger): Promise<OpenDatabase> {
  const url = config.databaseUrl ?? readEndpoints(config.dataDirectory)?.databaseUrl;
  if (url !== undefined) return { url, close: async () => {} };
  if (!existsSync(join(config.dataDirectory, 'postgres'))) {
    throw new Fault(
      'CONFIGURATION_INVALID',
      `no network has been run on ${config.dataDirectory}: say where its data are with --data-directory, or name its database with --database-url`,
    );
  }
  const services = await startEmbedded({ dataDirectory: config.dataDirectory, redis: 'never', logger: log });
  return { url: services.databaseUrl, close: () => services.stop() };
}
