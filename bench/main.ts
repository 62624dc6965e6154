import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Closers } from '../src/cli/closers.ts';
import { startEmbedded } from '../src/embedded/start.ts';
import { openLog } from '../src/log.ts';
import type { Bench } from './bench.ts';
import { Engine } from './engine.ts';
import { benchFailover } from './failover.ts';
import { LoadGenerator } from './load-generator.ts';
import { describeMachine } from './machine.ts';
import { benchMemory } from './memory.ts';
import type { BenchNetwork } from './network.ts';
import { beginNetwork } from './network.ts';
import { CARDS } from './network-plan.ts';
import { FULL, QUICK } from './plan.ts';
import { Progress } from './progress.ts';
import { benchQueues } from './queues.ts';
import { jsonOf, textOf } from './report.ts';
import { Results } from './results.ts';
import { benchThroughput } from './throughput.ts';
import { benchUnary } from './unary.ts';

/** Parts of a run, in their order: the worker that failover starts and kills is no longer there for others. */
export const PARTS = ['throughput', 'unary', 'failover', 'memory', 'queues'] as const;

export interface BenchOptions {
  /** All figures in less than 50 seconds, at the cost of their precision. */
  readonly quick: boolean;
  /** Where to write the figures to, for programs. */
  readonly jsonFile?: string | undefined;
  /** Parts to run; all by default. */
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
  const interrupted = new Promise<undefined>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(undefined));
  });
  const running = run(options, progress, closers);
  try {
    const outcome = await Promise.race([running, interrupted]);
    progress.interrupt();
    process.stdout.write(outcome?.text ?? '');
    return outcome?.exitCode ?? 1;
  } finally {
    // Ending its processes ends whatever a run that was interrupted is doing; it may just have started another one.
    await closers.close();
    await running.catch(() => {});
    await closers.close();
  }
}

async function run(options: BenchOptions, progress: Progress, closers: Closers): Promise<Outcome> {
  const { quick, jsonFile, only = PARTS } = options;
  const bench = await begin({ quick, progress, closers });
  const { results, services } = bench;
  const { engine, network } = await startEngine(bench);
  const parts: Readonly<Record<(typeof PARTS)[number], () => Promise<void>>> = {
    throughput: () => benchThroughput(bench, engine, network),
    unary: () => benchUnary(bench, engine, network),
    failover: () => benchFailover(bench, engine, network).finally(() => engine.stop()),
    memory: () => benchMemory(bench),
    queues: () => benchQueues(bench),
  };
  for (const part of PARTS) {
    // What goes wrong in one part is no reason to lose the figures of the others.
    if (only.includes(part)) await parts[part]().catch((error: unknown) => results.failed(part, error));
  }
  const machine = await describeMachine(services);
  const ran = { seconds: progress.seconds, quick };
  if (jsonFile !== undefined) writeFileSync(jsonFile, jsonOf(results, machine, ran));
  return { text: textOf(results, machine, ran), exitCode: results.errors.length === 0 ? 0 : 1 };
}

async function begin({
  quick,
  progress,
  closers,
}: {
  quick: boolean;
  progress: Progress;
  closers: Closers;
}): Promise<Bench> {
  progress.step('starting Postgres and Redis');
  const dataDirectory = closers.add(mkdtempSync(join(tmpdir(), 'tongfen-bench-')), (directory) =>
    rmSync(directory, { recursive: true, force: true }),
  );
  // Postgres of a run as root is another user, and would have to live elsewhere if it could not enter.
  chmodSync(dataDirectory, 0o755);
  const services = closers.add(
    await startEmbedded({
      dataDirectory,
      ephemeral: true,
      durable: true,
      logger: openLog({ level: 'warn', role: 'bench' }),
    }),
    (started) => started.stop(),
  );
  const load = closers.add(await LoadGenerator.start(), (started) => started.stop());
  return {
    plan: quick ? QUICK : FULL,
    services,
    load,
    progress,
    results: new Results(),
    closers,
    createDatabase: (name) => createDatabase(services.databaseUrl, name),
  };
}

/** The engine with its network, an account on every card. */
async function startEngine(bench: Bench): Promise<{ engine: Engine; network: BenchNetwork }> {
  const { progress, services, closers, load } = bench;
  const { databaseUrl, redisUrl } = services;
  progress.step(`opening ${CARDS} cards`);
  const network = await beginNetwork(databaseUrl, CARDS);
  const engine = closers.add(await Engine.start({ databaseUrl, redisUrl }), (started) => started.stop());
  progress.step(`opening ${CARDS} accounts`);
  const target = { address: engine.grpcAddress, apiKey: network.acquirerKey };
  await load.runToEnd(target, { kind: 'opening', first: 0, count: CARDS });
  return { engine, network };
}

async function createDatabase(databaseUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(databaseUrl);
  url.pathname = name;
  return url.href;
}
