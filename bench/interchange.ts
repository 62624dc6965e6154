import { setTimeout as sleep } from 'node:timers/promises';
import type { TongfenClient } from '../src/client/client.ts';
import { connectTongfen } from '../src/client/client.ts';
import type { Bench } from './bench.ts';
import { countBySecond, seconds } from './count-by-second.ts';
import type { Measured } from './figures.ts';
import { median } from './figures.ts';
import type { Round } from './load-generator.ts';
import { ISSUER, OTHER_ISSUER } from './network-plan.ts';
import type { BenchCycle } from './reconcile.ts';
import { benchReconcile } from './reconcile.ts';
import { measuredLoad, measureStream, roundOf } from './throughput.ts';
import { medianUsage } from './usage.ts';

/** Never reached, but kept account of: a billion standard points. */
const CAP_MICRO = 1_000_000_000_000_000;

/** How long a cut-over may take. */
const CUT_OVER_DEADLINE_MS = 20_000;

/** What makes a network of programs: exchange between them, and the end of the day. */
export async function benchInterchange(bench: Bench): Promise<void> {
  const operator = connectTongfen({ ...bench.asOperator, deadlineMs: CUT_OVER_DEADLINE_MS });
  try {
    await benchExchange(bench, operator);
    await benchReconcile(bench, operator, await benchCutOver(bench, operator));
  } finally {
    operator.close();
  }
}

/** Each exchange is two entries of the journal and three postings in standard points. */
async function benchExchange(bench: Bench, operator: TongfenClient): Promise<void> {
  const { plan, progress, results } = bench;
  const measure = async (what: string): Promise<Round[]> => {
    const rounds: Round[] = [];
    while (rounds.length < plan.sideRounds) {
      progress.step(`${what}, ${roundOf(rounds.length, plan.sideRounds)}`);
      rounds.push(await measureStream(bench, 'exchange', plan.streamSeconds));
    }
    return rounds;
  };
  const stream = results.figures.find(({ name }) => name === 'stream');
  const uncapped = await measure('exchanging');
  const exchange = measuredLoad('exchange', uncapped);
  results.add({ ...exchange, ...(stream && { reference: stream }) });

  for (const participant of [ISSUER, OTHER_ISSUER]) {
    await operator.network.setNetDebitCap({ participant, capMicro: CAP_MICRO });
  }
  const capped = await measure('exchanging under caps');
  results.add({ ...measuredLoad('capped', capped), reference: exchange });
  results.addUsage('exchange', medianUsage(uncapped.map(({ usage }) => usage)));
  results.addUsage('capped', medianUsage(capped.map(({ usage }) => usage)));
}

/** The worst second of a load in which the operator cuts over, beside a usual second of the same load; the new cycle. */
async function benchCutOver(bench: Bench, operator: TongfenClient): Promise<BenchCycle> {
  const { plan, progress, results, load } = bench;
  progress.step('cutting over under load');
  await load.begin(bench.asAcquirer, { kind: 'stream', mix: 'mixed' });
  // Uncounted: it has to settle.
  await sleep((plan.cutOverSeconds / 2) * 1_000);
  const before = await countBySecond(bench, seconds(plan.cutOverSeconds));
  const crossed = operator.network.cutOver({ businessDate: 0 });
  const after = await countBySecond(bench, seconds(2 * plan.cutOverSeconds));
  const cycle = await crossed;
  const { requests } = await load.end();
  const usual: Measured = { name: 'second_before_cutover', value: median(before), unit: 'transactions/s' };
  const dip = {
    name: 'cutover_dip',
    value: Math.min(...after),
    unit: 'transactions/s',
    rounds: after,
  } as const;
  results.add({ ...dip, reference: usual, requests });
  return cycle;
}
