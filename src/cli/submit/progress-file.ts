import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Counts } from './counts.ts';
import { countsSchema } from './counts.ts';
import type { Position } from './lines.ts';
import { RejectsFile } from './rejects-file.ts';

const progressSchema = z.object({
  /** SHA-256 of the file that was submitted. */
  sha256: z.string(),
  /** Where it was submitted to. */
  address: z.string(),
  /** Every line up to this one is done; it ends at this byte. */
  line: z.number(),
  byte: z.number(),
  brokenChain: z.string().optional(),
  isComplete: z.boolean(),
  counts: countsSchema,
  /** The file of rejected lines, and its length when none behind `line` was in it. */
  rejectedPath: z.string(),
  rejectedBytes: z.number(),
});

type Progress = z.output<typeof progressSchema>;
type Identity = Pick<Progress, 'sha256' | 'address' | 'rejectedPath'>;

/** It is written this often: what is lost of it is submitted again, and answered as before. */
const SAVE_EVERY_MS = 1_000;

/**
 * `FILE.progress`: how far a file is submitted. It saves time only; that nothing is cleared twice is up to the ids. And it
 * remembers what the file was, for as long as it lies there.
 */
export class ProgressFile {
  readonly path: string;
  /**
   * Where an earlier run of the same file to the same gateway stopped; undefined to begin at the beginning, also when the
   * lines that it rejected are not where they were.
   */
  readonly resumed: Progress | undefined;
  /** True when a file of this name was submitted that had other content. */
  readonly isOfOtherContent: boolean;
  readonly #identity: Identity;
  #savedAtMs = 0;

  constructor(file: string, identity: Identity) {
    this.path = file;
    this.#identity = { ...identity, rejectedPath: path.resolve(identity.rejectedPath) };
    const earlier = readProgress(file);
    const isSame = earlier?.sha256 === identity.sha256;
    this.isOfOtherContent = earlier !== undefined && !isSame;
    const goesOn =
      isSame &&
      !earlier.isComplete &&
      earlier.address === identity.address &&
      earlier.rejectedPath === this.#identity.rejectedPath &&
      RejectsFile.has(identity.rejectedPath, earlier.rejectedBytes);
    this.resumed = goesOn ? earlier : undefined;
  }

  saveNowAndThen(position: Position, counts: Counts, rejectedBytes: number): void {
    if (performance.now() - this.#savedAtMs < SAVE_EVERY_MS) return;
    this.save(position, counts, rejectedBytes, false);
  }

  save(position: Position, counts: Counts, rejectedBytes: number, isComplete: boolean): void {
    this.#savedAtMs = performance.now();
    const progress: Progress = { ...this.#identity, ...position, isComplete, counts, rejectedBytes };
    // Replaced whole: half of one would be none.
    writeFileSync(`${this.path}.new`, `${JSON.stringify(progress)}\n`);
    renameSync(`${this.path}.new`, this.path);
  }
}

/** Undefined when there is none, or none that can be read. */
function readProgress(file: string): Progress | undefined {
  try {
    return progressSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
