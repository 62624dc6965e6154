import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { status as Code, Metadata } from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SubmitSummary } from '../../../src/cli/submit/submit-file.ts';
import { submitFile } from '../../../src/cli/submit/submit-file.ts';
import { connectTongfen } from '../../../src/client/client.ts';
import type { SubmitterOptions } from '../../../src/client/submitter.ts';
import { Fault } from '../../../src/fault.ts';
import type { FakeBehaviour } from '../client/fake-gateway.ts';
import { startFakeGateway } from '../client/fake-gateway.ts';
import { Ledger } from './submit-ledger.ts';

let directory: string;
let path: string;
let ledger: Ledger;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tongfen-submit-'));
  path = join(directory, 'day.csv');
  ledger = new Ledger();
});
afterEach(() => rmSync(directory, { recursive: true }));

interface SubmitOptions {
  readonly behaviour?: FakeBehaviour;
  readonly submitter?: SubmitterOptions;
  /** Interrupts when so many lines are done. */
  readonly interruptAt?: number;
  readonly format?: 'csv' | 'ndjson';
  readonly rejectedPath?: string;
}

async function submit(options: SubmitOptions = {}): Promise<SubmitSummary> {
  const { format = 'csv', behaviour = ledger } = options;
  const gateway = await startFakeGateway(behaviour);
  const client = connectTongfen({ address: gateway.address });
  const submitter = client.openSubmitter(options.submitter);
  const interruption = new AbortController();
  try {
    const summary = await submitFile({
      path,
      format,
      rejectedPath: options.rejectedPath ?? `${path}.rejected`,
      submitter,
      address: 'the gateway',
      signal: interruption.signal,
      onStart: () => {},
      onProgress: (line) => {
        if (line >= (options.interruptAt ?? Number.POSITIVE_INFINITY)) interruption.abort();
      },
    });
    await submitter.close();
    return summary;
  } finally {
    submitter.abandon();
    client.close();
    gateway.stop();
  }
}

function write(...lines: string[]): void {
  writeFileSync(path, `${lines.join('\n')}\n`);
}

const rejected = () => readFileSync(`${path}.rejected`, 'utf8');

const header = 'type,card,program,amount';
const manyLines = Array.from({ length: 8_000 }, (_, index) => `EARN,${1 + (index % 12)},ACME,${index + 1}`);

