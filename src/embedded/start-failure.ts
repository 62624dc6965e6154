/** Why a server did not start. Only `reason` is for people. */
export interface StartFailure {
  /**
   * `port taken`: another port may do. `busy`: what an earlier server left is still going away, and the same again may
   * do in a moment. `other`: trying again would not help.
   */
  readonly kind: 'port taken' | 'busy' | 'other';
  readonly reason: string;
}

const portTaken = /address already in use|could not create any TCP\/IP sockets/i;
// Backends outlive a postmaster that was killed by a moment, and an orphan in its shutdown keeps its lock file.
const busy = /pre-existing shared memory block|lock file "postmaster\.pid" already exists/;
const diskFull = /no space left on device/i;
const fatal = /^.*?\b(FATAL|PANIC):\s+/;
const error = /^.*?\b(error|ERROR):\s+/;

/**
 * Reads the reason off what a server wrote before it exited: a full disk, whatever came of it; else what was fatal at
 * last (sessions that come too early get a FATAL of their own); else the first error, which caused the others; else its
 * last line.
 */
export function explainExit(log: string): StartFailure {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const line =
    lines.find((line) => diskFull.test(line)) ??
    lines.findLast((line) => fatal.test(line)) ??
    lines.find((line) => error.test(line)) ??
    lines.at(-1);
  const reason = line?.replace(fatal, '').replace(error, '') ?? 'it said nothing';
  const kind = portTaken.test(log) ? 'port taken' : busy.test(log) ? 'busy' : 'other';
  return { kind, reason };
}
