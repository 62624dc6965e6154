import { Command, CommanderError } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keysCommand } from '../../../src/cli/keys.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createTestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let closed: number;
let asked: (string | undefined)[];

beforeEach(async () => {
  database = await createTestDatabase();
  closed = 0;
  asked = [];
});

afterEach(() => database.drop());

/** Runs `tongfen keys …` and answers with what it prints and exits with. */
async function keys(...words: string[]): Promise<{ out: string; err: string; exitCode: number }> {
  const printed = { out: '', err: '', exitCode: 0 };
  const command = keysCommand(async ({ databaseUrl, dataDirectory }) => {
    asked.push(databaseUrl ?? dataDirectory);
    return {
      url: database.url,
      close: async () => {
        closed += 1;
      },
    };
  });
  for (const each of [command, ...command.commands]) {
    each.exitOverride().configureOutput({
      writeOut: (text) => {
        printed.out += text;
      },
      writeErr: (text) => {
        printed.err += text;
      },
    });
  }
  try {
    await new Command().addCommand(command).parseAsync(['keys', ...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    printed.exitCode = error.exitCode;
  }
  return printed;
}

describe('tongfen keys', () => {
  it('makes the first key of a fresh network and prints it once', async () => {
    const { out, err } = await keys('create', 'OPERATOR');
    expect(out).toMatch(/^tf_[0-9a-f]{16}_[A-Za-z0-9_-]{43}\n$/);
    expect(err).toContain(out.slice(3, 19));
    const listed = await keys('list');
    expect(listed.out).toContain(out.slice(3, 19));
    expect(listed.out).not.toContain(out.trim().slice(-43));
    expect(closed).toBe(2);
  });

  it('speaks JSON', async () => {
    const created = JSON.parse((await keys('create', 'OPERATOR', '--json')).out);
    expect(created).toEqual({
      keyId: expect.any(String),
      participant: 'OPERATOR',
      createdAt: expect.any(String),
      revokedAt: null,
      secret: expect.stringContaining(created.keyId),
    });
    const { secret: _, ...key } = created;
    expect(JSON.parse((await keys('list', 'OPERATOR', '--json')).out)).toEqual([key]);
    const revoked = JSON.parse((await keys('revoke', key.keyId, '--json')).out);
    expect(revoked).toEqual({ ...key, revokedAt: expect.any(String) });
    expect(JSON.parse((await keys('list', '--json')).out)).toEqual([revoked]);
  });

  it.each([
    ['create', 'NOBODY'],
    ['list', 'NOBODY'],
    ['revoke', '0000000000000000'],
  ])('says in one line that %s %s is about nothing, and exits with 1', async (verb, what) => {
    const { out, err, exitCode } = await keys(verb, what);
    expect({ out, exitCode }).toEqual({ out: '', exitCode: 1 });
    expect(err).toMatch(/^error: .+\n$/);
    expect(closed).toBe(1);
  });

  it('hands the database that is named to who finds it', async () => {
    await keys('list', '--database-url', 'postgres://elsewhere/tongfen');
    await keys('list', '--data-directory', 'elsewhere');
    await keys('list');
    expect(asked).toEqual(['postgres://elsewhere/tongfen', 'elsewhere', undefined]);
  });
});
