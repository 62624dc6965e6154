import type { Stats } from 'node:fs';
import { fstatSync, realpathSync, statSync } from 'node:fs';
import { isSystemError } from '../errors.ts';
import { Fault } from '../fault.ts';

/** What a path stands for that a command is to write to. */
export type Output =
  /** A file, there or not: it may be replaced. A link to one is not. */
  | { readonly kind: 'file'; readonly path: string }
  /** A device: it is written to, and stays what it is. */
  | { readonly kind: 'device'; readonly path: string }
  /** What this process writes to anyway, as /dev/stdout. What is behind a pipe can't be opened a second time everywhere. */
  | { readonly kind: 'standard'; readonly stream: NodeJS.WriteStream };

/** @throws {Fault} `CONFIGURATION_INVALID` when it is anything else, such as a folder, or can't be reached */
export function outputAt(path: string): Output {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return { kind: 'file', path };
    const stream = [process.stdout, process.stderr].find(({ fd }) => isSame(fstatSync(fd), found));
    if (stream !== undefined) return { kind: 'standard', stream };
    if (found.isFile()) return { kind: 'file', path: realpathSync(path) };
    if (found.isCharacterDevice()) return { kind: 'device', path };
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw unwritable(path, cause.message, cause);
  }
  throw unwritable(path, 'it is neither a file nor a device');
}

export function unwritable(path: string, because: string, cause?: Error): Fault {
  return new Fault('CONFIGURATION_INVALID', `${path} can't be written: ${because}`, { cause });
}

function isSame(one: Stats, other: Stats): boolean {
  return one.ino === other.ino && one.dev === other.dev;
}
