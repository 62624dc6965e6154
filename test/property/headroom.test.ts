import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Network } from '../../src/ledger/network.ts';
import { Shares } from '../../src/ledger/shares.ts';
import { Headroom } from '../../src/shard/headroom.ts';
import type { HeadroomMove } from '../../src/shard/ports.ts';

// Shards that share a limit, each with turns of its own: what a turn is asked to use, or gives back, at a time.

const KIND = 'STAND_IN';
const PARTICIPANT = 'BANK';
const NETWORK = {
  participants: new Map([[PARTICIPANT, { code: PARTICIPANT, roles: [], status: 'active', limits: [KIND] }]]),
} as unknown as Network;

/** A limit, its pool and the shards that draw from it. */
class Limit {
  readonly limit: number;
  readonly shards: { readonly shares: Shares; readonly headroom: Headroom; used: number }[];
  #free: number;

  constructor(limit: number, shards: number) {
    this.limit = limit;
    this.#free = limit;
    this.shards = Array.from({ length: shards }, () => {
      const shares = new Shares();
      return { shares, headroom: new Headroom(KIND, shares), used: 0 };
    });
  }

  get used(): number {
    return this.shards.reduce((sum, { used }) => sum + used, 0);
  }

  get total(): number {
    return this.shards.reduce((sum, { used, shares }) => sum + used + shareIn(shares), this.#free);
  }

  /** Shards that found too little. */
  short = new Set<number>();

  /** A turn of one shard: it uses what its share has, or gives back what it used before. Returns what it used. */
  turn(shard: number, nowMs: number, wanted: number, recalled: string[] = []): number {
    const { shares, headroom } = this.shards[shard]!;
    const needs = new Map(wanted > 0 ? [[PARTICIPANT, wanted]] : []);
    for (const move of headroom.movesFor(needs, NETWORK, nowMs, recalled)) this.#move(shard, move);
    if (headroom.shortOf(needs, nowMs).length > 0) this.short.add(shard);
    const share = shareIn(shares);
    const used = wanted < 0 ? -Math.min(-wanted, this.shards[shard]!.used) : wanted <= share ? wanted : 0;
    shares.change(KIND, PARTICIPANT, -used);
    this.shards[shard]!.used += used;
    headroom.turned();
    return used;
  }

  /** Turns one after the other; when the last of them was. */
  play(sequence: readonly { shard: number; afterMs: number; wanted: number }[]): number {
    let nowMs = 0;
    for (const { shard, afterMs, wanted } of sequence) {
      nowMs += afterMs;
      this.turn(shard % this.shards.length, nowMs, wanted);
    }
    return nowMs;
  }

  /** As `moveHeadroom` in src/store. */
  #move(shard: number, { change }: HeadroomMove): void {
    const { shares, headroom } = this.shards[shard]!;
    const part = Math.floor(this.#free / (2 * this.shards.length));
    const moved = change > 0 ? Math.min(this.#free, Math.max(change, part)) : change;
    this.#free -= moved;
    headroom.took([{ kind: KIND, participant: PARTICIPANT, amount: shareIn(shares) + moved }]);
  }
}

function shareIn(shares: Shares): number {
  return shares.of(KIND).get(PARTICIPANT) ?? 0;
}

const shardCounts = fc.integer({ min: 1, max: 8 });
const limits = fc.integer({ min: 0, max: 1_000 });
const turns = fc.array(
  fc.record({ shard: fc.nat(7), afterMs: fc.nat(600), wanted: fc.integer({ min: -200, max: 400 }) }),
  { maxLength: 60 },
);

test('shards never use more of a limit than there is, and no part of it is lost', () => {
  fc.assert(
    fc.property(shardCounts, limits, turns, (shards, limit, sequence) => {
      const shared = new Limit(limit, shards);
      let nowMs = 0;
      for (const { shard, afterMs, wanted } of sequence) {
        nowMs += afterMs;
        shared.turn(shard % shards, nowMs, wanted);
        if (shared.used > limit || shared.total !== limit) return false;
      }
      return true;
    }),
    { numRuns: 1_000 },
  );
});

test('what others leave idle is all there for the shard that wants it, within seconds', () => {
  fc.assert(
    fc.property(shardCounts, limits, turns, fc.nat(7), (shards, limit, sequence, last) => {
      const shared = new Limit(limit, shards);
      let nowMs = shared.play(sequence);
      // An idle shard looks after its shares every second.
      for (let second = 0; second < 3; second += 1) {
        nowMs += 1_000;
        for (let shard = 0; shard < shards; shard += 1) shared.turn(shard, nowMs, 0);
      }
      const left = limit - shared.used;
      expect(shared.turn(last % shards, nowMs + 1_000, left)).toBe(left);
      expect(shared.used).toBe(limit);
    }),
    { numRuns: 1_000 },
  );
});

test('what others leave idle is there at once for the shard that has found too little', () => {
  fc.assert(
    fc.property(shardCounts, limits, turns, fc.nat(7), (shards, limit, sequence, last) => {
      const shared = new Limit(limit, shards);
      let nowMs = shared.play(sequence);
      const wanting = last % shards;
      const left = limit - shared.used;
      // Long enough after what it asked for last, of the pool and of the others.
      nowMs += 1_000;
      shared.short.clear();
      if (shared.turn(wanting, nowMs, left) < left) {
        expect(shared.short).toEqual(new Set([wanting]));
        for (let shard = 0; shard < shards; shard += 1) {
          if (shard !== wanting) shared.turn(shard, nowMs + 1, 0, [PARTICIPANT]);
        }
        expect(shared.turn(wanting, nowMs + 100, left)).toBe(left);
      }
      expect(shared.used).toBe(limit);
    }),
    { numRuns: 1_000 },
  );
});
