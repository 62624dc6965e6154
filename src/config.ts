import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { Fault } from './fault.ts';

/** `host:port`; port 0 lets the system choose. */
const address = z
  .string()
  .regex(/^(\[[0-9a-fA-F:]+\]|[^:\s]+):\d{1,5}$/, 'must be host:port')
  .refine(
    (value) => Number(value.slice(value.lastIndexOf(':') + 1)) <= 65_535,
    'the port must be 0 to 65535',
  );

const wholeNumber = (min: number, max: number) =>
  z.coerce
    .number({ error: 'must be a whole number' })
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`);

/** One value for each of some issuers, by their codes: printable ASCII without spaces and commas. */
const byIssuer = (value: string) =>
  z
    .string()
    .regex(
      /^[A-Z][A-Z0-9_-]{1,31}=[\x21-\x2b\x2d-\x7e]+(,[A-Z][A-Z0-9_-]{1,31}=[\x21-\x2b\x2d-\x7e]+)*$/,
      `must be ISSUER=${value}, with commas between, in printable ASCII without spaces`,
    )
    .transform(
      (text): ReadonlyMap<string, string> =>
        new Map(
          text.split(',').map((pair) => {
            const at = pair.indexOf('=');
            return [pair.slice(0, at), pair.slice(at + 1)];
          }),
        ),
    )
    .optional();

const REDIS_RULE =
  'must be a redis:// URL (a % in its password written as %25), or several of a cluster with commas between';

/** True for a node's URL, or its host and port, that can be read: whoever fails to read it quotes the password. */
function isRedisUrl(text: string): boolean {
  try {
    const { username, password } = new URL(text.includes('://') ? text : `redis://${text}`);
    return decodeURIComponent(username + password) !== undefined && !/\s/.test(text);
  } catch {
    return false;
  }
}

const timeZone = z.string().refine((zone) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}, 'must be a time zone of the IANA database, such as Asia/Shanghai');

/** A setting: where it comes from, what it accepts, and what it is good for. */
export interface Setting<Schema extends z.ZodType = z.ZodType> {
  readonly variable: string;
  readonly schema: Schema;
  /** Unit, default and trade-off, for `--help` and the documentation. */
  readonly about: string;
  /** Whether its option needs no value: named alone it is `true`. */
  readonly isSwitch?: true;
}

function setting<Schema extends z.ZodType>(variable: string, schema: Schema, about: string): Setting<Schema> {
  return { variable, schema, about };
}

/** Every setting there is, each from one environment variable; commands offer the same names as options. */
export const SETTINGS = {
  databaseUrl: setting(
    'DATABASE_URL',
    z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }).optional(),
    'Postgres that holds the books. gateway and worker need it; other commands have a private one in the data directory by default',
  ),
  redisUrl: setting(
    'REDIS_URL',
    z
      .string()
      .regex(/^rediss?:\/\//, REDIS_RULE)
      .refine((urls) => urls.split(',').every(isRedisUrl), REDIS_RULE)
      .optional(),
    'Redis for the queues. Default: queues in Postgres; for serve a private Redis, where a redis-server is on the PATH',
  ),
  dataDirectory: setting(
    'TONGFEN_DATA',
    z.string().min(1).default('.tongfen'),
    'Where private services keep their data. Default: .tongfen',
  ),
  shards: setting(
    'TONGFEN_SHARDS',
    wholeNumber(1, 1024).default(8),
    'Shards of the database, fixed when it is created: more let more workers share the load, fewer make larger batches. Default: 8',
  ),
  workers: setting(
    'TONGFEN_WORKERS',
    wholeNumber(1, 64).default(Math.max(1, availableParallelism() - 1)),
    'Worker processes of a network on one machine. Default: the cores less one, at least one',
  ),
  grpcAddress: setting(
    'TONGFEN_GRPC_ADDRESS',
    address.optional(),
    'Where the gateway listens. Default: 127.0.0.1:50051, or another port where that is taken',
  ),
  httpAddress: setting(
    'TONGFEN_HTTP_ADDRESS',
    address.default('127.0.0.1:0'),
    'Where a process serves /metrics, /livez and /readyz (of serve, its gateway). Default: 127.0.0.1 and a free port',
  ),
  tlsCert: setting(
    'TONGFEN_TLS_CERT',
    z.string().optional(),
    'File of the certificate chain (PEM) of the gateway',
  ),
  tlsKey: setting('TONGFEN_TLS_KEY', z.string().optional(), 'File of its private key (PEM)'),
  tlsClientCa: setting(
    'TONGFEN_TLS_CLIENT_CA',
    z.string().optional(),
    'File of the authorities (PEM) whose client certificates are accepted',
  ),
  allowPlaintext: {
    ...setting(
      'TONGFEN_ALLOW_PLAINTEXT',
      z.stringbool({ error: 'must be true or false' }).default(false),
      "Serve, or call issuers' hosts, without TLS at addresses that are not loopback. Default: false",
    ),
    isSwitch: true,
  },
  hostTlsCa: setting(
    'TONGFEN_HOST_TLS_CA',
    z.string().optional(),
    "File of the authorities (PEM) that sign issuers' hosts. Default: plaintext, to hosts on this machine only",
  ),
  hostTlsCert: setting(
    'TONGFEN_HOST_TLS_CERT',
    z.string().optional(),
    "File of the certificate chain (PEM) by which issuers' hosts know the network",
  ),
  hostTlsKey: setting('TONGFEN_HOST_TLS_KEY', z.string().optional(), 'File of its private key (PEM)'),
  hostTlsDirectories: setting(
    'TONGFEN_HOST_TLS_DIRECTORIES',
    byIssuer('directory'),
    'Issuers that have other authorities or know the network by another certificate: ISSUER=directory, with commas between; ca.pem, cert.pem and key.pem in it hold for their hosts alone',
  ),
  hostTokens: setting(
    'TONGFEN_HOST_TOKENS',
    byIssuer('secret'),
    'What issuers have given the network to show to their hosts: ISSUER=secret, with commas between',
  ),
  timeZone: setting(
    'TONGFEN_TIME_ZONE',
    timeZone.default('UTC'),
    'Time zone of the network, at whose midnight it cuts over. Default: UTC',
  ),
  cutOver: setting(
    'TONGFEN_CUT_OVER',
    z.enum(['daily', 'manual'], { error: 'must be daily or manual' }).default('daily'),
    "daily: at midnight of the network's time zone; manual: by the operator's word alone. Default: daily",
  ),
  batchItemsMax: setting(
    'TONGFEN_BATCH_ITEMS_MAX',
    wholeNumber(1, 10_000).default(2_000),
    'Transactions per batch. Larger ones cost less per transaction and hold up others longer. Default: 2000',
  ),
  messageBytesMax: setting(
    'TONGFEN_MESSAGE_BYTES_MAX',
    wholeNumber(1_024, 64 * 1_048_576).default(1_048_576),
    'Bytes per received message. Default: 1048576',
  ),
  streamInFlightMax: setting(
    'TONGFEN_STREAM_IN_FLIGHT_MAX',
    wholeNumber(1, 1_000_000).default(20_000),
    'Transactions in flight per stream. Default: 20000',
  ),
  participantInFlightMax: setting(
    'TONGFEN_PARTICIPANT_IN_FLIGHT_MAX',
    wholeNumber(1, 10_000_000).default(50_000),
    'Transactions in flight per participant and gateway. Default: 50000',
  ),
  participantRate: setting(
    'TONGFEN_PARTICIPANT_RATE',
    wholeNumber(1, 10_000_000).default(200_000),
    "Transactions per second that fill a participant's token bucket, where it has no rate of its own. Default: 200000",
  ),
  shardDepthMax: setting(
    'TONGFEN_SHARD_DEPTH_MAX',
    wholeNumber(100, 1_000_000).default(20_000),
    'Transactions that wait for one shard in a gateway; past it callers are told to come again. Default: 20000',
  ),
  cacheCardsMax: setting(
    'TONGFEN_CACHE_CARDS_MAX',
    wholeNumber(1_000, 50_000_000).default(300_000),
    'Cards that a worker keeps in memory, at about half a kilobyte each; others are read again. For more, give Node a megabyte of --max-old-space-size for each thousand (serve does). Default: 300000',
  ),
  logLevel: setting(
    'TONGFEN_LOG_LEVEL',
    z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
        error: 'must be fatal, error, warn, info, debug or silent',
      })
      .default('info'),
    'fatal, error, warn, info, debug or silent. Default: info',
  ),
} as const;

