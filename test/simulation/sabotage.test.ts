import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/ledger/account.ts';
import type { LimitKind } from '../../src/ledger/network.ts';
import type { CacheTerm } from '../../src/shard/card-cache.ts';
import { CardCache } from '../../src/shard/card-cache.ts';
import type { ShardSession, TurnRecord } from '../../src/shard/ports.ts';
import type { Sabotage } from './simulate.ts';
import { simulate } from './simulate.ts';

// A simulation that can't fail proves nothing. Here something is broken on purpose, one thing at a time, and some seed
// of those that the simulation runs by default has to find it.
//
// The same was done by hand to a copy of the sources, and all of it was found, most of it within a hundred seeds: reply,
// or acknowledge legs, before the commit; go on after a commit that failed; no look for an id that is recorded, in
// `decide`, in a credit, in a reclaim; nothing of the outbox loaded, or nothing sent again; a reclaim acknowledged like a
// credit; refusals ignored; no look for what is due before a decision, or at a hold half a second late; a chain that keeps
// its entries, its accounts or its reversals when it is declined; ledger time straight from the clock; a cut-over applied
// twice; one identity for the expiry of two participants' holds; lanes that send while an envelope is out, or again in
// another order; results given to the wrong items; late answers found by their id alone.

const SEEDS = 1_000;
const TIMEOUT_MS = 300_000;

const SABOTAGES: Readonly<Record<string, Sabotage>> = {
  'a worker that says posted before its commit is done': {
    session: (session) =>
      replaced(session, {
        commit: (turn) => {
          void session.commit(turn).catch(() => {});
          for (const account of turn.accounts) account.stored = true;
          return Promise.resolve();
        },
      }),
  },
  'a store that knows no id when it is asked for it, and takes it twice': {
    isUnique: false,
    session: (session) => withEntries(session, () => false),
  },
  'a store that forgets declines, so that a retry may succeed': {
    isUnique: false,
    session: (session) => withEntries(session, (outcome) => outcome === 'POSTED'),
  },
  'a lock that anybody can have': { isFenced: false },
  'a cache that keeps cards of a term that is over': { cache: (cardsMax) => new ForgetfulCache(cardsMax) },
  'legs that are sent, but not stored': {
    session: (session) => withCommit(session, (turn) => ({ ...turn, outboxAdded: [] })),
  },
  'legs that are forgotten before they are acknowledged': {
    session: (session) => {
      const sent: number[] = [];
      return withCommit(session, (turn) => {
        const outboxRemoved = [...turn.outboxRemoved, ...sent.splice(0)];
        sent.push(...turn.outboxAdded.map((row) => row.number));
        return { ...turn, outboxRemoved };
      });
    },
  },
  'messages to hosts that are sent, but not stored': {
    session: (session) => withCommit(session, (turn) => ({ ...turn, messagesSent: [] })),
  },
  'a new owner that does not know what hosts were asked': {
    session: (session) =>
      replaced(session, { load: async () => ({ ...(await session.load()), messages: [] }) }),
  },
  'a new owner that does not know what is under way': {
    session: (session) =>
      replaced(session, { load: async () => ({ ...(await session.load()), outbox: [] }) }),
  },
  'reversals that nobody counts': {
    session: (session) => withCommit(session, (turn) => ({ ...turn, reversals: [] })),
  },
  'entries without their accounts': {
    session: (session) => withCommit(session, (turn) => ({ ...turn, accounts: turn.accounts.slice(1) })),
  },
  'postings without their other side': {
    session: (session) => withCommit(session, (turn) => ({ ...turn, stripes: turn.stripes.slice(1) })),
  },
  'a headroom that is used up, but not stored': {
    session: (session) =>
      withCommit(session, (turn) => ({ ...turn, shares: withoutKind(turn, 'NET_DEBIT') })),
  },
  'a network that stands in, and does not store what that uses up': {
    session: (session) => withCommit(session, (turn) => ({ ...turn, shares: withoutKind(turn, 'STAND_IN') })),
  },
  'a status that was confirmed, but not stored': {
    session: (session) => withCommit(session, (turn) => ({ ...turn, cardStatuses: [] })),
  },
  'late copies of a status, which undo a newer one': {
    session: (session) =>
      replaced(session, {
        prefetch: async (request) => {
          const prefetched = await session.prefetch(request);
          return { ...prefetched, cards: prefetched.cards.map(withoutStatusVersion) };
        },
      }),
  },
  'nobody who looks for what falls due': {
    session: (session) => replaced(session, { due: () => Promise.resolve([]) }),
  },
  'a merchant that is declined because it is too young to be known': {
    network: (network) => ({
      current: () => network.current(),
      recent: () => network.recent(),
      refresh: () => Promise.resolve(network.current()),
    }),
  },
};

describe('the simulation finds', () => {
  it.each(Object.entries(SABOTAGES))(
    '%s',
    async (_name, sabotage) => {
      // A broken promise, or a bug that the engine itself has noticed; not just any error.
      expect(await firstFailure(sabotage)).toMatch(/^(Violation|InvariantError): /);
    },
    TIMEOUT_MS,
  );
});

async function firstFailure(sabotage: Sabotage): Promise<string | undefined> {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    try {
      await simulate(seed, { sabotage });
    } catch (error) {
      return String(error);
    }
  }
  return undefined;
}

class ForgetfulCache extends CardCache {
  readonly #cards = new Map<number, Card>();

  override get(_term: CacheTerm, number: number): Card | undefined {
    return this.#cards.get(number);
  }

  override put(_term: CacheTerm, card: Card): void {
    this.#cards.set(card.number, card);
  }
}

function replaced(session: ShardSession, parts: Partial<ShardSession>): ShardSession {
  return {
    shard: session.shard,
    load: () => session.load(),
    prefetch: (request) => session.prefetch(request),
    due: (request) => session.due(request),
    moveHeadroom: (moves) => session.moveHeadroom(moves),
    commit: (turn) => session.commit(turn),
    release: () => session.release(),
    ...parts,
  };
}

function withCommit(session: ShardSession, change: (turn: TurnRecord) => TurnRecord): ShardSession {
  return replaced(session, { commit: (turn) => session.commit(change(turn)) });
}

/** A card that does not know how often its status was changed. */
function withoutStatusVersion({ number, issuer, status, accounts }: Card): Card {
  return {
    ...{ number, issuer, status, accounts },
    get statusVersion() {
      return 0;
    },
    set statusVersion(_version) {},
  };
}

function withoutKind({ shares }: TurnRecord, kind: LimitKind): TurnRecord['shares'] {
  return shares.filter((share) => share.kind !== kind);
}

function withEntries(session: ShardSession, isKnown: (outcome: string) => boolean): ShardSession {
  return replaced(session, {
    prefetch: async (request) => {
      const prefetched = await session.prefetch(request);
      return { ...prefetched, entries: prefetched.entries.filter((entry) => isKnown(entry.outcome)) };
    },
  });
}
