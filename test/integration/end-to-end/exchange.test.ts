import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TongfenClient } from '../../../src/client/client.ts';
import type { NewExchange, NewTransaction } from '../../../src/client/transaction.ts';
import { uuid7 } from '../../../src/client/uuid7.ts';
import { eventually } from '../../support/eventually.ts';
import type { RunningNetwork } from '../../support/running-network.ts';
import { runNetwork } from '../../support/running-network.ts';

/** ALPHA is ISSUER-A's, BETA is ISSUER-B's; both begin at one standard point for a point. */
function alphaInto(card: number, amount: number, exchange: Partial<NewExchange>): NewTransaction {
  return {
    id: uuid7(),
    type: 'EXCHANGE',
    card,
    program: 'ALPHA',
    amount,
    exchange: { toProgram: 'BETA', ...exchange },
  };
}

describe('exchanges over gRPC', () => {
  let running: RunningNetwork;
  let operator: TongfenClient;
  let issuer: TongfenClient;
  let rival: TongfenClient;
  let cardsLeft: number[];

  beforeAll(async () => {
    running = await runNetwork('postgres', { cards: 40 });
    operator = running.network.connect('OPERATOR');
    issuer = running.network.connect('ISSUER-A');
    rival = running.network.connect('ISSUER-B');
    cardsLeft = [...running.network.cards];
  });

  afterAll(() => running.stop());

  async function cardWith(points: number): Promise<number> {
    const card = cardsLeft.pop()!;
    const earn = { id: uuid7(), type: 'EARN', card, program: 'ALPHA', amount: points } as const;
    expect(await issuer.submit(earn)).toMatchObject({ outcome: 'POSTED' });
    return card;
  }

  test('an exchange debits and credits, and shows both of its sides', async () => {
    const card = await cardWith(500);
    const exchange = alphaInto(card, 100, { amountOutMin: 100 });
    const posted = { outcome: 'POSTED', amount: 100, amountOut: 100, balance: 400, available: 400 };
    expect(await issuer.submit(exchange)).toMatchObject({ ...posted, duplicate: false });
    expect(await issuer.submit(exchange)).toMatchObject({ ...posted, duplicate: true });
    expect(await issuer.getTransaction(card, exchange.id)).toMatchObject({
      transaction: { type: 'EXCHANGE', program: 'ALPHA', exchange: { toProgram: 'BETA', amountOutMin: 100 } },
      counter: 'EXCHANGE',
      standard: { takenMicro: 100_000_000, givenMicro: 100_000_000, spreadMicro: 0, roundingMicro: 0 },
    });
    expect(await rival.getTransaction(card, exchange.id)).toMatchObject({
      origin: 'exchange/ISSUER-A',
      postedChange: 100,
      transaction: { program: 'BETA', exchange: { toProgram: 'ALPHA' } },
    });
    const { accounts } = await operator.accounts.getAccounts({ card });
    expect(accounts.map(({ program, posted: points }) => [program, points])).toEqual([
      ['ALPHA', 400],
      ['BETA', 100],
    ]);
  });

  test("a quote is honoured as it stands, and not when it was changed or is another's", async () => {
    const card = await cardWith(500);
    const quote = await issuer.quote({ fromProgram: 'ALPHA', toProgram: 'BETA', amountOut: 70 });
    expect(quote).toMatchObject({ amountIn: 70, amountOut: 70 });
    const by = (token: string) => alphaInto(card, 70, { quote: token });
    const declined = { outcome: 'QUOTE_INVALID', amount: 0, balance: 500 };
    expect(await issuer.submit(by(quote.token.replace('.70.', '.71.')))).toMatchObject(declined);
    expect(await issuer.submit(by(quote.token.slice(0, -1)))).toMatchObject(declined);
    expect(await operator.submit(by(quote.token))).toMatchObject(declined);
    expect(await issuer.submit(by(quote.token))).toMatchObject({ outcome: 'POSTED', amountOut: 70 });
    await expect(rival.quote({ fromProgram: 'ALPHA', toProgram: 'BETA', amountIn: 1 })).rejects.toThrow(
      'NOT_FOUND',
    );
  });

  test('a rate that is no rate is refused when it is proposed, with its field', async () => {
    const rate = { program: 'ALPHA', parNumerator: 1, parDenominator: 2, spreadBasisPoints: 0 };
    const wrong = [
      [{ parNumerator: 0 }, 'par_numerator'],
      [{ parNumerator: -1 }, 'par_numerator'],
      [{ parDenominator: 1_000_000_001 }, 'par_denominator'],
      [{ parDenominator: Number.MAX_SAFE_INTEGER }, 'par_denominator'],
      [{ spreadBasisPoints: 10_000 }, 'spread_basis_points'],
      [{ spreadBasisPoints: -1 }, 'spread_basis_points'],
      [{ holdsFrom: { seconds: 99_999_999_999, nanos: 0 } }, 'holds_from'],
    ] as const;
    for (const [change, field] of wrong) {
      await expect(issuer.network.proposeRate({ ...rate, ...change })).rejects.toMatchObject({
        refusal: { status: 'INVALID_ARGUMENT', violations: [{ field }] },
      });
    }
    await expect(rival.network.proposeRate(rate)).rejects.toThrow('NOT_FOUND');
    expect((await issuer.network.listRates({ program: 'ALPHA' })).rates).toEqual([]);
  });

  test('a rate holds once the operator has approved it, and what it leaves over is posted', async () => {
    const card = await cardWith(1_000);
    const proposed = await issuer.network.proposeRate({
      program: 'ALPHA',
      parNumerator: 1,
      parDenominator: 3,
      spreadBasisPoints: 250,
    });
    expect(proposed).toMatchObject({ version: 1, proposedBy: 'ISSUER-A', approvedBy: '' });
    await expect(issuer.network.approveRate({ program: 'ALPHA', version: 1 })).rejects.toThrow(
      'PERMISSION_DENIED',
    );
    expect(await issuer.submit(alphaInto(card, 100, { amountOutMin: 100 }))).toMatchObject({
      amountOut: 100,
    });
    const approved = await operator.network.approveRate({ program: 'ALPHA', version: 1 });
    expect(approved).toMatchObject({ version: 1, approvedBy: 'OPERATOR' });
    expect(await operator.network.approveRate({ program: 'ALPHA', version: 1 })).toEqual(approved);

    await eventually(async () => {
      const quote = await issuer.quote({ fromProgram: 'ALPHA', toProgram: 'BETA', amountIn: 100 });
      expect(quote.amountOut).toBe(32);
    });
    const exchange = alphaInto(card, 100, { amountOutMin: 1 });
    expect(await issuer.submit(exchange)).toMatchObject({ amountOut: 32 });
    expect(await operator.getTransaction(card, exchange.id)).toMatchObject({
      standard: {
        takenMicro: 33_333_334,
        givenMicro: 32_000_000,
        spreadMicro: 833_333,
        roundingMicro: 500_001,
      },
    });
    expect(await issuer.submit(alphaInto(card, 100, { amountOutMin: 33 }))).toMatchObject({
      outcome: 'AMOUNT_BELOW_MINIMUM',
    });
  });

  test('one redemption is paid from several programs of a card, or from none', async () => {
    const card = await cardWith(60);
    await rival.submit({ id: uuid7(), type: 'EARN', card, program: 'BETA', amount: 40 });
    const acquirer = running.network.connect('ACQUIRER-A');
    const redeem = (program: string, amount: number, linked: boolean): NewTransaction => ({
      id: uuid7(),
      type: 'REDEEM',
      card,
      program,
      amount,
      merchant: 'SHOP',
      linked,
    });
    const tooMuch = await acquirer.submitBatch([redeem('ALPHA', 60, true), redeem('BETA', 41, false)]);
    expect(tooMuch).toMatchObject([{ outcome: 'LINKED_DECLINED' }, { outcome: 'INSUFFICIENT_POINTS' }]);
    const paid = await acquirer.submitBatch([redeem('ALPHA', 60, true), redeem('BETA', 40, false)]);
    expect(paid).toMatchObject([
      { outcome: 'POSTED', balance: 0 },
      { outcome: 'POSTED', balance: 0 },
    ]);
  });
});
