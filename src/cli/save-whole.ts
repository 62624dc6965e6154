import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isSystemError } from '../errors.ts';
import { Fault } from '../fault.ts';

/**
 * Writes a file that is there whole: when the pieces end too soon, what was there before stays as it was.
 *
 * @throws {Fault} `CONFIGURATION_INVALID` when it can't be written; else what the pieces end with
 */
export async function saveWhole(path: string, pieces: AsyncIterable<Buffer>): Promise<void> {
  const part = `${path}.part`;
  try {
    await pipeline(Readable.from(pieces), createWriteStream(part));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    if (!isSystemError(error)) throw error;
    const message = `${path} can't be written: ${error.message}`;
    throw new Fault('CONFIGURATION_INVALID', message, { cause: error });
  }
}
