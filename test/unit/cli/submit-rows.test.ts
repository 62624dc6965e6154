import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BadHeader, csvFormat, NDJSON } from '../../../src/cli/submit/formats.ts';
import { identify, LINE_BYTES_MAX, readLines, START } from '../../../src/cli/submit/lines.ts';
import type { Row } from '../../../src/cli/submit/row.ts';
import { rowId, rowOf } from '../../../src/cli/submit/row.ts';
import { readRows } from '../../../src/cli/submit/rows.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tongfen-submit-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function fileOf(content: string): string {
  const path = join(directory, 'file');
  writeFileSync(path, content);
  return path;
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function linesOf(path: string, from = START) {
  return (await collect(readLines(path, from))).flat();
}

describe('lines', () => {
  it('come with their number and where they end, whatever ends them', async () => {
    const path = fileOf('\uFEFFone\r\ntwo\n\nvier → 4');
    expect(await linesOf(path)).toEqual([
      { number: 1, text: 'one', endByte: 8 },
      { number: 2, text: 'two', endByte: 12 },
      { number: 3, text: '', endByte: 13 },
      { number: 4, text: 'vier → 4', endByte: 23 },
    ]);
    expect(await identify(path)).toMatchObject({ lines: 4 });
    expect(await linesOf(path, { line: 2, byte: 12 })).toEqual((await linesOf(path)).slice(2));
  });

  it('that are longer than allowed are passed over, and do not fill the memory', async () => {
    const long = 'x'.repeat(LINE_BYTES_MAX * 4 + 1);
    const path = fileOf(`short\n${long}\nshort again\n${long}`);
    const lines = await linesOf(path);
    expect(lines.map(({ text }) => text)).toEqual(['short', undefined, 'short again', undefined]);
    expect(lines.at(-1)?.endByte).toBe(6 + 2 * long.length + 1 + 12);
  });

  it('are the same from wherever reading begins', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ maxLength: 90_000, size: 'max' }), { maxLength: 6 }),
        async (texts) => {
          const path = fileOf(texts.join('\n'));
          const all = await linesOf(path);
          const middle = all[Math.floor(all.length / 2)];
          if (middle === undefined) return;
          const from = { line: middle.number, byte: middle.endByte };
          expect(await linesOf(path, from)).toEqual(all.slice(middle.number));
        },
      ),
      { numRuns: 20 },
    );
  });
});

const header = 'id,type,card,program,amount,merchant,linked';

function read(text: string): Row {
  return rowOf({ number: 7, endByte: 0, text }, csvFormat(header).cellsOf(text), (line) => `line ${line}`);
}

describe('a line of CSV', () => {
  it('is a transaction with the values it has', () => {
    expect(read('a,EARN,4000,ACME,12,"SHOP, THE",true')).toMatchObject({
      transaction: {
        id: 'a',
        type: 'EARN',
        card: 4000,
        program: 'ACME',
        amount: 12,
        merchant: 'SHOP, THE',
        linked: true,
      },
      linked: true,
      broken: undefined,
    });
  });

  it('without an id gets one', () => {
    expect(read(',RELEASE,4000,ACME,,,')).toMatchObject({
      transaction: { id: 'line 7', type: 'RELEASE', card: 4000, program: 'ACME' },
    });
  });

  it.each([
    ['a,EARN,4000,ACME,1.5,,', "amount: must be a whole number, in the program's smallest unit"],
    ['a,EARN,4000,ACME,1e3,,', "amount: must be a whole number, in the program's smallest unit"],
    ['a,EARN,4000,ACME,9007199254740993,,', "amount: must be a whole number, in the program's smallest unit"],
    ['a,EARN,4000-0000,ACME,1,,', 'card: must be a whole number'],
    ['a,EARN,,ACME,1,,', 'card: is needed'],
    ['a,,4000,ACME,1,,', 'type: is needed'],
    ['a,EXPIRE,4000,ACME,1,,', /^type: must be one of EARN, /],
    ['a,EARN,4000,ACME,1,,yes', 'linked: must be true or false'],
    ['a,EARN,4000,ACME,1', 'has 5 columns where the header has 7'],
    ['a,EARN,4000,ACME,1,"SHOP,', /^is not CSV: /],
  ])('%s is broken: %s', (text, because) => {
    const row = read(text);
    expect(row.transaction).toBeUndefined();
    expect(row.broken).toEqual(typeof because === 'string' ? because : expect.stringMatching(because));
  });

  it.each([
    ['type,card,colour', "its column 'colour' is none of id, type, "],
    ['', 'it is empty, or begins with an empty line: its first line names columns'],
    ['type,card,type', "its column 'type' is there twice"],
    ['type,"card', 'its first line is not CSV'],
  ])('under the header %s is not read: %s', (wrong, because) => {
    expect(() => csvFormat(wrong)).toThrow(BadHeader);
    expect(() => csvFormat(wrong)).toThrow(because);
  });
});

