import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { TongfenClient } from '../../../src/client/client.ts';
import type { NewTransaction } from '../../../src/client/transaction.ts';
import { uuid7 } from '../../../src/client/uuid7.ts';
import { packageRoot } from '../../../src/package-root.ts';
import type { SettlementFormat } from '../../../src/wire/generated/tongfen/v1/SettlementFormat.ts';
import { USUAL_BACKEND } from '../../support/backends.ts';
import { eventually } from '../../support/eventually.ts';
import type { ParticipantCode } from '../../support/network.ts';
import type { RunningNetwork } from '../../support/running-network.ts';
import { runNetwork } from '../../support/running-network.ts';
import { TestHost } from '../../support/test-host.ts';
import { query } from '../store/turns.ts';

const POINTS = 1_000;

/** The columns of a file of a participant's own, and what its line has in each. */
const COLUMNS = ['id', 'card', 'origin', 'program', 'outcome', 'amount', 'posted_change'] as const;
type Line = Readonly<Record<(typeof COLUMNS)[number], string>>;

describe('a transaction that an issuer’s host is asked about', () => {
  let running: RunningNetwork;
  let host: TestHost;
  let card: number;

  const as = (participant: ParticipantCode): TongfenClient => running.network.as(participant);

  const far = (type: NewTransaction['type'], amount: number): NewTransaction & { id: string } => {
    return { id: uuid7(), type, card, program: 'FAR', amount, merchant: 'SHOP' };
  };

  beforeAll(async () => {
    running = await runNetwork(USUAL_BACKEND, { cards: 1 });
    [card] = running.network.cards as [number];
    host = new TestHost([[card, POINTS]]);
    await host.start();
    const program = { code: 'FAR', name: 'Far', issuer: 'ISSUER-B', parNumerator: 1, parDenominator: 1 };
    await as('OPERATOR').network.createProgram({
      program: { ...program, none: {}, host: { address: host.address, floorLimit: 0 } },
    });
    await as('OPERATOR').network.updateMerchant({ code: 'SHOP', programs: { codes: ['ALPHA', 'FAR'] } });
  });

  beforeEach(() => {
    host.manners = {};
  });

  afterAll(async () => {
    await running.stop();
    host.stop();
  });

  test('is not found before it has its outcome, and then with that, by whoever may see it', async () => {
    host.manners = { delayMs: 1_000 };
    const redeem = far('REDEEM', POINTS + 1);
    const answer = as('ACQUIRER-A').submit(redeem);
    await eventually(async () => {
      const open = "select from host_message where state = 'OPEN'";
      expect(await query(running.databaseUrl, open)).toHaveLength(1);
    });
    const seenBy = (['ACQUIRER-A', 'ISSUER-B', 'OPERATOR'] as const).map(as);
    for (const client of seenBy) expect(await client.getTransaction(card, redeem.id)).toBeUndefined();
    await answer;
    for (const client of seenBy) {
      expect(await client.getTransaction(card, redeem.id)).toMatchObject({
        ...{ outcome: 'INSUFFICIENT_POINTS', origin: 'ACQUIRER-A', postedChange: 0 },
      });
    }
  });

  test('is in the files of its cycle once, and missing in nobody’s own', async () => {
    const alpha = { card, program: 'ALPHA', amount: 500 };
    await as('ISSUER-A').submit({ ...alpha, id: uuid7(), type: 'EARN' });
    await as('ACQUIRER-A').submit(far('EARN', 300));
    await as('ACQUIRER-A').submit(far('REDEEM', 120));
    await as('ACQUIRER-A').submit(far('REDEEM', 2 * POINTS));
    const exchange = { toProgram: 'FAR', amountOutMin: 1, quote: '' };
    await as('ISSUER-A').submit({ ...alpha, id: uuid7(), type: 'EXCHANGE', exchange });
    const { number: cycle } = await as('OPERATOR').network.getCycle({});
    await as('OPERATOR').settlement.closeCycle({ cycle });

    const linesOf = async (participant: ParticipantCode): Promise<string[][]> => {
      const { lines, totals } = await fileOf(participant, cycle);
      const result = await as(participant).reconcile(
        { cycle, participant: '' },
        inOnePiece(lines.filter(({ origin }) => !/^(host|answer)\//.test(origin))),
      );
      expect(result).toMatchObject({ different: 0, missingHere: 0, missingThere: 0 });
      expect(totals).toContainEqual(controlTotal('FAR', lines));
      return lines.map(({ origin, outcome, program, posted_change: change }) => [
        ...[origin, outcome, program, change],
      ]);
    };
    const ofAcquirer = [
      ['ACQUIRER-A', 'INSUFFICIENT_POINTS', 'FAR', '0'],
      ['ACQUIRER-A', 'POSTED', 'FAR', '300'],
      ['ACQUIRER-A', 'POSTED', 'FAR', '-120'],
      ['ACQUIRER-A', 'INSUFFICIENT_POINTS', 'FAR', '0'],
    ];
    expect(await linesOf('ACQUIRER-A')).toEqual(ofAcquirer);
    expect(await linesOf('ISSUER-B')).toEqual([...ofAcquirer, ['exchange/ISSUER-A', 'POSTED', 'FAR', '500']]);

    // In XML as well, with what an exchange has the issuers owe and be owed.
    const schema = readFileSync(join(packageRoot(), 'docs', 'settlement-file.xsd'), 'utf8');
    const micro = { 'ISSUER-A': -500_000_000, 'ISSUER-B': 500_000_000 };
    for (const issuer of ['ISSUER-A', 'ISSUER-B'] as const) {
      const contents = await textOf(issuer, cycle, 'XML');
      const { errors } = await validateXML({ xml: [{ fileName: 'file.xml', contents }], schema: [schema] });
      expect(errors).toEqual([]);
      expect(contents.match(/<PstnMicro>.*?</g)).toEqual([`<PstnMicro>${micro[issuer]}<`]);
      expect((await fileOf(issuer, cycle)).lines.at(-1)).toMatchObject({
        position_micro: String(micro[issuer]),
      });
    }
  });

  async function textOf(
    participant: ParticipantCode,
    cycle: number,
    format: SettlementFormat,
  ): Promise<string> {
    const pieces: Buffer[] = [];
    for await (const piece of as(participant).settlementFile({ cycle, format })) pieces.push(piece);
    return Buffer.concat(pieces).toString('utf8');
  }

  async function fileOf(
    participant: ParticipantCode,
    cycle: number,
  ): Promise<{ readonly lines: readonly Line[]; readonly totals: readonly string[] }> {
    const file = (await textOf(participant, cycle, 'CSV')).trimEnd().split('\n');
    const lines: Line[] = parse(file.filter((line) => !line.startsWith('#')).join('\n'), { columns: true });
    return { lines, totals: file.filter((line) => line.startsWith('#program')) };
  }
});

/** What a file says of a program at its end: lines, those that posted, points given to members and taken from them. */
function controlTotal(program: string, lines: readonly Line[]): string {
  const own = lines.filter((line) => line.program === program);
  const changes = own.map((line) => Number(line.posted_change));
  const sum = (sign: 1 | -1): number =>
    changes.reduce((total, change) => total + Math.max(0, sign * change), 0);
  const posted = own.filter(({ outcome }) => outcome === 'POSTED').length;
  return ['#program', program, own.length, posted, sum(1), sum(-1)].join(',');
}

/** What a participant's own system would write of these transactions. */
async function* inOnePiece(lines: readonly Line[]): AsyncGenerator<Buffer> {
  const rows = lines.map((line) => COLUMNS.map((column) => line[column]).join(','));
  const amount = lines.reduce((sum, line) => sum + Number(line.amount), 0);
  yield Buffer.from([COLUMNS.join(','), ...rows, `#total,${rows.length},${amount}`].join('\n'));
}
