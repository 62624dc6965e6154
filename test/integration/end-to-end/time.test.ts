import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TongfenClient } from '../../../src/client/client.ts';
import type { NewTransaction } from '../../../src/client/transaction.ts';
import { uuid7 } from '../../../src/client/uuid7.ts';
import { nextDay } from '../../../src/ledger/calendar.ts';
import { packageRoot } from '../../../src/package-root.ts';
import { BACKENDS } from '../../support/backends.ts';
import { eventually } from '../../support/eventually.ts';
import type { RunningNetwork } from '../../support/running-network.ts';
import { runNetwork } from '../../support/running-network.ts';

const CARDS = 40;

const WRONG_CLOCK = pathToFileURL(join(packageRoot(), 'test', 'support', 'wrong-clock.mjs')).href;

describe.each(BACKENDS)('time in a network with queues on %s', (backend) => {
  let running: RunningNetwork;
  let operator: TongfenClient;
  let issuer: TongfenClient;

  beforeAll(async () => {
    running = await runNetwork(backend, {
      cards: CARDS,
      settings: { NODE_OPTIONS: `--import=${WRONG_CLOCK}` },
    });
    operator = running.network.connect('OPERATOR');
    issuer = running.network.connect('ISSUER-A');
  });

  afterAll(() => running.stop());

  const transaction = (type: NewTransaction['type'], card: number, rest: Partial<NewTransaction>) => ({
    ...{ id: uuid7(), type, card, program: 'MONTHLY' },
    ...rest,
  });

  const newest = async (card: number) =>
    (await issuer.accounts.listStatement({ card, program: 'MONTHLY', pageSize: 1 })).transactions[0];

  const account = async (card: number) =>
    (await issuer.accounts.getAccounts({ card, program: 'MONTHLY' })).accounts[0];

  /** The first of a month some months after a day, yyyymmdd. */
  function firstOfMonth(day: number, months: number): number {
    const date = new Date(Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1 + months, 1));
    return Number(date.toISOString().slice(0, 10).replaceAll('-', ''));
  }

  test('a hold expires by itself, and can not be captured any more', async () => {
    const card = running.network.cards[0] as number;
    await issuer.submit(transaction('EARN', card, { amount: 100 }));
    const hold = transaction('AUTHORIZE', card, { amount: 60, holdSeconds: 1 });
    expect(await issuer.submit(hold)).toMatchObject({ outcome: 'POSTED', available: 40 });
    await eventually(async () => expect(await account(card)).toMatchObject({ held: 0, available: 100 }));
    expect(await newest(card)).toMatchObject({
      transaction: { id: hold.id, type: 'EXPIRE', amount: 60 },
      heldChange: -60,
      postedChange: 0,
      available: 100,
    });
    const capture = transaction('CAPTURE', card, { amount: 60, originalId: hold.id });
    expect(await issuer.submit(capture)).toMatchObject({ outcome: 'HOLD_EXPIRED' });
  });

  test('a clock that is an hour ahead for a while ends no hold, and ledger time does not follow it', async () => {
    const { engine, network } = running;
    const cards = network.cards.slice(0, 8);
    const one = { program: 'ALPHA', amount: 1 };
    const holds = cards.map((card) => transaction('AUTHORIZE', card, { ...one, holdSeconds: 600 }));
    for (const card of cards) await issuer.submit(transaction('EARN', card, one));
    for (const hold of holds) expect(await issuer.submit(hold)).toMatchObject({ outcome: 'POSTED' });
    const changeClocks = () => {
      for (const { pid } of [...engine.gateways, ...engine.workers]) process.kill(pid, 'SIGUSR2');
    };
    changeClocks();
    for (const card of cards) {
      const earn = await issuer.submit(transaction('EARN', card, one));
      expect(earn).toMatchObject({ outcome: 'POSTED', ledgerTimeMs: expect.closeTo(Date.now(), -6.5) });
    }
    changeClocks();
    for (const { card, id } of holds) {
      const capture = transaction('CAPTURE', card, { ...one, originalId: id });
      expect(await issuer.submit(capture)).toMatchObject({ outcome: 'POSTED' });
    }
  });

  test('a cut-over takes every shard to the next day, once however often it is asked for', async () => {
    const before = await operator.network.getCycle({});
    const cycle = await operator.network.cutOver({});
    expect(cycle.number).toBe(before.number + 1);
    expect(cycle.businessDate).toBeGreaterThan(before.businessDate);
    const same = { businessDate: cycle.businessDate };
    for (const again of [same, {}]) {
      expect(await operator.network.cutOver(again)).toMatchObject({
        ...{ number: cycle.number, alreadyCutOver: true },
      });
    }
    await expect(operator.network.cutOver({ businessDate: 20991231 })).rejects.toMatchObject({
      refusal: { status: 'INVALID_ARGUMENT', violations: [{ field: 'business_date' }] },
    });
    await expect(operator.network.cutOver({ businessDate: before.businessDate })).rejects.toThrow(
      'INVALID_ARGUMENT',
    );
    for (const card of running.network.cards) {
      await issuer.submit(transaction('EARN', card, { amount: 1, program: 'ALPHA' }));
      const { transactions } = await issuer.accounts.listStatement({ card, program: 'ALPHA' });
      expect(transactions[0]).toMatchObject({ cycle: cycle.number, businessDate: cycle.businessDate });
    }
  });

  test('every transaction before a cut-over is of the old day, every one after it of the new', async () => {
    const card = running.network.cards[1] as number;
    const submitter = issuer.openSubmitter();
    let isCrossing = true;
    const submitting = (async () => {
      for (let count = 0; isCrossing || count < 20; count += 1) {
        await submitter.submit([transaction('EARN', card, { amount: 1, program: 'ALPHA' })]);
      }
    })();
    const { businessDate } = await operator.network.getCycle({});
    const cycle = await operator.network.cutOver({ businessDate: nextDay(businessDate) });
    isCrossing = false;
    await submitting;
    await submitter.close();
    const { transactions } = await issuer.accounts.listStatement({ card, program: 'ALPHA', pageSize: 500 });
    const cycles = transactions.map((each) => each.cycle);
    expect(cycles).toEqual([...cycles].sort((a, b) => b - a));
    expect(cycles[0]).toBe(cycle.number);
  });

  test('lots expire by themselves on the day after their last, and no sooner', async () => {
    const cards = running.network.cards.slice(2);
    const { businessDate } = await operator.network.getCycle({});
    for (const card of cards) await issuer.submit(transaction('EARN', card, { amount: 70 }));
    const expiring = firstOfMonth(businessDate, 2);

    // On the last day they can still be spent.
    const lastDay = new Date(
      Date.UTC(Math.floor(expiring / 10_000), (Math.floor(expiring / 100) % 100) - 1, 0),
    );
    await operator.network.cutOver({ businessDate: firstOfMonth(businessDate, 1) });
    await operator.network.cutOver({
      businessDate: Number(lastDay.toISOString().slice(0, 10).replaceAll('-', '')),
    });
    for (const card of cards) {
      const redeem = transaction('REDEEM', card, { amount: 20 });
      expect(await issuer.submit(redeem)).toMatchObject({ outcome: 'POSTED', balance: 50 });
    }

    await operator.network.cutOver({ businessDate: expiring });
    await eventually(async () => {
      for (const card of cards) expect(await account(card)).toMatchObject({ posted: 0, lots: [] });
    });
    expect(await newest(cards[0] as number)).toMatchObject({
      transaction: { type: 'EXPIRE', amount: 50 },
      origin: 'tongfen',
      counter: 'BREAKAGE',
      postedChange: -50,
      businessDate: expiring,
    });
  });
});
