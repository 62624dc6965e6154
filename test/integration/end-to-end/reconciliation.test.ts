import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TongfenClient } from '../../../src/client/client.ts';
import type { CallError } from '../../../src/client/refusal.ts';
import type { NewTransaction } from '../../../src/client/transaction.ts';
import { uuid7 } from '../../../src/client/uuid7.ts';
import { cardNumber, cardPrefix, maskCard } from '../../../src/ledger/card.ts';
import { packageRoot } from '../../../src/package-root.ts';
import { audit } from '../../../src/store/audit/audit.ts';
import { USUAL_BACKEND } from '../../support/backends.ts';
import type { EngineProcess } from '../../support/engine-process.ts';
import { eventually } from '../../support/eventually.ts';
import type { ParticipantCode } from '../../support/network.ts';
import type { RunningNetwork } from '../../support/running-network.ts';
import { runNetwork } from '../../support/running-network.ts';
import { query } from '../store/turns.ts';

const PROGRAM = join(packageRoot(), 'dist', 'src', 'main.js');
const ABSENT = '01890000-0000-7000-8000-000000000001';

describe('reconciliation', () => {
  let running: RunningNetwork;
  let cycle: number;
  let card: number;

  const as = (participant: ParticipantCode): TongfenClient => running.network.as(participant);

  const submit = (by: ParticipantCode, rest: Omit<NewTransaction, 'id' | 'card'>) =>
    as(by).submit({ card, ...rest, id: uuid7() });

  /** Lines of the settlement file of a participant, without what is not needed. */
  async function fileOf(participant: ParticipantCode): Promise<string[]> {
    const pieces: Buffer[] = [];
    for await (const piece of as(participant).settlementFile({ cycle, format: 'CSV' })) pieces.push(piece);
    return Buffer.concat(pieces).toString('utf8').trimEnd().split('\n');
  }

  const reconcile = (by: ParticipantCode, lines: readonly string[], participant = '') =>
    as(by).reconcile({ cycle, participant }, inPieces(lines.join('\n')));

  /** Opens a card that has the digits of another wherever a masked number shows them. */
  async function openTwin(other: number): Promise<number> {
    const prefix = cardPrefix(other);
    let sequence = Math.floor(other / 10) % 1e9;
    do sequence += 1_000;
    while (maskCard(cardNumber(prefix, sequence)) !== maskCard(other));
    await query(
      running.databaseUrl,
      `update participant set card_sequence = ${sequence} where card_prefix = ${prefix}`,
    );
    const { cards } = await as('ISSUER-A').accounts.openCards({ issuer: 'ISSUER-A', aliases: ['twin'] });
    expect(cards).toMatchObject([{ card: cardNumber(prefix, sequence) }]);
    return cardNumber(prefix, sequence);
  }

  const recorded = () =>
    query(running.databaseUrl, 'select count(*)::integer as count from reconciliation').then(
      ([row]) => row?.['count'],
    );

  const posted = async (): Promise<number> => {
    const { accounts } = await as('ISSUER-A').accounts.getAccounts({ card, program: 'ALPHA' });
    return accounts[0]?.posted as number;
  };

  beforeAll(async () => {
    running = await runNetwork(USUAL_BACKEND, { cards: 3 });
    [card] = running.network.cards as [number];
    const [, other] = running.network.cards as [number, number];
    cycle = (await as('OPERATOR').network.getCycle({})).number;
    const alpha = { program: 'ALPHA' };
    await submit('ACQUIRER-A', { type: 'EARN', ...alpha, amount: 1_000, merchant: 'SHOP' });
    await submit('ACQUIRER-B', { type: 'REDEEM', ...alpha, amount: 400, merchant: 'KIOSK' });
    await submit('ACQUIRER-B', { type: 'REDEEM', ...alpha, amount: 9_000, merchant: 'KIOSK' });
    const transfer = { id: uuid7(), type: 'TRANSFER', ...alpha, amount: 50, toCard: other } as const;
    // Three entries of one card and one id: from two cards that look alike when they are masked, and by two participants.
    const twin = await openTwin(card);
    await submit('ISSUER-A', { type: 'TRANSFER', ...alpha, amount: 50, toCard: twin });
    await as('ISSUER-A').submit({ ...transfer, card });
    await as('ISSUER-A').submit({ ...transfer, card: twin });
    await as('OPERATOR').submit({ ...transfer, card });
    await as('OPERATOR').settlement.closeCycle({ cycle });
  });

  afterAll(() => running.stop());

  test.each(['ISSUER-A', 'ISSUER-B', 'ACQUIRER-A', 'ACQUIRER-B'] as const)(
    'finds nothing wrong with the settlement file of %s itself',
    async (participant) => {
      const result = await reconcile(participant, await fileOf(participant));
      expect(result).toMatchObject({ participant, cycle, different: 0, missingHere: 0, missingThere: 0 });
      expect(result.matched).toBe(result.lines);
      const ofOperator = await reconcile('OPERATOR', await fileOf(participant), participant);
      expect(ofOperator.lines).toBe(result.lines);
    },
  );

  test('finds what is different, missing here and missing there', async () => {
    const lines = await fileOf('ACQUIRER-B');
    const redeem = lines.findIndex((line) => line.includes(',POSTED,ALPHA,400,'));
    const declined = lines.findIndex((line) => line.includes(',INSUFFICIENT_POINTS,'));
    const changed = (lines[redeem] as string).replace(',400,-400,', ',300,-300,');
    const added = changed.replace(/[0-9a-f-]{36}/, ABSENT).replace(',300,-300,', ',20,20,');
    const file = [...lines.slice(0, 2), changed, added, '#total,2,320'];
    const result = await reconcile('ACQUIRER-B', file);
    expect(result).toMatchObject({ lines: 2, matched: 0, different: 1, missingHere: 1, missingThere: 1 });
    const { breaks } = await as('ACQUIRER-B').reconciliation.listBreaks({ reconciliation: result.number });
    expect(breaks).toMatchObject([
      {
        ...{ kind: 'DIFFERENT', line: 3, card, origin: 'ACQUIRER-B', program: 'ALPHA', proposedChange: 100 },
        theirs: { outcome: 'POSTED', amount: 300, postedChange: -300 },
        ours: { outcome: 'POSTED', amount: 400, postedChange: -400 },
      },
      { kind: 'MISSING_HERE', line: 4, id: ABSENT, theirs: { amount: 20 }, ours: null, proposedChange: 20 },
      {
        ...{ kind: 'MISSING_THERE', line: 0, id: lines[declined]?.split(',')[2], proposedChange: 0 },
        ...{ theirs: null, ours: { outcome: 'INSUFFICIENT_POINTS', amount: 0 } },
      },
    ]);
    await expect(
      as('ACQUIRER-A').reconciliation.listBreaks({ reconciliation: result.number }),
    ).rejects.toThrow('NOT_FOUND');
  });

  test('of a file that is slow to come is in nobody’s way but its own participant’s', async () => {
    const [gateway] = running.engine.gateways as [EngineProcess];
    // At one gateway, and so many that they would have all the connections there were for it.
    const slow = await Promise.all(
      (['ISSUER-A', 'ISSUER-B', 'ACQUIRER-A', 'ACQUIRER-B'] as const).map(async (participant) => {
        const lines = await fileOf(participant);
        const client = running.network.connect(participant, { address: gateway.grpcAddress });
        const file = new PassThrough();
        const result = client.reconcile({ cycle, participant: '' }, file);
        file.write(`${lines[0]}\n`);
        return { client, file, result, rest: lines.slice(1).join('\n') };
      }),
    );
    const [first] = slow as [(typeof slow)[number]];
    await eventually(async () => {
      const reading = `select from pg_stat_activity
        where datname = current_database() and state = 'active' and query like 'copy reconciliation_line%'`;
      expect(await query(running.databaseUrl, reading)).toHaveLength(slow.length);
    });
    await expect(first.client.reconcile({ cycle, participant: '' }, inPieces(''))).rejects.toMatchObject({
      refusal: { status: 'RESOURCE_EXHAUSTED', retryDelayMs: 5_000 },
    });
    const hasty = running.network.connect('OPERATOR', { address: gateway.grpcAddress, deadlineMs: 5_000 });
    await expect(hasty.reconciliation.listBreaks({ reconciliation: 999 })).rejects.toThrow('NOT_FOUND');
    const own = (await fileOf('ISSUER-A')).join('\n');
    const { missingHere } = await hasty.reconcile({ cycle, participant: 'ISSUER-A' }, inPieces(own));
    expect(missingHere).toBe(0);
    for (const { file, result, rest } of slow) {
      file.end(rest);
      expect(await result).toMatchObject({ different: 0, missingHere: 0, missingThere: 0 });
    }
  });

  test('posts an adjustment that one proposes and another approves, once and with both names', async () => {
    const before = await posted();
    const lines = await fileOf('ACQUIRER-B');
    const file = lines
      .map((line) => line.replace(',POSTED,ALPHA,400,-400,', ',POSTED,ALPHA,300,-300,'))
      .map((line) => line.replace('#total,2,400', '#total,2,300'));
    const { number: reconciliation } = await reconcile('ACQUIRER-B', file);
    const ofAcquirer = as('ACQUIRER-B').reconciliation;
    const proposed = await ofAcquirer.proposeAdjustment({ reconciliation, break: 1 });
    expect(proposed).toMatchObject({ change: 100, status: 'ADJUSTMENT_PROPOSED', proposedBy: 'ACQUIRER-B' });
    await expect(ofAcquirer.proposeAdjustment({ reconciliation, break: 1 })).rejects.toThrow(
      'FAILED_PRECONDITION',
    );
    await expect(ofAcquirer.proposeAdjustment({ reconciliation, break: 2 })).rejects.toThrow('NOT_FOUND');
    expect(await posted()).toBe(before);

    const decision = { id: proposed.id, approve: true };
    await expect(ofAcquirer.decideAdjustment(decision)).rejects.toThrow('NOT_FOUND');
    await expect(as('ISSUER-B').reconciliation.decideAdjustment(decision)).rejects.toThrow('NOT_FOUND');
    const twice = await Promise.all(
      [1, 2].map(() => as('ISSUER-A').reconciliation.decideAdjustment(decision)),
    );
    for (const approved of twice) {
      expect(approved).toMatchObject({
        ...{ status: 'ADJUSTMENT_POSTED', decidedBy: 'ISSUER-A', outcome: 'POSTED' },
      });
    }
    expect(await posted()).toBe(before + 100);
    await expect(
      as('OPERATOR').reconciliation.decideAdjustment({ id: proposed.id, approve: false }),
    ).rejects.toThrow('FAILED_PRECONDITION');

    // Nor is it adjusted again for who hands the file in again.
    const again = await reconcile('ACQUIRER-B', file);
    await expect(ofAcquirer.proposeAdjustment({ reconciliation: again.number, break: 1 })).rejects.toThrow(
      'FAILED_PRECONDITION',
    );

    const recordedAs = await as('ISSUER-A').getTransaction(card, proposed.id);
    expect(recordedAs).toMatchObject({
      ...{ counter: 'ADJUSTMENT', postedChange: 100, origin: 'ISSUER-A' },
      transaction: {
        type: 'ADJUST',
        reason: `reconciliation ${reconciliation}, break 1: proposed by ACQUIRER-B, approved by ISSUER-A`,
      },
    });
  });

  test.each([
    ['of another amount than was posted', 'amount = amount + 1'],
    ['of another transaction than its break', 'subject = id'],
    ['that was rejected and posted all the same', `status = 'rejected'`],
    ['approved by another than the journal says', `decided_by = 'OPERATOR'`],
  ])('has the audit find an adjustment %s', async (_what, change) => {
    await query(running.databaseUrl, 'create table saved as table adjustment');
    await query(running.databaseUrl, `update adjustment set ${change}`);
    const { checks } = await audit(running.databaseUrl);
    await query(running.databaseUrl, 'delete from adjustment');
    await query(running.databaseUrl, 'insert into adjustment table saved');
    await query(running.databaseUrl, 'drop table saved');
    expect(checks.filter(({ holds }) => !holds).map(({ name }) => name)).toEqual(['adjustments-are-posted']);
  });

  test('finds what the file has in another program missing in both', async () => {
    const lines = await fileOf('ACQUIRER-B');
    const file = lines.map((line) => line.replace(',POSTED,ALPHA,400,-400,', ',POSTED,BETA,400,-400,'));
    const result = await reconcile('ACQUIRER-B', file);
    expect(result).toMatchObject({ different: 0, missingHere: 1, missingThere: 1 });
    const { breaks } = await as('ACQUIRER-B').reconciliation.listBreaks({ reconciliation: result.number });
    expect(breaks).toMatchObject([
      { kind: 'MISSING_HERE', program: 'BETA', proposedChange: -400 },
      { kind: 'MISSING_THERE', program: 'ALPHA', proposedChange: 400 },
    ]);
  });

  test('adjusts nothing that was rejected, and lets nobody approve what it proposed itself', async () => {
    const before = await posted();
    const lines = (await fileOf('ISSUER-A')).map((line) => line.replace(/^#total,(\d+),.*$/, '#total,$1,0'));
    const zeroed = lines.map((line) => line.replace(/,POSTED,ALPHA,\d+,-?\d+,/, ',POSTED,ALPHA,0,0,'));
    const { number: reconciliation } = await reconcile('ISSUER-A', zeroed);
    const request = { reconciliation, break: 1 };
    const proposed = await as('ISSUER-A').reconciliation.proposeAdjustment(request);
    await expect(
      as('ISSUER-A').reconciliation.decideAdjustment({ id: proposed.id, approve: true }),
    ).rejects.toThrow('PERMISSION_DENIED');
    const rejected = await as('OPERATOR').reconciliation.decideAdjustment({
      id: proposed.id,
      approve: false,
    });
    expect(rejected).toMatchObject({ status: 'ADJUSTMENT_REJECTED', outcome: '' });
    await expect(
      as('OPERATOR').reconciliation.decideAdjustment({ id: proposed.id, approve: true }),
    ).rejects.toThrow('FAILED_PRECONDITION');
    const again = await as('OPERATOR').reconciliation.proposeAdjustment(request);
    const { adjustments } = await as('ISSUER-A').reconciliation.listAdjustments({ reconciliation });
    expect(adjustments.map(({ id, status }) => [id, status])).toEqual([
      [proposed.id, 'ADJUSTMENT_REJECTED'],
      [again.id, 'ADJUSTMENT_PROPOSED'],
    ]);
    expect(await posted()).toBe(before);
  });

  test('proposes no adjustment that no transaction could make', async () => {
    const lines = await fileOf('ACQUIRER-B');
    const file = lines
      .map((line) => line.replace(',POSTED,ALPHA,400,-400,', ',POSTED,ALPHA,400,9007199254740991,'))
      .map((line) => line.replace('#total,2,400', '#total,2,400'));
    const { number: reconciliation } = await reconcile('ACQUIRER-B', file);
    await expect(
      as('ACQUIRER-B').reconciliation.proposeAdjustment({ reconciliation, break: 1 }),
    ).rejects.toThrow('FAILED_PRECONDITION: break: is more than one transaction may move');
  });

  test('refuses a file with doubled or unreadable lines or wrong totals, naming its lines, and records nothing', async () => {
    const before = await recorded();
    const lines = await fileOf('ISSUER-A');
    const [first] = lines.slice(2) as [string];
    const total = lines.at(-1) as string;
    const [, count, amount] = total.split(',').map(Number) as [number, number, number];
    const refusalOf = (file: readonly string[]) =>
      reconcile('ISSUER-A', file).then(
        () => undefined,
        (error: CallError) => error.refusal,
      );
    const doubled = [...lines.slice(0, 3), first, ...lines.slice(3, -1)];
    const more = amount + Number(first.split(',')[8]);
    expect(await refusalOf([...doubled, `#total,${count + 1},${more}`])).toMatchObject({
      status: 'INVALID_ARGUMENT',
      violations: [{ field: 'lines[4]', description: 'is the transaction of line 3 again' }],
    });
    expect(await refusalOf([...lines.slice(0, 2), 'x', ...lines.slice(3)])).toMatchObject({
      violations: [{ field: 'lines[3]', description: 'has 1 fields instead of 17' }],
    });
    expect(await refusalOf([...lines.slice(0, -1), `#total,${count},${amount + 1}`])).toMatchObject({
      violations: [{ field: `lines[${lines.length}]` }],
    });
    expect(await recorded()).toBe(before);
  });

  test('is for the participant whose file it is, and for cycles that are closed', async () => {
    const lines = await fileOf('ISSUER-A');
    await expect(reconcile('ISSUER-B', lines, 'ISSUER-A')).rejects.toThrow('NOT_FOUND');
    await expect(reconcile('ISSUER-B', lines)).rejects.toThrow('is of another participant, ISSUER-A');
    const open = { cycle: cycle + 1, participant: '' };
    await expect(as('ISSUER-A').reconcile(open, inPieces(''))).rejects.toThrow('FAILED_PRECONDITION');
  });

  test('is done by tongfen reconcile, which names the lines that are wrong', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'tongfen-reconcile-'));
    const path = join(directory, 'day.csv');
    const run = (...args: string[]): Promise<{ stdout: string; stderr: string }> =>
      promisify(execFile)(
        process.execPath,
        [
          PROGRAM,
          'reconcile',
          ...args,
          '--address',
          (running.engine.gateways[0] as EngineProcess).grpcAddress,
        ],
        { env: { PATH: process.env['PATH'], TONGFEN_API_KEY: running.network.keys['ISSUER-A'] } },
      );
    try {
      const lines = await fileOf('ISSUER-A');
      // As spreadsheets save it, with a byte order mark.
      writeFileSync(path, `\uFEFF${lines.join('\r\n')}`);
      expect((await run(path)).stdout).toMatch(/0 different, 0 missing here, 0 missing there\.\nNo breaks\./);
      const shorter = lines.filter((line) => !line.includes(',EARN,'));
      const total = (lines.at(-1) as string).split(',').map(Number);
      writeFileSync(
        path,
        [...shorter.slice(0, -1), `#total,${total[1]! - 1},${total[2]! - 1_000}`].join('\n'),
      );
      await expect(run(path)).rejects.toMatchObject({
        code: 1,
        stdout: expect.stringMatching(/1 missing there.*missing there.*POSTED 1000 +│ +-1000/s),
      });
      writeFileSync(path, [...lines.slice(0, 2), 'nonsense', ...lines.slice(3)].join('\n'));
      await expect(run(path)).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining(`${path}:3: has 1 fields instead of 17\n`),
      });
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test('adjusts nothing that a cut-over has put into another cycle than its participant has it in', async () => {
    const before = await posted();
    const late = uuid7();
    const earn = { id: late, card, type: 'EARN', program: 'ALPHA', amount: 70, merchant: 'SHOP' } as const;
    await as('ACQUIRER-A').submit(earn);
    const columns = 'id,card,program,outcome,amount,posted_change';
    const lateLine = `${late},${card},ALPHA,POSTED,70,70`;
    const ofAcquirer = as('ACQUIRER-A').reconciliation;
    const breakOf = async (reconciliation: number) => {
      const { breaks } = await ofAcquirer.listBreaks({ reconciliation });
      return { reconciliation, break: breaks.find(({ id }) => id === late)?.number as number };
    };

    const missingHere = await breakOf(
      (await reconcile('ACQUIRER-A', [columns, lateLine, '#total,1,70'])).number,
    );
    await expect(ofAcquirer.proposeAdjustment(missingHere)).rejects.toThrow(
      `FAILED_PRECONDITION: break: agrees with cycle ${cycle + 1}`,
    );
    const next = cycle + 1;
    await as('OPERATOR').settlement.closeCycle({ cycle: next });
    const { number } = await as('ACQUIRER-A').reconcile(
      { cycle: next, participant: '' },
      inPieces([columns, '#total,0,0'].join('\n')),
    );
    const missingThere = await breakOf(number);
    await expect(ofAcquirer.proposeAdjustment(missingThere)).rejects.toThrow(
      `FAILED_PRECONDITION: break: agrees with cycle ${cycle}`,
    );

    expect(await posted()).toBe(before + 70);
  });
});

