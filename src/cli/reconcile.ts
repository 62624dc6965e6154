import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { Command } from 'commander';
import { CallError } from '../client/refusal.ts';
import { isSystemError } from '../errors.ts';
import { Fault } from '../fault.ts';
import { adjustmentsTable, breaksTable, resultText } from '../text/reconciliation.ts';
import type { ReconciliationResult__Output } from '../wire/generated/tongfen/v1/ReconciliationResult.ts';
import { print, wholeNumber, withClient } from './client-command.ts';
import { withConnection } from './connection-options.ts';
import { helpText } from './help.ts';

interface Json {
  readonly json?: true;
}

interface FileFlags extends Json {
  readonly cycle?: number;
  readonly participant?: string;
}

/** Breaks that are shown with the result; `tongfen reconcile breaks` shows the others. */
const BREAKS_SHOWN = 20;

const HELP = helpText(
  `The file is a settlement file in CSV, or one like it: a line with the names of columns, id, card, program, outcome, amount
   and posted_change (and origin) among them, and "#total,<lines>,<sum of amounts>" at the end. One that can't be read, has a
   transaction twice or other totals is refused whole, and its lines are named.`,
  `Exit code: 0 when all agree; 1 when there are breaks, or the file is refused.`,
);

/** `tongfen reconcile FILE`, and what becomes of the breaks. */
export function reconcileCommand(): Command {
  const reconcile = new Command('reconcile').description(
    'compare a participant’s own file of a cycle with the journal, and correct what does not agree',
  );
  const subcommand = (name: string, description: string, isDefault = false): Command =>
    withConnection(reconcile.command(name, { isDefault }).description(description)).option(
      '--json',
      'print JSON',
    );

  subcommand('file', 'hand in a file (what "tongfen reconcile FILE" does)', true)
    .argument('<file>', 'CSV')
    .option('--cycle <number>', 'its cycle; by default what the file says', wholeNumber)
    .option('--participant <code>', 'whose file it is; by default the caller')
    .addHelpText('after', HELP)
    .action((path: string, flags: FileFlags, command: Command) =>
      withClient(command, async (client) => {
        const result = await withFile(path, async (file) => {
          const cycle = flags.cycle ?? (await cycleOf(path, file));
          const header = { cycle, participant: flags.participant ?? '' };
          return client.reconcile(header, contentOf(file));
        }).catch((error: unknown) => {
          if (error instanceof CallError) printProblems(path, error);
          throw error;
        });
        const found = { reconciliation: result.number, pageSize: BREAKS_SHOWN };
        const { breaks } = await client.reconciliation.listBreaks(found);
        print(flags, { ...result, breaks }, () => `${resultText(result)}\n${breaksTable(breaks)}`);
        if (!isAgreed(result)) process.exitCode = 1;
      }),
    );

  subcommand('breaks', 'the breaks of a reconciliation')
    .argument('<reconciliation>', 'its number', wholeNumber)
    .option('--after <number>', 'only those behind this one', wholeNumber)
    .action((reconciliation: number, flags: Json & { after?: number }, command: Command) =>
      withClient(command, async (client) => {
        const request = { reconciliation, after: flags.after ?? 0, pageSize: 1_000 };
        const { breaks } = await client.reconciliation.listBreaks(request);
        print(flags, breaks, () => breaksTable(breaks));
      }),
    );

  subcommand('propose', 'propose to adjust the member’s account to what the file says of a break')
    .argument('<reconciliation>', 'its number', wholeNumber)
    .argument('<break>', 'its number', wholeNumber)
    .action((reconciliation: number, number: number, flags: Json, command: Command) =>
      withClient(command, async (client) => {
        const request = { reconciliation, break: number };
        const adjustment = await client.reconciliation.proposeAdjustment(request);
        print(flags, adjustment, () => adjustmentsTable([adjustment]));
      }),
    );

  const decide = (name: string, approve: boolean, description: string): void => {
    subcommand(name, description)
      .argument('<id>', 'of the adjustment')
      .action((id: string, flags: Json, command: Command) =>
        withClient(command, async (client) => {
          const adjustment = await client.reconciliation.decideAdjustment({ id, approve });
          print(flags, adjustment, () => adjustmentsTable([adjustment]));
        }),
      );
  };
  decide('approve', true, 'approve an adjustment that another participant proposed, and post it');
  decide('reject', false, 'reject an adjustment that another participant proposed');

  subcommand('adjustments', 'the adjustments of a reconciliation')
    .argument('<reconciliation>', 'its number', wholeNumber)
    .action((reconciliation: number, flags: Json, command: Command) =>
      withClient(command, async (client) => {
        const { adjustments } = await client.reconciliation.listAdjustments({ reconciliation });
        print(flags, adjustments, () => adjustmentsTable(adjustments));
      }),
    );

  return reconcile;
}

function isAgreed({ lines, matched, missingThere }: ReconciliationResult__Output): boolean {
  return lines === matched && missingThere === 0;
}

/**
 * Does some work with an open file. It is opened first: of a file that isn't there and a gateway that isn't, the file is what
 * is said.
 */
async function withFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  try {
    const file = await open(path);
    return await work(file).finally(() => file.close());
  } catch (cause) {
    throw isSystemError(cause) ? unreadable(path, cause) : cause;
  }
}

/** The cycle in the first line of a settlement file. */
async function cycleOf(path: string, file: FileHandle): Promise<number> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0);
  const line = buffer.toString('utf8', 0, bytesRead);
  const cycle = /^\uFEFF?#settlement,1,[^,]*,(\d+),/.exec(line)?.[1];
  if (cycle !== undefined) return Number(cycle);
  throw new Fault('CONFIGURATION_INVALID', `${path} does not say its cycle: say it with --cycle`);
}

function contentOf(file: FileHandle): AsyncIterable<Buffer> {
  return file.createReadStream({ start: 0, autoClose: false }) as AsyncIterable<Buffer>;
}

function unreadable(path: string, cause: Error): Fault {
  return new Fault('CONFIGURATION_INVALID', `${path} can't be read: ${cause.message}`, { cause });
}

function printProblems(file: string, { refusal }: CallError): void {
  for (const { field, description } of refusal.violations) {
    const line = /^lines\[(\d+)\]$/.exec(field)?.[1];
    process.stderr.write(`${line === undefined ? field : `${file}:${line}`}: ${description}\n`);
  }
}
