import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isSystemError } from '../errors.ts';
import { outputAt, unwritable } from './output.ts';

/**
 * Writes a file that is there whole: when the pieces end too soon, what was there before stays as it was. A device gets them
 * as they come.
 *
 * @throws {Fault} `CONFIGURATION_INVALID` when it can't be written; else what the pieces end with
 */
export async function saveWhole(path: string, pieces: AsyncIterable<Buffer>): Promise<void> {
  const output = outputAt(path);
  try {
    if (output.kind === 'file') await replace(output.path, pieces);
    else if (output.kind === 'device') await pipeline(Readable.from(pieces), createWriteStream(output.path));
    else await pipeline(Readable.from(pieces), output.stream, { end: false });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw unwritable(path, error.message, error);
  }
}

async function replace(path: string, pieces: AsyncIterable<Buffer>): Promise<void> {
  const part = `${path}.part`;
  try {
    await pipeline(Readable.from(pieces), createWriteStream(part));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
