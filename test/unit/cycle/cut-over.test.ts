import { beforeEach, describe, expect, it } from 'vitest';
import { CutOver } from '../../../src/cycle/cut-over.ts';
import { FakeClock, FakeNetwork } from './fakes.ts';

const NEVER = new AbortController().signal;

let clock: FakeClock;
let network: FakeNetwork;
let cutOver: CutOver;

beforeEach(() => {
  clock = new FakeClock(0);
  network = new FakeNetwork({ shards: 3, businessDate: 20261231 });
  cutOver = new CutOver(network.ports(clock));
});

describe('a cut-over', () => {
  it('goes to the day after when no date is named, once through every shard', async () => {
    expect(await cutOver.cutOver(undefined, NEVER)).toMatchObject({ number: 2, businessDate: 20270101 });
    expect(network.shardCycles).toEqual([2, 2, 2]);
    expect(network.sent).toEqual([0, 1, 2].map((shard) => ({ shard, cycle: 2, businessDate: 20270101 })));
  });

  it('goes straight to a later date', async () => {
    expect(await cutOver.cutOver(20270131, NEVER)).toMatchObject({ number: 2, businessDate: 20270131 });
    expect(network.cycles).toHaveLength(2);
  });

  it('is answered only when the last shard has crossed', async () => {
    network.stuck.add(1);
    clock.onSlept = (nowMs) => {
      if (nowMs >= 5_000) network.stuck.clear();
    };
    await cutOver.cutOver(undefined, NEVER);
    expect(network.shardCycles).toEqual([2, 2, 2]);
    expect(clock.ms).toBeGreaterThanOrEqual(5_000);
  });

  it('closes the cycle that it left once the last shard has crossed, and not before', async () => {
    network.stuck.add(1);
    const deadline = new AbortController();
    clock.onSlept = () => deadline.abort();
    await expect(cutOver.cutOver(undefined, deadline.signal)).rejects.toThrow('have not crossed');
    expect(network.closed).toEqual([[]]);
    network.stuck.clear();
    await cutOver.cutOver(undefined, NEVER);
    expect(network.closed).toEqual([[], [1]]);
  });

  it('is sent again to the shards that have not crossed, ever less often', async () => {
    network.stuck.add(1);
    clock.onSlept = (nowMs) => {
      if (nowMs >= 600_000) network.stuck.clear();
    };
    await cutOver.cutOver(undefined, NEVER);
    const again = network.sent.slice(3);
    expect(again.length).toBeGreaterThan(5);
    expect(again.length).toBeLessThan(20);
    expect(new Set(again.map(({ shard }) => shard))).toEqual(new Set([1]));
  });

  it('is one, however often the same date is asked for', async () => {
    const asked = [cutOver, new CutOver(network.ports(clock)), cutOver].map((each) =>
      each.cutOver(20270101, NEVER),
    );
    const answers = await Promise.all(asked);
    for (const answer of answers) expect(answer).toMatchObject({ number: 2 });
    expect(answers.map((answer) => 'alreadyCutOver' in answer && answer.alreadyCutOver).sort()).toEqual([
      ...[false, true, true],
    ]);
    expect(await cutOver.cutOver(20270101, NEVER)).toMatchObject({ number: 2, alreadyCutOver: true });
    expect(network.cycles).toHaveLength(2);
  });

  it('is one for two who ask without a date within a minute, and the second is told which', async () => {
    const first = { number: 2, businessDate: 20270101 };
    expect(await cutOver.cutOver(undefined, NEVER)).toMatchObject({ ...first, alreadyCutOver: false });
    clock.ms += 30_000;
    const another = new CutOver(network.ports(clock));
    expect(await another.cutOver(undefined, NEVER)).toMatchObject({ ...first, alreadyCutOver: true });
    expect(network.cycles).toHaveLength(2);
    clock.ms += 30_000;
    expect(await another.cutOver(undefined, NEVER)).toMatchObject({ number: 3, alreadyCutOver: false });
  });

  it('of a named cycle is one, whatever dates are asked for, and follows another at once', async () => {
    const asked = [20270101, 20270102, undefined].map((date) =>
      new CutOver(network.ports(clock)).cutOver(date, NEVER, 1),
    );
    expect(await Promise.all(asked)).toMatchObject([{ number: 2 }, { number: 2 }, { number: 2 }]);
    expect(network.cycles).toHaveLength(2);
    expect(await cutOver.cutOver(20261215, NEVER, 1)).toMatchObject({ number: 2, alreadyCutOver: true });
    expect(await cutOver.cutOver(undefined, NEVER, 2)).toMatchObject({ number: 3, alreadyCutOver: false });
  });

  it('that names its date follows another at once', async () => {
    await cutOver.cutOver(undefined, NEVER);
    expect(await cutOver.cutOver(20270102, NEVER)).toMatchObject({ number: 3, alreadyCutOver: false });
  });

  it('is one for all who ask without a date before it is finished', async () => {
    network.stuck.add(2);
    const deadline = new AbortController();
    clock.onSlept = () => deadline.abort();
    await expect(cutOver.cutOver(undefined, deadline.signal)).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      retryable: true,
    });
    network.stuck.clear();
    expect(await cutOver.cutOver(undefined, NEVER)).toMatchObject({ number: 2, businessDate: 20270101 });
    expect(network.shardCycles).toEqual([2, 2, 2]);
  });

  it.each([20261230, 20261301, 0, -1, 20270101.5, 20270201, 20280101])(
    'is refused for %d',
    async (businessDate) => {
      expect(await cutOver.cutOver(businessDate, NEVER)).toMatchObject({
        refused: 'INVALID',
        field: 'business_date',
      });
      expect(network.cycles).toHaveLength(1);
      expect(network.sent).toEqual([]);
    },
  );

  it('that the queue did not take is a fault, and is finished by asking again', async () => {
    network.isQueueAway = true;
    await expect(cutOver.cutOver(undefined, NEVER)).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
    network.isQueueAway = false;
    expect(await cutOver.cutOver(undefined, NEVER)).toMatchObject({ number: 2, businessDate: 20270101 });
    expect(network.cycles).toHaveLength(2);
  });

  it('that is overtaken by a later one is answered with that', async () => {
    network.stuck.add(0);
    clock.onSlept = () => {
      network.stuck.clear();
      if (network.cycles.length === 2)
        network.cycles.push({ number: 3, businessDate: 20270201, openedAtMs: 0 });
    };
    expect(await cutOver.cutOver(undefined, NEVER)).toMatchObject({ number: 3, businessDate: 20270201 });
    expect(network.shardCycles).toEqual([3, 3, 3]);
  });
});
