import type { StatusName } from '../../client/refusal.ts';
import { CallError } from '../../client/refusal.ts';
import type { Answer } from '../../client/response-decoder.ts';
import { isResult } from '../../client/response-decoder.ts';
import type { Submitter } from '../../client/submitter.ts';
import type { Counts } from './counts.ts';
import { countDecline } from './counts.ts';
import type { Position } from './lines.ts';
import type { Reject } from './reject-lines.ts';
import type { Row } from './row.ts';

export interface RunOptions {
  readonly submitter: Submitter;
  readonly portions: AsyncIterable<readonly Row[]>;
  /** Goes on counting in these. */
  readonly counts: Counts;
  /** So much more is done, and these lines of it were rejected; in the order of the file. */
  readonly onDone: (position: Position, rejects: readonly Reject[]) => void;
  /** Ends the run: what is under way is waited for. */
  readonly signal: AbortSignal;
}

/** Refusals that say what is wrong with the row; others say that there is no going on. */
const OF_THE_ROW: ReadonlySet<StatusName> = new Set(['INVALID_ARGUMENT', 'PERMISSION_DENIED']);

/** Portions under way: those behind one that waits for its shard must not fill the memory. */
const PORTIONS_MAX = 128;

/**
 * Submits the rows of a file and takes what became of them in the order of the file.
 *
 * @returns undefined when all that was read is done; else why there is no going on, as a sentence
 */
export async function run(options: RunOptions): Promise<string | undefined> {
  const { submitter, signal } = options;
  const underWay: Promise<void>[] = [];
  let stop: string | undefined;
  let last = Promise.resolve();
  try {
    for await (const rows of options.portions) {
      await submitter.room();
      if (signal.aborted || stop !== undefined) break;
      const answers = answersTo(rows, submitter);
      const before = last;
      last = (async () => {
        const known = await answers;
        await before;
        stop ??= typeof known === 'string' ? known : settle(rows, known, options);
      })();
      // What fails is heard of by those behind it, the last of which is waited for.
      last.catch(() => {});
      underWay.push(last);
      if (underWay.length >= PORTIONS_MAX) await underWay.shift();
    }
  } finally {
    await last;
  }
  return stop;
}

/** Submits those rows that have a transaction. Returns why the gateway does not let us in, if it does not. */
async function answersTo(rows: readonly Row[], submitter: Submitter): Promise<Answer[] | string> {
  try {
    return await submitter.submit(rows.flatMap((row) => row.transaction ?? []));
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return `${error.refusal.status}: ${error.refusal.message}`;
  }
}

/** Counts the rows up to the first whose outcome is not known; returns why it is not. */
function settle(rows: readonly Row[], answers: readonly Answer[], options: RunOptions): string | undefined {
  const { counts } = options;
  const rejects: Reject[] = [];
  let position: Position | undefined;
  let stop: string | undefined;
  let next = 0;
  for (const row of rows) {
    const answer = row.transaction === undefined ? undefined : answers[next++];
    if (answer === undefined) {
      rejects.push({ row, status: 'INVALID_ARGUMENT', isBroken: true, because: row.broken ?? '' });
    } else if (!isResult(answer)) {
      if (!OF_THE_ROW.has(answer.status)) {
        stop = `${answer.status}: ${answer.message}`;
        break;
      }
      // Its place in a batch means nothing to whoever wrote the file.
      const because = answer.message.replace(/^transactions\[\d+\](\.|: )/, '');
      rejects.push({ row, status: answer.status, isBroken: true, because });
    } else {
      if (answer.duplicate) counts.duplicates += 1;
      if (answer.outcome === 'POSTED') counts.posted += 1;
      else {
        countDecline(counts, answer.outcome);
        const because = answer.outcome.toLowerCase().replaceAll('_', ' ');
        rejects.push({ row, status: answer.outcome, isBroken: false, because });
      }
    }
    counts.rows += 1;
    position = { line: row.line, byte: row.endByte, brokenChain: row.brokenChain };
  }
  counts.broken += rejects.filter(({ isBroken }) => isBroken).length;
  if (position !== undefined) options.onDone(position, rejects);
  return stop;
}
