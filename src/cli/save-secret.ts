import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes a line that is its owner's to read only. It is there whole or not at all, whatever ends this process, or the machine;
 * until then, what was there before.
 */
export function saveSecret(path: string, line: string): void {
  const draft = `${path}.new`;
  // One that was left behind keeps the rights that it has.
  rmSync(draft, { force: true });
  try {
    writeFileSync(draft, `${line}\n`, { mode: 0o600, flush: true });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
