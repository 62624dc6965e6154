import type pg from 'pg';
import type { DirectoryRefusal } from '../src/directory/ports.ts';
import { shardOf } from '../src/ledger/card.ts';
import { isRefused } from '../src/refused.ts';
import { PostgresDirectory } from '../src/store/directory.ts';
import { change } from '../src/store/directory-change.ts';
import { migrate } from '../src/store/migrate.ts';
import { openPool } from '../src/store/pool.ts';
import {
  ACQUIRER,
  CARD_PREFIX,
  cardOfRank,
  ISSUER,
  MERCHANTS,
  merchantOfRank,
  OTHER_ISSUER,
  OTHER_PROGRAM,
  PROGRAM,
  SHARDS,
} from './network-plan.ts';

/** Who is there from the beginning. */
const OPERATOR = 'OPERATOR';

/** Cards that are opened in one statement. */
const CARDS_PER_INSERT = 100_000;

const INSERT_CARDS = `
  insert into card (shard, number, issuer)
  select shard, number, $3 from unnest($1::smallint[], $2::bigint[]) as opened (shard, number)`;

const INSERT_MERCHANTS = `
  insert into merchant (code, name, acquirer, programs)
  select code, code, $2, array[$3] from unnest($1::text[]) as new (code)`;

export interface BenchNetwork {
  /** Secrets of the API keys. */
  readonly issuerKey: string;
  readonly acquirerKey: string;
  readonly operatorKey: string;
}

/** Begins the network of the bench in an empty database, without cards. */
export async function beginNetwork(databaseUrl: string): Promise<BenchNetwork> {
  await migrate({ databaseUrl, shards: SHARDS });
  return withPool(databaseUrl, async (pool) => {
    const directory = await PostgresDirectory.open(pool);
    await createParticipants(directory);
    await createMerchants(pool);
    return {
      issuerKey: accepted(await directory.createApiKey(ISSUER)).secret,
      acquirerKey: accepted(await directory.createApiKey(ACQUIRER)).secret,
      operatorKey: accepted(await directory.createApiKey(OPERATOR)).secret,
    };
  });
}

/** Opens so many cards, the first ranks, numbered as the directory would. */
export function openCards(databaseUrl: string, cards: number): Promise<void> {
  return withPool(databaseUrl, async (pool) => {
    for (let first = 0; first < cards; first += CARDS_PER_INSERT) {
      const count = Math.min(CARDS_PER_INSERT, cards - first);
      const numbers = Array.from({ length: count }, (_, index) => cardOfRank(first + index));
      const shards = numbers.map((number) => shardOf(number, SHARDS));
      await pool.query(INSERT_CARDS, [`{${shards.join()}}`, `{${numbers.join()}}`, ISSUER]);
    }
  });
}

async function withPool<T>(databaseUrl: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = openPool({ databaseUrl, connectionsMax: 2, statementTimeoutMs: 60_000 });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

async function createParticipants(directory: PostgresDirectory): Promise<void> {
  const participants = [
    { code: ISSUER, name: 'Bank', roles: ['ISSUER'], cardPrefix: CARD_PREFIX },
    { code: OTHER_ISSUER, name: 'Airline', roles: ['ISSUER'], cardPrefix: undefined },
    { code: ACQUIRER, name: 'City Pay', roles: ['ACQUIRER'], cardPrefix: undefined },
  ] as const;
  const unlimited = { certificateName: undefined, rateLimit: undefined, rateBurst: undefined };
  for (const participant of participants) {
    accepted(await directory.createParticipant({ ...participant, ...unlimited, status: 'active' }));
  }
  const programs = [
    { code: PROGRAM, name: 'Acme points', issuer: ISSUER, parDenominator: 100 },
    { code: OTHER_PROGRAM, name: 'Miles', issuer: OTHER_ISSUER, parDenominator: 150 },
  ];
  for (const program of programs) {
    accepted(
      await directory.createProgram({
        ...program,
        scale: 0,
        parNumerator: 1,
        expiry: { kind: 'months', months: 12 },
        limitPerTransaction: 1_000_000,
        arrival: 'policy',
        clawback: 'partial',
        status: 'active',
      }),
    );
  }
}

/** All at once: one by one they would be as many versions of the reference data. */
async function createMerchants(pool: pg.Pool): Promise<void> {
  const codes = Array.from({ length: MERCHANTS }, (_, rank) => merchantOfRank(rank));
  const insert = (client: pg.ClientBase): Promise<pg.QueryResult> =>
    client.query(INSERT_MERCHANTS, [codes, ACQUIRER, PROGRAM]);
  accepted(await change(pool, 'open merchants', insert));
}

function accepted<T extends object>(answer: T | DirectoryRefusal): T {
  if (isRefused(answer)) throw new Error(`the network of the bench is refused: ${answer.message}`);
  return answer;
}
