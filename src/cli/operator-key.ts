import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { saveSecret } from './save-secret.ts';

/** The operator's key of a private network, made at its first start and kept for its owner to read. */
export async function operatorKey(dataDirectory: string, create: () => Promise<string>): Promise<string> {
  const file = join(dataDirectory, 'operator.key');
  const kept = read(file);
  if (kept !== '') return kept;
  const secret = await create();
  saveSecret(file, secret);
  return secret;
}

/** Empty when there is none. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
