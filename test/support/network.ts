import type { TongfenClient } from '../../src/client/client.ts';
import { connectTongfen } from '../../src/client/client.ts';
import { isRefused } from '../../src/refused.ts';
import { PostgresDirectory } from '../../src/store/directory.ts';
import { openPool } from '../../src/store/pool.ts';

/** Who takes part in the test network. */
export type ParticipantCode = 'OPERATOR' | 'ISSUER-A' | 'ISSUER-B' | 'ACQUIRER-A' | 'ACQUIRER-B';

/**
 * A small network: two issuers with programs and cards, two acquirers with merchants.
 *
 * | program | issuer   | points                                                   |
 * |---------|----------|----------------------------------------------------------|
 * | ALPHA   | ISSUER-A | never expire; at most 1,000,000 per transaction          |
 * | MONTHLY | ISSUER-A | expire at the end of the month after earning; partial clawback |
 * | BETA    | ISSUER-B | never expire; clawback overdraws                         |
 *
 * SHOP and CAFE are ACQUIRER-A's (CAFE takes ALPHA only), KIOSK is ACQUIRER-B's.
 */
export interface TestNetwork {
  /** Secrets, by participant. */
  readonly keys: Readonly<Record<ParticipantCode, string>>;
  /** Cards of ISSUER-A. */
  readonly cards: readonly number[];
  /** Connects a participant; the connection is closed with the network. */
  connect(participant: ParticipantCode, options?: { address?: string; deadlineMs?: number }): TongfenClient;
  /** A participant's own client, the same each time. */
  as(participant: ParticipantCode): TongfenClient;
  /** The same as `connect` with another key. */
  connectWith(apiKey: string, address: string): TongfenClient;
  close(): void;
}

export const LIMIT_OF_ALPHA = 1_000_000;

/** Sets the network up through a gateway. */
export async function setUpNetwork(options: {
  databaseUrl: string;
  address: string;
  cards: number;
}): Promise<TestNetwork> {
  const clients: TongfenClient[] = [];
  const connectWith = (apiKey: string, address: string, deadlineMs: number): TongfenClient => {
    const client = connectTongfen({ address, apiKey, allowPlaintext: true, deadlineMs });
    clients.push(client);
    return client;
  };
  const operatorKey = await createOperatorKey(options.databaseUrl);
  const operator = connectWith(operatorKey, options.address, 30_000);
  await createParticipants(operator);
  await createPrograms(operator);
  await createMerchants(operator);
  const keyOf = async (participant: ParticipantCode): Promise<string> =>
    (await operator.network.createApiKey({ participant })).secret;
  const keys = {
    OPERATOR: operatorKey,
    'ISSUER-A': await keyOf('ISSUER-A'),
    'ISSUER-B': await keyOf('ISSUER-B'),
    'ACQUIRER-A': await keyOf('ACQUIRER-A'),
    'ACQUIRER-B': await keyOf('ACQUIRER-B'),
  };
  const aliases = Array.from({ length: options.cards }, (_, index) => `member-${index}`);
  const opened = await operator.accounts.openCards({ issuer: 'ISSUER-A', aliases });
  const ownClients = new Map<ParticipantCode, TongfenClient>();
  return {
    keys,
    cards: opened.cards.map(({ card }) => Number(card)),
    as: (participant) => {
      const client = ownClients.get(participant) ?? connectWith(keys[participant], options.address, 30_000);
      ownClients.set(participant, client);
      return client;
    },
    connect: (participant, { address = options.address, deadlineMs = 30_000 } = {}) =>
      connectWith(keys[participant], address, deadlineMs),
    connectWith: (apiKey, address) => connectWith(apiKey, address, 30_000),
    close: () => {
      for (const client of clients) client.close();
    },
  };
}

/** The first key of a network, which no call can make. */
async function createOperatorKey(databaseUrl: string): Promise<string> {
  const pool = openPool({ databaseUrl, connectionsMax: 1, statementTimeoutMs: 10_000 });
  try {
    const directory = await PostgresDirectory.open(pool);
    const created = await directory.createApiKey('OPERATOR');
    if (isRefused(created)) throw new Error(created.message);
    return created.secret;
  } finally {
    await pool.end();
  }
}

async function createParticipants({ network }: TongfenClient): Promise<void> {
  const create = (code: string, role: 'ISSUER' | 'ACQUIRER', cardPrefix = 0) =>
    network.createParticipant({ participant: { code, name: code, roles: [role], cardPrefix } });
  await create('ISSUER-A', 'ISSUER', 400_001);
  await create('ISSUER-B', 'ISSUER', 400_002);
  await create('ACQUIRER-A', 'ACQUIRER');
  await create('ACQUIRER-B', 'ACQUIRER');
}

async function createPrograms({ network }: TongfenClient): Promise<void> {
  const common = { scale: 0, parNumerator: 1, parDenominator: 1 };
  await network.createProgram({
    program: {
      ...common,
      code: 'ALPHA',
      name: 'Alpha',
      issuer: 'ISSUER-A',
      none: {},
      limitPerTransaction: LIMIT_OF_ALPHA,
    },
  });
  await network.createProgram({
    program: {
      ...common,
      code: 'MONTHLY',
      name: 'Monthly',
      issuer: 'ISSUER-A',
      months: { months: 1 },
      clawback: 'PARTIAL',
    },
  });
  await network.createProgram({
    program: { ...common, code: 'BETA', name: 'Beta', issuer: 'ISSUER-B', none: {}, clawback: 'OVERDRAW' },
  });
}

async function createMerchants({ network }: TongfenClient): Promise<void> {
  const create = (code: string, acquirer: string, programs: string[]) =>
    network.createMerchant({ merchant: { code, name: code, acquirer, programs } });
  await create('SHOP', 'ACQUIRER-A', ['ALPHA', 'MONTHLY', 'BETA']);
  await create('CAFE', 'ACQUIRER-A', ['ALPHA']);
  await create('KIOSK', 'ACQUIRER-B', ['ALPHA', 'BETA']);
}