it('clears good lines, and reports each other one with its number and why', async () => {
  write(
    header,
    'EARN,1,ACME,5',
    'EARN,1,ACME,1.5',
    'EARN,1,ACME,0',
    'REDEEM,13,ACME,7',
    '"',
    'EARN,2,ACME,9',
  );
  const summary = await submit();
  expect(summary).toMatchObject({
    counts: { rows: 6, posted: 2, declined: { INSUFFICIENT_POINTS: 1 }, broken: 3, duplicates: 0 },
    lastLine: 7,
    stoppedBecause: undefined,
    broken: [
      { line: 3, because: "amount: must be a whole number, in the program's smallest unit" },
      { line: 4, because: 'amount: must be 1 to 10^12' },
      { line: 6, because: expect.stringContaining('is not CSV') as string },
    ],
  });
  const [first, ...lines] = rejected().trimEnd().split('\n');
  expect(first).toBe(`id,rejected_line,rejected_status,rejected_because,rejected_text,${header}`);
  expect(lines).toEqual([
    `,3,INVALID_ARGUMENT,"amount: must be a whole number, in the program's smallest unit",,EARN,1,ACME,1.5`,
    ',4,INVALID_ARGUMENT,amount: must be 1 to 10^12,,EARN,1,ACME,0',
    `${ledger.cleared[1]?.id},5,INSUFFICIENT_POINTS,insufficient points,,REDEEM,13,ACME,7`,
    expect.stringMatching(/^,6,INVALID_ARGUMENT,.*,""""$/),
  ]);
  expect(statSync(`${path}.rejected`).mode & 0o077).toBe(0);
});

it('takes no line for its first half, where a carriage return is in the middle of it', async () => {
  write(header, '"EARN",1,ACME,5\r"EARN",2,ACME,6', 'EARN,3,ACME,7');
  expect(await submit()).toMatchObject({
    counts: { rows: 2, posted: 1, broken: 1 },
    broken: [{ line: 2, because: 'is not CSV: 2 records in one line' }],
  });
  expect(ledger.cleared.map(({ amount }) => amount)).toEqual([7]);
});

it('clears nothing twice when it runs again, and answers as before', async () => {
  write(header, 'EARN,1,ACME,5', 'EARN,1,ACME,5', 'REDEEM,13,ACME,7');
  const first = await submit();
  const rejectedFirst = rejected();
  const second = await submit();
  expect(ledger.cleared.length).toBe(3);
  expect(second).toEqual({ ...first, counts: { ...first.counts, duplicates: 3 } });
  expect(rejected()).toBe(rejectedFirst);
});

it('clears nothing twice under another name', async () => {
  write(header, 'EARN,1,ACME,5');
  await submit();
  path = join(directory, 'copy.csv');
  write(header, 'EARN,1,ACME,5');
  expect((await submit()).counts.duplicates).toBe(1);
});

it('goes on where it was interrupted', async () => {
  write(header, ...manyLines);
  const first = await submit({ interruptAt: 2_000, submitter: { inFlightMax: 1_000 } });
  expect(first.lastLine).toBeGreaterThanOrEqual(2_000);
  expect(first.lastLine).toBeLessThan(6_000);
  const second = await submit();
  expect(second).toMatchObject({
    counts: { rows: 8_000, posted: 8_000, duplicates: 0 },
    resumedAfter: first.lastLine,
    lastLine: 8_001,
  });
  const amounts = ledger.cleared.map(({ amount }) => amount).sort((a, b) => a - b);
  expect(amounts).toEqual(manyLines.map((_, index) => index + 1));
});

it('goes on with the lines that were rejected before', async () => {
  const lines = manyLines.map((line, index) => (index % 1_000 === 999 ? 'EARN,1,ACME,x' : line));
  write(header, ...lines);
  const whole = await submit();
  const rejectedWhole = rejected();
  rmSync(`${path}.progress`);
  const first = await submit({ interruptAt: 3_000, submitter: { inFlightMax: 1_000 } });
  // What an interrupted process wrote behind the progress that it saved.
  writeFileSync(`${path}.rejected`, 'of a line that is not done\n', { flag: 'a' });
  const second = await submit();
  expect(second.resumedAfter).toBe(first.lastLine);
  expect(second.counts.broken).toBe(whole.counts.broken);
  expect(rejected()).toBe(rejectedWhole);
});

it('does not take the rest of a broken chain for a chain, where it goes on in the middle of it', async () => {
  // A portion ends behind the broken line, and two more of its chain follow.
  const lines = manyLines.map((line, index) => {
    if (index % 500 === 499) return 'EARN,1,ACME,x,true';
    if (index > 1 && index % 500 < 2) return `EARN,1,ACME,${index + 1},${index % 500 === 0}`;
    return `${line},`;
  });
  write(`${header},linked`, ...lines);
  const first = await submit({ interruptAt: 2_000, submitter: { inFlightMax: 1_000 } });
  expect(first.lastLine).toBeLessThan(6_000);
  const second = await submit();
  expect(second.resumedAfter).toBe(first.lastLine);
  expect(second.counts.broken).toBe(16 + 15 + 15);
  expect(rejected().match(/linked with line \d+, which is broken/g)).toHaveLength(15 + 15);
  expect(ledger.cleared).toHaveLength(8_000 - 16 - 15 - 15);
});

it.each(['moved away', 'cut short', 'to be another one'])(
  'begins anew when the file of rejected lines has been %s, so that none is missing in it',
  async (what) => {
    const lines = manyLines.map((line, index) => (index % 1_000 === 9 ? 'EARN,1,ACME,x' : line));
    write(header, ...lines);
    await submit();
    const whole = rejected();
    rmSync(`${path}.progress`);
    await submit({ interruptAt: 3_000, submitter: { inFlightMax: 1_000 } });
    const other = join(directory, 'other');
    if (what === 'moved away') rmSync(`${path}.rejected`);
    if (what === 'cut short') writeFileSync(`${path}.rejected`, 'x');
    if (what === 'to be another one') writeFileSync(other, 'x'.repeat(10_000));
    const rejectedPath = what === 'to be another one' ? other : `${path}.rejected`;
    const second = await submit({ rejectedPath });
    expect(second).toMatchObject({ resumedAfter: 0, counts: { rows: 8_000, broken: 8 } });
    expect(readFileSync(rejectedPath, 'utf8')).toBe(whole);
    expect(new Set(ledger.cleared.map(({ id }) => id)).size).toBe(ledger.cleared.length);
  },
);

it('ends with what went wrong when a rejected line can not be written', async () => {
  write(header, 'EARN,1,ACME,x', ...manyLines);
  await expect(submit({ rejectedPath: join(directory, 'nowhere', 'rejected') })).rejects.toThrow(
    /can't go on after line 0: ENOENT/,
  );
});

it('stops where an outcome is not known, and goes on from there', async () => {
  write(header, ...manyLines);
  const dead: FakeBehaviour = {
    batch: (request) =>
      request.transactions.some(({ amount }) => amount === 6_000) ? undefined : ledger.batch(request),
  };
  const stopped = await submit({ behaviour: dead, submitter: { deadlineMs: 500, inFlightMax: 2_000 } });
  expect(stopped.stoppedBecause).toContain('DEADLINE_EXCEEDED');
  expect(stopped.lastLine).toBeLessThanOrEqual(6_000);
  expect(stopped.hasRejected).toBe(false);
  expect((await submit()).counts).toMatchObject({ rows: 8_000, posted: 8_000 });
  expect(ledger.cleared.length).toBe(8_000);
});

it('stops when it is not let in', async () => {
  write(header, ...manyLines);
  const closed: FakeBehaviour = {
    batch: (_, stream) => {
      stream.emit('error', { code: Code.UNAUTHENTICATED, details: 'who are you?', metadata: new Metadata() });
      return undefined;
    },
  };
  const summary = await submit({ behaviour: closed });
  expect(summary).toMatchObject({ lastLine: 0, stoppedBecause: 'UNAUTHENTICATED: who are you?' });
});

it('remembers what the file was before anything of it can be cleared', async () => {
  write(header, 'EARN,1,ACME,5');
  const remembered: boolean[] = [];
  await submit({
    behaviour: {
      batch: (request) => {
        remembered.push(existsSync(`${path}.progress`));
        return ledger.batch(request);
      },
    },
  });
  expect(remembered).toEqual([true]);
});

it('does not write rejected lines over the file itself, whatever it is called', async () => {
  write(header, 'EARN,1,ACME,x');
  const link = join(directory, 'link.csv');
  symlinkSync(path, link);
  for (const rejectedPath of [path, join(directory, '..', basename(directory), 'day.csv'), link])
    await expect(submit({ rejectedPath })).rejects.toThrow('--rejected names the file itself');
  expect(readFileSync(path, 'utf8')).toContain('EARN,1,ACME,x');
});

it('writes rejected lines into a device, which stays what it is', async () => {
  write(header, 'EARN,1,ACME,x');
  const device = join(directory, 'nothing');
  symlinkSync('/dev/null', device);
  expect((await submit({ rejectedPath: device })).hasRejected).toBe(true);
  expect(statSync(device).isCharacterDevice()).toBe(true);
});

it('writes rejected lines where a link leads to, in the place of earlier ones, and the link stays', async () => {
  write(header, 'EARN,1,ACME,x');
  const [link, file] = [join(directory, 'link'), join(directory, 'there')];
  writeFileSync(file, 'earlier');
  symlinkSync(file, link);
  await submit({ rejectedPath: link });
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(file, 'utf8')).toMatch(/^id,rejected_line/);
});

it.each([
  ['a folder', (at: string) => mkdirSync(at)],
  ['a pipe', (at: string) => execFileSync('mkfifo', [at])],
])('neither reads %s nor writes rejected lines into it', async (_, make) => {
  write(header, 'EARN,1,ACME,5');
  const other = join(directory, 'other');
  make(other);
  const because = `${other} can't be written: it is neither a file nor a device`;
  await expect(submit({ rejectedPath: other })).rejects.toThrow(new Fault('CONFIGURATION_INVALID', because));
  expect(lstatSync(other).isFile()).toBe(false);
  expect(ledger.cleared).toEqual([]);
  path = other;
  await expect(submit({ rejectedPath: join(directory, 'rejected') })).rejects.toThrow(
    new Fault('CONFIGURATION_INVALID', `${other} can't be read: it is not a regular file`),
  );
});

it('does not take a changed file for a new one, unless every line has its id', async () => {
  write(header, 'EARN,1,ACME,5', 'EARN,1,ACME,x');
  await submit();
  write(header, 'EARN,1,ACME,5', 'EARN,1,ACME,6');
  await expect(submit()).rejects.toThrow(/has changed since it was submitted/);
  expect(ledger.cleared.length).toBe(1);
  rmSync(`${path}.progress`);
  await submit();
  write(`id,${header}`, 'a,EARN,1,ACME,5', 'b,EARN,1,ACME,6');
  expect((await submit()).counts).toMatchObject({ posted: 2, duplicates: 0 });
});

it('refuses a changed file before it submits any of it, however often', async () => {
  const lines = manyLines.slice(0, 700);
  write(header, ...lines, 'EARN,1,ACME,x');
  await submit();
  const rejectedFirst = rejected();
  const withIds = lines.slice(0, 600).map((line, index) => `id ${index},${line}`);
  write(`id,${header}`, ...withIds, ...lines.map((line) => `,${line}`));
  for (let time = 1; time <= 2; time += 1) {
    await expect(submit()).rejects.toThrow(/has changed since it was submitted/);
    expect(ledger.cleared.length).toBe(700);
    expect(rejected()).toBe(rejectedFirst);
  }
});

it('takes the file of rejected lines when they are put right', async () => {
  write(header, 'EARN,1,ACME,5', 'EARN,1,ACME,x', '"');
  await submit();
  const corrected = rejected().replace(',x', ',8').replace(/""""$/m, ',REDEEM,2,ACME,3');
  path = join(directory, 'corrected.csv');
  writeFileSync(path, corrected);
  expect((await submit()).counts).toMatchObject({ posted: 2, broken: 0 });
  expect(ledger.cleared.map(({ amount }) => amount)).toEqual([5, 8, 3]);
});

it.each<[string, string[], 'csv' | 'ndjson']>([
  ['CSV without ids', ['type,card,program,amount', 'REDEEM,13,ACME,7', 'EARN,1,ACME,x'], 'csv'],
  [
    'CSV with ids on some lines',
    [
      'type,card, id ,program,amount,merchant',
      'REDEEM,13,,ACME,7,"SHOP, THE "',
      'REDEEM,13,b,ACME,6,',
      'EARN,1,,ACME,x,',
    ],
    'csv',
  ],
  [
    'CSV with a chain',
    ['id,linked,type,card,program,amount', ',1,REDEEM,13,ACME,7', ',,REDEEM,13,ACME,6', ',,EARN,1,ACME,x'],
    'csv',
  ],
  [
    'NDJSON',
    [
      '{"type":"REDEEM","card":13,"id":null,"amount":7}',
      '{"id":"b","type":"REDEEM","card":13,"amount":6}',
      '{"type":"EARN","card":1,"amount":"x"}',
    ],
    'ndjson',
  ],
])('leaves a decline its outcome where another line is put right: %s', async (_, lines, format) => {
  write(...lines);
  const first = await submit({ format });
  const declined = ledger.cleared.map(({ card, id, amount, merchant }) => ({ card, id, amount, merchant }));
  expect(first.counts).toMatchObject({ declined: { INSUFFICIENT_POINTS: declined.length }, broken: 1 });
  // Twice: of the lines that are put right, and of those again.
  for (let time = 1; time <= 2; time += 1) {
    const corrected = rejected()
      .replace(/,x(,?)$/m, ',8$1')
      .replace('"x"', '8');
    path = join(directory, `corrected.${format}`);
    writeFileSync(path, corrected);
    rmSync(`${path}.progress`, { force: true });
    const { counts } = await submit({ format });
    expect(counts).toMatchObject({ declined: first.counts.declined, broken: 0, duplicates: declined.length });
  }
  expect(ledger.cleared).toMatchObject([...declined, { amount: 8 }]);
});

it('writes rejected lines of NDJSON as such', async () => {
  write(
    '{"type":"EARN","card":1,"program":"ACME","amount":0}',
    '{"type":',
    '{"type":"EARN","card":1,"amount":4}',
  );
  const summary = await submit({ format: 'ndjson' });
  expect(summary.counts).toMatchObject({ posted: 1, broken: 2 });
  const lines = rejected()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(lines).toEqual([
    {
      rejected_line: 1,
      rejected_status: 'INVALID_ARGUMENT',
      rejected_because: 'amount: must be 1 to 10^12',
      ...{ type: 'EARN', card: 1, program: 'ACME', amount: 0 },
    },
    {
      rejected_line: 2,
      rejected_status: 'INVALID_ARGUMENT',
      rejected_because: 'is not JSON',
      rejected_text: '{"type":',
    },
  ]);
});

it('says what is wrong with a file that it can not take', async () => {
  await expect(submit()).rejects.toThrow(/can't be read/);
  write('type,colour');
  await expect(submit()).rejects.toThrow(/column 'colour'/);
});
