import type { Bench } from './bench.ts';
import { createDatabase } from './bench.ts';
import { CommitStage } from './commit-stage.ts';
import type { Measured } from './figures.ts';
import { median } from './figures.ts';
import type { MixName } from './load/mixes.ts';
import { addRequests } from './load/tally.ts';
import type { Round } from './load-generator.ts';
import { readCpu } from './process-usage.ts';
import { SqlFunction } from './sql-function.ts';
import type { Usage } from './usage.ts';
import { medianUsage, usageBetween } from './usage.ts';

interface Rounds {
  readonly loads: Readonly<Record<'mixed' | 'hot-merchant' | 'transfers', Round[]>>;
  readonly commit: number[];
  readonly commitUsage: (Usage | undefined)[];
  readonly sqlUniform: number[];
  readonly sqlHot: number[];
}

/** The streamed loads beside the commit stage alone and the SQL function, round about, so that all meet the same machine. */
export async function benchThroughput(bench: Bench): Promise<void> {
  const { plan, progress, closers } = bench;
  const { rounds: most, sideRounds } = plan;
  progress.step('opening the accounts of the commit stage');
  const [commitStage, sqlFunction] = await Promise.all([
    CommitStage.prepare(await createDatabase(bench, 'bench_commit_stage')),
    SqlFunction.prepare(await createDatabase(bench, 'bench_sql_function')),
  ]);
  closers.add(commitStage, (stage) => stage.close());
  closers.add(sqlFunction, (called) => called.close());

  const rounds: Rounds = {
    loads: { mixed: [], 'hot-merchant': [], transfers: [] },
    commit: [],
    commitUsage: [],
    sqlUniform: [],
    sqlHot: [],
  };
  const stream = async (mix: keyof Rounds['loads'], about: string): Promise<void> => {
    progress.step(`${about}, ${roundOf(rounds.loads[mix].length, mix === 'mixed' ? most : sideRounds)}`);
    rounds.loads[mix].push(await measureStream(bench, mix, plan.streamSeconds));
  };
  const parts: { rounds: number; run: () => Promise<void> }[] = [
    { rounds: most, run: () => runCommitStage(bench, commitStage, rounds) },
    {
      rounds: sideRounds,
      run: async () => {
        progress.step(`calling the SQL function, ${roundOf(rounds.sqlUniform.length, sideRounds)}`);
        rounds.sqlUniform.push(await sqlFunction.uniformPerSecond(plan.sqlSeconds));
        rounds.sqlHot.push(await sqlFunction.hotMerchantPerSecond(plan.sqlSeconds));
      },
    },
    { rounds: most, run: () => stream('mixed', 'streaming the mixed load') },
    { rounds: sideRounds, run: () => stream('hot-merchant', 'one merchant takes every redeem') },
    { rounds: sideRounds, run: () => stream('transfers', 'half of it transfers') },
  ];
  for (let round = 0; round < most; round += 1) {
    // There and back, so that what changes steadily (tables that grow) favours none of them, and the mixed load is measured
    // before and after what is compared with it.
    for (const part of round % 2 === 0 ? parts : parts.toReversed())
      if (round < part.rounds) await part.run();
  }
  report(bench, rounds);
}

export function measureStream(bench: Bench, mix: MixName, seconds: number): Promise<Round> {
  return bench.load.measure({
    // An acquirer's day; transfers and exchanges are for issuers.
    target: mix === 'mixed' || mix === 'hot-merchant' ? bench.asAcquirer : bench.asIssuer,
    shape: { kind: 'stream', mix },
    rampSeconds: 0,
    seconds,
    pids: bench.engine.pids(bench.services),
  });
}

async function runCommitStage(bench: Bench, stage: CommitStage, rounds: Rounds): Promise<void> {
  const { plan, progress, services } = bench;
  progress.step(`the commit stage alone, ${roundOf(rounds.commit.length, plan.rounds)}`);
  stage.make(plan.commitTransactions);
  const pids = { bench: process.pid, postgres: services.postgresPid };
  const before = readCpu(pids);
  const { perSecond, transactions } = await stage.commit();
  const after = readCpu(pids);
  rounds.commit.push(perSecond);
  rounds.commitUsage.push(before && after && usageBetween(before, after, transactions));
}

function report({ results }: Bench, { loads, commit, commitUsage, sqlUniform, sqlHot }: Rounds): void {
  const perSecond = 'transactions/s';
  const stream = measuredLoad('stream', loads.mixed);
  const commitStage = {
    name: 'commit_stage',
    value: median(commit),
    unit: perSecond,
    rounds: commit,
  } as const;
  const sql = {
    name: 'sql_function_uniform',
    value: median(sqlUniform),
    unit: perSecond,
    rounds: sqlUniform,
  } as const;
  results.add(stream);
  results.add({ ...stream, name: 'stream_vs_commit', reference: commitStage });
  results.add({ ...stream, name: 'stream_vs_sql', reference: sql });
  results.add({ ...measuredLoad('hot_merchant', loads['hot-merchant']), reference: stream });
  results.add({ ...measuredLoad('transfers', loads.transfers), reference: stream });
  results.add(commitStage);
  results.add(sql);
  results.add({
    name: 'sql_function_hot_merchant',
    value: median(sqlHot),
    unit: perSecond,
    rounds: sqlHot,
    reference: sql,
  });
  results.addUsage('stream', medianUsage(loads.mixed.map(({ usage }) => usage)));
  results.addUsage('hot_merchant', medianUsage(loads['hot-merchant'].map(({ usage }) => usage)));
  results.addUsage('transfers', medianUsage(loads.transfers.map(({ usage }) => usage)));
  results.addUsage('commit_stage', medianUsage(commitUsage));
}

export function measuredLoad(name: string, rounds: readonly Round[]): Measured {
  const values = rounds.map(({ perSecond }) => perSecond);
  return {
    name,
    value: median(values),
    unit: 'transactions/s',
    rounds: values,
    requests: addRequests(rounds.map(({ requests }) => requests)),
  };
}

export function roundOf(done: number, rounds: number): string {
  return `round ${done + 1} of ${rounds}`;
}
