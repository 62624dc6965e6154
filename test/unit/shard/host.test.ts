import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import { ACTOR_LIMITS } from '../../../src/shard/actor-limits.ts';
import { CardCache } from '../../../src/shard/card-cache.ts';
import { ShardHost } from '../../../src/shard/host.ts';
import type { Mailbox, Mailboxes, Ownership, ShardSession } from '../../../src/shard/ports.ts';

const NETWORK = { version: 1, participants: new Map(), programs: new Map(), merchants: new Map() };

/** A worker on ports that do nothing, with what a test replaces; it looks at the shards once, when it starts. */
function hostWith(
  shards: number,
  parts: {
    ownership?: Partial<Ownership>;
    session?: Partial<ShardSession>;
    mailbox?: Partial<Mailbox>;
    mailboxes?: Mailboxes;
  },
) {
  const told: string[] = [];
  const session = (shard: number): ShardSession => ({
    shard,
    load: () =>
      Promise.resolve({
        turn: 0,
        seq: 0,
        ledgerTimeMs: 0,
        cycle: 1,
        businessDate: 20260115,
        hash: new Uint8Array(),
        newestId: '',
        outbox: [],
        messages: [],
        shares: [],
      }),
    prefetch: () => Promise.resolve({ cards: [], entries: [], reversals: [] }),
    due: () => Promise.resolve([]),
    moveHeadroom: () => Promise.resolve([]),
    commit: () => Promise.resolve(),
    release: async () => void told.push(`released ${shard}`),
    ...parts.session,
  });
  const host = new ShardHost(
    {
      ownership: {
        join: async () => void told.push('joined'),
        leave: async () => void told.push('left'),
        census: () => Promise.resolve({ workers: 1, owned: new Set<number>() }),
        acquire: (shard) => Promise.resolve(session(shard)),
        ...parts.ownership,
      },
      mailboxes: parts.mailboxes ?? { open: () => Promise.resolve({ ...idleMailbox(), ...parts.mailbox }) },
      sender: { send: async (shard, { kind }) => void told.push(`sent ${kind} to ${shard}`) },
      hosts: { send: () => Promise.resolve() },
      replies: { reply: () => {} },
      network: {
        current: () => NETWORK,
        recent: () => Promise.resolve(NETWORK),
        refresh: () => Promise.resolve(NETWORK),
      },
      cache: new CardCache(10),
      clock: {
        nowMs: () => 1,
        sleep: (_ms, signal) => new Promise((resolve) => signal?.addEventListener('abort', () => resolve())),
      },
      observer: {
        turnCommitted: () => {},
        cacheAccessed: () => {},
        shardAcquired: () => {},
        shardReleased: () => {},
        retried: () => {},
      },
      log: {
        shardOwned: (shard) => void told.push(`owned ${shard}`),
        shardFreed: (shard) => void told.push(`freed ${shard}`),
        shardBroken: (shard) => void told.push(`broken ${shard}`),
        ownershipFailed: () => void told.push('failed'),
      },
    },
    { shards, limits: { ...ACTOR_LIMITS, balanceEveryMs: 1 } },
  );
  return { host, told };
}

/** Waits for something until it is interrupted. */
function idleMailbox(): Mailbox {
  let interrupt = (): void => {};
  return {
    takeOver: () => Promise.resolve([]),
    drain: () =>
      new Promise((resolve) => {
        interrupt = () => resolve([]);
      }),
    interrupt: () => interrupt(),
    complete: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/** Lets everything happen that can. */
async function settle(): Promise<void> {
  for (let round = 0; round < 10; round += 1) await new Promise((resolve) => setImmediate(resolve));
}

function away(): Promise<never> {
  return Promise.reject(new Fault('QUEUE_UNAVAILABLE', 'the queue does not answer', { retryable: true }));
}

describe('a shard host', () => {
  it('takes free shards, and frees them when it stops, having left the census first', async () => {
    const { host, told } = hostWith(2, {});
    host.start();
    await settle();
    expect(host.owned.toSorted()).toEqual([0, 1]);
    await host.stop();
    expect(host.owned).toEqual([]);
    expect(told.indexOf('left')).toBeLessThan(told.indexOf('freed 0'));
    expect(told.filter((each) => each.startsWith('released')).toSorted()).toEqual([
      'released 0',
      'released 1',
    ]);
  });

  it('takes no more than its fair share', async () => {
    const { host } = hostWith(5, {
      ownership: { census: () => Promise.resolve({ workers: 2, owned: new Set([3]) }) },
    });
    host.start();
    await settle();
    expect(host.owned).toHaveLength(3);
    expect(host.owned).not.toContain(3);
    await host.stop();
  });

  it('does not run a shard that another worker was quicker to take', async () => {
    const { host } = hostWith(1, { ownership: { acquire: () => Promise.resolve(undefined) } });
    host.start();
    await settle();
    expect(host.owned).toEqual([]);
    await host.stop();
  });

  it('frees a shard whose mailbox can not be opened', async () => {
    const { host, told } = hostWith(1, { mailboxes: { open: away } });
    host.start();
    await settle();
    expect(told).toEqual(['joined', 'released 0', 'failed']);
    await host.stop();
  });

  it('frees a shard although its mailbox can not be closed, so that another worker may have it', async () => {
    const { host, told } = hostWith(1, { mailbox: { drain: away, close: away } });
    host.start();
    await settle();
    expect(told).toEqual(['joined', 'owned 0', 'failed', 'released 0', 'freed 0']);
    expect(host.owned).toEqual([]);
    await host.stop();
  });

  it('brings the answer of an issuer’s host to its shard: here, or through its queue where it runs elsewhere', async () => {
    const interrupted: string[] = [];
    const mailbox = idleMailbox();
    const { host, told } = hostWith(2, {
      ownership: { census: () => Promise.resolve({ workers: 2, owned: new Set([1]) }) },
      mailbox: {
        ...mailbox,
        interrupt: () => {
          interrupted.push('shard 0');
          mailbox.interrupt();
        },
      },
    });
    host.start();
    await settle();
    const answer = { kind: 'host-answer', message: 'm', answer: { kind: 'approved' } } as const;
    await host.hear(0, answer);
    expect(interrupted).toEqual(['shard 0']);
    expect(told).not.toContain('sent host-answer to 0');
    await host.hear(1, answer);
    expect(told).toContain('sent host-answer to 1');
    await host.stop();
  });

  it('forgets a shard although Postgres can not be told', async () => {
    const { host, told } = hostWith(1, { mailbox: { drain: away }, session: { release: away } });
    host.start();
    await settle();
    expect(told).toEqual(['joined', 'owned 0', 'failed', 'freed 0']);
    expect(host.owned).toEqual([]);
    await host.stop();
  });

  it('keeps a shard that a bug has stopped, so that no other worker runs into it', async () => {
    const { host, told } = hostWith(1, { mailbox: { drain: () => Promise.reject(new Error('a bug')) } });
    host.start();
    await settle();
    expect(told).toEqual(['joined', 'owned 0', 'broken 0']);
    expect(host.owned).toEqual([0]);
    expect(host.broken).toEqual([0]);
    await host.stop();
    expect(told).not.toContain('released 0');
  });

  it('tries again later when Postgres does not answer', async () => {
    const { host, told } = hostWith(1, { ownership: { join: away } });
    host.start();
    await settle();
    expect(told).toEqual(['failed']);
    await host.stop();
    expect(told).toEqual(['failed']);
  });
});
