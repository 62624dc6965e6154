import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardNumber } from '../../../src/ledger/card.ts';
import type { FileLine } from '../../../src/reconciliation/file.ts';
import { PROBLEMS_MAX, readFile, splitLine } from '../../../src/reconciliation/file.ts';
import type { LineProblem } from '../../../src/reconciliation/ports.ts';

const CARD = cardNumber(400_001, 7);
const ID = '01890000-0000-7000-8000-000000000001';
const HEAD = 'id,card,program,outcome,amount,posted_change';
const good = `${ID},${CARD},ACME,POSTED,5,-5`;

async function read(
  lines: readonly string[],
  pieceBytes = 1_000,
): Promise<{ read: FileLine[]; problems: readonly LineProblem[] }> {
  const bytes = Buffer.from(lines.join('\n'));
  async function* content(): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      yield bytes.subarray(from, from + pieceBytes);
    }
  }
  const file = readFile(content(), { participant: 'BANK', cycle: 4 });
  const all: FileLine[] = [];
  for (;;) {
    const { done, value } = await file.next();
    if (done === true) return { read: all, problems: value };
    all.push(...value);
  }
}

const problemsOf = async (...lines: string[]): Promise<string[]> =>
  (await read(lines)).problems.map(({ line, problem }) => `${line}: ${problem}`);

describe('a reconciliation file', () => {
  it.each([1, 7, 1_000])('is read in pieces of %i bytes', async (pieceBytes) => {
    const lines = [
      '#settlement,1,BANK,4,20261121',
      `${HEAD},origin`,
      `${good},"CITY,""PAY"""`,
      '#total,1,5',
      '',
    ];
    expect(await read(lines, pieceBytes)).toEqual({
      read: [
        {
          ...{ line: 3, id: ID, card: CARD, origin: 'CITY,"PAY"', program: 'ACME', outcome: 'POSTED' },
          ...{ amount: 5, postedChange: -5 },
        },
      ],
      problems: [],
    });
  });

  it('is of the participant itself where it does not say whose a transaction is, and may end its lines as it likes', async () => {
    const { read: lines, problems } = await read([`${HEAD}\r`, `${good}\r`, '#total,1,5\r']);
    expect(problems).toEqual([]);
    expect(lines[0]?.origin).toBe('BANK');
  });

  it('may have remarks, which are not looked at', async () => {
    expect(await problemsOf('# as "agreed', HEAD, good, '#,"5" screens', '#total,1,5')).toEqual([]);
  });

  it('is refused by the lines that can’t be read, all of them', async () => {
    const bad = [
      [`x,${CARD},ACME,POSTED,5,-5`, 'id is not a UUID'],
      [`${ID},4000010000000000,ACME,POSTED,5,-5`, 'card is not a card number'],
      [`${ID},${CARD},acme,POSTED,5,-5`, 'program is not a code'],
      [`${ID},${CARD},ACME,,5,-5`, 'outcome is not an outcome'],
      [`${ID},${CARD},ACME,POSTED,-5,-5`, 'amount is not a whole number'],
      [`${ID},${CARD},ACME,POSTED,5.0,-5`, 'amount is not a whole number'],
      [`${ID},${CARD},ACME,POSTED,5,x`, 'posted_change is not a whole number'],
      [`${ID},${CARD},ACME,POSTED,5`, 'has 5 fields instead of 6'],
      [`${ID},"${CARD},ACME,POSTED,5,-5`, 'is not CSV'],
      [`${ID},${'x'.repeat(5_000)}`, 'is longer than 4096 characters'],
    ] as const;
    expect(await problemsOf(HEAD, good, ...bad.map(([line]) => line), '#total,1,5')).toEqual(
      bad.map(([, problem], index) => `${index + 3}: ${problem}`),
    );
  });

  it('may have all points that an account can have, and no more', async () => {
    const most = (amount: bigint): string => `${ID},${CARD},ACME,POSTED,${amount},-${amount}`;
    const { read: lines, problems } = await read([HEAD, most(2n ** 53n - 1n), `#total,1,${2n ** 53n - 1n}`]);
    expect(problems).toEqual([]);
    expect(lines[0]).toMatchObject({ amount: 2 ** 53 - 1, postedChange: -(2 ** 53 - 1) });
    expect(await problemsOf(HEAD, most(2n ** 53n), '#total,0,0')).toEqual([
      '2: amount is not a whole number',
    ]);
  });

  it('is not quoted at any length in what is wrong with it', async () => {
    const long = 'X'.repeat(4_000);
    const problems = await problemsOf(
      HEAD,
      `#settlement,1,${long},4`,
      `#settlement,1,BANK,${long}`,
      '#total,0,0',
    );
    expect(problems.join('\n').length).toBeLessThan(200);
  });

  it('is refused with other totals than its own', async () => {
    expect(await problemsOf(HEAD, good, '#total,2,5')).toEqual(['3: says a total of 2,5, and it is 1,5']);
    expect(await problemsOf(HEAD, good, '#total,1,6')).toEqual(['3: says a total of 1,6, and it is 1,5']);
  });

  it('is refused when it is not whole', async () => {
    expect(await problemsOf(HEAD, good)).toEqual(['2: is the last, and there is no #total']);
    expect(await problemsOf(HEAD, '#total,0,0', good)).toEqual(['3: is behind the #total']);
    expect(await problemsOf('#total,0,0')).toEqual(['1: has no line with the names of columns']);
    expect(await problemsOf('id,card', '#total,0,0')).toEqual([
      '1: has no column program, outcome, amount, posted_change',
    ]);
  });

  it('is refused when it is of somebody else, or of another cycle', async () => {
    expect(await problemsOf('#settlement,1,OTHER,4,20261121', HEAD, '#total,0,0')).toEqual([
      '1: is of another participant, OTHER',
    ]);
    expect(await problemsOf('#settlement,1,BANK,5,20261121', HEAD, '#total,0,0')).toEqual([
      '1: is of another cycle, 5',
    ]);
  });

  it('that is something else is refused without a problem for each of its lines', async () => {
    const { problems } = await read([HEAD, ...Array.from({ length: 1_000 }, () => 'nonsense'), '#total,0,0']);
    expect(problems).toHaveLength(PROBLEMS_MAX);
  });
});

it('fields of CSV come back as they were quoted', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (fields) => {
      const line = fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(',');
      expect(splitLine(line)).toEqual(fields);
    }),
  );
});
