import { Command, Option } from 'commander';
import type { TongfenClient } from '../client/client.ts';
import { connectTongfen } from '../client/client.ts';
import type { ConnectionOptions } from '../client/connection.ts';
import { Fault } from '../fault.ts';
import { connectionOf, withConnection } from './connection-options.ts';
import { helpText } from './help.ts';
import { displayOn } from './submit/display.ts';
import type { Report } from './submit/report.ts';
import { EXIT_INTERRUPTED, exitCodeOf, jsonOf, textOf } from './submit/report.ts';
import { submitFile } from './submit/submit-file.ts';

interface SubmitFlags {
  readonly format?: 'csv' | 'ndjson';
  readonly rejected?: string;
  readonly json?: true;
}

/** After Ctrl-C, what is under way may take so long to be answered. */
const STOP_WITHIN_MS = 5_000;

const HELP = helpText(
  `CSV: the first line names columns, each a field of tongfen.v1.Transaction (id, type, card, program, amount, merchant,
   reference, original_id, to_card, hold_seconds, adjustment, reason, linked) or of its exchange (to_program, and quote or
   amount_out_min). NDJSON: each line is an object with these. Amounts are whole numbers in the program's smallest unit.`,
  `The same file can be submitted again, and after an interruption: a line that was cleared is not cleared again. A line
   without an id gets one of its own from the content of the file and its number. FILE.progress says where to go on.`,
  `Lines that are not cleared go to FILE.rejected.csv (or .ndjson) with the reason. Put right, that file can be submitted;
   a declined line has the id there that it was declined under, keeps its outcome, and to be tried again needs another id or none.`,
  `Exit code: 0 when every line is cleared or declined; 1 when a line is broken or not permitted, or the network could not
   be reached; 130 when it was interrupted.`,
);

/** `tongfen submit FILE` */
export function submitCommand(): Command {
  const command = new Command('submit')
    .description('submit the transactions of a file')
    .argument('<file>', 'CSV or newline-delimited JSON')
    .addOption(
      new Option('--format <format>', 'what the file is; by default what its name says').choices([
        'csv',
        'ndjson',
      ]),
    )
    .option('--rejected <file>', 'where lines go that are not cleared')
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', HELP);
  return withConnection(command).action(async (file: string, flags: SubmitFlags) => {
    const connection = connectionOf(command);
    const format = flags.format ?? formatOf(file);
    const rejectedPath = flags.rejected ?? `${file}.rejected.${format}`;
    const client = connect(connection);
    const submitter = client.openSubmitter();
    const interruption = new Interruption(() => submitter.abandon());
    const display = displayOn(process.stderr);
    const startedAtMs = performance.now();
    try {
      const summary = await submitFile({
        path: file,
        format,
        rejectedPath,
        submitter,
        address: connection.address,
        signal: interruption.signal,
        onStart: (total) => display.start(total),
        onProgress: (line, counts) => display.update(line, counts),
      });
      display.end();
      const report: Report = {
        file,
        ...summary,
        isInterrupted: interruption.signal.aborted,
        rejectedPath: summary.hasRejected ? rejectedPath : undefined,
        elapsedMs: performance.now() - startedAtMs,
      };
      process.stdout.write(flags.json === true ? jsonOf(report) : textOf(report));
      process.exitCode = exitCodeOf(report);
      await submitter.close();
    } catch (error) {
      display.end();
      submitter.abandon();
      throw error;
    } finally {
      interruption.end();
      client.close();
    }
  });
}

/** Ctrl-C: the first asks for an end in good order, which has some time; the second ends the process. */
class Interruption {
  readonly #controller = new AbortController();
  readonly #abandon: () => void;
  #timer: NodeJS.Timeout | undefined;
  readonly #onSignal = (): void => {
    if (this.signal.aborted) process.exit(EXIT_INTERRUPTED);
    this.#controller.abort();
    this.#timer = setTimeout(this.#abandon, STOP_WITHIN_MS);
  };

  constructor(abandon: () => void) {
    this.#abandon = abandon;
    process.on('SIGINT', this.#onSignal).on('SIGTERM', this.#onSignal);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  end(): void {
    clearTimeout(this.#timer);
    process.off('SIGINT', this.#onSignal).off('SIGTERM', this.#onSignal);
  }
}

function connect(options: ConnectionOptions): TongfenClient {
  try {
    return connectTongfen(options);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new Fault('CONFIGURATION_INVALID', `${cause.message} (--tls…, --plaintext)`, { cause });
  }
}

function formatOf(file: string): 'csv' | 'ndjson' {
  if (/\.csv$/i.test(file)) return 'csv';
  if (/\.(ndjson|jsonl)$/i.test(file)) return 'ndjson';
  throw new Fault('CONFIGURATION_INVALID', `${file} is neither .csv nor .ndjson: say which with --format`);
}
