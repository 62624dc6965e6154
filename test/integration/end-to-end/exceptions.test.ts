import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { uuid7 } from '../../../src/client/uuid7.ts';
import { packageRoot } from '../../../src/package-root.ts';
import { audit } from '../../../src/store/audit/audit.ts';
import type { SettlementException__Output } from '../../../src/wire/generated/tongfen/v1/SettlementException.ts';
import type { EngineProcess } from '../../support/engine-process.ts';
import { eventually } from '../../support/eventually.ts';
import type { ParticipantCode } from '../../support/network.ts';
import type { RunningNetwork } from '../../support/running-network.ts';
import { runNetwork } from '../../support/running-network.ts';
import { TestHost } from '../../support/test-host.ts';
import { query } from '../store/turns.ts';

const PROGRAM = join(packageRoot(), 'dist', 'src', 'main.js');
const POINTS = 1_000;

describe('what an issuer disputes', () => {
  let running: RunningNetwork;
  let host: TestHost;
  let cycle: number;
  let cards: readonly number[];
  /** Of each transaction its exception. */
  const exceptions = new Map<string, string>();

  const as = (participant: ParticipantCode) => running.network.connect(participant).settlement;

  const shown = async (by: ParticipantCode): Promise<SettlementException__Output[]> =>
    (await as(by).getSettlement({ cycle })).exceptions;

  /** Submits what the network stands in for. */
  async function standIn(type: 'EARN' | 'REDEEM', card: number, amount: number): Promise<string> {
    const transaction = { id: uuid7(), type, card, program: 'FAR', amount, merchant: 'SHOP' };
    const answer = await running.network.connect('ACQUIRER-A').submit(transaction);
    expect(answer).toMatchObject({ outcome: 'POSTED' });
    return transaction.id;
  }

  async function resolve(
    by: ParticipantCode,
    transaction: string,
    resolution: 'EXCEPTION_UPHOLD' | 'EXCEPTION_REVERSE',
  ): Promise<SettlementException__Output> {
    const exception = exceptions.get(transaction) ?? '';
    return as(by).resolveException({ exception, resolution });
  }

  async function postedOf(card: number): Promise<number> {
    const { accounts } = running.network.connect('ISSUER-B');
    return (await accounts.getAccounts({ card, program: 'FAR' })).accounts[0]?.posted ?? 0;
  }

  async function fileOf(by: ParticipantCode, format: 'CSV' | 'XML', number = cycle): Promise<string> {
    const pieces: Buffer[] = [];
    const request = { cycle: number, participant: '', format };
    for await (const piece of running.network.connect(by).settlementFile(request)) pieces.push(piece);
    return Buffer.concat(pieces).toString('utf8');
  }

  let reversed: string;
  let upheld: string;
  let given: string;
  let late: string;

  beforeAll(async () => {
    running = await runNetwork('postgres', { cards: 4, workers: 1 });
    cards = running.network.cards;
    host = new TestHost(cards.map((card) => [card, POINTS]));
    await host.start();
    const { network } = running.network.connect('OPERATOR');
    const far = {
      code: 'FAR',
      name: 'Far',
      issuer: 'ISSUER-B',
      parNumerator: 1,
      parDenominator: 3,
      none: {},
    };
    const external = { address: host.address, floorLimit: 100 };
    await network.setStandInLimit({ participant: 'ISSUER-B', limitMicro: 4_000_000_000 });
    await network.createProgram({ program: { ...far, host: external } });
    await network.updateMerchant({ code: 'SHOP', programs: { codes: ['FAR'] } });
    cycle = (await network.getCycle({})).number;
    host.manners = { isSilent: true, disputes: true };
    [reversed, upheld, given, late] = (await Promise.all([
      standIn('REDEEM', cards[0] as number, 20),
      standIn('REDEEM', cards[1] as number, 30),
      standIn('EARN', cards[2] as number, 40),
      standIn('REDEEM', cards[3] as number, 50),
    ])) as [string, string, string, string];
    host.manners = { disputes: true };
    await eventually(async () => expect(await shown('OPERATOR')).toHaveLength(4));
    for (const each of await shown('OPERATOR')) exceptions.set(each.transactionId, each.exception);
  });

  afterAll(async () => {
    await running.stop();
    host.stop();
  });

  test('is open until somebody says what becomes of it', async () => {
    const nobody = {
      state: 'EXCEPTION_OPEN',
      cycle,
      proposedBy: '',
      decidedBy: '',
      decidedAt: null,
      outcome: '',
    };
    for (const by of ['ISSUER-B', 'OPERATOR'] as const) {
      expect(await shown(by)).toEqual(Array(4).fill(expect.objectContaining(nobody)));
    }
    for (const by of ['ISSUER-A', 'ACQUIRER-A'] as const) {
      await expect(resolve(by, reversed, 'EXCEPTION_UPHOLD')).rejects.toThrow('NOT_FOUND');
    }
    const unknown = { exception: uuid7(), resolution: 'EXCEPTION_UPHOLD' } as const;
    await expect(as('OPERATOR').resolveException(unknown)).rejects.toThrow('NOT_FOUND');
    const { exception } = { exception: exceptions.get(reversed) ?? '' };
    await expect(as('OPERATOR').resolveException({ exception })).rejects.toThrow(
      'INVALID_ARGUMENT: resolution',
    );
    await expect(as('OPERATOR').resolveException({ exception: '7' })).rejects.toThrow('exception');
  });

  test('is reversed once two have said so, and then for good', async () => {
    const [card = 0] = cards;
    expect(await postedOf(card)).toBe(-20);
    const proposed = { state: 'EXCEPTION_PROPOSED', proposedBy: 'ISSUER-B', decidedBy: '' };
    for (let times = 0; times < 2; times += 1) {
      expect(await resolve('ISSUER-B', reversed, 'EXCEPTION_REVERSE')).toMatchObject(proposed);
    }
    expect(await postedOf(card)).toBe(-20);
    const done = {
      state: 'EXCEPTION_REVERSED',
      proposedBy: 'ISSUER-B',
      decidedBy: 'OPERATOR',
      outcome: 'POSTED',
    };
    for (const by of ['OPERATOR', 'OPERATOR', 'ISSUER-B'] as const) {
      expect(await resolve(by, reversed, 'EXCEPTION_REVERSE')).toMatchObject(done);
    }
    expect(await postedOf(card)).toBe(0);
    await expect(resolve('OPERATOR', reversed, 'EXCEPTION_UPHOLD')).rejects.toThrow(
      'FAILED_PRECONDITION: exception: reversed by OPERATOR',
    );
    const id = exceptions.get(reversed) ?? '';
    const entry = await running.network.connect('ISSUER-B').getTransaction(card, id);
    expect(entry).toMatchObject({
      ...{ counter: 'EXCEPTION', postedChange: 20, origin: 'OPERATOR' },
      transaction: {
        ...{ type: 'ADJUST', originalId: reversed, adjustment: 'CREDIT' },
        reason: `exception of cycle ${cycle}: proposed by ISSUER-B, approved by OPERATOR`,
      },
    });
    // The acquirer keeps what it relied on.
    expect(await running.network.connect('ACQUIRER-A').getTransaction(card, id)).toBeUndefined();
  });

  test('takes from the member what it gave, when that is reversed', async () => {
    const exception = exceptions.get(given) ?? '';
    const settle = (...args: string[]): Promise<{ stdout: string }> =>
      promisify(execFile)(process.execPath, [PROGRAM, 'settle', ...args], {
        env: { PATH: process.env['PATH'], TONGFEN_API_KEY: running.network.keys.OPERATOR },
      });
    const to = ['--address', (running.engine.gateways[0] as EngineProcess).grpcAddress];
    const { stdout } = await settle('reverse', exception, ...to);
    expect(stdout).toMatch(new RegExp(`${exception} .*40 .*REFUSED .*proposed .*OPERATOR`));
    // A second operator is no second side: without its issuer nothing is reversed.
    const { network } = running.network.connect('OPERATOR');
    await network.createParticipant({ participant: { code: 'DEPUTY', name: 'Deputy', roles: ['OPERATOR'] } });
    const { secret } = await network.createApiKey({ participant: 'DEPUTY' });
    const deputy = running.network.connectWith(secret, running.engine.address).settlement;
    expect(await deputy.resolveException({ exception, resolution: 'EXCEPTION_REVERSE' })).toMatchObject({
      ...{ state: 'EXCEPTION_PROPOSED', proposedBy: 'OPERATOR', decidedBy: '' },
    });
    await resolve('ISSUER-B', given, 'EXCEPTION_REVERSE');
    expect(await postedOf(cards[2] as number)).toBe(0);
    const { stdout: json } = await settle('show', String(cycle), '--json', ...to);
    expect(JSON.parse(json)).toEqual(await as('OPERATOR').getSettlement({ cycle }));
    const { stdout: text } = await settle('show', String(cycle), ...to);
    expect(text).toMatch(new RegExp(`${exception} .*reversed .*OPERATOR .*ISSUER-B .*POSTED`));
  });

  test('stands when it is upheld by one of the two, as long as it is not approved', async () => {
    await resolve('ISSUER-B', upheld, 'EXCEPTION_REVERSE');
    const done = { state: 'EXCEPTION_UPHELD', proposedBy: 'ISSUER-B', decidedBy: 'OPERATOR', outcome: '' };
    for (const by of ['OPERATOR', 'ISSUER-B'] as const) {
      expect(await resolve(by, upheld, 'EXCEPTION_UPHOLD')).toMatchObject(done);
    }
    await expect(resolve('ISSUER-B', upheld, 'EXCEPTION_REVERSE')).rejects.toThrow('FAILED_PRECONDITION');
    expect(await postedOf(cards[1] as number)).toBe(-30);
  });

  test('is the network’s to bear in the cycle in which it is posted, and obligations sum to zero', async () => {
    const { settlement } = await as('OPERATOR').closeCycle({ cycle });
    expect(
      settlement?.bilateral.map(({ debtor, creditor, points, amountMicro }) =>
        [debtor, creditor, points, amountMicro].join(' '),
      ),
    ).toEqual([
      // Cleared: 100 redeemed, 40 earned. Reversed: 20 of the one, 40 of the other.
      'ISSUER-B *EXCEPTION 20 6666666',
      'ISSUER-B *ROUNDING 0 1',
      'ISSUER-B ACQUIRER-A 60 20000000',
    ]);
    expect(settlement?.net.reduce((sum, { amountMicro }) => sum + BigInt(amountMicro), 0n)).toBe(0n);
  });

  test('is in the files of its issuer, and the same whatever becomes of it', async () => {
    const [csv, xml] = [await fileOf('ISSUER-B', 'CSV'), await fileOf('ISSUER-B', 'XML')];
    expect(csv.split('\n').filter((line) => line.startsWith('#exception,'))).toHaveLength(4);
    const line = `#exception,${exceptions.get(late)},FAR,${late},ACQUIRER-A,${cards[3]},SHOP,-50,REFUSED`;
    expect(csv.split('\n')).toContain(line);
    const schema = readFileSync(join(packageRoot(), 'docs', 'settlement-file.xsd'), 'utf8');
    const validated = await validateXML({ xml: [{ fileName: 'file.xml', contents: xml }], schema: [schema] });
    expect(validated.errors).toEqual([]);
    expect(xml).toContain(`<Xcptn><Id>${exceptions.get(late)}</Id>`);
    expect(await fileOf('ACQUIRER-A', 'CSV')).not.toContain('#exception');

    await resolve('OPERATOR', late, 'EXCEPTION_REVERSE');
    const approve = (outcome: string | null): Promise<unknown> =>
      query(
        running.databaseUrl,
        `update exception_resolution
         set state = 'approved', decided_by = 'ISSUER-B', decided_at = now(), outcome = $2 where message = $1`,
        [exceptions.get(late), outcome],
      );
    // Approved and declined for ever: all that is left to say is that it stands.
    await approve('BALANCE_OVERFLOW');
    expect(await resolve('OPERATOR', late, 'EXCEPTION_UPHOLD')).toMatchObject({
      ...{ state: 'EXCEPTION_UPHELD', decidedBy: 'OPERATOR', outcome: '' },
    });
    // Approved, and then the gateway died: whoever says it again has it posted.
    await approve(null);
    expect((await shown('OPERATOR')).map(({ state }) => state)).toContain('EXCEPTION_APPROVED');
    await expect(resolve('OPERATOR', late, 'EXCEPTION_UPHOLD')).rejects.toThrow('FAILED_PRECONDITION');
    // Also when the issuer that agreed has been suspended since.
    const { network } = running.network.connect('OPERATOR');
    await network.updateParticipant({ code: 'ISSUER-B', status: 'BLOCKED' });
    await eventually(async () => {
      const tooMuch = {
        type: 'REDEEM',
        card: cards[3] as number,
        program: 'FAR',
        amount: POINTS + 1,
      } as const;
      const till = running.network.connect('ACQUIRER-A');
      const answer = await till.submit({ id: uuid7(), merchant: 'SHOP', ...tooMuch });
      expect(answer).toMatchObject({ outcome: 'PROGRAM_BLOCKED' });
    });
    expect(await resolve('OPERATOR', late, 'EXCEPTION_REVERSE')).toMatchObject({
      ...{ state: 'EXCEPTION_REVERSED', decidedBy: 'ISSUER-B' },
    });
    await network.updateParticipant({ code: 'ISSUER-B', status: 'ACTIVE' });
    await eventually(() => fileOf('ISSUER-B', 'CSV'));
    expect(await fileOf('ISSUER-B', 'CSV')).toBe(csv);
    expect(await fileOf('ISSUER-B', 'XML')).toBe(xml);

    const { settlement } = await as('OPERATOR').closeCycle({ cycle: cycle + 1 });
    expect(settlement?.bilateral).toMatchObject([
      { debtor: '*EXCEPTION', creditor: '*ROUNDING', points: '0', amountMicro: '1' },
      { debtor: '*EXCEPTION', creditor: 'ISSUER-B', points: '50', amountMicro: '16666666' },
    ]);
    const next = await fileOf('ISSUER-B', 'CSV', cycle + 1);
    expect(next).not.toContain('#exception');
    expect(next).toMatch(
      new RegExp(`${exceptions.get(late)},OPERATOR,${cards[3]},ADJUST,POSTED,FAR,50,50,0,EXCEPTION`),
    );
  });

  test('is in the liability of its program as an adjustment', async () => {
    const { liabilities } = await as('ISSUER-B').getLiability({ program: 'FAR' });
    expect(liabilities).toMatchObject([
      { issued: '40', redeemed: '100', adjusted: '30', outstanding: '-30', inTransit: '0' },
    ]);
  });

  test('that is reversed without its posting, or not as agreed, is found by the audit', async () => {
    const failing = async (change: string): Promise<unknown> => {
      await query(running.databaseUrl, `create table saved_resolution as table exception_resolution`);
      await query(running.databaseUrl, change);
      const { checks } = await audit(running.databaseUrl);
      await query(running.databaseUrl, 'delete from exception_resolution');
      await query(running.databaseUrl, 'insert into exception_resolution table saved_resolution');
      await query(running.databaseUrl, 'drop table saved_resolution');
      return checks.filter(({ holds }) => !holds).map(({ name }) => name);
    };
    const audited = ['exceptions-are-posted'];
    expect(
      await failing(
        `update exception_resolution set state = 'reversed', proposed_by = 'OPERATOR', decided_by = 'ISSUER-B'
         where state = 'upheld'`,
      ),
    ).toEqual(audited);
    expect(await failing(`delete from exception_resolution where state = 'reversed'`)).toEqual(audited);
    expect(
      await failing(
        `update exception_resolution set proposed_by = 'ACQUIRER-A' where proposed_by = 'ISSUER-B' and state = 'reversed'`,
      ),
    ).toEqual(audited);
    expect(await failing('select')).toEqual([]);
  });
});
