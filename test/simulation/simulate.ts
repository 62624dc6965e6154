import { openAccount } from '../../src/ledger/account.ts';
import { NEVER } from '../../src/ledger/calendar.ts';
import { BALANCE_MAX } from '../../src/ledger/transaction.ts';
import { Acknowledgements } from './acknowledgements.ts';
import { Client } from './client.ts';
import { FakeDatabase } from './fake-database.ts';
import { checkHost, FakeHost } from './fake-host.ts';
import { FakeQueues } from './fake-queue.ts';
import { Fleet } from './fleet.ts';
import { checkDatabase } from './journal-checks.ts';
import { drawNetwork, EXTERNALS, PROGRAMS } from './network.ts';
import { Operator } from './operator.ts';
import type { Constraints } from './shard-tables.ts';
import type { WorkerSabotage } from './worker-process.ts';
import { Workload } from './workload.ts';
import { World } from './world.ts';

/** What may be broken on purpose, to see that the simulation finds it. */
export interface Sabotage extends WorkerSabotage, Partial<Constraints> {
  readonly isFenced?: boolean;
}

/** What a run amounted to. */
export interface Summary {
  /** The outcomes and the faults that it met. */
  readonly met: ReadonlySet<string>;
}

const BUSINESS_DATE = 20260115;
const PRELOADED_DAYS = [20260115, 20260116, 20260131, 20260301, NEVER];
/** The storm ends when the clients have what they wanted, and then at the latest. */
const STORM_MS_MAX = 5_000;
/** Without faults, everything comes to rest far sooner. */
const REST_MS_MAX = 60_000;
const PROBE_MS = 25;
/** No clock is behind by as much. */
const SKEW_MS_MAX = 1_000;

/**
 * One run of the engine, from the first transaction to rest, as the seed has it.
 *
 * @param story where what happens is told
 * @throws when a promise of Tongfen is broken
 */
export async function simulate(
  seed: number,
  { story, sabotage = {} }: { story?: string[]; sabotage?: Sabotage } = {},
): Promise<Summary> {
  const world = new World(seed, story);
  // The host begins its search for free shards somewhere.
  const { random } = Math;
  Math.random = () => world.prng.next();
  // Faults are plenty, and where they come from is only asked when the story is told.
  const { stackTraceLimit } = Error;
  if (story === undefined) Error.stackTraceLimit = 0;
  const onRejection = (error: unknown): void => world.fail(error as Error);
  process.on('unhandledRejection', onRejection);
  try {
    return await run(world, sabotage);
  } finally {
    Math.random = random;
    Error.stackTraceLimit = stackTraceLimit;
    // What is rejected with the violation that ends the run is said when all else is done.
    await new Promise(setImmediate);
    process.off('unhandledRejection', onRejection);
  }
}

