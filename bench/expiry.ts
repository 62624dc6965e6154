import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { TongfenClient } from '../src/client/client.ts';
import { connectTongfen } from '../src/client/client.ts';
import type { Day } from '../src/ledger/calendar.ts';
import { nextDay } from '../src/ledger/calendar.ts';
import type { Bench } from './bench.ts';
import { countBySecond, seconds } from './count-by-second.ts';
import type { Measured } from './figures.ts';
import { median } from './figures.ts';
import { OPENING_AMOUNT } from './load/mixes.ts';
import { EXPIRING_PROGRAM, ISSUER, SHARDS } from './network-plan.ts';
import { readCpu } from './process-usage.ts';
import { formatNumber } from './report.ts';
import { usageBetween } from './usage.ts';

/** How long a cut-over may take: every shard has a load before it. */
const CUT_OVER_DEADLINE_MS = 60_000;

/** Longer than any expiry may take, so that one that never ends gives an error. */
const GIVE_UP_SECONDS = 1_800;

const IS_ANY_DUE = 'select exists (select from account where shard = any($1) and lots_due_on < $2) as due';

const BREAKAGE = `select coalesce(sum(change), 0)::float8 as points from stripe where program = $1 and kind = 'BREAKAGE'`;

/**
 * What the clearing of others loses while points on every card expire, all of them on one day: the median second of a load
 * until the last are gone, beside a usual second of the same load before; and one afterwards.
 */
export async function benchExpiry(bench: Bench): Promise<void> {
  const { plan, progress, load, services } = bench;
  const operator = connectTongfen({ ...bench.asOperator, deadlineMs: CUT_OVER_DEADLINE_MS });
  const client = new pg.Client({ connectionString: services.databaseUrl });
  await client.connect();
  try {
    const lastDay = nextDay((await operator.network.getCycle({})).businessDate);
    await createProgram(operator, lastDay);
    progress.step(`points on ${plan.cards} cards that fall due on one day`);
    await load.runToEnd(bench.asIssuer, { kind: 'opening', cards: plan.cards, program: EXPIRING_PROGRAM });
    await measure(bench, { operator, client, dueOn: nextDay(lastDay) });
    await checkExpired(client, plan.cards * OPENING_AMOUNT);
  } finally {
    operator.close();
    await client.end();
  }
}

async function measure(
  bench: Bench,
  { operator, client, dueOn }: { operator: TongfenClient; client: pg.Client; dueOn: Day },
): Promise<void> {
  const { plan, progress, results, load, engine, services } = bench;
  const pids = { load: load.pid, ...engine.pids(services) };
  progress.step('streaming before they expire');
  const cpuBefore = readCpu(pids);
  await load.begin(bench.asAcquirer, { kind: 'stream', mix: 'mixed' });
  // Uncounted: it has to settle.
  await sleep((plan.expirySeconds / 2) * 1_000);
  const before = await countBySecond(bench, seconds(plan.expirySeconds));
  progress.step('streaming while they expire');
  const startedMs = performance.now();
  const [meanwhile] = await Promise.all([
    countBySecond(bench, (counts) => isOver(client, dueOn, counts)),
    operator.network.cutOver({ businessDate: dueOn }),
  ]);
  const tookSeconds = (performance.now() - startedMs) / 1_000;
  progress.step('streaming afterwards');
  const after = await countBySecond(bench, seconds(plan.expirySeconds));
  const { requests, answered } = await load.end();
  const cpuAfter = readCpu(pids);
  const usual: Measured = { name: 'second_before_expiry', value: median(before), unit: 'transactions/s' };
  results.add({
    name: 'expiry_dip',
    value: median(meanwhile),
    unit: 'transactions/s',
    rounds: meanwhile,
    reference: usual,
    requests,
    note: `${formatNumber(plan.cards)} lots expired within ${formatNumber(tookSeconds)} s, the worst second ${formatNumber(Math.min(...meanwhile))}/s`,
  });
  results.add({
    name: 'second_after_expiry',
    value: median(after),
    unit: 'transactions/s',
    rounds: after,
    reference: usual,
  });
  results.addUsage('expiry_dip', cpuBefore && cpuAfter && usageBetween(cpuBefore, cpuAfter, answered));
}

/** @throws when it takes far too long */
async function isOver(client: pg.Client, dueOn: Day, counts: readonly number[]): Promise<boolean> {
  if (counts.length > GIVE_UP_SECONDS)
    throw new Error(`points are due still after ${GIVE_UP_SECONDS} seconds`);
  const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
  const { rows } = await client.query<{ due: boolean }>(IS_ANY_DUE, [shards, dueOn]);
  return counts.length > 0 && rows[0]?.due === false;
}

/** @throws when other points have expired than were there */
async function checkExpired(client: pg.Client, points: number): Promise<void> {
  const { rows } = await client.query<{ points: number }>(BREAKAGE, [EXPIRING_PROGRAM]);
  if (rows[0]?.points !== points)
    throw new Error(`${points} points were to expire, and ${rows[0]?.points} have`);
}

async function createProgram({ network }: TongfenClient, lastDay: Day): Promise<void> {
  await network.createProgram({
    program: {
      ...{ code: EXPIRING_PROGRAM, name: 'Season', issuer: ISSUER, parNumerator: 1, parDenominator: 100 },
      fixedDay: { month: Math.floor(lastDay / 100) % 100, day: lastDay % 100 },
    },
  });
}
