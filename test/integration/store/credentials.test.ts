import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ParticipantRecord } from '../../../src/directory/ports.ts';
import { isRefused } from '../../../src/refused.ts';
import { PostgresCredentials } from '../../../src/store/credentials.ts';
import { PostgresDirectory } from '../../../src/store/directory.ts';
import { PostgresNetworkSource } from '../../../src/store/network-source.ts';
import { openPool } from '../../../src/store/pool.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createTestDatabase } from '../../support/database.ts';
import { TcpProxy } from '../../support/tcp-proxy.ts';

const BANK: ParticipantRecord = {
  code: 'BANK',
  name: 'Bank',
  roles: ['ISSUER'],
  cardPrefix: 621000,
  certificateName: 'bank.example',
  rateLimit: 100,
  rateBurst: 200,
  status: 'active',
};

let database: TestDatabase;
let proxy: TcpProxy;
let pool: pg.Pool;
let directory: PostgresDirectory;
let source: PostgresNetworkSource;
let credentials: PostgresCredentials;

beforeEach(async () => {
  database = await createTestDatabase();
  proxy = await TcpProxy.to(database.url);
  pool = openPool({ databaseUrl: database.url, connectionsMax: 2, statementTimeoutMs: 10_000 });
  directory = await PostgresDirectory.open(pool);
  await directory.createParticipant(BANK);
  source = new PostgresNetworkSource({ databaseUrl: proxy.url });
  credentials = new PostgresCredentials(source);
});

afterEach(async () => {
  await source.close();
  await pool.end();
  await proxy.close();
  await database.drop();
});

async function newKey(participant: string): Promise<{ keyId: string; secret: string }> {
  const created = await directory.createApiKey(participant);
  if (isRefused(created)) throw new Error(created.message);
  return { keyId: created.key.keyId, secret: created.secret };
}

describe('credentials', () => {
  it('find a participant by a key and by the name in its certificate', async () => {
    const { secret } = await newKey('BANK');
    await source.start();
    expect(await credentials.byApiKey(secret)).toEqual({ participant: BANK });
    expect(await credentials.byCertificateName('bank.example')).toEqual({ participant: BANK });
  });

  it('find a key and a participant that were made a moment ago', async () => {
    await source.start();
    const { secret } = await newKey('BANK');
    expect(await credentials.byApiKey(secret)).toEqual({ participant: BANK });
    await directory.createParticipant({
      ...BANK,
      code: 'NEW',
      cardPrefix: undefined,
      certificateName: 'new.example',
    });
    expect(await credentials.byCertificateName('new.example')).toMatchObject({
      participant: { code: 'NEW' },
    });
  });

  it('find nobody for a key that is wrong in whatever place', async () => {
    const { keyId, secret } = await newKey('BANK');
    await source.start();
    const wrong = [
      '',
      'tf_',
      keyId,
      secret.slice(0, -1),
      `${secret}A`,
      ` ${secret}`,
      secret.toUpperCase(),
      `tf_${keyId}_${randomBytes(32).toString('base64url')}`,
      `tf_${'0'.repeat(16)}_${secret.slice(-43)}`,
      "tf_' or true --",
    ];
    for (const key of wrong) expect(await credentials.byApiKey(key)).toBeUndefined();
    expect(await credentials.byCertificateName('')).toBeUndefined();
    expect(await credentials.byCertificateName('mallory.example')).toBeUndefined();
  });

  it('forget a revoked key by themselves', async () => {
    const { keyId, secret } = await newKey('BANK');
    const other = await newKey('BANK');
    await source.start();
    expect(await credentials.byApiKey(secret)).toBeDefined();
    await directory.revokeApiKey(keyId);
    await vi.waitFor(async () => expect(await credentials.byApiKey(secret)).toBeUndefined(), {
      timeout: 20_000,
    });
    expect(await credentials.byApiKey(other.secret)).toBeDefined();
  });

  it('find a suspended participant and say so', async () => {
    const { secret } = await newKey('BANK');
    await source.start();
    await directory.updateParticipant('BANK', { status: 'suspended' });
    await source.refresh();
    expect(await credentials.byApiKey(secret)).toMatchObject({ participant: { status: 'suspended' } });
    expect(await credentials.byCertificateName('bank.example')).toMatchObject({
      participant: { status: 'suspended' },
    });
  });

  it('forget a certificate name that was taken away', async () => {
    await source.start();
    await directory.updateParticipant('BANK', { certificateName: '' });
    await source.refresh();
    expect(await credentials.byCertificateName('bank.example')).toBeUndefined();
  });

  it('ask the database a few times for thousands of wrong keys', async () => {
    await source.start();
    const looks = vi.spyOn(source, 'refresh');
    const beganAtMs = performance.now();
    const guess = () => `tf_${randomBytes(8).toString('hex')}_${randomBytes(32).toString('base64url')}`;
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all(Array.from({ length: 1_000 }, () => credentials.byApiKey(guess())));
      expect(answers.every((answer) => answer === undefined)).toBe(true);
    }
    const elapsedMs = performance.now() - beganAtMs;
    expect(looks.mock.calls.length).toBeLessThanOrEqual(Math.floor(elapsedMs / 100) + 1);
  });

  it('know who they know while Postgres is away, and can tell nothing of others', async () => {
    const { secret } = await newKey('BANK');
    await source.start();
    proxy.refuse();
    proxy.cut();
    const later = await newKey('BANK');
    await expect(credentials.byApiKey(later.secret)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await credentials.byApiKey(secret)).toEqual({ participant: BANK });
    proxy.accept();
    expect(await credentials.byApiKey(later.secret)).toEqual({ participant: BANK });
  });
});
