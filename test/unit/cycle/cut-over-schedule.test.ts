import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CutOver } from '../../../src/cycle/cut-over.ts';
import { CutOverSchedule } from '../../../src/cycle/cut-over-schedule.ts';
import type { Fault } from '../../../src/fault.ts';
import { FakeClock, FakeNetwork } from './fakes.ts';

const HOUR_MS = 3_600_000;
/** Ten minutes before midnight in Shanghai. */
const EVENING_MS = Date.parse('2026-12-31T15:50:00Z');

let clock: FakeClock;
let network: FakeNetwork;
const faults: Fault[] = [];
const running: CutOverSchedule[] = [];

beforeEach(() => {
  clock = new FakeClock(EVENING_MS);
  network = new FakeNetwork({ shards: 3, businessDate: 20261231 });
  faults.length = 0;
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((schedule) => schedule.stop()));
});

function startWorker(itsClock = clock): void {
  const schedule = new CutOverSchedule(new CutOver(network.ports(itsClock)), itsClock, {
    timeZone: 'Asia/Shanghai',
    onFault: (fault) => faults.push(fault),
  });
  running.push(schedule);
  schedule.start();
}

/** Lets the workers live until the clock says so. */
async function until(nowMs: number): Promise<void> {
  while (clock.ms < nowMs) await new Promise((resolve) => setImmediate(resolve));
}

describe('the schedule of cut-overs', () => {
  it('opens the new day after midnight of its time zone, not before', async () => {
    startWorker();
    await until(EVENING_MS + 9 * 60_000);
    expect(network.cycles).toHaveLength(1);
    await until(EVENING_MS + 11 * 60_000);
    expect(network.cycle).toMatchObject({ number: 2, businessDate: 20270101 });
    expect(network.shardCycles).toEqual([2, 2, 2]);
    expect(network.cycle.openedAtMs).toBeLessThan(EVENING_MS + 10 * 60_000 + 5_000);
  });

  it('opens it once, whichever of several workers comes first', async () => {
    for (let worker = 0; worker < 4; worker += 1) startWorker();
    await until(EVENING_MS + HOUR_MS);
    expect(network.cycles).toHaveLength(2);
  });

  it('goes straight to today after days without a worker', async () => {
    clock.ms += 72 * HOUR_MS;
    startWorker();
    await until(EVENING_MS + 72 * HOUR_MS + 5_000);
    expect(network.cycles).toHaveLength(2);
    expect(network.cycle.businessDate).toBe(20270103);
  });

  it('goes along with a clock that jumps ahead, and stays where it is with one that jumps back', async () => {
    startWorker();
    await until(EVENING_MS + 5_000);
    clock.ms += 24 * HOUR_MS;
    await until(clock.ms + 5_000);
    expect(network.cycle).toMatchObject({ number: 2, businessDate: 20270101 });
    clock.ms -= 48 * HOUR_MS;
    await until(clock.ms + HOUR_MS);
    expect(network.cycle).toMatchObject({ number: 2, businessDate: 20270101 });
  });

  it('stays where it is with a clock that is a month and more ahead, and says so', async () => {
    startWorker();
    await until(EVENING_MS + 5_000);
    clock.ms = Date.parse('2036-02-07T06:28:16Z');
    await until(clock.ms + 5_000);
    expect(network.cycles).toHaveLength(1);
    expect(faults.map(({ code, message }) => [code, message])).toEqual([
      ['CONFIGURATION_INVALID', expect.stringMatching(/20360207.*31 days.*20261231/)],
    ]);
    clock.ms = EVENING_MS + 11 * 60_000;
    await until(clock.ms + 60_000);
    expect(network.cycle).toMatchObject({ number: 2, businessDate: 20270101 });
    expect(network.shardCycles).toEqual([2, 2, 2]);
  });

  it('does nothing until a later day, to which the operator has cut over, has passed', async () => {
    network.cycles.push({ number: 2, businessDate: 20270102, openedAtMs: 0 });
    network.shardCycles.fill(2);
    startWorker();
    await until(EVENING_MS + 30 * HOUR_MS);
    expect(network.cycles).toHaveLength(2);
    await until(EVENING_MS + 49 * HOUR_MS);
    expect(network.cycle).toMatchObject({ number: 3, businessDate: 20270103 });
  });

  it('finishes a cut-over that did not reach all shards', async () => {
    network.cycles.push({ number: 2, businessDate: 20270101, openedAtMs: 0 });
    network.shardCycles[0] = 2;
    startWorker();
    await until(EVENING_MS + 5_000);
    expect(network.shardCycles).toEqual([2, 2, 2]);
    expect(network.sent.map(({ shard }) => shard)).toEqual([1, 2]);
  });

  it('finishes one that was left unfinished while it ran', async () => {
    startWorker();
    await until(EVENING_MS + 5_000);
    network.cycles.push({ number: 2, businessDate: 20270101, openedAtMs: 0 });
    await until(EVENING_MS + 60_000);
    expect(network.shardCycles).toEqual([2, 2, 2]);
  });

  it('goes on by itself when the store or the queue was away at midnight', async () => {
    startWorker();
    await until(EVENING_MS + 5_000);
    network.isStoreAway = true;
    await until(EVENING_MS + 20 * 60_000);
    network.isQueueAway = true;
    network.isStoreAway = false;
    await until(EVENING_MS + 30 * 60_000);
    expect(network.shardCycles).toEqual([1, 1, 1]);
    network.isQueueAway = false;
    await until(EVENING_MS + 31 * 60_000);
    expect(network.cycles).toHaveLength(2);
    expect(network.shardCycles).toEqual([2, 2, 2]);
    expect(faults.map(({ code }) => code)).toEqual(['STORE_UNAVAILABLE', 'QUEUE_UNAVAILABLE']);
  });
});
