import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connectionOf, withConnection } from '../../../src/cli/connection-options.ts';
import type { ConnectionOptions } from '../../../src/client/connection.ts';
import { Fault } from '../../../src/fault.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tongfen-connection-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
  vi.unstubAllEnvs();
});

function connectionFrom(...options: string[]): ConnectionOptions {
  const command = withConnection(new Command());
  command.parse(['--data-directory', directory, '--address', 'gateway.example:50051', ...options], {
    from: 'user',
  });
  return connectionOf(command);
}

it('shows a client certificate in place of a key', () => {
  const [cert, key] = ['network.pem', 'network.key'].map((name) => {
    const path = join(directory, name);
    writeFileSync(path, name);
    return path;
  }) as [string, string];
  expect(connectionFrom('--tls-cert', cert, '--tls-key', key)).toEqual({
    address: 'gateway.example:50051',
    tls: { cert: Buffer.from('network.pem'), key: Buffer.from('network.key') },
  });
});

it('takes a variable that is empty for one that is not set', () => {
  vi.stubEnv('TONGFEN_API_KEY', '');
  expect(() => connectionFrom()).toThrow('a key is needed');
});

it('refuses a key that can not be shown, and does not tell it', () => {
  vi.stubEnv('TONGFEN_API_KEY', 'tf_secret\n');
  const rule = 'TONGFEN_API_KEY (--api-key) must be printable ASCII without spaces and line ends';
  expect(() => connectionFrom()).toThrow(new Fault('CONFIGURATION_INVALID', rule));
});

it('refuses an address without a port, whatever else is given', () => {
  const command = withConnection(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  expect(() => command.parse(['--address', 'gateway.example'], { from: 'user' })).toThrow(
    'must be host:port',
  );
});

it('takes a key without its certificate for no plaintext', () => {
  expect(() => connectionFrom('--api-key', 'secret', '--tls-key', 'network.key')).toThrow(
    '--tls-cert and --tls-key go together: give both or neither',
  );
});
