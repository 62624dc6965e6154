import { join } from 'node:path';
import type { Config } from '../config.ts';
import { SETTINGS } from '../config.ts';
import { startEmbedded } from '../embedded/start.ts';
import { Fault } from '../fault.ts';
import type { Logger } from '../log.ts';
import { packageRoot } from '../package-root.ts';
import { isRefused } from '../refused.ts';
import { PostgresDirectory } from '../store/directory.ts';
import { migrate } from '../store/migrate.ts';
import { openPool } from '../store/pool.ts';
import { refuseOwnRedis } from '../store/queue-agreement.ts';
import type { Backends } from './backends.ts';
import { Closers } from './closers.ts';
import type { Endpoints } from './endpoints.ts';
import { removeEndpoints, writeEndpoints } from './endpoints.ts';
import { startGateway } from './gateway-role.ts';
import { operatorKey } from './operator-key.ts';
import type { Service } from './until-signal.ts';
import { WorkerProcesses, workerNodeFlags } from './worker-processes.ts';

export interface NetworkService extends Service {
  readonly endpoints: Endpoints;
  /** One line that says which servers it stands on. */
  readonly description: string;
  readonly workerPids: readonly number[];
}

/** The address that is asked for is the gateway's; of each worker the system chooses one. */
const WORKER_HTTP_ADDRESS = '127.0.0.1:0';

/** The program that knows the commands, for worker processes. */
const PROGRAM = join(packageRoot(), 'dist', 'src', 'main.js');

/**
 * A whole network on one machine: its servers (private ones where no URL is given), a gateway in this process, and workers in
 * processes of their own.
 *
 * @param options.fresh removes what is in the data directory, once nobody else runs on it
 * @throws {Fault} when any of it does not start; then nothing is left running
 */
export async function startNetwork(
  config: Config,
  log: Logger,
  options: { fresh?: boolean } = {},
): Promise<NetworkService> {
  const closers = new Closers();
  try {
    const { databaseUrl, redisUrl, dataDirectory } = config;
    const services = closers.add(
      await startEmbedded({ dataDirectory, databaseUrl, redisUrl, ...options, logger: log }),
      (started) => started.stop(),
    );
    const backends = { databaseUrl: services.databaseUrl, redisUrl: services.redisUrl };
    await migrate({ databaseUrl: backends.databaseUrl, shards: config.shards });
    if (databaseUrl !== undefined && redisUrl === undefined && backends.redisUrl !== undefined) {
      await refuseSharing(databaseUrl);
    }
    const gateway = closers.add(await startGateway(config, backends, log), (started) => started.stop());
    const workers = closers.add(
      new WorkerProcesses({
        count: config.workers,
        program: PROGRAM,
        nodeFlags: workerNodeFlags(config.cacheCardsMax),
        environment: environmentOf(config, backends),
        log,
      }),
      (started) => started.stop(),
    );
    await workers.start();

    const endpoints: Endpoints = {
      pid: process.pid,
      databaseUrl: backends.databaseUrl,
      redisUrl: backends.redisUrl,
      grpcAddress: gateway.grpcAddress,
      httpUrls: [gateway.httpUrl, ...workers.httpUrls],
      operatorKey:
        databaseUrl === undefined
          ? await operatorKey(dataDirectory, () => createOperatorKey(backends.databaseUrl))
          : undefined,
    };
    if (databaseUrl === undefined) {
      writeEndpoints(dataDirectory, endpoints);
      closers.add(dataDirectory, removeEndpoints);
    }
    return {
      endpoints,
      description: services.description,
      get workerPids() {
        return workers.pids;
      },
      stop: async () => {
        // What is in flight can be answered only while workers are there.
        try {
          await gateway.stop();
        } finally {
          await closers.close();
        }
      },
    };
  } catch (error) {
    await closers.close();
    throw error;
  }
}

/**
 * Workers read the same settings, from their environment. Of those that do not concern them it has none: what the command line
 * stands for here may be refused in it, and a gateway's secrets are nobody else's.
 */
export function environmentOf(config: Config, backends: Backends): NodeJS.ProcessEnv {
  const unset = Object.values(SETTINGS).map(({ variable }) => [variable, '']);
  return {
    ...process.env,
    ...Object.fromEntries(unset),
    DATABASE_URL: backends.databaseUrl,
    REDIS_URL: backends.redisUrl ?? '',
    TONGFEN_SHARDS: String(config.shards),
    TONGFEN_CACHE_CARDS_MAX: String(config.cacheCardsMax),
    TONGFEN_TIME_ZONE: config.timeZone,
    TONGFEN_CUT_OVER: config.cutOver,
    TONGFEN_LOG_LEVEL: config.logLevel,
    TONGFEN_HTTP_ADDRESS: WORKER_HTTP_ADDRESS,
    TONGFEN_ALLOW_PLAINTEXT: String(config.allowPlaintext),
    TONGFEN_HOST_TLS_CA: config.hostTlsCa ?? '',
    TONGFEN_HOST_TLS_CERT: config.hostTlsCert ?? '',
    TONGFEN_HOST_TLS_KEY: config.hostTlsKey ?? '',
    TONGFEN_HOST_TLS_DIRECTORIES: byIssuer(config.hostTlsDirectories),
    TONGFEN_HOST_TOKENS: byIssuer(config.hostTokens),
  };
}

/** As a setting has it that is a value for each of some issuers. */
function byIssuer(values: ReadonlyMap<string, string> = new Map()): string {
  return Array.from(values, ([issuer, value]) => `${issuer}=${value}`).join(',');
}

/** The private Redis of one network is not the queues of another on the same database. */
async function refuseSharing(databaseUrl: string): Promise<void> {
  const pool = openPool({ databaseUrl, connectionsMax: 1 });
  try {
    await refuseOwnRedis(pool);
  } finally {
    await pool.end();
  }
}

async function createOperatorKey(databaseUrl: string): Promise<string> {
  const pool = openPool({ databaseUrl, connectionsMax: 1 });
  try {
    const directory = await PostgresDirectory.open(pool);
    const created = await directory.createApiKey('OPERATOR');
    if (isRefused(created))
      throw new Fault('STORE_INCOMPATIBLE', `the network has no operator: ${created.message}`);
    return created.secret;
  } finally {
    await pool.end();
  }
}