export type SettingName = keyof typeof SETTINGS;

/** The settings of a process: read once, frozen. */
export type Config = { readonly [Name in SettingName]: z.output<(typeof SETTINGS)[Name]['schema']> };

/**
 * Reads the settings: what the command line names, else the environment, else the default.
 *
 * @throws {Fault} `CONFIGURATION_INVALID` with one line that names the setting and says what it must be
 */
export function readConfig(
  environment: NodeJS.ProcessEnv,
  options: Readonly<Partial<Record<SettingName, string>>> = {},
): Config {
  const config: Partial<Record<SettingName, unknown>> = {};
  for (const [name, { variable, schema }] of Object.entries(SETTINGS) as [SettingName, Setting][]) {
    const value = options[name] ?? environment[variable];
    const parsed = schema.safeParse(value === '' ? undefined : value);
    if (!parsed.success) {
      const reason = parsed.error.issues[0]?.message ?? 'is not valid';
      throw new Fault('CONFIGURATION_INVALID', `${variable} (--${kebab(name)}) ${reason}`);
    }
    config[name] = parsed.data;
  }
  const complete = Object.freeze(config) as Config;
  checkRelations(complete);
  return complete;
}

/** The option of a setting on the command line. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function checkRelations(config: Config): void {
  const refuse = (message: string): never => {
    throw new Fault('CONFIGURATION_INVALID', message);
  };
  if ((config.tlsCert === undefined) !== (config.tlsKey === undefined)) {
    refuse('TONGFEN_TLS_CERT and TONGFEN_TLS_KEY go together: give both or neither');
  }
  if (config.tlsClientCa !== undefined && config.tlsCert === undefined) {
    refuse('TONGFEN_TLS_CLIENT_CA needs TONGFEN_TLS_CERT and TONGFEN_TLS_KEY');
  }
  const hostTls = [config.hostTlsCa, config.hostTlsCert, config.hostTlsKey];
  if (hostTls.includes(undefined) && hostTls.some((file) => file !== undefined)) {
    refuse(
      'TONGFEN_HOST_TLS_CA, TONGFEN_HOST_TLS_CERT and TONGFEN_HOST_TLS_KEY go together: give all or none',
    );
  }
  if (config.batchItemsMax > config.streamInFlightMax) {
    refuse('TONGFEN_BATCH_ITEMS_MAX must not be above TONGFEN_STREAM_IN_FLIGHT_MAX, or no full batch fits');
  }
  if (config.streamInFlightMax > config.participantInFlightMax) {
    refuse('TONGFEN_STREAM_IN_FLIGHT_MAX must not be above TONGFEN_PARTICIPANT_IN_FLIGHT_MAX');
  }
}
