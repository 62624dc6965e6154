import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../src/cli/database.ts';
import { readConfig } from '../../../src/config.ts';
import { openLog } from '../../../src/log.ts';

it('makes no database where none was kept', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'nothing-'));
  try {
    const dataDirectory = join(parent, 'mistyped');
    const config = readConfig({}, { dataDirectory });
    await expect(openDatabase(config, openLog({ level: 'silent', role: 'test' }))).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      message: expect.stringContaining(dataDirectory) as string,
    });
    expect(existsSync(dataDirectory)).toBe(false);
  } finally {
    rmSync(parent, { recursive: true });
  }
});
