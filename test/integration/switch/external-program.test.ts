import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TongfenClient } from '../../../src/client/client.ts';
import { Connection } from '../../../src/client/connection.ts';
import { ACCOUNTS } from '../../../src/client/contract.ts';
import type { NewTransaction } from '../../../src/client/transaction.ts';
import { uuid7 } from '../../../src/client/uuid7.ts';
import { settlementText } from '../../../src/text/settlement.ts';
import { BACKENDS } from '../../support/backends.ts';
import { eventually } from '../../support/eventually.ts';
import type { ParticipantCode } from '../../support/network.ts';
import type { RunningNetwork } from '../../support/running-network.ts';
import { runNetwork } from '../../support/running-network.ts';
import { TestHost } from '../../support/test-host.ts';

const POINTS = 1_000;

describe.each(BACKENDS)('a program on its issuer’s own host, with queues on %s', (backend) => {
  let running: RunningNetwork;
  let acquirer: TongfenClient;
  let issuer: TongfenClient;
  let host: TestHost;
  let pool: pg.Pool;
  let card: number;
  let cardsLeft: number[];

  beforeAll(async () => {
    running = await runNetwork(backend, { cards: 40, workers: 1 });
    const { network } = running;
    cardsLeft = [...network.cards];
    host = new TestHost(network.cards.map((number) => [number, POINTS]));
    await host.start();
    const operator = network.connect('OPERATOR');
    await operator.network.createProgram({
      program: {
        code: 'FAR',
        name: 'Far',
        issuer: 'ISSUER-B',
        parNumerator: 1,
        parDenominator: 1,
        none: {},
        host: { address: host.address, floorLimit: 50 },
      },
    });
    await operator.network.setStandInLimit({ participant: 'ISSUER-B', limitMicro: 400_000_000 });
    await operator.network.updateMerchant({ code: 'SHOP', programs: { codes: ['ALPHA', 'FAR'] } });
    acquirer = network.connect('ACQUIRER-A');
    issuer = network.connect('ISSUER-B');
    pool = new pg.Pool({ connectionString: running.databaseUrl, max: 2 });
  });

  beforeEach(() => {
    host.manners = {};
    host.asked.length = 0;
    [card = 0] = cardsLeft.splice(0, 1);
  });

  afterAll(async () => {
    await pool.end();
    await running.stop();
    host.stop();
  });

  function far(type: NewTransaction['type'], rest: Partial<NewTransaction>): NewTransaction {
    const merchant = rest.originalId === undefined ? 'SHOP' : '';
    return { id: uuid7(), type, card, program: 'FAR', merchant, ...rest };
  }

  /** Until no host has to answer any more: then nothing is in transit. */
  async function settled(): Promise<void> {
    await eventually(async () => {
      const { rows } = await pool.query("select from host_message where state = 'OPEN'");
      expect(rows).toHaveLength(0);
    });
    const { rows } = await pool.query(
      "select sum(change)::int as transit from stripe where program = 'FAR' and kind = 'TRANSIT'",
    );
    expect(rows).toEqual([{ transit: 0 }]);
  }

  test('an earn and a redeem move points at the host, and positions here', async () => {
    expect(await acquirer.submit(far('EARN', { amount: 300 }))).toMatchObject({
      outcome: 'POSTED',
      amount: 300,
    });
    expect(await acquirer.submit(far('REDEEM', { amount: 120 }))).toMatchObject({
      outcome: 'POSTED',
      amount: 120,
      balance: 180,
    });
    expect(host.books.posted(card)).toBe(POINTS + 180);
    await settled();
  });

  test('a retry is answered with the first outcome, and the host is not asked again', async () => {
    const redeem = far('REDEEM', { amount: 10 });
    const first = await acquirer.submit(redeem);
    expect(await acquirer.submit(redeem)).toEqual({ ...first, duplicate: true });
    expect(host.asked).toHaveLength(1);
    expect(await acquirer.submit({ ...redeem, amount: 11 })).toMatchObject({ outcome: 'ID_REUSED' });
  });

  test('what the host declines is declined with its reason', async () => {
    const redeem = far('REDEEM', { amount: POINTS + 1 });
    expect(await acquirer.submit(redeem)).toMatchObject({ outcome: 'INSUFFICIENT_POINTS', amount: 0 });
    expect(host.books.posted(card)).toBe(POINTS);
    await settled();
  });

  test('an authorization is captured in part, and the host frees the rest', async () => {
    const authorize = far('AUTHORIZE', { amount: 200 });
    expect(await acquirer.submit(authorize)).toMatchObject({ outcome: 'POSTED', amount: 200 });
    expect(host.books.held(card)).toBe(200);
    const capture = far('CAPTURE', { amount: 150, originalId: authorize.id });
    expect(await acquirer.submit(capture)).toMatchObject({ outcome: 'POSTED', amount: 150 });
    expect(host.books.held(card)).toBe(0);
    expect(host.books.posted(card)).toBe(POINTS - 150);
    expect(await acquirer.submit({ ...capture, id: uuid7() })).toMatchObject({ outcome: 'HOLD_CLOSED' });

    const refund = far('REVERSE', { amount: 100, originalId: capture.id });
    expect(await acquirer.submit(refund)).toMatchObject({ outcome: 'POSTED', amount: 100 });
    expect(host.books.posted(card)).toBe(POINTS - 50);
    expect(await acquirer.submit({ ...refund, id: uuid7(), amount: 51 })).toMatchObject({
      outcome: 'AMOUNT_ABOVE_ORIGINAL',
    });
    await settled();
  });

  test('a batch of an authorization, its capture and the reversal of that is cleared in its order', async () => {
    const authorize = far('AUTHORIZE', { amount: 200 });
    const capture = far('CAPTURE', { amount: 200, originalId: authorize.id });
    const reversal = far('REVERSE', { amount: 200, originalId: capture.id });
    for (const answer of await acquirer.submitBatch([authorize, capture, reversal])) {
      expect(answer).toMatchObject({ outcome: 'POSTED', amount: 200 });
    }
    expect([host.books.held(card), host.books.posted(card)]).toEqual([0, POINTS]);
    await settled();
  });

  test('a released and an expired authorization are freed at the host', async () => {
    const authorize = far('AUTHORIZE', { amount: 200 });
    await acquirer.submit(authorize);
    expect(await acquirer.submit(far('RELEASE', { originalId: authorize.id }))).toMatchObject({
      outcome: 'POSTED',
    });
    await acquirer.submit(far('AUTHORIZE', { amount: 300, holdSeconds: 1 }));
    await eventually(async () => {
      expect(host.books.held(card)).toBe(0);
    });
    await settled();
  });

  test('a host that is silent is declined for and reversed until it acknowledges', async () => {
    host.manners = { isSilent: true };
    const redeem = far('REDEEM', { amount: 400 });
    expect(await acquirer.submit(redeem)).toMatchObject({ outcome: 'ISSUER_UNAVAILABLE', amount: 0 });
    const { rows } = await pool.query(
      "select sum(change)::int as transit from stripe where program = 'FAR' and kind = 'TRANSIT'",
    );
    expect(rows).toEqual([{ transit: 400 }]);
    host.manners = {};
    await settled();
    expect(host.books.posted(card)).toBe(POINTS);
    expect(await acquirer.submit(redeem)).toMatchObject({ outcome: 'ISSUER_UNAVAILABLE', duplicate: true });
  });

  test.each(['another id', 'another amount', 'garbage'] as const)('%s is no answer', async (lie) => {
    const wrongBefore = await wrongAnswers();
    host.manners = { lie };
    expect(await acquirer.submit(far('EARN', { amount: 400 }))).toMatchObject({
      outcome: 'ISSUER_UNAVAILABLE',
    });
    host.manners = {};
    await settled();
    expect(host.books.posted(card)).toBe(POINTS);
    expect(await wrongAnswers()).toBe(wrongBefore + 1);
  });

  /** As the switch counts them for its alert. */
  async function wrongAnswers(operation = 'AUTHORIZE'): Promise<number> {
    const metrics = await (await fetch(`${running.engine.workers[0]?.httpUrl}/metrics`)).text();
    const labels = `issuer="ISSUER-B",operation="${operation}",reply="wrong"`;
    return Number(metrics.match(`tongfen_host_calls_total\\{${labels}\\} (\\d+)`)?.[1] ?? 0);
  }

  test.each([
    'another id',
    'another program',
    'another amount',
    'no balance',
    'negative held',
    'above what is exact',
    'garbage',
  ] as const)('a balance with %s is none', async (lie) => {
    const asker = new Connection({
      address: running.engine.address,
      apiKey: running.network.keys['ISSUER-B'],
      allowPlaintext: true,
    });
    const wrongBefore = await wrongAnswers('BALANCE');
    host.manners = { lie };
    await expect(asker.call(ACCOUNTS.GetBalance, { card, program: 'FAR' })).rejects.toMatchObject({
      refusal: { status: 'UNAVAILABLE' },
    });
    asker.close();
    host.manners = {};
    expect(await wrongAnswers('BALANCE')).toBe(wrongBefore + 1);
    // Answered, it closes the circuit of balances.
    expect(await issuer.accounts.getBalance({ card, program: 'FAR' })).toEqual({
      ...{ posted: POINTS, held: 0, available: POINTS },
      fromHost: true,
    });
  });

  test('within the floor limit the network stands in, and advises', async () => {
    host.manners = { isSilent: true };
    expect(await acquirer.submit(far('REDEEM', { amount: 50 }))).toMatchObject({
      outcome: 'POSTED',
      amount: 50,
    });
    host.manners = {};
    await settled();
    expect(host.books.posted(card)).toBe(POINTS - 50);
  });

  test('what the issuer disputes is an exception of the settlement', async () => {
    host.books.handle({
      operation: 'AUTHORIZE',
      messageId: randomUUID(),
      transactionId: randomUUID(),
      card,
      direction: 'DEBIT',
      amount: POINTS,
      capture: true,
    });
    host.manners = { isSilent: true };
    const redeem = far('REDEEM', { amount: 20 });
    expect(await acquirer.submit(redeem)).toMatchObject({ outcome: 'POSTED' });
    host.manners = {};
    await settled();
    const { rows } = await pool.query('select * from settlement_exception where transaction = $1', [
      redeem.id,
    ]);
    expect(rows).toMatchObject([
      { issuer: 'ISSUER-B', program: 'FAR', amount: '20', direction: 'DEBIT', reason: 'INSUFFICIENT_POINTS' },
    ]);

    // The issuer and the operator see it in the settlement of the cycle; nobody else does.
    const cycle = rows[0].cycle as number;
    const exceptionsFor = async (code: ParticipantCode) =>
      (await running.network.connect(code).settlement.getSettlement({ cycle })).exceptions;
    const exception = {
      ...{ issuer: 'ISSUER-B', program: 'FAR', transactionId: redeem.id, card, postedChange: -20 },
      ...{ participant: 'ACQUIRER-A', reason: 'INSUFFICIENT_POINTS' },
    };
    expect(await exceptionsFor('ISSUER-B')).toMatchObject([exception]);
    expect(await exceptionsFor('OPERATOR')).toMatchObject([exception]);
    expect(await exceptionsFor('ISSUER-A')).toEqual([]);
    const { settlement } = running.network.connect('OPERATOR');
    const shown = settlementText(await settlement.getSettlement({ cycle }));
    expect(shown).toMatch(new RegExp(`ISSUER-B .*FAR .*${redeem.id} .*-20 .*INSUFFICIENT_POINTS`));
  });

  test('a capture whose answer is missing is posted and advised, for it was authorized', async () => {
    const authorize = far('AUTHORIZE', { amount: 200 });
    await acquirer.submit(authorize);
    host.manners = { isSilent: true };
    const capture = far('CAPTURE', { amount: 200, originalId: authorize.id });
    expect(await acquirer.submit(capture)).toMatchObject({ outcome: 'POSTED', amount: 200 });
    host.manners = {};
    await settled();
    expect(host.books.posted(card)).toBe(POINTS - 200);
    expect(host.books.held(card)).toBe(0);
  });

  test('points are exchanged into and out of an external program, or neither side moves', async () => {
    const operator = running.network.connect('OPERATOR');
    const exchange = (program: string, toProgram: string, amount: number): NewTransaction => ({
      id: uuid7(),
      type: 'EXCHANGE',
      card,
      program,
      amount,
      exchange: { toProgram, amountOutMin: 1, quote: '' },
    });
    expect(await operator.submit(exchange('FAR', 'ALPHA', 100))).toMatchObject({
      outcome: 'POSTED',
      amount: 100,
      amountOut: 100,
    });
    expect(host.books.posted(card)).toBe(POINTS - 100);
    expect(await operator.submit(exchange('ALPHA', 'FAR', 40))).toMatchObject({ outcome: 'POSTED' });
    expect(host.books.posted(card)).toBe(POINTS - 60);
    expect(await operator.submit(exchange('FAR', 'ALPHA', POINTS))).toMatchObject({
      outcome: 'INSUFFICIENT_POINTS',
    });
    host.manners = { isSilent: true };
    expect(await operator.submit(exchange('ALPHA', 'FAR', 60))).toMatchObject({
      outcome: 'ISSUER_UNAVAILABLE',
    });
    host.manners = {};
    await settled();
    expect(host.books.posted(card)).toBe(POINTS - 60);
    const { accounts } = await operator.accounts.getAccounts({ card, program: 'ALPHA' });
    expect(accounts).toMatchObject([{ posted: 60, available: 60 }]);
  });

  test('what is not cleared for external programs is declined', async () => {
    const [toCard = 0] = cardsLeft;
    expect(await issuer.submit(far('TRANSFER', { amount: 1, toCard, merchant: '' }))).toMatchObject({
      outcome: 'PROGRAM_EXTERNAL',
    });
    const chain = [far('EARN', { amount: 1, linked: true }), far('EARN', { amount: 1 })];
    expect(await acquirer.submitBatch(chain)).toMatchObject([
      { outcome: 'PROGRAM_EXTERNAL' },
      { outcome: 'LINKED_DECLINED' },
    ]);
  });

  test('a worker that is killed while it asks loses nothing', async () => {
    host.manners = { delayMs: 300 };
    const redeem = far('REDEEM', { amount: 70 });
    const answer = acquirer.submit(redeem);
    await eventually(async () => {
      const { rows } = await pool.query("select from host_message where state = 'OPEN'");
      expect(rows).toHaveLength(1);
    });
    const [running1] = running.engine.workers;
    await running1?.kill();
    if (running1 !== undefined) await running.engine.replace(running1);
    const result = await answer;
    await settled();
    expect(host.books.posted(card)).toBe(
      'outcome' in result && result.outcome === 'POSTED' ? POINTS - 70 : POINTS,
    );
  });
});
