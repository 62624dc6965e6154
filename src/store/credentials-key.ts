import { createHash, randomBytes } from 'node:crypto';

/** `tf_`, the key's id, `_`, and 32 random bytes in base64url (RFC 4648). */
const API_KEY = /^tf_([0-9a-f]{16})_[A-Za-z0-9_-]{43}$/;

const KEY_ID_BYTES = 8;
const SECRET_BYTES = 32;

/** A new key. Its id is not secret; `secret` is the whole key, and only `hash` is to be kept. */
export function newApiKey(): { keyId: string; secret: string; hash: Buffer } {
  const keyId = randomBytes(KEY_ID_BYTES).toString('hex');
  const secret = `tf_${keyId}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { keyId, secret, hash: hashApiKey(secret) };
}

/** The id in a key, or undefined for a text that can't be one. */
export function apiKeyId(secret: string): string | undefined {
  return API_KEY.exec(secret)?.[1];
}

/** One round of SHA-256 is enough: nobody guesses 256 random bits, however fast. */
export function hashApiKey(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
