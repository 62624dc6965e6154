import { expect, it } from 'vitest';
import type { MixName } from '../../../bench/load/mixes.ts';
import { makeMix, OpeningMix } from '../../../bench/load/mixes.ts';
import { cardOfRank, merchantOfRank, PROGRAM, SHARDS } from '../../../bench/network-plan.ts';
import type { NewTransaction } from '../../../src/client/transaction.ts';
import { isCardNumber, shardOf } from '../../../src/ledger/card.ts';
import type { Outcome } from '../../../src/ledger/outcome.ts';
import { answerOf } from './answer.ts';

const COUNT = 20_000;

/** What a mix makes when everything is answered at once. */
function draw(name: MixName, outcome: Outcome = 'POSTED'): NewTransaction[] {
  const mix = makeMix(name);
  return Array.from({ length: COUNT }, () => {
    const transaction = mix.next() as NewTransaction;
    mix.heard(transaction, answerOf(outcome));
    return transaction;
  });
}

function shareOf(transactions: readonly NewTransaction[], type: NewTransaction['type']): number {
  return transactions.filter((transaction) => transaction.type === type).length / transactions.length;
}

it('earns 60, redeems 30, authorizes 5 and captures 5 of a hundred', () => {
  const mixed = draw('mixed');
  expect(shareOf(mixed, 'EARN')).toBeCloseTo(0.6, 1);
  expect(shareOf(mixed, 'REDEEM')).toBeCloseTo(0.3, 1);
  expect(shareOf(mixed, 'AUTHORIZE')).toBeCloseTo(0.05, 1);
  expect(shareOf(mixed, 'CAPTURE')).toBeCloseTo(0.05, 1);
});

it('captures every authorization once, whole and on its card', () => {
  const mixed = draw('mixed');
  const authorized = new Map(mixed.filter(({ type }) => type === 'AUTHORIZE').map((made) => [made.id, made]));
  const captures = mixed.filter(({ type }) => type === 'CAPTURE');
  expect(captures.length).toBeGreaterThan(0);
  for (const { originalId = '', card, amount } of captures) {
    expect(authorized.get(originalId)).toMatchObject({ card, amount });
    authorized.delete(originalId);
  }
});

it('captures in the end what it has not captured yet', () => {
  const mix = makeMix('mixed');
  const authorized: string[] = [];
  const captured: (string | undefined)[] = [];
  for (let made = 0; made < 1_000; made += 1) {
    const transaction = mix.next() as NewTransaction;
    if (transaction.type === 'AUTHORIZE') authorized.push(transaction.id);
    if (transaction.type === 'CAPTURE') captured.push(transaction.originalId);
    mix.heard(transaction, answerOf('POSTED'));
  }
  captured.push(...mix.rest().map(({ originalId }) => originalId));
  expect(captured.toSorted()).toEqual(authorized.toSorted());
  expect(mix.rest()).toEqual([]);
});

it('captures nothing that was declined', () => {
  expect(shareOf(draw('mixed', 'INSUFFICIENT_POINTS'), 'CAPTURE')).toBe(0);
});

it('names every transaction differently', () => {
  expect(new Set(draw('mixed').map(({ id }) => id)).size).toBe(COUNT);
});

it('draws cards and merchants by a law of few big and many small', () => {
  const mixed = draw('mixed');
  const ofFirst = mixed.filter(({ card }) => card === cardOfRank(0)).length / COUNT;
  expect(ofFirst).toBeGreaterThan(0.05);
  expect(new Set(mixed.map(({ card }) => card)).size).toBeGreaterThan(1_000);
  expect(mixed.every(({ card }) => isCardNumber(card))).toBe(true);
});

it('gives one merchant every redeem, and the others their earns', () => {
  const hot = draw('hot-merchant');
  const codesOf = (type: NewTransaction['type']): Set<string | undefined> =>
    new Set(hot.filter((transaction) => transaction.type === type).map(({ merchant }) => merchant));
  expect(codesOf('REDEEM')).toEqual(new Set([merchantOfRank(0)]));
  expect(codesOf('EARN').size).toBeGreaterThan(100);
});

it('makes half of the transactions transfers to another card, in whatever shard it is', () => {
  const transfers = draw('transfers').filter(({ type }) => type === 'TRANSFER');
  expect(transfers.length / COUNT).toBeCloseTo(0.5, 1);
  expect(transfers.every(({ card, toCard }) => card !== toCard)).toBe(true);
  const across = transfers.filter(
    ({ card, toCard = 0 }) => shardOf(card, SHARDS) !== shardOf(toCard, SHARDS),
  );
  expect(across.length / transfers.length).toBeCloseTo(1 - 1 / SHARDS, 1);
});

it('opens each card once, the highest rank first', () => {
  const opening = new OpeningMix(3);
  const cards = [opening.next(), opening.next(), opening.next()].map((made) => made?.card);
  expect(cards).toEqual([2, 1, 0].map(cardOfRank));
  expect(opening.next()).toBeUndefined();
});

it('opens accounts in another program from its issuer itself, at no merchant', () => {
  expect(new OpeningMix(1).next()).toMatchObject({ program: PROGRAM, merchant: merchantOfRank(0) });
  expect(new OpeningMix(1, 'SEASON').next()).toMatchObject({ program: 'SEASON', merchant: '' });
});