async function run(world: World, sabotage: Sabotage): Promise<Summary> {
  const { prng, scheduler, weather } = world;
  const shards = prng.between(2, 4);
  const database = new FakeDatabase(world, {
    shards,
    businessDate: BUSINESS_DATE,
    network: drawNetwork(prng),
    constraints: { isUnique: sabotage.isUnique ?? true },
    isFenced: sabotage.isFenced ?? true,
  });
  for (const { code: participant, limits = [] } of database.network.participants.values()) {
    for (const kind of limits) {
      const points = kind === 'NET_DEBIT' ? [0, 5, 40, 200] : [0, 60, 300, 1_000];
      const limit = BigInt(prng.pick(points) * 1_000_000);
      database.pools.push({ kind, participant, limit, free: limit });
    }
  }
  const workload = new Workload(prng);
  for (const card of workload.cards) {
    database.tablesOf(card).openCard(card);
    preload(database, card, card === workload.fullCard);
  }

  const queues = new FakeQueues(world, shards);
  const hosts = new Map(EXTERNALS.map((program) => [program as string, new FakeHost(workload.cards)]));
  // In some runs an issuer is silent until the storm is over.
  const silent = prng.chance(0.2) ? hosts.get(prng.pick(EXTERNALS)) : undefined;
  if (silent !== undefined) silent.isAway = true;
  const fleet = new Fleet(world, { database, queues, hosts, sabotage });
  const gateway = () => fleet.gateway();
  const acknowledgements = new Acknowledgements(world, database);
  const clients = Array.from(
    { length: prng.between(1, 4) },
    (_, index) => new Client(world, { workload, acknowledgements, gateway, name: `client-${index + 1}` }),
  );
  const operator = new Operator(world, { database, queues, workload, gateway });
  const startMs = scheduler.nowMs;

  /** Lets things happen until the work is done and, if asked, nothing is left to be done. */
  const until = async (work: readonly Promise<void>[], what: string, untilMs: number): Promise<boolean> => {
    let isDone = false;
    let isOver = false;
    Promise.all(work).then(
      () => {
        isDone = true;
      },
      (error: Error) => world.fail(error),
    );
    const probe = (): void => {
      isOver = isDone && (what === 'work' || isAtRest(database, queues));
      if (!isOver) scheduler.after(PROBE_MS, probe);
    };
    probe();
    const isReached = await scheduler.run(() => isOver || world.violation !== undefined, untilMs);
    if (world.violation !== undefined) throw world.violation;
    return isReached;
  };
  const untilRest = async (work: readonly Promise<void>[], what: string): Promise<void> => {
    const isReached = await until(work, what, scheduler.nowMs + REST_MS_MAX);
    world.check(isReached, `${what} comes to an end`);
  };

  const work = [
    ...clients.map((client) => client.work(prng.between(3, 10))),
    operator.work(prng.between(0, 5)),
  ];
  await until(work, 'work', startMs + STORM_MS_MAX);
  world.trace?.('-- the storm is over');
  weather.calm();
  if (silent !== undefined) silent.isAway = false;
  await untilRest(work, 'what the clients wanted');
  await untilRest(
    clients.map((client) => client.askAgain()),
    'what the clients asked again',
  );
  acknowledgements.checkAll();
  operator.checkStatuses();
  checkDatabase(world, database);
  for (const [program, host] of hosts) {
    const shown = workload.cards.map((card) => shownOf(database, card, program));
    checkHost(world, host, shown);
  }
  for (const { journal } of database.shards) for (const { outcome } of journal) world.met.add(outcome);
  return { met: world.met };
}

/** Nothing waits, nothing is under way, nothing is due, and every shard is in the cycle of the network. */
function isAtRest(database: FakeDatabase, queues: FakeQueues): boolean {
  const nowMs = database.world.scheduler.nowMs - SKEW_MS_MAX;
  return (
    queues.isEmpty &&
    database.shards.every(
      (tables) =>
        tables.outbox.size === 0 &&
        tables.messages.size === 0 &&
        tables.head.cycle === Math.max(tables.head.cycle, database.cycle.number) &&
        tables.due({ businessDate: tables.head.businessDate, nowMs, limit: 1 }).length === 0,
    )
  );
}

/** What the network says of a card of an external program, for the issuer's books to agree. */
function shownOf(database: FakeDatabase, card: number, program: string) {
  const tables = database.tablesOf(card);
  const account = tables.accounts.get(`${card}/${program}`);
  const disputed = tables.disputed
    .filter(({ content }) => content.card === card && content.program === program)
    .filter(({ content }) => content.type !== 'AUTHORIZE')
    .reduce((sum, { direction, content }) => sum + (direction === 'DEBIT' ? -1 : 1) * content.amount, 0);
  // The host has heard of every hold, and of those that it has not accepted it holds nothing.
  const held = (account?.holds ?? [])
    .filter(({ isStoodIn }) => isStoodIn !== true)
    .reduce((sum, hold) => sum + hold.amount, 0);
  return { card, posted: account?.posted ?? 0, held, disputed };
}

/** What accounts have before the first transaction: some lots, or nearly all the points that an account can have. */
function preload(database: FakeDatabase, number: number, isFull: boolean): void {
  const { prng } = database.world;
  const card = { number, issuer: 'ISSUER', status: 'active' as const, statusVersion: 0, accounts: [] };
  for (const program of PROGRAMS) {
    const lots = isFull
      ? [{ expiresOn: NEVER, amount: BALANCE_MAX - prng.between(0, 200) }]
      : PRELOADED_DAYS.filter(() => prng.chance(0.5)).map((expiresOn) => ({
          expiresOn,
          amount: prng.between(1, 80),
        }));
    const [first] = lots;
    if (first === undefined) continue;
    const account = openAccount(card, program);
    const posted = lots.reduce((sum, lot) => sum + lot.amount, 0);
    database.tablesOf(number).preload({ ...account, posted, lots, lotsDueOn: first.expiresOn, stored: true });
  }
}
