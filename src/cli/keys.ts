import Table from 'cli-table3';
import { Command } from 'commander';
import { readConfig } from '../config.ts';
import type { ApiKeyRecord, Directory, DirectoryRefusal } from '../directory/ports.ts';
import { notFound } from '../directory/refusal.ts';
import { openLog } from '../log.ts';
import { isRefused } from '../refused.ts';
import { PostgresDirectory } from '../store/directory.ts';
import { openPool } from '../store/pool.ts';
import { openDatabase } from './database.ts';
import { withSettings } from './settings.ts';

/** What names the database on the command line. */
interface DatabaseFlags {
  readonly databaseUrl?: string;
  readonly dataDirectory?: string;
}

/** Finds a database and sees to it that it answers. */
type ResolveDatabase = (flags: DatabaseFlags) => Promise<{ readonly url: string; close(): Promise<void> }>;

interface CommonFlags extends DatabaseFlags {
  readonly json?: true;
}

/**
 * `tongfen keys`: API keys, straight in the database. It needs no key itself, so that it makes the first one: that of
 * `OPERATOR`, the participant every network begins with.
 */
export function keysCommand(resolveDatabase: ResolveDatabase = configuredDatabase): Command {
  const keys = new Command('keys').description('create, list and revoke the API keys of participants');

  const subcommand = (nameAndArguments: string, description: string) =>
    withSettings(keys.command(nameAndArguments).description(description), [
      'databaseUrl',
      'dataDirectory',
    ]).option('--json', 'print JSON');

  const withDirectory = async <T extends object>(
    command: Command,
    work: (directory: Directory) => Promise<T | DirectoryRefusal>,
  ): Promise<T> => {
    const answer = await inDatabase(command.opts<CommonFlags>(), work);
    if (isRefused(answer)) return command.error(`error: ${answer.field}: ${answer.message}`);
    return answer;
  };

  const inDatabase = async <T>(
    flags: DatabaseFlags,
    work: (directory: Directory) => Promise<T>,
  ): Promise<T> => {
    const database = await resolveDatabase(flags);
    const pool = openPool({ databaseUrl: database.url, connectionsMax: 1 });
    try {
      return await work(await PostgresDirectory.open(pool));
    } finally {
      await pool.end();
      await database.close();
    }
  };

  subcommand(
    'create <participant>',
    'make a key and print it; it is kept nowhere and never shown again',
  ).action(async (participant: string, flags: CommonFlags, command: Command) => {
    const { key, secret } = await withDirectory(command, (directory) => directory.createApiKey(participant));
    const { writeOut, writeErr } = outputOf(command);
    if (flags.json) {
      writeOut(`${JSON.stringify({ ...keyToJson(key), secret })}\n`);
    } else {
      // The key alone on stdout, for a script to take.
      writeErr(`Key ${key.keyId} of ${key.participant}; keep it, it is not shown again:\n`);
      writeOut(`${secret}\n`);
    }
  });

  subcommand('list [participant]', 'list the keys of a participant, or of all').action(
    async (participant: string | undefined, flags: CommonFlags, command: Command) => {
      const found = await withDirectory(command, (directory) => listKeys(directory, participant));
      const text = flags.json ? JSON.stringify(found.map(keyToJson)) : keyTable(found);
      outputOf(command).writeOut(`${text}\n`);
    },
  );

  subcommand('revoke <key-id>', 'revoke a key; every gateway refuses it within a second').action(
    async (keyId: string, flags: CommonFlags, command: Command) => {
      const key = await withDirectory(command, (directory) => directory.revokeApiKey(keyId));
      const text = flags.json
        ? JSON.stringify(keyToJson(key))
        : `Revoked ${key.keyId} of ${key.participant}.`;
      outputOf(command).writeOut(`${text}\n`);
    },
  );

  return keys;
}

function configuredDatabase({ databaseUrl, dataDirectory }: DatabaseFlags): ReturnType<ResolveDatabase> {
  const config = readConfig(process.env, {
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(dataDirectory === undefined ? {} : { dataDirectory }),
  });
  return openDatabase(config, openLog({ level: 'warn', role: 'keys' }));
}

/** Keys by participant, each one's oldest first. Refused: `NOT_FOUND`. */
async function listKeys(
  directory: Directory,
  participant?: string,
): Promise<ApiKeyRecord[] | DirectoryRefusal> {
  if (participant === undefined) {
    const all: ApiKeyRecord[] = [];
    for (const { code } of await directory.participants()) all.push(...(await directory.apiKeys(code)));
    return all;
  }
  if ((await directory.participant(participant)) === undefined) {
    return notFound('participant', 'no participant has this code');
  }
  return directory.apiKeys(participant);
}

function keyToJson(key: ApiKeyRecord): object {
  return {
    keyId: key.keyId,
    participant: key.participant,
    createdAt: new Date(key.createdAtMs).toISOString(),
    revokedAt: key.revokedAtMs === undefined ? null : new Date(key.revokedAtMs).toISOString(),
  };
}

function keyTable(keys: readonly ApiKeyRecord[]): string {
  const table = new Table({
    head: ['key', 'participant', 'created', 'revoked'],
    style: { head: [], border: [] },
  });
  for (const key of keys) {
    const revoked = key.revokedAtMs === undefined ? '' : new Date(key.revokedAtMs).toISOString();
    table.push([key.keyId, key.participant, new Date(key.createdAtMs).toISOString(), revoked]);
  }
  return table.toString();
}

function outputOf(command: Command): { writeOut(text: string): void; writeErr(text: string): void } {
  const { writeOut, writeErr } = command.configureOutput();
  return { writeOut: writeOut!, writeErr: writeErr! };
}
