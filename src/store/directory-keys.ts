import type pg from 'pg';
import type { ApiKeyRecord, DirectoryRefusal } from '../directory/ports.ts';
import { notFound } from '../directory/refusal.ts';
import { newApiKey } from './credentials-key.ts';
import { change } from './directory-change.ts';
import type { ApiKeyRow } from './directory-rows.ts';
import { API_KEY_COLUMNS, apiKeyFromRow } from './directory-rows.ts';
import { rowsOf } from './pool.ts';

const INSERT = `
  insert into api_key (key_id, participant, secret_hash) values ($1, $2, $3) returning ${API_KEY_COLUMNS}`;

// A key that was revoked before keeps its first date.
const REVOKE = `
  update api_key set revoked_at = coalesce(revoked_at, now()) where key_id = $1 returning ${API_KEY_COLUMNS}`;

const OF_PARTICIPANT = `
  select ${API_KEY_COLUMNS} from api_key where participant = $1 order by created_at, key_id`;

/** Refused: `NOT_FOUND` for the participant. */
export async function createApiKey(
  pool: pg.Pool,
  participant: string,
): Promise<{ key: ApiKeyRecord; secret: string } | DirectoryRefusal> {
  const { keyId, secret, hash } = newApiKey();
  return change(pool, 'create an API key', async (client) => {
    const { rows } = await client.query<ApiKeyRow>(INSERT, [keyId, participant, hash]);
    return { key: apiKeyFromRow(rows[0]!), secret };
  });
}

/** All that the participant ever had, oldest first. */
export async function apiKeys(pool: pg.Pool, participant: string): Promise<ApiKeyRecord[]> {
  const rows = await rowsOf<ApiKeyRow>(pool, 'read API keys', OF_PARTICIPANT, [participant]);
  return rows.map(apiKeyFromRow);
}

/** Revoking twice is revoking once. Refused: `NOT_FOUND`. */
export async function revokeApiKey(pool: pg.Pool, keyId: string): Promise<ApiKeyRecord | DirectoryRefusal> {
  return change(pool, 'revoke an API key', async (client) => {
    const { rows } = await client.query<ApiKeyRow>(REVOKE, [keyId]);
    const [row] = rows;
    return row === undefined ? notFound('key_id', 'no API key has this id') : apiKeyFromRow(row);
  });
}
