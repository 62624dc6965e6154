import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { cyclesTable, exceptionsTable, liabilityText, settlementText } from '../text/settlement.ts';
import { print, wholeNumber, withClient } from './client-command.ts';
import { withConnection } from './connection-options.ts';
import { saveWhole } from './save-whole.ts';

interface Json {
  readonly json?: true;
}

/** `tongfen settle`: cycles, what they left to settle, and who has settled it. */
export function settleCommand(): Command {
  const settle = new Command('settle').description('show and close cycles, and settle what they left');
  const subcommand = (name: string, description: string): Command =>
    withConnection(settle.command(name).description(description)).option('--json', 'print JSON');

  subcommand('list', 'the last 50 cycles')
    .option('--before <cycle>', 'the last ones before this one', wholeNumber)
    .action((flags: Json & { before?: number }, command: Command) =>
      withClient(command, async ({ settlement }) => {
        const { cycles } = await settlement.listCycles({ before: flags.before ?? 0 });
        print(flags, cycles, () => cyclesTable(cycles));
      }),
    );

  subcommand('show', 'who owes whom for a cycle')
    .argument('<cycle>', 'its number', wholeNumber)
    .action((cycle: number, flags: Json, command: Command) =>
      withClient(command, async ({ settlement }) => {
        const found = await settlement.getSettlement({ cycle });
        print(flags, found, () => settlementText(found));
      }),
    );

  subcommand('close', 'cut over from a cycle, if the network is in it, and wait until it is closed')
    .argument('<cycle>', 'its number', wholeNumber)
    .option('--date <yyyymmdd>', 'business date of the next cycle; by default the day after', wholeNumber)
    .action((cycle: number, flags: Json & { date?: number }, command: Command) =>
      withClient(command, async ({ settlement }) => {
        const closed = await settlement.closeCycle({ cycle, businessDate: flags.date ?? 0 });
        print(flags, closed, () => {
          const told = `The network had left cycle ${cycle} before; nothing was cut over now.\n`;
          const text = closed.settlement === null ? '' : settlementText(closed.settlement);
          return closed.alreadyLeft ? told + text : text;
        });
      }),
    );

  subcommand('confirm', 'write that a participant has settled a cycle, or has not')
    .argument('<cycle>', 'its number', wholeNumber)
    .argument('<participant>', 'its code')
    .option('--failed <reason>', 'it has not settled, and why')
    .action((cycle: number, participant: string, flags: Json & { failed?: string }, command: Command) =>
      withClient(command, async ({ settlement }) => {
        const decision = flags.failed === undefined ? { settled: true } : { failed: flags.failed };
        const decided = await settlement.confirmSettlement({ cycle, participant, ...decision });
        print(flags, decided, () => settlementText(decided));
      }),
    );

  const resolve = (
    name: string,
    resolution: 'EXCEPTION_UPHOLD' | 'EXCEPTION_REVERSE',
    description: string,
  ): void => {
    subcommand(name, description)
      .argument('<exception>', 'as "tongfen settle show" has it')
      .action((exception: string, flags: Json, command: Command) =>
        withClient(command, async ({ settlement }) => {
          const resolved = await settlement.resolveException({ exception, resolution });
          print(flags, resolved, () => exceptionsTable([resolved]));
        }),
      );
  };
  resolve('uphold', 'EXCEPTION_UPHOLD', 'let a disputed transaction stand: its issuer bears it');
  resolve(
    'reverse',
    'EXCEPTION_REVERSE',
    'propose that the network bears a disputed transaction, or approve it and post it',
  );

  subcommand('liability', 'what issuers owe their members')
    .option('--program <code>', 'of one program; by default of all that the caller issues')
    .option('--cycle <number>', 'movements of one cycle; by default all since the beginning', wholeNumber)
    .action((flags: Json & { program?: string; cycle?: number }, command: Command) =>
      withClient(command, async ({ settlement }) => {
        const { program = '', cycle = 0 } = flags;
        const { liabilities } = await settlement.getLiability({ program, cycle });
        print(flags, liabilities, () => liabilityText(liabilities));
      }),
    );

  withConnection(settle.command('file').description('fetch the settlement file of a participant'))
    .argument('<cycle>', 'its number', wholeNumber)
    .option('--participant <code>', 'by default the caller')
    .addOption(new Option('--format <format>', 'of the file').choices(['csv', 'xml']).default('csv'))
    .option('--output <file>', 'where to write it; by default to the standard output')
    .action(
      (
        cycle: number,
        flags: { participant?: string; format: 'csv' | 'xml'; output?: string },
        command: Command,
      ) =>
        withClient(command, async (client) => {
          const { participant = '', output } = flags;
          const format = flags.format === 'csv' ? 'CSV' : 'XML';
          const pieces = client.settlementFile({ cycle, participant, format });
          if (output === undefined) await pipeline(Readable.from(pieces), process.stdout, { end: false });
          else await saveWhole(output, pieces);
        }),
    );

  return settle;
}
