import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { TongfenClient } from '../../../src/client/client.ts';
import type { NewTransaction } from '../../../src/client/transaction.ts';
import { uuid7 } from '../../../src/client/uuid7.ts';
import { nextDay } from '../../../src/ledger/calendar.ts';
import { packageRoot } from '../../../src/package-root.ts';
import { settlementText } from '../../../src/text/settlement.ts';
import type { SettlementFormat } from '../../../src/wire/generated/tongfen/v1/SettlementFormat.ts';
import { USUAL_BACKEND } from '../../support/backends.ts';
import type { EngineProcess } from '../../support/engine-process.ts';
import { eventually } from '../../support/eventually.ts';
import type { ParticipantCode } from '../../support/network.ts';
import type { RunningNetwork } from '../../support/running-network.ts';
import { runNetwork } from '../../support/running-network.ts';
import { query } from '../store/turns.ts';

const CARDS = 12;
const PROGRAM = join(packageRoot(), 'dist', 'src', 'main.js');
const PARTICIPANTS = ['ISSUER-A', 'ISSUER-B', 'ACQUIRER-A', 'ACQUIRER-B'] as const;

describe('settlement of a cycle', () => {
  let running: RunningNetwork;
  /** Ids that were submitted in the cycle, each with who may see it. */
  const submitted = new Map<string, ParticipantCode[]>();
  let cycle: number;

  const as = (participant: ParticipantCode): TongfenClient => running.network.as(participant);

  async function submit(
    by: ParticipantCode,
    rest: Omit<NewTransaction, 'id' | 'card'> & { card?: number },
    seenBy: ParticipantCode[],
  ): Promise<string> {
    const id = uuid7();
    submitted.set(id, seenBy);
    const [card] = running.network.cards as [number];
    await as(by).submit({ card, ...rest, id });
    return id;
  }

  async function fileOf(
    participant: ParticipantCode,
    format: SettlementFormat,
    of = '',
    number = cycle,
  ): Promise<string> {
    const pieces: Buffer[] = [];
    const request = { cycle: number, participant: of, format };
    for await (const piece of as(participant).settlementFile(request)) pieces.push(piece);
    return Buffer.concat(pieces).toString('utf8');
  }

  beforeAll(async () => {
    running = await runNetwork(USUAL_BACKEND, { cards: CARDS });
    const operator = as('OPERATOR');
    await operator.network.createProgram({
      program: {
        ...{ code: 'THIRDS', name: 'Thirds', issuer: 'ISSUER-B', none: {} },
        ...{ scale: 2, parNumerator: 1, parDenominator: 3 },
      },
    });
    await operator.network.createMerchant({
      merchant: { code: 'STALL', name: 'Stall', acquirer: 'ACQUIRER-B', programs: ['THIRDS'] },
    });
    cycle = (await operator.network.getCycle({})).number;
    const alpha = { program: 'ALPHA' };
    await submit('ACQUIRER-A', { type: 'EARN', ...alpha, amount: 1_000, merchant: 'SHOP' }, [
      'ISSUER-A',
      'ACQUIRER-A',
    ]);
    const both: ParticipantCode[] = ['ISSUER-A', 'ACQUIRER-B'];
    await submit('ACQUIRER-B', { type: 'REDEEM', ...alpha, amount: 400, merchant: 'KIOSK' }, both);
    await submit('ACQUIRER-B', { type: 'REDEEM', ...alpha, amount: 5_000, merchant: 'KIOSK' }, both);
    await submit('ACQUIRER-B', { type: 'AUTHORIZE', ...alpha, amount: 50, merchant: 'KIOSK' }, both);
    await submit('ISSUER-A', { type: 'EARN', ...alpha, amount: 7, reference: 'a <b> & "c", d' }, [
      'ISSUER-A',
    ]);
    await submit('ISSUER-B', { type: 'EARN', program: 'THIRDS', amount: 500 }, ['ISSUER-B']);
    await submit('ACQUIRER-B', { type: 'REDEEM', program: 'THIRDS', amount: 100, merchant: 'STALL' }, [
      'ISSUER-B',
      'ACQUIRER-B',
    ]);
    for (const card of running.network.cards.slice(1)) {
      await submit('ISSUER-A', { type: 'EARN', card, program: 'MONTHLY', amount: 3 }, ['ISSUER-A']);
    }
  });

  afterAll(() => running.stop());

  test('is closed once every shard has left it, and who owes whom sums to zero', async () => {
    const { settlement, alreadyLeft } = await as('OPERATOR').settlement.closeCycle({ cycle });
    expect(alreadyLeft).toBe(false);
    expect(settlement?.cycle).toMatchObject({ number: cycle, state: 'CYCLE_CLOSED' });
    const owed = settlement?.bilateral.map(({ debtor, creditor, program, points, amountMicro }) =>
      [debtor, creditor, program, points, amountMicro].join(' '),
    );
    expect(owed).toEqual([
      'ACQUIRER-A ISSUER-A ALPHA 1000 1000000000',
      'ISSUER-A ACQUIRER-B ALPHA 400 400000000',
      'ISSUER-B *ROUNDING THIRDS 0 1',
      'ISSUER-B ACQUIRER-B THIRDS 100 333333',
    ]);
    const net = settlement?.net.map(({ party, amountMicro }) => [party, BigInt(amountMicro)] as const);
    expect(net).toEqual([
      ['*ROUNDING', 1n],
      ['ACQUIRER-A', -1_000_000_000n],
      ['ACQUIRER-B', 400_333_333n],
      ['ISSUER-A', 600_000_000n],
      ['ISSUER-B', -333_334n],
    ]);
    expect(net?.reduce((sum, [, amount]) => sum + amount, 0n)).toBe(0n);
  });

  test('is left once, however often that is asked for', async () => {
    const again = await as('OPERATOR').settlement.closeCycle({ cycle });
    expect(again.alreadyLeft).toBe(true);
    expect(again.settlement?.cycle?.number).toBe(cycle);
    expect(again.settlement?.net).toHaveLength(5);
    const { cycles } = await as('ISSUER-A').settlement.listCycles({});
    expect(cycles.map(({ number, state }) => [number, state])).toEqual([
      [cycle + 1, 'CYCLE_OPEN'],
      [cycle, 'CYCLE_CLOSED'],
    ]);
    const { businessDate } = await as('OPERATOR').network.getCycle({});
    const together = await Promise.all(
      [0, 0, nextDay(nextDay(businessDate))].map((date) =>
        as('OPERATOR').settlement.closeCycle({ cycle: cycle + 1, businessDate: date }),
      ),
    );
    expect(together.map(({ settlement }) => settlement?.cycle?.number)).toEqual(Array(3).fill(cycle + 1));
    expect(together.map(({ alreadyLeft }) => alreadyLeft).sort()).toEqual([false, true, true]);
    expect((await as('OPERATOR').network.getCycle({})).number).toBe(cycle + 2);
  });

  test('shows a participant its own obligations and nobody else’s', async () => {
    const seen = await as('ISSUER-B').settlement.getSettlement({ cycle });
    expect(seen.net.map(({ party }) => party)).toEqual(['ISSUER-B']);
    expect(seen.bilateral.map(({ creditor }) => creditor)).toEqual(['*ROUNDING', 'ACQUIRER-B']);
    // Of one party there is no sum that has to be zero.
    expect(settlementText(seen)).toMatch(/ISSUER-B +│ +-0\.333334/);
    expect(settlementText(seen)).not.toContain('Sum');
  });

  test.each(PARTICIPANTS)('gives %s a file with each of its transactions once', async (participant) => {
    const text = await fileOf(participant, 'CSV');
    const lines = text.trimEnd().split('\n');
    const rows = parse(lines.filter((line) => !line.startsWith('#')).join('\n'), { columns: true });
    const ids = (rows as { id: string }[]).map(({ id }) => id);
    const expected = [...submitted].filter(([, seenBy]) => seenBy.includes(participant)).map(([id]) => id);
    expect(ids.sort()).toEqual(expected.sort());
    const amount = (rows as { amount: string }[]).reduce((sum, row) => sum + Number(row.amount), 0);
    expect(lines.at(-1)).toBe(`#total,${expected.length},${amount}`);
    expect(await fileOf(participant, 'CSV')).toBe(text);
  });

  test('has the hash of each shard’s first and last turn in its files', async () => {
    const turns = await query(
      running.databaseUrl,
      `select shard, encode((array_agg(hash order by number))[1], 'hex') as first,
         encode((array_agg(hash order by number desc))[1], 'hex') as last
       from turn where cycle = $1 group by shard order by shard`,
      [cycle],
    );
    const lines = (await fileOf('ISSUER-A', 'CSV')).split('\n').filter((line) => line.startsWith('#shard,'));
    expect(lines.map((line) => line.split(','))).toEqual(
      turns.map(({ shard, first, last }) =>
        expect.arrayContaining(['#shard', String(shard), first as string, last as string]),
      ),
    );
    expect(lines.length).toBeGreaterThan(1);
  });

  test.each(PARTICIPANTS)('gives %s XML that its schema admits', async (participant) => {
    const contents = await fileOf(participant, 'XML');
    const schema = readFileSync(join(packageRoot(), 'docs', 'settlement-file.xsd'), 'utf8');
    const validate = (text: string) =>
      validateXML({ xml: [{ fileName: 'file.xml', contents: text }], schema: [schema] });
    expect((await validate(contents)).errors).toEqual([]);
    expect(contents).toContain(`<Othr><Id>${participant}</Id></Othr>`);
    // The schema says something: a file with an entry twice, or a status it does not know, is not one.
    const entry = /<Ntry>.*<\/Ntry>\n/.exec(contents)?.[0] ?? '';
    expect((await validate(contents.replace(entry, entry + entry))).valid).toBe(false);
    expect((await validate(contents.replaceAll(/<Cd>(BOOK|PDNG|INFO)</g, '<Cd>LOST<'))).valid).toBe(false);
  });

  test('gives nobody the file of another participant but the operator', async () => {
    await expect(fileOf('ISSUER-B', 'CSV', 'ISSUER-A')).rejects.toThrow('NOT_FOUND');
    await expect(fileOf('ISSUER-B', 'CSV', 'NOBODY')).rejects.toThrow('NOT_FOUND');
    expect(await fileOf('OPERATOR', 'CSV', 'ISSUER-A')).toBe(await fileOf('ISSUER-A', 'CSV'));
  });

  test('has no file before it is closed', async () => {
    await expect(fileOf('ISSUER-A', 'CSV', '', cycle + 2)).rejects.toThrow('FAILED_PRECONDITION');
    await expect(fileOf('ISSUER-A', 'CSV', '', cycle + 99)).rejects.toThrow('NOT_FOUND');
  });

  test('is settled when every participant is, and posts what each paid or was paid', async () => {
    const { settlement } = as('OPERATOR');
    const confirm = (participant: string, decision: { settled: true } | { failed: string }) =>
      settlement.confirmSettlement({ cycle, participant, ...decision });
    await expect(
      as('ISSUER-A').settlement.confirmSettlement({ cycle, participant: 'ISSUER-A', settled: true }),
    ).rejects.toThrow('PERMISSION_DENIED');
    await expect(confirm('ACQUIRER-A', { failed: '' })).rejects.toThrow('INVALID_ARGUMENT');
    await expect(confirm('*ROUNDING', { settled: true })).rejects.toThrow('NOT_FOUND');

    const late = await confirm('ACQUIRER-A', { failed: 'the bank is closed' });
    expect(late.net.find(({ party }) => party === 'ACQUIRER-A')).toMatchObject({
      status: 'SETTLEMENT_FAILED',
      decidedBy: 'OPERATOR',
      reason: 'the bank is closed',
    });
    for (const participant of PARTICIPANTS) await confirm(participant, { settled: true });
    await confirm('ISSUER-A', { settled: true });
    await expect(confirm('ISSUER-A', { failed: 'on second thoughts' })).rejects.toThrow(
      'FAILED_PRECONDITION',
    );

    const { cycle: settled, net } = await settlement.getSettlement({ cycle });
    expect(settled?.state).toBe('CYCLE_SETTLED');
    expect(new Set(net.map(({ status }) => status))).toEqual(new Set(['SETTLEMENT_SETTLED']));
    const postings = await query(
      running.databaseUrl,
      `select party, position_change_micro as change from settlement_posting where cycle = $1 order by party`,
      [cycle],
    );
    expect(postings).toEqual(
      net.map(({ party, amountMicro }) => ({ party, change: String(-BigInt(amountMicro)) })),
    );
  });

  test('that an issuer does not settle blocks its programs, when it is suspended, and leaves its members their points', async () => {
    const { network } = as('OPERATOR');
    await network.updateParticipant({ code: 'ISSUER-A', status: 'BLOCKED' });
    await eventually(() => expect(as('ISSUER-A').network.getCycle({})).rejects.toThrow('PERMISSION_DENIED'));
    const [card] = running.network.cards as [number];
    const posted = async (): Promise<unknown> =>
      (await as('OPERATOR').accounts.getAccounts({ card, program: 'ALPHA' })).accounts[0]?.posted;
    const redeem = (amount: number) =>
      as('ACQUIRER-B').submit({
        ...{ id: uuid7(), type: 'REDEEM', card, program: 'ALPHA', amount, merchant: 'KIOSK' },
      });
    // More than there is, as long as the shard has not heard of it.
    await eventually(async () => expect(await redeem(5_000)).toMatchObject({ outcome: 'PROGRAM_BLOCKED' }));
    expect(await redeem(1)).toMatchObject({ outcome: 'PROGRAM_BLOCKED' });
    expect(await posted()).toBe(607);
    await network.updateParticipant({ code: 'ISSUER-A', status: 'ACTIVE' });
    await eventually(async () => expect(await as('ISSUER-A').network.getCycle({})).toBeDefined());
    await eventually(async () => expect(await redeem(1)).toMatchObject({ outcome: 'POSTED' }));
    const earn = { id: uuid7(), type: 'EARN', card, program: 'ALPHA', amount: 1, merchant: 'SHOP' } as const;
    expect(await as('ACQUIRER-A').submit(earn)).toMatchObject({ outcome: 'POSTED', balance: 607 });
  });

  test('without transactions has nothing to settle', async () => {
    const { cycle: empty, net } = await as('OPERATOR').settlement.getSettlement({ cycle: cycle + 1 });
    expect(empty?.state).toBe('CYCLE_SETTLED');
    expect(net).toEqual([]);
  });

  test('is shown by tongfen settle, for people and as JSON', async () => {
    const settle = (...args: string[]): Promise<{ stdout: string }> =>
      promisify(execFile)(process.execPath, [PROGRAM, 'settle', ...args], {
        env: { PATH: process.env['PATH'], TONGFEN_API_KEY: running.network.keys.OPERATOR },
      });
    const to = ['--address', (running.engine.gateways[0] as EngineProcess).grpcAddress];
    const { stdout: json } = await settle('show', String(cycle), '--json', ...to);
    expect(JSON.parse(json)).toEqual(await as('OPERATOR').settlement.getSettlement({ cycle }));
    const { stdout: text } = await settle('show', String(cycle), ...to);
    expect(text).toMatch(/ACQUIRER-A +│ ISSUER-A +│ ALPHA +│ +1000 │ +1\/1 │ 1,000\.000000/);
    expect(text).toContain('Sum of the net obligations: 0.000000');
    const { stdout: closed } = await settle('close', String(cycle), ...to);
    expect(closed).toContain(`The network had left cycle ${cycle} before`);
    const { stdout: file } = await settle('file', String(cycle), '--participant', 'ISSUER-A', ...to);
    expect(file).toBe(await fileOf('ISSUER-A', 'CSV'));
    const { stdout: liability } = await settle('liability', '--program', 'ALPHA', ...to);
    expect(liability).toMatch(/ALPHA +│ never +│ +607 /);
    await expect(settle('show', '999', ...to)).rejects.toMatchObject({
      code: 1,
      stderr: 'tongfen: cycle: there is no such cycle (NOT_FOUND)\n',
    });
  });

  test('is no failure of tongfen settle when its reader has seen enough', async () => {
    const { grpcAddress } = running.engine.gateways[0] as EngineProcess;
    const child = spawn(
      process.execPath,
      [PROGRAM, 'settle', 'file', String(cycle), '--address', grpcAddress],
      {
        env: { PATH: process.env['PATH'], TONGFEN_API_KEY: running.network.keys.OPERATOR },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    child.stdout.destroy();
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect({ said, code }).toEqual({ said: '', code: 0 });
  });

  test('tells an issuer what it owes its members', async () => {
    const { liabilities } = await as('ISSUER-A').settlement.getLiability({});
    const [alpha, monthly] = liabilities;
    expect(liabilities).toHaveLength(2);
    expect(alpha).toMatchObject({
      ...{ program: 'ALPHA', issued: '1008', redeemed: '401', expired: '0', adjusted: '0' },
      ...{ exchangedIn: '0', exchangedOut: '0', outstanding: '607', inTransit: '0' },
      byMonth: [{ month: 999912, amount: '607' }],
    });
    expect(monthly).toMatchObject({ issued: String(3 * (CARDS - 1)), outstanding: String(3 * (CARDS - 1)) });
    expect(monthly?.byMonth).toHaveLength(1);

    const ofNext = await as('ISSUER-A').settlement.getLiability({ program: 'ALPHA', cycle: cycle + 1 });
    expect(ofNext.liabilities).toMatchObject([{ issued: '0', redeemed: '0', outstanding: '607' }]);
    await expect(as('ISSUER-A').settlement.getLiability({ program: 'BETA' })).rejects.toThrow('NOT_FOUND');
  });
});
