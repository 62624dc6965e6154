import { statSync } from 'node:fs';
import type { Submitter } from '../../client/submitter.ts';
import { isSystemError } from '../../errors.ts';
import { Fault } from '../../fault.ts';
import { outputAt } from '../output.ts';
import type { Counts } from './counts.ts';
import { noCounts } from './counts.ts';
import type { Format } from './formats.ts';
import { BadHeader, csvFormat, NDJSON } from './formats.ts';
import type { Position } from './lines.ts';
import { identify, readLines, START } from './lines.ts';
import { ProgressFile } from './progress-file.ts';
import type { Reject } from './reject-lines.ts';
import { rejectLines } from './reject-lines.ts';
import { RejectsFile } from './rejects-file.ts';
import { rowId } from './row.ts';
import { readRows } from './rows.ts';
import { run } from './run.ts';

export interface SubmitFileOptions {
  readonly path: string;
  readonly format: Format['name'];
  readonly rejectedPath: string;
  readonly submitter: Submitter;
  /** Of the gateway: progress with one is none with another. */
  readonly address: string;
  /** Ends the run early; what is under way is waited for. */
  readonly signal: AbortSignal;
  readonly onStart: (file: { readonly lines: number; readonly resumedAfter: number }) => void;
  readonly onProgress: (line: number, counts: Counts) => void;
}

export interface SubmitSummary {
  readonly counts: Counts;
  /** Every line up to this one is done. */
  readonly lastLine: number;
  /** How far an earlier run had come; the counts are of both. */
  readonly resumedAfter: number;
  /** Why it went no further, as a sentence; undefined when it reached the end or was interrupted. */
  readonly stoppedBecause: string | undefined;
  /** True when there are rejected lines in the file for them. */
  readonly hasRejected: boolean;
  /** The first broken lines of this run. */
  readonly broken: readonly { readonly line: number; readonly because: string }[];
}

/** Broken lines that are named; all of them are in the file of rejected lines. */
const BROKEN_NAMED = 20;

/**
 * Submits the transactions of a file, from where an earlier run of the same file stopped.
 *
 * @throws {Fault} `CONFIGURATION_INVALID` when the file can't be read as what it is said to be, or has changed since
 */
export async function submitFile(options: SubmitFileOptions): Promise<SubmitSummary> {
  const { path, address, rejectedPath } = options;
  const { sha256, lines } = await readable(path, identifyFile(path));
  const output = outputAt(rejectedPath);
  if (isSameFile(path, rejectedPath)) {
    throw new Fault('CONFIGURATION_INVALID', '--rejected names the file itself');
  }
  const header = await readable(path, firstLine(path));
  const format = options.format === 'csv' ? csvOf(path, header) : NDJSON;

  const identity = { sha256: sha256.toString('hex'), address, rejectedPath };
  const progress = new ProgressFile(`${path}.progress`, identity);
  if (progress.isOfOtherContent) {
    await refuseLinesWithoutId(path, format, changed(path, progress.path, rejectedPath));
  }
  const { resumed } = progress;
  const from: Position = resumed ?? START;
  const counts = resumed?.counts ?? noCounts();
  const length = resumed?.rejectedBytes ?? 0;
  const rejects = new RejectsFile({ output, lines: rejectLines(format, header), length });

  let position = from;
  const broken: { line: number; because: string }[] = [];
  const onDone = (done: Position, rejected: readonly Reject[]): void => {
    rejects.write(rejected);
    position = done;
    for (const { row, isBroken, because } of rejected) {
      if (isBroken && broken.length < BROKEN_NAMED) broken.push({ line: row.line, because });
    }
    progress.saveNowAndThen(position, counts, rejects.length);
    options.onProgress(position.line, counts);
  };
  const idOf = (line: number): string => rowId(sha256, line);

  options.onStart({ lines, resumedAfter: from.line });
  try {
    // What was cleared of a file has to be remembered as this file's, also by a run that is killed now.
    progress.save(position, counts, rejects.length, false);
    const portions = readRows(path, format, from, idOf);
    const stoppedBecause = await run({ ...options, portions, counts, onDone });
    const isComplete = stoppedBecause === undefined && !options.signal.aborted;
    progress.save(position, counts, rejects.length, isComplete);
    return {
      counts,
      lastLine: position.line,
      resumedAfter: from.line,
      stoppedBecause: options.signal.aborted ? undefined : stoppedBecause,
      hasRejected: rejects.length > 0,
      broken,
    };
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new Fault('CONFIGURATION_INVALID', `it can't go on after line ${position.line}: ${cause.message}`, {
      cause,
    });
  } finally {
    rejects.close();
  }
}

/** It is read more than once, which nothing else can be; and a pipe may never begin. */
async function identifyFile(path: string): ReturnType<typeof identify> {
  if (!statSync(path).isFile()) throw new Error('it is not a regular file');
  return identify(path);
}

/** Whatever the two are called. */
function isSameFile(path: string, other: string): boolean {
  const [one, another] = [statSync(path), statSync(other, { throwIfNoEntry: false })];
  return one.ino === another?.ino && one.dev === another.dev;
}

async function firstLine(path: string): Promise<string> {
  for await (const [line] of readLines(path)) return line?.text ?? '';
  return '';
}

async function readable<T>(path: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (cause) {
    const message = `${path} can't be read: ${(cause as Error).message}`;
    throw new Fault('CONFIGURATION_INVALID', message, { cause });
  }
}

function csvOf(path: string, header: string): Format {
  try {
    return csvFormat(header);
  } catch (error) {
    if (!(error instanceof BadHeader)) throw error;
    throw new Fault('CONFIGURATION_INVALID', `${path} can't be submitted: ${error.message}`);
  }
}

/**
 * Reads a file to its end before anything of it is submitted: what is submitted is remembered as this file, and it would be
 * taken for a known one from then on.
 *
 * @throws {Fault} the refusal, when there is a line without an id
 */
async function refuseLinesWithoutId(path: string, format: Format, refusal: Fault): Promise<void> {
  const refuse = (): never => {
    throw refusal;
  };
  for await (const _ of readRows(path, format, START, refuse));
}

/** See `rowId`. */
function changed(path: string, progressPath: string, rejectedPath: string): Fault {
  return new Fault(
    'CONFIGURATION_INVALID',
    `${path} has changed since it was submitted, and has lines without an id: they would be cleared again. ` +
      `Submit what is to be put right from ${rejectedPath}, or remove ${progressPath} if this is another file`,
  );
}