describe('a transaction that participants and the network have in different cycles', () => {
  const COLUMNS = 'id,card,origin,program,outcome,amount,posted_change';
  let running: RunningNetwork;
  let card = 0;
  let first: number;
  let id: string;

  const as = (participant: ParticipantCode): TongfenClient => running.network.as(participant);

  beforeAll(async () => {
    running = await runNetwork(USUAL_BACKEND, { cards: 10, workers: 1 });
  });

  beforeEach(async () => {
    card = running.network.cards.find((each) => each > card) ?? 0;
    first = (await as('OPERATOR').network.getCycle({})).number;
    id = uuid7();
  });

  afterAll(() => running.stop());

  /** Clears it in the first of two cycles, or not at all, and closes both. */
  async function clear({ isSubmitted }: { isSubmitted: boolean }): Promise<void> {
    const earn = { id, card, type: 'EARN', program: 'ALPHA', amount: 70, merchant: 'SHOP' } as const;
    if (isSubmitted) await as('ACQUIRER-A').submit(earn);
    for (const cycle of [first, first + 1]) await as('OPERATOR').settlement.closeCycle({ cycle });
  }

  /** Hands in a file that has it, or that is empty; returns what to adjust of it there, if anything. */
  async function handIn(by: ParticipantCode, cycle: number, has: 'it' | 'nothing') {
    const lines =
      has === 'it' ? [`${id},${card},ACQUIRER-A,ALPHA,POSTED,70,70`, '#total,1,70'] : ['#total,0,0'];
    const text = [COLUMNS, ...lines].join('\n');
    const { number } = await as(by).reconcile({ cycle, participant: '' }, inPieces(text));
    const { breaks } = await as(by).reconciliation.listBreaks({ reconciliation: number });
    return { reconciliation: number, break: breaks.find((each) => each.id === id)?.number ?? 0 };
  }

  async function posted(): Promise<number> {
    return (await as('ISSUER-A').accounts.getAccounts({ card, program: 'ALPHA' })).accounts[0]?.posted ?? 0;
  }

  test('is not given back for what was only proposed to be taken', async () => {
    await clear({ isSubmitted: true });
    const ofAcquirer = as('ACQUIRER-A').reconciliation;
    const taken = await ofAcquirer.proposeAdjustment(await handIn('ACQUIRER-A', first, 'nothing'));
    expect(taken).toMatchObject({ change: -70 });
    const missingHere = await handIn('ACQUIRER-A', first + 1, 'it');
    await expect(ofAcquirer.proposeAdjustment(missingHere)).rejects.toThrow(`agrees with cycle ${first}`);
    const ofIssuer = as('ISSUER-A').reconciliation;
    expect(await ofIssuer.decideAdjustment({ id: taken.id, approve: true })).toMatchObject({
      outcome: 'POSTED',
    });
    const given = await ofAcquirer.proposeAdjustment(missingHere);
    expect(await ofIssuer.decideAdjustment({ id: given.id, approve: true })).toMatchObject({
      outcome: 'POSTED',
    });
    expect(await posted()).toBe(70);
  });

  test('is adjusted once, where the network has it nowhere', async () => {
    await clear({ isSubmitted: false });
    const given = await as('ACQUIRER-A').reconciliation.proposeAdjustment(
      await handIn('ACQUIRER-A', first, 'it'),
    );
    const again = await handIn('ISSUER-A', first + 1, 'it');
    const refusal = `agrees with cycle ${first}`;
    await expect(as('ISSUER-A').reconciliation.proposeAdjustment(again)).rejects.toThrow(refusal);
    await as('ISSUER-A').reconciliation.decideAdjustment({ id: given.id, approve: true });
    await expect(as('ISSUER-A').reconciliation.proposeAdjustment(again)).rejects.toThrow(refusal);
    expect(await posted()).toBe(70);
  });

  test('is proposed once by several at once', async () => {
    await clear({ isSubmitted: false });
    const breaks = [await handIn('ACQUIRER-A', first, 'it'), await handIn('ACQUIRER-A', first + 1, 'it')];
    const proposed = await Promise.allSettled(
      [...breaks, ...breaks].map((each) => as('ACQUIRER-A').reconciliation.proposeAdjustment(each)),
    );
    expect(proposed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('is where the last file of a cycle has it', async () => {
    await clear({ isSubmitted: true });
    await handIn('ACQUIRER-A', first + 1, 'it');
    const missingThere = await handIn('ACQUIRER-A', first, 'nothing');
    const { proposeAdjustment } = as('ACQUIRER-A').reconciliation;
    await expect(proposeAdjustment(missingThere)).rejects.toThrow(`agrees with cycle ${first + 1}`);
    await handIn('ACQUIRER-A', first + 1, 'nothing');
    expect(await proposeAdjustment(missingThere)).toMatchObject({ change: -70 });
  });

  test('an adjustment that a fault kept from being posted is posted by whoever may approve it', async () => {
    await clear({ isSubmitted: true });
    const { proposeAdjustment } = as('ACQUIRER-A').reconciliation;
    const taken = await proposeAdjustment(await handIn('ACQUIRER-A', first, 'nothing'));
    await query(
      running.databaseUrl,
      `update adjustment set status = 'approved', decided_by = 'ISSUER-A', decided_at = now() where id = $1`,
      [taken.id],
    );
    const { decideAdjustment } = as('OPERATOR').reconciliation;
    await expect(decideAdjustment({ id: taken.id, approve: false })).rejects.toThrow(
      'was approved by ISSUER-A',
    );
    expect(await decideAdjustment({ id: taken.id, approve: true })).toMatchObject({
      ...{ status: 'ADJUSTMENT_POSTED', decidedBy: 'ISSUER-A' },
    });
    expect(await posted()).toBe(0);
  });
});

async function* inPieces(text: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += 100) yield bytes.subarray(from, from + 100);
}
