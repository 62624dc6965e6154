import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { CallError } from '../client/refusal.ts';
import { EXTERNAL } from '../demo/cast.ts';
import { DEMO_DEFAULTS, runDemo } from '../demo/run-demo.ts';
import { openLog } from '../log.ts';
import { audit } from '../store/audit/audit.ts';
import { endRefused } from './client-command.ts';
import { startNetwork } from './network.ts';
import { configOf, withSettings } from './settings.ts';

/** Two runs of the demo do not add up: each begins with an empty network of its own. */
const DEMO_DIRECTORY = join('.tongfen', 'demo');

interface DemoFlags {
  readonly seed: number;
  readonly seconds: number;
}

/** `tongfen demo`: a network on private servers, two busy days on it, and the audit; exits with 1 unless it holds. */
export function demoCommand(): Command {
  const command = new Command('demo')
    .description('play two busy days of a small network, and audit what they leave')
    .option('--seed <number>', 'draws the same members and amounts again', wholeNumber, DEMO_DEFAULTS.seed)
    .option(
      '--seconds <number>',
      'how long the two days take',
      wholeNumber,
      DEMO_DEFAULTS.durationMs / 1_000,
    );
  return withSettings(command, ['shards', 'workers', 'logLevel']).action(
    async ({ seed, seconds }: DemoFlags) => {
      const credential = randomUUID();
      const config = {
        ...configOf(command),
        databaseUrl: undefined,
        redisUrl: undefined,
        dataDirectory: DEMO_DIRECTORY,
        grpcAddress: '127.0.0.1:0',
        // The demo has its own calendar.
        cutOver: 'manual' as const,
        hostTokens: new Map([[EXTERNAL.code, credential]]),
        logLevel: command.opts()['logLevel'] === undefined ? ('warn' as const) : configOf(command).logLevel,
      };
      const log = openLog({ level: config.logLevel, role: 'demo' });
      const network = await startNetwork(config, log, { fresh: true });
      const interrupted = stopOnSignal(() => network.stop());
      try {
        const { grpcAddress, operatorKey = '', httpUrls, databaseUrl } = network.endpoints;
        process.stdout.write(`Tongfen on ${network.description}\n`);
        const holds = await runDemo({
          ...DEMO_DEFAULTS,
          seed,
          durationMs: seconds * 1_000,
          address: grpcAddress,
          operatorKey,
          httpUrl: httpUrls[0] ?? '',
          books: join(DEMO_DIRECTORY, 'lotus.db'),
          credential,
          audit: (onProgress) => audit(databaseUrl, { onProgress }),
          output: process.stdout,
        });
        process.stdout.write(
          `The books are in ${DEMO_DIRECTORY}; prove them again with: npm run -s tongfen -- audit --data-directory ${DEMO_DIRECTORY}\n`,
        );
        process.exitCode = holds ? 0 : 1;
      } catch (error) {
        // What Ctrl-C breaks off is no failure; the process ends as soon as the network has stopped.
        await interrupted.stopping;
        if (!(error instanceof CallError)) throw error;
        // Below the line of what was under way.
        if (process.stdout.isTTY) process.stdout.write('\n');
        endRefused(error);
      } finally {
        interrupted.off();
        await network.stop();
      }
    },
  );
}

interface Interruption {
  /** Undefined until there was a signal. */
  readonly stopping: Promise<void> | undefined;
  /** From now on a signal ends the process at once. */
  off(): void;
}

/** Ctrl-C in the middle leaves no server behind. */
function stopOnSignal(stop: () => Promise<void>): Interruption {
  let stopping: Promise<void> | undefined;
  const onSignal = (): void => {
    stopping ??= stop().finally(() => process.exit(130));
  };
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  return {
    get stopping() {
      return stopping;
    },
    off: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
