import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Queues } from '../../../src/queue/connect-queues.ts';
import type { EnvelopeSender, Mailbox } from '../../../src/shard/ports.ts';
import type { TestQueues } from './support.ts';
import { BACKENDS, drainAll, firstNumbers, numbersOf, openTestQueues, submit } from './support.ts';

const SHARD = 2;
const EVERYTHING = { itemsMax: 1_000_000, waitMs: 0 };
const PATIENTLY = { itemsMax: 1_000_000, waitMs: 60_000 };

describe.each(BACKENDS)('a mailbox on %s', (backend) => {
  let queues: TestQueues;
  let worker: Queues;
  let sender: EnvelopeSender;
  let mailbox: Mailbox;

  beforeEach(async () => {
    queues = await openTestQueues(backend);
    worker = await queues.connect();
    sender = (await queues.connect()).sender();
    mailbox = await worker.mailboxes().open(SHARD);
  });

  afterEach(async () => {
    await mailbox.close();
    await queues.close();
  });

  async function send(...numbers: readonly number[]): Promise<void> {
    for (const number of numbers) await sender.send(SHARD, submit(number));
  }

  /** The next owner of the shard, in place of this one. */
  async function changeOwner(): Promise<void> {
    await mailbox.close();
    mailbox = await worker.mailboxes().open(SHARD);
  }

  test('delivers an envelope as it was sent, and says when', async () => {
    const envelope = submit(1, 3);
    const beforeMs = Date.now();
    await sender.send(SHARD, envelope);
    const [delivery] = await mailbox.drain(PATIENTLY);
    expect(delivery?.envelope).toEqual(envelope);
    expect(delivery?.sentAtMs).toBeGreaterThanOrEqual(beforeMs);
    expect(delivery?.sentAtMs).toBeLessThanOrEqual(Date.now());
  });

  test('delivers in the order of sending, also what was sent without waiting', async () => {
    const numbers = firstNumbers(60);
    await Promise.all(numbers.map((number) => sender.send(SHARD, submit(number))));
    expect(numbersOf(await drainAll(mailbox, numbers.length))).toEqual(numbers);
  });

  test('keeps shards apart', async () => {
    await sender.send(SHARD - 1, submit(1));
    await send(2);
    expect(numbersOf(await mailbox.drain(PATIENTLY))).toEqual([2]);
  });

  test('has no second of anything while much waits that nobody takes, and has it when it is drained', async () => {
    const again = { isAgain: true };
    await send(...firstNumbers(255));
    await sender.send(SHARD, submit(256), again);
    const refused = { code: 'QUEUE_UNAVAILABLE', retryable: true };
    await expect(sender.send(SHARD, submit(257), again)).rejects.toMatchObject(refused);
    await send(258);
    await sender.send(SHARD - 1, submit(1), again);
    expect(numbersOf(await drainAll(mailbox, 257))).toEqual([...firstNumbers(256), 258]);
    await sender.send(SHARD, submit(259), again);
    expect(numbersOf(await mailbox.drain(PATIENTLY))).toEqual([259]);
  });

  test('takes all that is there at once', async () => {
    await send(1, 2, 3, 4, 5);
    expect(numbersOf(await mailbox.drain(EVERYTHING))).toEqual([1, 2, 3, 4, 5]);
  });

  test('takes no more transactions than asked for, but one envelope in any case', async () => {
    for (const [number, size] of [50, 50, 50, 500, 50].entries()) {
      await sender.send(SHARD, submit(number + 1, size));
    }
    const options = { itemsMax: 100, waitMs: 0 };
    const turns: number[][] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const deliveries = await mailbox.drain(options);
      turns.push(numbersOf(deliveries));
      await mailbox.complete(deliveries);
    }
    expect(turns).toEqual([[1, 2], [3], [4], [5]]);
  });

  test('waits until something comes', async () => {
    const drained = mailbox.drain(PATIENTLY);
    await send(1);
    expect(numbersOf(await drained)).toEqual([1]);
  });

  test('waits again after every turn', async () => {
    for (const number of firstNumbers(20)) {
      const drained = mailbox.drain(PATIENTLY);
      await send(number);
      const deliveries = await drained;
      expect(numbersOf(deliveries)).toEqual([number]);
      await mailbox.complete(deliveries);
    }
  });

  test('finds what comes while it is asked again and again without waiting', async () => {
    expect(await mailbox.drain(EVERYTHING)).toEqual([]);
    await send(1);
    let deliveries = await mailbox.drain(EVERYTHING);
    while (deliveries.length === 0) {
      await new Promise(setImmediate);
      deliveries = await mailbox.drain(EVERYTHING);
    }
    expect(numbersOf(deliveries)).toEqual([1]);
  });

  test('gives up when the time is over', async () => {
    expect(await mailbox.drain({ itemsMax: 10, waitMs: 50 })).toEqual([]);
  });

  test('gives up when it is interrupted, and goes on afterwards', async () => {
    const drained = mailbox.drain(PATIENTLY);
    setTimeout(() => mailbox.interrupt(), 50);
    expect(await drained).toEqual([]);
    await send(1);
    expect(numbersOf(await mailbox.drain(PATIENTLY))).toEqual([1]);
  });

  test('delivers nothing again that was completed', async () => {
    await send(1, 2, 3);
    await mailbox.complete(await mailbox.drain(EVERYTHING));
    await changeOwner();
    expect(await mailbox.takeOver()).toEqual([]);
    expect(await mailbox.drain(EVERYTHING)).toEqual([]);
  });

  test('keeps nothing of what was completed', async () => {
    await send(1, 2, 3);
    await mailbox.complete(await mailbox.drain(EVERYTHING));
    const counts = await queues.rawQueue(SHARD).getJobCounts();
    expect(Object.values(counts).every((count) => count === 0)).toBe(true);
  });

  test('gives the next owner what was not completed, in its original order and before the rest', async () => {
    await send(1, 2, 3, 4, 5);
    const deliveries = await mailbox.drain(EVERYTHING);
    await mailbox.complete(deliveries.slice(1, 2));
    await send(6);
    await changeOwner();
    const inherited = await mailbox.takeOver();
    expect(numbersOf(inherited)).toEqual([1, 3, 4, 5]);
    expect(numbersOf(await mailbox.drain(EVERYTHING))).toEqual([6]);
    await mailbox.complete(inherited);
    await changeOwner();
    expect(numbersOf(await mailbox.takeOver())).toEqual([6]);
  });

  test('gives the next owner what it took ahead and had not delivered', async () => {
    await send(1, 2, 3);
    await mailbox.complete(await mailbox.drain({ itemsMax: 1, waitMs: 0 }));
    await changeOwner();
    const inherited = await mailbox.takeOver();
    expect(numbersOf([...inherited, ...(await mailbox.drain(EVERYTHING))])).toEqual([2, 3]);
  });

  test('finds an envelope that was taken without anybody having it', async () => {
    expect(await mailbox.drain(EVERYTHING)).toEqual([]);
    await send(1);
    // As when the answer to a fetch is lost on the way.
    expect(await queues.rawWorker(SHARD).getNextJob('0', { block: false })).toBeDefined();
    expect(numbersOf(await mailbox.drain(PATIENTLY))).toEqual([1]);
  });

  test('drops an envelope that it finds only after later ones: its sender sent it again', async () => {
    const thief = queues.rawWorker(SHARD);
    await thief.waitUntilReady();
    await send(1);
    expect(await thief.getNextJob('0', { block: false })).toBeDefined();
    await send(2);
    await mailbox.complete(await mailbox.drain(PATIENTLY));
    // Long enough for it to look through what is active.
    expect(await mailbox.drain({ itemsMax: 10, waitMs: 5_000 })).toEqual([]);
    await changeOwner();
    expect(await mailbox.takeOver()).toEqual([]);
  });

  test('moves a job that is no envelope to failed, and goes on', async () => {
    const raw = queues.rawQueue(SHARD);
    await send(1);
    await raw.add('garbage', { hello: 'world' });
    await raw.add('garbage', [99, 'submit']);
    await raw.add('garbage', 'text');
    await send(2);
    const deliveries = await mailbox.drain(EVERYTHING);
    expect(numbersOf(deliveries)).toEqual([1, 2]);
    await mailbox.complete(deliveries);
    const failed = await raw.getFailed();
    expect(failed.map((job) => job.failedReason)).toContain('a message and its parts are arrays');
    expect(failed.length).toBe(3);
    await changeOwner();
    expect(await mailbox.takeOver()).toEqual([]);
  });

  test('takes a second completion for a bug', async () => {
    await send(1);
    const deliveries = await mailbox.drain(EVERYTHING);
    await mailbox.complete(deliveries);
    await expect(mailbox.complete(deliveries)).rejects.toThrow('a delivery is completed once');
  });

  test('ends the drain under way when it is closed', async () => {
    const drained = mailbox.drain(PATIENTLY);
    await mailbox.close();
    expect(await drained).toEqual([]);
  });

  test('shows how much waits and for how long', async () => {
    const inspector = worker.inspector();
    expect(await inspector.depth(SHARD)).toEqual({ waiting: 0, oldestAgeMs: 0 });
    await send(1, 2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const depth = await inspector.depth(SHARD);
    expect(depth.waiting).toBe(2);
    expect(depth.oldestAgeMs).toBeGreaterThanOrEqual(20);
    await mailbox.complete(await mailbox.drain(EVERYTHING));
    expect(await inspector.depth(SHARD)).toEqual({ waiting: 0, oldestAgeMs: 0 });
    await inspector.ping();
  });
});
