import { describe, expect, it } from 'vitest';
import { cardNumber, shardOf } from '../../../src/ledger/card.ts';
import type { Leg } from '../../../src/ledger/leg.ts';
import { Outbox } from '../../../src/shard/outbox.ts';
import type { OutboxRow } from '../../../src/shard/ports.ts';

const SHARDS = 4;
const LIMITS = { resendAfterMs: 100, resendAfterMsMax: 500 };

/** The card of a shard that comes after `skip` others. */
function cardIn(shard: number, skip = 0): number {
  const cards = Array.from({ length: 1_000 }, (_, sequence) => cardNumber(765_432, sequence));
  return cards.filter((card) => shardOf(card, SHARDS) === shard)[skip] as number;
}

function leg(kind: Leg['kind'], id: string, toShard: number, participant = 'ISSUER'): Leg {
  return {
    kind,
    id,
    card: cardIn(toShard),
    peer: cardIn(0),
    program: 'ACME',
    amount: 5,
    participant,
    reference: '',
    originalId: kind === 'credit' ? '' : 'original',
    gateway: 'gateway',
    lots: [],
  } as unknown as Leg;
}

function row(number: number, legs: readonly Leg[], target = 1): OutboxRow {
  return { number, target, legs };
}

describe('the rows of a turn', () => {
  it('are one for each target, in the order in which the legs were made', () => {
    const [a, b, c, d] = [
      leg('credit', 'a', 1),
      leg('credit', 'b', 2),
      leg('credit', 'c', 1),
      leg('credit', 'd', 1),
    ];
    const rows = Outbox.rowsOf(3, [a, b, c, d], SHARDS);
    expect(rows.map(({ target, legs }) => [target, legs])).toEqual([
      [1, [a, c, d]],
      [2, [b]],
    ]);
  });

  it('are one for each reclaim, which is settled and not acknowledged, and for each settle, which may have to wait', () => {
    const [a, b, c] = [leg('reclaim', 'a', 1), leg('credit', 'b', 1), leg('settle', 'a', 1)];
    // Under one id, by two participants.
    const d = leg('reclaim', 'a', 1, 'OPERATOR');
    const rows = Outbox.rowsOf(3, [a, b, c, d], SHARDS);
    expect(rows.map(({ legs }) => legs)).toEqual([[a], [b], [c], [d]]);
  });

  it('are one for each settle of what was transferred to one card, under one id of several cards', () => {
    const [a, b, c] = [leg('settle', 'a', 1), leg('settle', 'a', 2), leg('settle', 'a', 3)];
    const rows = Outbox.rowsOf(3, [a, b, c], SHARDS);
    expect(rows.map(({ target, legs }) => [target, legs])).toEqual([
      [1, [a]],
      [2, [b]],
      [3, [c]],
    ]);
  });

  it('have numbers that no other turn has', () => {
    const legs = [1, 2, 3].map((target) => leg('credit', `to ${target}`, target));
    const numbers = [1, 2, 3].flatMap((turn) =>
      Outbox.rowsOf(turn, legs, SHARDS).map(({ number }) => number),
    );
    expect(new Set(numbers).size).toBe(9);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });

  it('are none where no leg was made', () => {
    expect(Outbox.rowsOf(1, [], SHARDS)).toEqual([]);
  });
});

describe('the outbox', () => {
  it('sends a row at once, and again ever more seldom, up to the maximum', () => {
    const outbox = new Outbox(LIMITS);
    outbox.add(row(1, [leg('credit', 'a', 1)]));
    const sentAtMs: number[] = [];
    for (let nowMs = 1_000; nowMs < 4_000; nowMs += 1) {
      for (const { attempts } of outbox.takeDue(nowMs)) {
        expect(attempts).toBe(sentAtMs.length);
        sentAtMs.push(nowMs);
      }
    }
    expect(sentAtMs).toEqual([1_000, 1_100, 1_300, 1_700, 2_200, 2_700, 3_200, 3_700]);
  });

  it('sends the oldest row first', () => {
    const outbox = new Outbox(LIMITS);
    for (const number of [3, 5, 7]) outbox.add(row(number, [leg('credit', String(number), 1)]));
    expect(outbox.takeDue(0).map((due) => due.item.number)).toEqual([3, 5, 7]);
  });

  it('does not send what was acknowledged', () => {
    const outbox = new Outbox(LIMITS);
    outbox.add(row(1, [leg('credit', 'a', 1)]));
    outbox.add(row(2, [leg('credit', 'b', 2)], 2));
    outbox.remove(1);
    outbox.remove(1);
    expect(outbox.size).toBe(1);
    expect(outbox.get(1)).toBeUndefined();
    expect(outbox.takeDue(0).map((due) => due.item.number)).toEqual([2]);
  });

  it('finds the row of a reclaim by what it is for, until it is settled', () => {
    const outbox = new Outbox(LIMITS);
    const [mine, theirs] = [leg('reclaim', 'a', 1), leg('reclaim', 'a', 1, 'OPERATOR')];
    outbox.add(row(1, [mine]));
    outbox.add(row(2, [theirs]));
    expect(outbox.reclaimOf('a', mine.peer, 'ISSUER')).toBe(1);
    expect(outbox.reclaimOf('a', mine.peer, 'OPERATOR')).toBe(2);
    expect(outbox.reclaimOf('b', mine.peer, 'ISSUER')).toBeUndefined();
    outbox.remove(1);
    expect(outbox.reclaimOf('a', mine.peer, 'ISSUER')).toBeUndefined();
    expect(outbox.reclaimOf('a', mine.peer, 'OPERATOR')).toBe(2);
  });

  it('tells what is in transit after a takeover: transfers and reversals, by the card that waits', () => {
    const [credit, reclaim, settle] = [leg('credit', 'a', 1), leg('reclaim', 'b', 2), leg('settle', 'c', 3)];
    const transit = Outbox.transitOf([row(1, [credit, settle]), row(2, [reclaim])]);
    expect([...transit.values()].map((each) => each.leg)).toEqual([credit, reclaim]);
    expect([...transit.keys()]).toEqual([`a/${credit.peer}/ISSUER`, `b/${reclaim.peer}/ISSUER`]);
    expect([...transit.values()].every((each) => each.gateways.size === 0)).toBe(true);
  });
});
