import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Closers } from '../src/cli/closers.ts';
import type { TongfenClient } from '../src/client/client.ts';
import { connectTongfen } from '../src/client/client.ts';
import type { Day } from '../src/ledger/calendar.ts';
import { nextDay } from '../src/ledger/calendar.ts';
import type { Bench } from './bench.ts';
import { startGateway } from './engine.ts';
import { CARDS } from './network-plan.ts';
import { readCpu, residentPeakMib } from './process-usage.ts';
import { roundOf } from './throughput.ts';
import { usageBetween } from './usage.ts';

/** A cycle of the network. */
export interface BenchCycle {
  readonly number: number;
  readonly businessDate: Day;
}

const MILLION = 1_000_000;

/**
 * A participant's settlement file of a closed cycle is downloaded and handed in again: how long it takes for a million
 * lines until the answer is there, and the most memory that the gateway ever had resident. All lines have to match.
 *
 * It is the acquirer's file of a cycle that began in the middle of the load before. In a full run it has a million lines
 * or more, in a quick run what that load left; the figure is what a million take at the rate of the file. The gateway of a
 * full run has done nothing but write and read the file, so that its memory is what that takes.
 */
export async function benchReconcile(
  bench: Bench,
  operator: TongfenClient,
  { number: cycle, businessDate }: BenchCycle,
): Promise<void> {
  const { plan, progress, results, services, load, engine, asAcquirer } = bench;
  for (let round = 0; round < plan.reconcileRounds; round += 1) {
    progress.step(`a cycle to reconcile, ${roundOf(round, plan.reconcileRounds)}`);
    await load.runToEnd(asAcquirer, { kind: 'opening', cards: CARDS });
  }
  progress.step('closing it');
  // With its date: a cut-over without one, so soon after the last, is taken for that one.
  await operator.network.cutOver({ businessDate: nextDay(businessDate) });

  const closers = new Closers();
  try {
    progress.step('downloading a settlement file');
    const { databaseUrl, redisUrl } = services;
    const gateway =
      plan.reconcileRounds === 0
        ? undefined
        : closers.add(await startGateway({ databaseUrl, redisUrl }), (started) => started.stop());
    const address = gateway?.ready.grpcAddress ?? asAcquirer.address;
    const client = closers.add(connectTongfen({ ...asAcquirer, address }), (connected) => connected.close());
    const directory = closers.add(mkdtempSync(join(tmpdir(), 'tongfen-bench-files-')), (made) =>
      rmSync(made, { recursive: true, force: true }),
    );
    const file = join(directory, 'settlement.csv');
    await pipeline(client.settlementFile({ cycle, format: 'CSV' }), createWriteStream(file));

    progress.step('handing it in for reconciliation');
    const pids = {
      load: process.pid,
      gateway: gateway?.pid ?? engine.gatewayPid,
      postgres: services.postgresPid,
    };
    const before = readCpu(pids);
    const startedMs = performance.now();
    const { lines, matched, missingThere } = await client.reconcile(
      { cycle },
      createReadStream(file) as AsyncIterable<Buffer>,
    );
    const seconds = (performance.now() - startedMs) / 1_000;
    const after = readCpu(pids);
    if (lines === 0 || matched !== lines || missingThere !== 0)
      throw new Error(`of ${lines} lines ${matched} match, and ${missingThere} are not in the file`);
    const note = `a file of ${lines.toLocaleString('en-US')} lines`;
    results.add({ name: 'reconcile_1m_s', value: (seconds * MILLION) / lines, unit: 's', note });
    results.addUsage('reconcile_1m_s', before && after && usageBetween(before, after, lines));
    const value = gateway && residentPeakMib(gateway.pid);
    if (value !== undefined) results.add({ name: 'reconcile_gateway_mib', value, unit: 'MiB', note });
  } finally {
    await closers.close();
  }
}
