import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { BenchProcess } from './child-process.ts';
import type { Measured, Unit } from './figures.ts';
import { median } from './figures.ts';
import type { LoadShape, Target } from './load/commands.ts';
import { addRequests } from './load/tally.ts';
import type { Round } from './load-generator.ts';
import { roundOf } from './throughput.ts';
import { medianUsage } from './usage.ts';

const NO_OP_SERVER = join(import.meta.dirname, 'no-op-server.js');

const CALLERS = 64;

/** One transaction a call: how many the engine takes and how long each waits, beside a server that does nothing. */
export async function benchUnary(bench: Bench): Promise<void> {
  const { plan, progress, results, closers, load, services, engine, asAcquirer } = bench;
  const noOp = closers.add(
    await BenchProcess.start<{ address: string }>('no-op server', NO_OP_SERVER),
    (server) => server.stop(),
  );
  const ofEngine = { target: asAcquirer, pids: engine.pids(services) };
  const ofNoOp = { target: { ...asAcquirer, ...noOp.ready }, pids: { server: noOp.pid } };
  const measure = (
    where: { target: Target; pids: Readonly<Record<string, number | undefined>> },
    shape: LoadShape,
    seconds: number,
  ): Promise<Round> => load.measure({ ...where, shape, rampSeconds: plan.rampSeconds, seconds });

  const shape: LoadShape = { kind: 'unary', callers: CALLERS };
  progress.step('warming up: code is compiled');
  await measure(ofNoOp, shape, plan.unaryWarmUpSeconds / 4);
  await measure(ofEngine, shape, plan.unaryWarmUpSeconds);
  const unary: Round[] = [];
  const noOpUnary: Round[] = [];
  for (let round = 0; round < plan.rounds; round += 1) {
    progress.step(`${CALLERS} callers, ${roundOf(round, plan.rounds)}`);
    unary.push(await measure(ofEngine, shape, plan.unarySeconds));
    progress.step(`${CALLERS} callers of a server that does nothing, ${roundOf(round, plan.rounds)}`);
    noOpUnary.push(await measure(ofNoOp, shape, plan.unarySeconds));
  }

  const highest = Math.max(...unary.map(({ perSecond }) => perSecond));
  const openLoop: LoadShape = { kind: 'open-loop', perSecond: highest / 2 };
  progress.step(`${Math.round(highest / 2)} calls a second, whatever the answers`);
  const atHalf = await measure(ofEngine, openLoop, plan.openLoopSeconds);
  progress.step('the same to a server that does nothing');
  const noOpAtHalf = await measure(ofNoOp, openLoop, plan.openLoopSeconds / 2);

  const reference = measured('no_op_unary', 'transactions/s', noOpUnary, ({ perSecond }) => perSecond);
  const p99 = ({ latencies }: Round): number => latencies.p99;
  const p50 = ({ latencies }: Round): number => latencies.p50;
  const referenceP99 = measured('no_op_unary_p99_ms', 'ms', [noOpAtHalf], p99);
  results.add({ ...measured('unary', 'transactions/s', unary, ({ perSecond }) => perSecond), reference });
  results.add({ ...measured('unary_p99_ms', 'ms', [atHalf], p99), reference: referenceP99 });
  results.add(reference);
  results.add(referenceP99);
  results.addUsage('unary', medianUsage(unary.map(({ usage }) => usage)));
  results.addUsage('unary at half the load', atHalf.usage);
  results.addUsage('no_op_unary', medianUsage(noOpUnary.map(({ usage }) => usage)));

  if (plan.asideSeconds === 0) return;
  progress.step('one caller');
  const alone = await measure(ofEngine, { kind: 'unary', callers: 1 }, plan.asideSeconds);
  results.add(measured('unary_p50_ms', 'ms', [alone], p50));
  progress.step('a stream to a server that does nothing');
  const noOpStream = await measure(ofNoOp, { kind: 'stream', mix: 'mixed' }, plan.asideSeconds);
  results.add(measured('no_op_stream', 'transactions/s', [noOpStream], ({ perSecond }) => perSecond));
  results.addUsage('no_op_stream', noOpStream.usage);
}

function measured(
  name: string,
  unit: Unit,
  rounds: readonly Round[],
  pick: (round: Round) => number,
): Measured & { readonly name: string } {
  const values = rounds.map(pick);
  return {
    name,
    unit,
    value: median(values),
    rounds: values,
    requests: addRequests(rounds.map(({ requests }) => requests)),
  };
}
