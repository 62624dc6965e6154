import { Command, Option } from 'commander';
import { PARTS, runBench } from '../../bench/main.ts';

interface BenchFlags {
  readonly quick?: true;
  readonly json?: string;
  readonly only?: string[];
}

/** `tongfen bench`: the engine beside its references, in one run on this machine. */
export function benchCommand(): Command {
  return new Command('bench')
    .description('measure the engine beside its references, on private servers of this machine')
    .option(
      '--quick',
      'under a minute: fewer and shorter rounds, and without expiry, queues, close and a million to reconcile',
    )
    .option('--json <file>', 'write the figures to a file')
    .addOption(new Option('--only <parts...>', 'some parts only').choices(PARTS))
    .action(async ({ quick, json, only }: BenchFlags) => {
      process.exitCode = await runBench({
        quick: quick === true,
        ...(json === undefined ? {} : { jsonFile: json }),
        ...(only === undefined ? {} : { only }),
      });
    });
}
