import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Closers } from '../src/cli/closers.ts';
import type { EmbeddedServices } from '../src/embedded/start.ts';
import { startEmbedded } from '../src/embedded/start.ts';
import { openLog } from '../src/log.ts';
import { Engine } from './engine.ts';
import type { Target } from './load/commands.ts';
import { LoadGenerator } from './load-generator.ts';
import { beginNetwork, openCards } from './network.ts';
import type { Plan } from './plan.ts';
import type { Progress } from './progress.ts';
import { Results } from './results.ts';

/** What the parts of a run share. */
export interface Bench {
  readonly plan: Plan;
  readonly progress: Progress;
  readonly results: Results;
  /** What is opened for the whole run. */
  readonly closers: Closers;
  readonly services: EmbeddedServices;
  readonly engine: Engine;
  /** The engine's gateway, for each participant. */
  readonly asAcquirer: Target;
  readonly asIssuer: Target;
  readonly asOperator: Target;
  readonly load: LoadGenerator;
}

/**
 * Starts everything, with a network whose cards all have points; those of the loads are opened last, so that the worker has
 * them at hand. Then everything that is measured has run once: code is compiled.
 */
export async function openBench(plan: Plan, progress: Progress, closers: Closers): Promise<Bench> {
  progress.step('starting Postgres and Redis');
  const services = await startServices(closers);
  const { databaseUrl, redisUrl } = services;
  const { cards } = plan;
  const { acquirerKey, issuerKey, operatorKey } = await beginNetwork(databaseUrl);
  progress.step(`opening ${cards} cards`);
  const [engine, load] = await Promise.all([
    Engine.start({ databaseUrl, redisUrl }),
    LoadGenerator.start(),
    openCards(databaseUrl, cards),
  ]);
  closers.add(engine, (started) => started.stop());
  // It ends before the engine: a gateway that is told to stop waits for its callers.
  closers.add(load, (started) => started.stop());
  const { grpcAddress: address } = engine;
  const asAcquirer = { address, apiKey: acquirerKey };
  const asIssuer = { address, apiKey: issuerKey };
  const asOperator = { address, apiKey: operatorKey };
  progress.step(`opening ${cards} accounts`);
  await load.runToEnd(asAcquirer, { kind: 'opening', cards });
  progress.step('warming up');
  await load.begin(asIssuer, { kind: 'stream', mix: 'warm-up' });
  await sleep(plan.warmUpSeconds * 1_000);
  await load.end();
  return {
    plan,
    progress,
    results: new Results(),
    closers,
    services,
    engine,
    asAcquirer,
    asIssuer,
    asOperator,
    load,
  };
}

async function startServices(closers: Closers): Promise<EmbeddedServices> {
  const dataDirectory = closers.add(mkdtempSync(join(tmpdir(), 'tongfen-bench-')), (directory) =>
    rmSync(directory, { recursive: true, force: true }),
  );
  // Postgres of a run as root is another user, and would have to live elsewhere if it could not enter.
  chmodSync(dataDirectory, 0o755);
  const logger = openLog({ level: 'warn', role: 'bench' });
  const starting = startEmbedded({ dataDirectory, ephemeral: true, durable: true, logger });
  return closers.add(await starting, (started) => started.stop());
}

/** Makes a database in the Postgres of the bench; its URL. */
export async function createDatabase({ services }: Bench, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: services.databaseUrl });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(services.databaseUrl);
  url.pathname = name;
  return url.href;
}
