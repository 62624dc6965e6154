import { expect, it } from 'vitest';
import { reconcileCommand } from '../../../src/cli/reconcile.ts';
import { Fault } from '../../../src/fault.ts';

it.each([[], ['--cycle', '1']])(
  'says of a file that is not there that it can not be read: %j',
  async (...cycle) => {
    const connection = ['--address', '127.0.0.1:1', '--api-key', 'x'];
    const run = reconcileCommand().parseAsync(['/nowhere/file.csv', ...connection, ...cycle], {
      from: 'user',
    });
    const error: unknown = await run.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Fault);
    expect(error).toMatchObject({
      message: expect.stringContaining("/nowhere/file.csv can't be read: ENOENT"),
    });
  },
);
