import { expect, test } from 'vitest';
import { ISSUERS, MERCHANTS, PROGRAMS } from '../../../src/demo/cast.ts';
import { Random } from '../../../src/demo/random.ts';
import type { Piece } from '../../../src/demo/traffic.ts';
import { Traffic } from '../../../src/demo/traffic.ts';
import { cardNumber } from '../../../src/ledger/card.ts';
import type { Outcome } from '../../../src/ledger/outcome.ts';

function trafficOf(seed: number): Traffic {
  const cards = new Map(
    ISSUERS.map(({ code, cardPrefix }) => [
      code,
      Array.from({ length: 20 }, (_, index) => cardNumber(cardPrefix, index)),
    ]),
  );
  return new Traffic(cards, [...cards.values()].flat().slice(0, 2), new Random(seed));
}

/** Pieces of which everything is posted. */
function pieces(traffic: Traffic, count: number): Piece[] {
  return Array.from({ length: count }, () => {
    const piece = traffic.next();
    if (piece.expected === undefined) {
      for (const transaction of piece.transactions) learn(traffic, piece.player, transaction, 'POSTED');
    }
    return piece;
  });
}

function learn(
  traffic: Traffic,
  player: string,
  transaction: Piece['transactions'][number],
  outcome: Outcome,
): void {
  const amount = transaction.amount ?? 0;
  const rest = { shard: 0, seq: 1, ledgerTimeMs: 0, balance: 0, available: 0, duplicate: false };
  traffic.learn(player, transaction, { ...rest, outcome, amount });
}

test('the same seed gives the same transactions, but for their ids', () => {
  const content = (seed: number) =>
    pieces(trafficOf(seed), 500).map(({ player, transactions }) => ({
      player,
      transactions: transactions.map(({ id: _, originalId: __, ...rest }) => rest),
    }));
  expect(content(7)).toEqual(content(7));
  expect(content(7)).not.toEqual(content(8));
});

test('everybody submits for itself: acquirers for their merchants, issuers for their programs', () => {
  for (const { player, transactions } of pieces(trafficOf(1), 5_000)) {
    for (const { type, merchant, program } of transactions) {
      const owner = merchant
        ? MERCHANTS.find(({ code }) => code === merchant)?.acquirer
        : PROGRAMS.find(({ code }) => code === program)?.issuer;
      // What follows an earlier transaction names no merchant: it is its participant's.
      const isFollowing = type === 'CAPTURE' || type === 'RELEASE' || type === 'REVERSE';
      if (!isFollowing) expect(player).toBe(owner);
    }
  }
});

test('a day has transactions of every type that can be submitted', () => {
  const types = new Set(
    pieces(trafficOf(2), 5_000).flatMap((piece) => piece.transactions.map(({ type }) => type)),
  );
  expect([...types].sort()).toEqual([
    ...['ADJUST', 'AUTHORIZE', 'CAPTURE', 'EARN', 'REDEEM', 'RELEASE', 'REVERSE', 'TRANSFER'],
  ]);
});

test('a hold is ended once', () => {
  const ended = pieces(trafficOf(3), 20_000)
    .filter(({ expected }) => expected === undefined)
    .flatMap(({ transactions }) => transactions)
    .filter(({ type }) => type === 'RELEASE')
    .map(({ originalId }) => originalId);
  expect(ended.length).toBeGreaterThan(100);
  expect(new Set(ended).size).toBe(ended.length);
});

test('what is asked again expects the answer it had', () => {
  const traffic = trafficOf(4);
  const first = traffic.next();
  const [transaction] = first.transactions;
  if (transaction === undefined) throw new Error('a piece has a transaction');
  learn(traffic, first.player, transaction, 'INSUFFICIENT_POINTS');
  expect([...traffic.acknowledged()]).toMatchObject([
    { player: first.player, transactions: [transaction], expected: { outcome: 'INSUFFICIENT_POINTS' } },
  ]);
});