describe('a line that is an exchange', () => {
  const columns = 'id,type,card,program,amount,to_program,amount_out_min,quote';
  const rowUnder = (text: string) =>
    rowOf({ number: 1, endByte: 0, text }, csvFormat(columns).cellsOf(text), () => 'x');

  it.each([
    ['a,EXCHANGE,4000,ACME,12,CITY,7,', { toProgram: 'CITY', amountOutMin: 7 }],
    ['a,EXCHANGE,4000,ACME,12,CITY,,signed', { toProgram: 'CITY', quote: 'signed' }],
    ['a,EXCHANGE,4000,ACME,12,,7,', { toProgram: '', amountOutMin: 7 }],
    ['a,EARN,4000,ACME,12,,,', undefined],
  ])('%s has what its columns say', (text, exchange) => {
    expect(rowUnder(text).transaction?.exchange).toEqual(exchange);
  });

  it('is broken by an amount that is none', () => {
    expect(rowUnder('a,EXCHANGE,4000,ACME,12,CITY,much,').broken).toMatch(/^amount_out_min: must be/);
  });

  it('is the same as JSON', () => {
    const cells = NDJSON.cellsOf('{"type":"EXCHANGE","card":1,"to_program":"CITY","amountOutMin":"7"}');
    expect(rowOf({ number: 1, endByte: 0, text: '' }, cells, () => 'x').transaction).toMatchObject({
      exchange: { toProgram: 'CITY', amountOutMin: 7 },
    });
  });
});

describe('a line of NDJSON', () => {
  it('is a transaction under the names of the proto or of its JSON form', () => {
    const cells = NDJSON.cellsOf(
      '{"type":"CAPTURE","card":"4000","originalId":"b","amount":3,"linked":false}',
    );
    const other = NDJSON.cellsOf('{"type":"CAPTURE","card":4000,"original_id":"b","amount":"3"}');
    const row = (value: typeof cells) =>
      rowOf({ number: 1, endByte: 0, text: '' }, value, () => 'x').transaction;
    expect(row(cells)).toEqual(row(other));
    expect(row(cells)).toMatchObject({ type: 'CAPTURE', card: 4000, originalId: 'b', amount: 3 });
  });

  it.each([
    ['{"type":', 'is not JSON'],
    ['[1]', 'is not a JSON object'],
    ['null', 'is not a JSON object'],
    ['{"typ":"EARN"}', "has 'typ', which is none of id, type,"],
  ])('%s is broken: %s', (text, because) => {
    expect(NDJSON.cellsOf(text)).toContain(because);
  });
});

describe('the id of a line without one', () => {
  it('is a UUID of version 8, the same for the same line of the same file only', () => {
    const file = Buffer.alloc(32, 1);
    expect(rowId(file, 5)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(rowId(file, 5)).toBe(rowId(Buffer.alloc(32, 1), 5));
    expect(new Set([rowId(file, 5), rowId(file, 6), rowId(Buffer.alloc(32, 2), 5)]).size).toBe(3);
  });
});

describe('rows', () => {
  async function rowsOf(content: string): Promise<Row[]> {
    const format = csvFormat(header);
    const portions = readRows(fileOf(`${header}\n${content}`), format, START, (line) => `line ${line}`);
    return (await collect(portions)).flat();
  }
  const line = (linked: boolean, amount = '1') => `,EARN,4000,ACME,${amount},,${linked}`;

  it('leave out the header and blank lines', async () => {
    const rows = await rowsOf(`\n${line(false)}\n   \n${line(false)}\n`);
    expect(rows.map((row) => row.transaction?.id)).toEqual(['line 3', 'line 5']);
  });

  it('that are linked with a broken one are broken too, and their neighbours are not', async () => {
    const texts = [
      ...[line(false), line(true), line(true, 'x'), line(true), line(false), line(false)],
      ...[line(true), line(false)],
    ];
    const rows = await rowsOf(texts.join('\n'));
    expect(rows.map((row) => row.broken)).toEqual([
      undefined,
      'linked with line 4, which is broken',
      expect.stringContaining('amount'),
      'linked with line 4, which is broken',
      'linked with line 4, which is broken',
      undefined,
      ...[undefined, undefined],
    ]);
  });

  it('that are linked with nothing are broken', async () => {
    const rows = await rowsOf([line(false), line(true)].join('\n'));
    expect(rows.map((row) => row.broken)).toEqual([undefined, 'linked with a line that is not there']);
  });

  it('of a chain that is too long are broken to its end', async () => {
    const chain = Array.from({ length: 1_200 }, (_, index) => line(index < 1_199));
    const rows = await rowsOf([...chain, line(false)].join('\n'));
    expect(rows.filter((row) => row.broken?.includes('a chain of more than 100')).length).toBe(1_200);
    expect(rows.at(-1)?.broken).toBeUndefined();
  });

  it('of a chain come in one portion', async () => {
    const content = [
      ...Array(495).fill(line(false)),
      ...Array(50).fill(line(true)),
      line(false),
      line(false),
    ];
    const format = csvFormat(header);
    const path = fileOf(`${header}\n${content.join('\n')}`);
    const portions = await collect(readRows(path, format, START, String));
    expect(portions.map(({ length }) => length)).toEqual([546, 1]);
  });
});
