import { expect, test } from 'vitest';
import { openPool, refuseReadOnly } from '../../../src/store/pool.ts';
import { createTestDatabase } from '../../support/database.ts';

test('a Postgres that answers and takes no writes is refused for as long as that lasts', async () => {
  const database = await createTestDatabase({ shards: 1 });
  const pool = openPool({ databaseUrl: database.url, connectionsMax: 1, statementTimeoutMs: 10_000 });
  await refuseReadOnly(pool);
  await pool.query('set default_transaction_read_only = on');
  await expect(refuseReadOnly(pool)).rejects.toThrow('Postgres takes no writes: it is read-only');
  await pool.query('set default_transaction_read_only = off');
  await refuseReadOnly(pool);
  await pool.end();
  await database.drop();
});
