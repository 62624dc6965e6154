import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/package-root.ts';
import { Ledger } from '../../unit/cli/submit-ledger.ts';
import type { FakeBehaviour, FakeGateway } from '../../unit/client/fake-gateway.ts';
import { startFakeGateway } from '../../unit/client/fake-gateway.ts';

let directory: string;
let path: string;
let ledger: Ledger;
let gateway: FakeGateway;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tongfen-submit-'));
  path = join(directory, 'day.csv');
  ledger = new Ledger();
  gateway = await startFakeGateway({ batch: (request, stream) => behaviour(request, stream) });
});
afterEach(() => {
  gateway.stop();
  rmSync(directory, { recursive: true });
});

let behaviour: NonNullable<FakeBehaviour['batch']>;
beforeEach(() => {
  behaviour = ledger.batch;
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `tongfen submit FILE …` as a process of its own. */
async function submit(
  options: readonly string[] = [],
  { interruptWhen, deaf }: { interruptWhen?: () => boolean; deaf?: true } = {},
): Promise<Ended> {
  const program = join(packageRoot(), 'dist', 'src', 'main.js');
  const child = spawn(process.execPath, [program, 'submit', path, ...options], {
    env: { ...process.env, TONGFEN_DATA: directory, TONGFEN_API_KEY: 'secret' },
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  // As when the program behind a pipe has seen enough.
  if (deaf) child.stderr.destroy();
  const watching = setInterval(() => {
    if (interruptWhen?.() !== true) return;
    clearInterval(watching);
    child.kill('SIGINT');
  }, 10);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(watching);
  return { code, out, err };
}

const header = 'type,card,program,amount';
const toGateway = () => ['--address', gateway.address];

function write(...lines: string[]): void {
  writeFileSync(path, `${[header, ...lines].join('\n')}\n`);
}

describe('tongfen submit', () => {
  it('ends well when lines are cleared or declined, and tells programs in JSON', async () => {
    write('EARN,1,ACME,5', 'REDEEM,13,ACME,7');
    const { code, out } = await submit([...toGateway(), '--json']);
    expect(JSON.parse(out)).toEqual({
      file: path,
      complete: true,
      stoppedBecause: null,
      rows: 2,
      posted: 1,
      declined: { INSUFFICIENT_POINTS: 1 },
      broken: 0,
      duplicates: 0,
      lastLine: 3,
      resumedAfter: 0,
      rejectedFile: `${path}.rejected.csv`,
      elapsedMs: expect.any(Number) as number,
    });
    expect(code).toBe(0);
  });

  it('ends with 1 when a line is broken, and names it', async () => {
    write('EARN,1,ACME,5', 'EARN,1,ACME,1.5');
    const { code, out } = await submit(toGateway());
    expect(out).toMatch(/posted +1\n.*declined +0\n.*broken +1\n.*line 3: amount: must be a whole number/s);
    expect(out).toContain(`${path}.rejected.csv`);
    expect(code).toBe(1);
  });

  it('stops in good order on Ctrl-C, and the same command goes on', async () => {
    write(...Array.from({ length: 30_000 }, (_, index) => `EARN,${100 + (index % 500)},ACME,${index + 1}`));
    behaviour = (request, stream) => {
      setTimeout(() => stream.write(ledger.batch(request)), 20);
      return undefined;
    };
    const first = await submit(toGateway(), { interruptWhen: () => ledger.cleared.length > 2_000 });
    expect(first.code).toBe(130);
    expect(first.out).toMatch(/Interrupted after line \d+\nThe same command goes on from there\n$/);
    expect(ledger.cleared.length).toBeLessThan(30_000);
    // On stderr it says where it goes on, and nobody hears it.
    const second = await submit([...toGateway(), '--json'], { deaf: true });
    expect(JSON.parse(second.out)).toMatchObject({ rows: 30_000, posted: 30_000, complete: true });
    expect(second.code).toBe(0);
    expect(ledger.cleared.length).toBe(30_000);
  });

  it('writes rejected lines where it is told', async () => {
    write('REDEEM,13,ACME,7');
    const rejected = join(directory, 'elsewhere.csv');
    await submit([...toGateway(), '--rejected', rejected]);
    expect(readFileSync(rejected, 'utf8')).toContain('2,INSUFFICIENT_POINTS');
  });

  it('writes rejected lines before what it says itself, when told to write both to one place', async () => {
    write('REDEEM,13,ACME,7');
    const rejected = join(directory, 'out');
    symlinkSync('/dev/stdout', rejected);
    const { code, out } = await submit([...toGateway(), '--rejected', rejected, '--json']);
    const [first, second, summary] = out.trimEnd().split('\n') as [string, string, string];
    expect(first).toMatch(/^id,rejected_line/);
    expect(second).toContain('2,INSUFFICIENT_POINTS');
    expect(JSON.parse(summary)).toMatchObject({ rows: 1, rejectedFile: rejected });
    expect(code).toBe(0);
  });

  it.each([
    ['without a network', [], /no network runs on .*--address/],
    ['in plaintext to elsewhere', ['--address', 'gateway.example:50051'], /not loopback.*--tls/],
    [
      'a file of another kind',
      ['--address', '127.0.0.1:1', '--format', 'xml'],
      /Allowed choices are csv, ndjson/,
    ],
    ['with half a certificate', ['--address', '127.0.0.1:1', '--tls-cert', 'package.json'], /go together/],
    [
      'with a certificate that is not there',
      ['--address', '127.0.0.1:1', '--tls-ca', 'nowhere.pem'],
      /nowhere.pem/,
    ],
  ])('does not start %s, and says so in a line', async (_, options, because) => {
    write('EARN,1,ACME,5');
    const { code, err } = await submit(options);
    expect(err).toMatch(because);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
  });
});
