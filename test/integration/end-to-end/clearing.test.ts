import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TongfenClient } from '../../../src/client/client.ts';
import type { Answer } from '../../../src/client/response-decoder.ts';
import type { NewTransaction } from '../../../src/client/transaction.ts';
import { uuid7 } from '../../../src/client/uuid7.ts';
import { cardNumber, shardOf } from '../../../src/ledger/card.ts';
import { BACKENDS } from '../../support/backends.ts';
import { LIMIT_OF_ALPHA } from '../../support/network.ts';
import type { RunningNetwork } from '../../support/running-network.ts';
import { runNetwork } from '../../support/running-network.ts';

/** A transaction in ALPHA, with an id of its own. */
function alpha(type: NewTransaction['type'], card: number, rest: Partial<NewTransaction>): NewTransaction {
  return { id: uuid7(), type, card, program: 'ALPHA', ...rest };
}

describe.each(BACKENDS)('clearing over gRPC, with queues on %s', (backend) => {
  let running: RunningNetwork;
  let issuer: TongfenClient;
  let acquirer: TongfenClient;
  let cardsLeft: number[];

  beforeAll(async () => {
    running = await runNetwork(backend, { cards: 100 });
    issuer = running.network.connect('ISSUER-A');
    acquirer = running.network.connect('ACQUIRER-A');
    cardsLeft = [...running.network.cards];
  });

  afterAll(() => running.stop());

  /** A card that no other test uses, with as many points. */
  async function cardWith(points: number, inShard?: (shard: number) => boolean): Promise<number> {
    const index = cardsLeft.findIndex((card) => inShard?.(shardOf(card, running.shards)) ?? true);
    const [card] = cardsLeft.splice(index, 1);
    if (card === undefined) throw new Error('the network has more cards than its tests need');
    if (points > 0) await post(issuer, alpha('EARN', card, { amount: points }));
    return card;
  }

  async function post(client: TongfenClient, transaction: NewTransaction): Promise<NewTransaction> {
    expect(await client.submit(transaction)).toMatchObject({ outcome: 'POSTED' });
    return transaction;
  }

  const decline = (outcome: string) => ({ outcome, amount: 0, duplicate: false });

  test('an earn and a redeem post, and their results say what they did', async () => {
    const card = await cardWith(0);
    const shard = shardOf(card, running.shards);
    const earned = await acquirer.submit(alpha('EARN', card, { amount: 500, merchant: 'SHOP' }));
    expect(earned).toMatchObject({
      outcome: 'POSTED',
      shard,
      amount: 500,
      balance: 500,
      available: 500,
      duplicate: false,
    });
    const redeemed = await acquirer.submit(alpha('REDEEM', card, { amount: 200, merchant: 'CAFE' }));
    expect(redeemed).toMatchObject({ outcome: 'POSTED', shard, amount: 200, balance: 300, available: 300 });
  });

  test('what can not be cleared is declined, by its first reason', async () => {
    const card = await cardWith(100);
    const blocked = await cardWith(100);
    await issuer.accounts.setCardStatus({ card: blocked, status: 'CARD_STATUS_BLOCKED' });
    const shop = { amount: 10, merchant: 'SHOP' };
    const declined: [Partial<NewTransaction>, string][] = [
      [{ program: 'GAMMA' }, 'PROGRAM_UNKNOWN'],
      [{ card: cardNumber(400_001, 999_999_999) }, 'CARD_UNKNOWN'],
      [{ card: blocked }, 'CARD_BLOCKED'],
      [{ merchant: 'NOBODY' }, 'MERCHANT_UNKNOWN'],
      // Another acquirer's: no difference to one that does not exist.
      [{ merchant: 'KIOSK' }, 'MERCHANT_UNKNOWN'],
      [{ merchant: 'CAFE', program: 'BETA' }, 'MERCHANT_UNKNOWN'],
      [{ amount: LIMIT_OF_ALPHA + 1 }, 'AMOUNT_ABOVE_LIMIT'],
      [{ amount: 101 }, 'INSUFFICIENT_POINTS'],
    ];
    for (const [wrong, outcome] of declined) {
      const answer = await acquirer.submit(alpha('REDEEM', card, { ...shop, ...wrong }));
      expect(answer, outcome).toMatchObject(decline(outcome));
    }
  });

  test('the first outcome of an id stays, also when it was a decline that would post by now', async () => {
    const card = await cardWith(10);
    const early = alpha('REDEEM', card, { amount: 50, merchant: 'SHOP' });
    const first = await acquirer.submit(early);
    expect(first).toMatchObject(decline('INSUFFICIENT_POINTS'));
    await post(issuer, alpha('EARN', card, { amount: 1_000 }));
    expect(await acquirer.submit(early)).toEqual({ ...first, duplicate: true });
    expect(await acquirer.submit({ ...early, amount: 5 })).toMatchObject({
      outcome: 'ID_REUSED',
      seq: 0,
      duplicate: false,
    });
  });

  test('a participant does not meet the ids of another', async () => {
    const card = await cardWith(100);
    const own = await post(issuer, alpha('REDEEM', card, { amount: 10 }));
    const others = alpha('REDEEM', card, { id: own.id, amount: 20, merchant: 'SHOP' });
    expect(await acquirer.submit(others)).toMatchObject({ outcome: 'POSTED', duplicate: false });
    expect(await acquirer.getTransaction(card, own.id)).toMatchObject({ origin: 'ACQUIRER-A' });
  });

  test('an authorization holds points, until a capture takes a part of them and frees the rest', async () => {
    const card = await cardWith(100);
    const hold = alpha('AUTHORIZE', card, { amount: 80, merchant: 'SHOP' });
    expect(await acquirer.submit(hold)).toMatchObject({ outcome: 'POSTED', balance: 100, available: 20 });
    expect(await acquirer.submit(alpha('REDEEM', card, { amount: 30, merchant: 'SHOP' }))).toMatchObject(
      decline('INSUFFICIENT_POINTS'),
    );
    const capture = (amount: number) => alpha('CAPTURE', card, { amount, originalId: hold.id });
    expect(await acquirer.submit(capture(81))).toMatchObject(decline('AMOUNT_ABOVE_HOLD'));
    expect(await acquirer.submit(capture(50))).toMatchObject({
      outcome: 'POSTED',
      amount: 50,
      balance: 50,
      available: 50,
    });
    expect(await acquirer.submit(capture(1))).toMatchObject(decline('HOLD_CLOSED'));
    const unknown = alpha('RELEASE', card, { originalId: uuid7() });
    expect(await acquirer.submit(unknown)).toMatchObject(decline('HOLD_UNKNOWN'));
  });

  test('a release gives the held points back', async () => {
    const card = await cardWith(100);
    const hold = await post(acquirer, alpha('AUTHORIZE', card, { amount: 80, merchant: 'SHOP' }));
    const release = alpha('RELEASE', card, { originalId: hold.id });
    expect(await acquirer.submit(release)).toMatchObject({ outcome: 'POSTED', balance: 100, available: 100 });
  });

  test('reversals give back and take back, up to the amount of the original', async () => {
    const card = await cardWith(100);
    const redeem = await post(acquirer, alpha('REDEEM', card, { amount: 60, merchant: 'SHOP' }));
    const reverse = (originalId: string, amount: number) => alpha('REVERSE', card, { amount, originalId });
    expect(await acquirer.submit(reverse(redeem.id, 25))).toMatchObject({ outcome: 'POSTED', balance: 65 });
    expect(await acquirer.submit(reverse(redeem.id, 36))).toMatchObject(decline('AMOUNT_ABOVE_ORIGINAL'));
    expect(await acquirer.submit(reverse(redeem.id, 35))).toMatchObject({ outcome: 'POSTED', balance: 100 });
    expect(await acquirer.submit(reverse(uuid7(), 1))).toMatchObject(decline('ORIGINAL_UNKNOWN'));

    const earn = await post(acquirer, alpha('EARN', card, { amount: 40, merchant: 'SHOP' }));
    const reversal = await post(acquirer, reverse(earn.id, 40));
    expect(await acquirer.submit(reverse(reversal.id, 1))).toMatchObject(decline('ORIGINAL_NOT_REVERSIBLE'));
  });

  test('the reversal of an earn whose points are spent goes by the clawback policy of the program', async () => {
    const card = await cardWith(0);
    const clawback = async (program: string): Promise<Answer> => {
      const shop = { program, merchant: 'SHOP' };
      const earn = await post(acquirer, alpha('EARN', card, { ...shop, amount: 100 }));
      await post(acquirer, alpha('REDEEM', card, { ...shop, amount: 70 }));
      return acquirer.submit(alpha('REVERSE', card, { program, amount: 100, originalId: earn.id }));
    };
    expect(await clawback('ALPHA')).toMatchObject(decline('INSUFFICIENT_POINTS'));
    expect(await clawback('MONTHLY')).toMatchObject({ outcome: 'POSTED', amount: 30, balance: 0 });
    expect(await clawback('BETA')).toMatchObject({ outcome: 'POSTED', amount: 100, balance: -70 });
  });

  test('an adjustment corrects a balance either way, and is not for acquirers', async () => {
    const card = await cardWith(100);
    const adjust = (adjustment: 'CREDIT' | 'DEBIT', amount: number) =>
      alpha('ADJUST', card, { adjustment, amount, reason: 'complaint 4711' });
    expect(await issuer.submit(adjust('CREDIT', 5))).toMatchObject({ outcome: 'POSTED', balance: 105 });
    expect(await issuer.submit(adjust('DEBIT', 105))).toMatchObject({ outcome: 'POSTED', balance: 0 });
    await expect(acquirer.submit(adjust('CREDIT', 5))).rejects.toThrow('PERMISSION_DENIED');
  });

  describe.each([
    ['within a shard', (other: number, own: number) => other === own],
    ['between shards', (other: number, own: number) => other !== own],
  ])('a transfer %s', (_, isOther) => {
    async function pair(points: number): Promise<[sender: number, receiver: number]> {
      const sender = await cardWith(points);
      const own = shardOf(sender, running.shards);
      return [sender, await cardWith(0, (other) => isOther(other, own))];
    }

    const balancesOf = async (cards: readonly number[]): Promise<unknown[]> => {
      const answers = await Promise.all(
        cards.map((card) => issuer.accounts.getAccounts({ card, program: 'ALPHA' })),
      );
      return answers.map(({ accounts }) => Number(accounts[0]?.posted ?? 0));
    };

    test('moves points, once however often it is asked for', async () => {
      const cards = await pair(100);
      const [card, toCard] = cards;
      const transfer = alpha('TRANSFER', card, { amount: 30, toCard });
      const first = await issuer.submit(transfer);
      expect(first).toMatchObject({ outcome: 'POSTED', amount: 30, balance: 70, duplicate: false });
      expect(await balancesOf(cards)).toEqual([70, 30]);
      expect(await issuer.submit(transfer)).toEqual({ ...first, duplicate: true });
      expect(await issuer.submit({ ...transfer, amount: 31 })).toMatchObject({ outcome: 'ID_REUSED' });
      expect(await balancesOf(cards)).toEqual([70, 30]);
    });

    test('to a card that is blocked is declined, and the points are where they were', async () => {
      const cards = await pair(100);
      const [card, toCard] = cards;
      await issuer.accounts.setCardStatus({ card: toCard, status: 'CARD_STATUS_BLOCKED' });
      const transfer = alpha('TRANSFER', card, { amount: 30, toCard });
      const first = await issuer.submit(transfer);
      expect(first).toMatchObject(decline('CARD_BLOCKED'));
      expect(await balancesOf(cards)).toEqual([100, 0]);
      expect(await issuer.submit(transfer)).toEqual({ ...first, duplicate: true });
    });

    test('of more than there is is declined', async () => {
      const [card, toCard] = await pair(100);
      expect(await issuer.submit(alpha('TRANSFER', card, { amount: 101, toCard }))).toMatchObject(
        decline('INSUFFICIENT_POINTS'),
      );
    });

    test('is reversed in parts, as long as the receiver has the points', async () => {
      const cards = await pair(100);
      const [card, toCard] = cards;
      const transfer = await post(issuer, alpha('TRANSFER', card, { amount: 60, toCard }));
      const reverse = (amount: number) => alpha('REVERSE', card, { amount, originalId: transfer.id });
      const part = reverse(20);
      const first = await issuer.submit(part);
      expect(first).toMatchObject({ outcome: 'POSTED', amount: 20, balance: 60 });
      expect(await issuer.submit(part)).toEqual({ ...first, duplicate: true });
      expect(await issuer.submit(reverse(41))).toMatchObject(decline('AMOUNT_ABOVE_ORIGINAL'));
      await post(issuer, alpha('REDEEM', toCard, { amount: 40 }));
      expect(await issuer.submit(reverse(40))).toMatchObject(decline('INSUFFICIENT_POINTS'));
      expect(await balancesOf(cards)).toEqual([60, 0]);
    });
  });

  test('transfers in all directions at once keep every point', async () => {
    const cards = await Promise.all(Array.from({ length: 8 }, () => cardWith(50)));
    const answers = await issuer.submitBatch(
      Array.from({ length: 400 }, (_, index) =>
        alpha('TRANSFER', cards[index % 8] as number, {
          amount: (index % 13) + 1,
          toCard: cards[(index * 3 + 1 + (index % 2)) % 8] as number,
        }),
      ).filter(({ card, toCard }) => card !== toCard),
    );
    const outcomes = new Set(answers.map((answer) => ('outcome' in answer ? answer.outcome : answer.status)));
    expect([...outcomes].filter((outcome) => outcome !== 'INSUFFICIENT_POINTS')).toEqual(['POSTED']);
    const accounts = await Promise.all(cards.map((card) => issuer.accounts.getAccounts({ card })));
    const posted = accounts.map((answer) => Number(answer.accounts[0]?.posted));
    expect(posted.reduce((sum, points) => sum + points, 0)).toBe(8 * 50);
    expect(Math.min(...posted)).toBeGreaterThanOrEqual(0);
  });

  test('items of a batch fail alone, each by itself, and see each other', async () => {
    const card = await cardWith(0);
    const twice = alpha('EARN', card, { amount: 10 });
    const answers = await issuer.submitBatch([
      twice,
      alpha('EARN', card, { amount: 0 }),
      alpha('REDEEM', card, { amount: 11 }),
      { ...twice },
      { ...twice, amount: 12 },
      alpha('REDEEM', card + 1, { amount: 1 }),
      alpha('REDEEM', card, { amount: 10 }),
    ]);
    const invalid = (field: string) => ({ status: 'INVALID_ARGUMENT', violations: [{ field }] });
    expect(answers).toMatchObject([
      { outcome: 'POSTED', balance: 10, duplicate: false },
      invalid('transactions[1].amount'),
      { outcome: 'INSUFFICIENT_POINTS' },
      { outcome: 'POSTED', balance: 10, duplicate: true },
      { outcome: 'ID_REUSED' },
      invalid('transactions[5].card'),
      { outcome: 'POSTED', balance: 0 },
    ]);
  });

  test('linked items post all or none', async () => {
    const card = await cardWith(100);
    const chain = (last: number) => [
      alpha('REDEEM', card, { amount: 40, linked: true }),
      alpha('EARN', card, { amount: 7, linked: true }),
      alpha('REDEEM', card, { amount: last }),
    ];
    expect(await issuer.submitBatch(chain(68))).toMatchObject([
      decline('LINKED_DECLINED'),
      decline('LINKED_DECLINED'),
      decline('INSUFFICIENT_POINTS'),
    ]);
    const whole = chain(67);
    const posted = await issuer.submitBatch(whole);
    expect(posted).toMatchObject([{ balance: 60 }, { balance: 67 }, { balance: 0 }]);
    const again = await issuer.submitBatch(whole);
    expect(again).toEqual(posted.map((answer) => ({ ...answer, duplicate: true })));
  });

  test('a stream clears what is submitted at once, each card in its order', async () => {
    const cards = await Promise.all(Array.from({ length: 5 }, () => cardWith(0)));
    const submitter = issuer.openSubmitter();
    const submissions = Array.from({ length: 100 }, () =>
      submitter.submit(cards.map((card) => alpha('EARN', card, { amount: 1 }))),
    );
    const answers = await Promise.all(submissions);
    for (const [round, answer] of answers.entries()) {
      expect(answer).toMatchObject(cards.map(() => ({ outcome: 'POSTED', balance: round + 1 })));
    }
    await submitter.close();
  });
});
