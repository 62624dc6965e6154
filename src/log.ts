import type { Logger } from 'pino';
import { destination, pino } from 'pino';
import pretty from 'pino-pretty';

export type { Logger };

/**
 * The log of a process, on stderr: JSON lines, or readable ones where a person looks on. Keys and credentials are never
 * logged, card numbers only masked; the redaction is the second fence, not the first.
 */
export function openLog(options: { level: string; role: string }): Logger {
  const settings = {
    level: options.level,
    base: { role: options.role },
    redact: {
      paths: ['*.secret', '*.apiKey', '*.databaseUrl', '*.redisUrl', '*.authorization'],
      remove: true,
    },
  };
  return process.stderr.isTTY ? pino(settings, readable()) : pino(settings, destination(2));
}

/** Lines for a person: time, level, role, message, and what else there is in the same line. Messages name their shard. */
function readable() {
  const ignore = 'pid,hostname,role,shard';
  return pretty({ destination: 2, sync: true, ignore, singleLine: true, messageFormat: '[{role}] {msg}' });
}
