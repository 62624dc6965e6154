import { Command } from 'commander';
import { expect, it, vi } from 'vitest';
import { environmentOf } from '../../../src/cli/network.ts';
import { configOf, withSettings } from '../../../src/cli/settings.ts';
import { readConfig } from '../../../src/config.ts';

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

it.each([
  ['redis://user:secret@host:abc', 'REDIS_URL (--redis-url) must be a redis:// URL'],
  ['redis://user:secret%@host:6379', 'REDIS_URL (--redis-url) must be a redis:// URL'],
  ['redis://user:secret@host:6379,host:99999', 'REDIS_URL (--redis-url) must be a redis:// URL'],
])('refuses a URL that nobody can read without telling its password: %s', (url, message) => {
  expect(() => readConfig({ REDIS_URL: url })).toThrow(message);
  expect(() => readConfig({ REDIS_URL: url })).not.toThrow('secret');
});

it.each([
  'redis://host',
  'rediss://user:pa%25ss@host:6379/1',
  'redis://one:1,two:2,redis://three:3',
  'redis://[::1]:6379',
])('takes %s', (url) => {
  expect(readConfig({ REDIS_URL: url }).redisUrl).toBe(url);
});

it.each(['CITY=secret\n', 'CITY=sécret', 'CITY=two words'])(
  'refuses a token that no host can be shown: %j',
  (tokens) => {
    expect(() => readConfig({ TONGFEN_HOST_TOKENS: tokens })).toThrow(
      'TONGFEN_HOST_TOKENS (--host-tokens) must be',
    );
  },
);

it('gives a worker what concerns it, and no setting that the command line of its network has replaced', () => {
  const environment = {
    TONGFEN_WORKERS: 'many',
    TONGFEN_TLS_CERT: 'cert.pem',
    TONGFEN_HOST_TOKENS: 'CITY=secret,BANK=other',
    TONGFEN_HOST_TLS_DIRECTORIES: 'BANK=/etc/bank',
    TONGFEN_ALLOW_PLAINTEXT: 'true',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const config = readConfig(process.env, { workers: '2', tlsKey: 'key.pem', shards: '16' });
  const ofWorker = environmentOf(config, { databaseUrl: 'postgres://host/books', redisUrl: undefined });
  vi.unstubAllEnvs();
  expect(readConfig(ofWorker)).toMatchObject({
    shards: 16,
    databaseUrl: 'postgres://host/books',
    redisUrl: undefined,
    hostTokens: new Map([
      ['CITY', 'secret'],
      ['BANK', 'other'],
    ]),
    hostTlsDirectories: new Map([['BANK', '/etc/bank']]),
    allowPlaintext: true,
    tlsCert: undefined,
    tlsKey: undefined,
  });
});
