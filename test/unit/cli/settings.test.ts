import { Command } from 'commander';
import { expect, it } from 'vitest';
import { configOf, withSettings } from '../../../src/cli/settings.ts';

const from = (...options: string[]) => {
  const command = withSettings(new Command(), ['allowPlaintext', 'tlsCert', 'tlsKey', 'hostTlsCert']);
  return configOf(command.parse(options, { from: 'user' }));
};

it('takes a switch with or without a value', () => {
  expect(from().allowPlaintext).toBe(false);
  expect(from('--allow-plaintext').allowPlaintext).toBe(true);
  expect(from('--allow-plaintext', 'false').allowPlaintext).toBe(false);
});

it('takes for a setting only an option that is one', () => {
  const command = withSettings(new Command().option('--tls-key <file>'), ['dataDirectory']);
  expect(configOf(command.parse(['--tls-key', 'client.key'], { from: 'user' })).tlsKey).toBeUndefined();
});
