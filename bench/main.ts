import { writeFileSync } from 'node:fs';
import { Closers } from '../src/cli/closers.ts';
import type { Bench } from './bench.ts';
import { openBench } from './bench.ts';
import { checkBooks } from './books-check.ts';
import { benchClose } from './close.ts';
import { benchExpiry } from './expiry.ts';
import { benchExternal } from './external.ts';
import { benchFailover } from './failover.ts';
import { benchInterchange } from './interchange.ts';
import { describeMachine } from './machine.ts';
import { benchMemory } from './memory.ts';
import { FULL, QUICK } from './plan.ts';
import { Progress } from './progress.ts';
import { benchQueues } from './queues.ts';
import { jsonOf, textOf } from './report.ts';
import { benchThroughput } from './throughput.ts';
import { benchUnary } from './unary.ts';

/** Parts of a run, in their order: expiry gives the worker more accounts than its memory is measured with, failover kills a worker, and behind the books there is no engine any more. */
export const PARTS = [
  'throughput',
  'interchange',
  'unary',
  'external',
  'memory',
  'expiry',
  'failover',
  'books',
  'queues',
  'close',
] as const;

const RUN: Readonly<Record<(typeof PARTS)[number], (bench: Bench) => Promise<void>>> = {
  throughput: benchThroughput,
  interchange: benchInterchange,
  unary: benchUnary,
  external: benchExternal,
  memory: benchMemory,
  expiry: benchExpiry,
  failover: benchFailover,
  books: lookIntoBooks,
  queues: benchQueues,
  close: benchClose,
};

/** Parts that a quick run leaves out unless they are named. */
const FULL_ONLY: readonly string[] = ['expiry'];

export interface BenchOptions {
  /** Fewer and shorter rounds, at the cost of precision. */
  readonly quick: boolean;
  /** Where to write the figures to, for programs. */
  readonly jsonFile?: string | undefined;
  /** Parts to run; by default all, or those of a quick run. */
  readonly only?: readonly string[] | undefined;
}

interface Outcome {
  readonly text: string;
  readonly exitCode: number;
}

/**
 * Measures the engine, whole and on this machine alone: private services that write to disk as in production, each part
 * of it in a process of its own. Prints the figures, and leaves nothing behind.
 *
 * @returns the exit code: 0 when it ran, whether or not the figures hold; 1 when a part of it failed or it was interrupted
 */
export async function runBench(options: BenchOptions): Promise<number> {
  const progress = new Progress(process.stderr);
  const closers = new Closers();
  const interrupted = new Promise<Outcome>((resolve) => {
    const stop = (signal: NodeJS.Signals): void =>
      resolve({ text: `interrupted by ${signal}\n`, exitCode: 1 });
    process.once('SIGINT', stop).once('SIGTERM', stop);
  });
  const running = run(options, progress, closers);
  try {
    const outcome = await Promise.race([running, interrupted]);
    progress.interrupt();
    process.stdout.write(outcome.text);
    return outcome.exitCode;
  } finally {
    // Ending its processes ends whatever a run that was interrupted is doing; it may just have started another one.
    await closers.close();
    await running.catch(() => {});
    await closers.close();
  }
}

async function run(options: BenchOptions, progress: Progress, closers: Closers): Promise<Outcome> {
  const { quick, jsonFile } = options;
  const { only = PARTS.filter((part) => !quick || !FULL_ONLY.includes(part)) } = options;
  const bench = await openBench(quick ? QUICK : FULL, progress, closers);
  const { results, services } = bench;
  for (const part of PARTS) {
    if (!only.includes(part)) continue;
    // What goes wrong in one part is no reason to lose the figures of the others.
    await RUN[part](bench).catch((error: unknown) => results.failed(part, error));
  }
  const machine = await describeMachine(services);
  const ran = { seconds: progress.seconds, quick };
  if (jsonFile !== undefined) writeFileSync(jsonFile, jsonOf(results, machine, ran));
  return { text: textOf(results, machine, ran), exitCode: results.errors.length === 0 ? 0 : 1 };
}

/** The last that the engine does. */
async function lookIntoBooks({ progress, results, services, load, engine }: Bench): Promise<void> {
  progress.step('looking for every transaction in the books');
  try {
    results.recorded = await checkBooks(services.databaseUrl, load.answeredAt(engine.grpcAddress));
  } finally {
    await engine.stop();
  }
}
