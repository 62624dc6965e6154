import { Closers } from '../src/cli/closers.ts';
import { openSettlementPool } from '../src/cli/foundation.ts';
import { nextDay } from '../src/ledger/calendar.ts';
import { isRefused } from '../src/refused.ts';
import { PostgresDirectory } from '../src/store/directory.ts';
import { PostgresSettlement } from '../src/store/settlement.ts';
import type { Bench } from './bench.ts';
import { createDatabase } from './bench.ts';
import { CommitStage } from './commit-stage.ts';
import { beginNetwork } from './network.ts';

/** Transactions that are made before they are committed: this process does nothing else meanwhile. */
const AT_A_TIME = 40_000;

const PROGRESS_EVERY = 1_000_000;

/**
 * How long it takes to close a cycle of 10,000,000 transactions once every shard has left it: from the call until its
 * obligations are committed. The transactions are made by the commit stage, the same rows as those of the engine.
 */
export async function benchClose(bench: Bench): Promise<void> {
  const { plan, progress, results } = bench;
  if (plan.closeTransactions === 0) return;
  progress.step('opening the accounts of a cycle');
  const databaseUrl = await createDatabase(bench, 'bench_close');
  await beginNetwork(databaseUrl);
  const closers = new Closers();
  try {
    const stage = closers.add(await CommitStage.prepare(databaseUrl), (opened) => opened.close());
    let made = 0;
    while (made < plan.closeTransactions) {
      if (made % PROGRESS_EVERY === 0)
        progress.step(`a cycle of ${made.toLocaleString('en-US')} transactions`);
      stage.make(Math.min(AT_A_TIME, plan.closeTransactions - made));
      made += (await stage.commit()).transactions;
    }

    progress.step('closing the cycle');
    const pool = closers.add(openSettlementPool(databaseUrl), (opened) => opened.end());
    const directory = await PostgresDirectory.open(pool);
    const closing = await directory.cycle();
    await directory.openCycle(closing.number, nextDay(closing.businessDate));
    const next = await directory.cycle();
    stage.makeCrossing(next.number, next.businessDate);
    await stage.commit();
    const settlement = new PostgresSettlement(pool);
    const startedMs = performance.now();
    await settlement.closeBefore(next.number);
    const value = (performance.now() - startedMs) / 1_000;
    await checkClosed(settlement, closing.number, made);
    results.add({ name: 'close_10m_s', value, unit: 's' });
  } finally {
    await closers.close();
  }
}

/** @throws when the cycle does not have the transactions, or nobody owes anything for them */
async function checkClosed(settlement: PostgresSettlement, cycle: number, made: number): Promise<void> {
  const shards = await settlement.shards(cycle);
  const closed = await settlement.settlement(cycle);
  if (isRefused(shards) || isRefused(closed)) throw new Error('the cycle is not closed');
  const transactions = shards.reduce((sum, { firstSeq, lastSeq }) => sum + lastSeq - firstSeq + 1, 0);
  const sum = closed.net.reduce((total, { amountMicro }) => total + amountMicro, 0n);
  if (transactions < made || closed.bilateral.length === 0 || sum !== 0n)
    throw new Error(`a cycle of ${transactions} transactions leaves ${closed.bilateral.length} obligations`);
}
