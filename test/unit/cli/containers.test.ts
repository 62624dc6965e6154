import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig, SETTINGS } from '../../../src/config.ts';
import { packageRoot } from '../../../src/package-root.ts';

const read = (path: string): string => readFileSync(join(packageRoot(), path), 'utf8');
const compose = read('docker-compose.yml');
const services = [...(compose.split(/^services:$/m)[1] ?? '').matchAll(/^ {2}([\w-]+):/gm)].map(
  ([, name]) => name,
);

/** What docker-compose.yml sets that is a setting of ours. */
function environment(): Record<string, string> {
  const ours = Object.values(SETTINGS).map(({ variable }) => variable);
  const settings = [...compose.matchAll(/^ +([A-Z]+_[A-Z_]+): (.+)$/gm)].map(
    ([, name = '', value = '']) => [name, value.replaceAll('"', '')] as const,
  );
  const foreign = settings.filter(([name]) => !ours.includes(name) && !/^(POSTGRES|GF)_/.test(name));
  expect(foreign).toEqual([]);
  return Object.fromEntries(settings.filter(([name]) => ours.includes(name)));
}

describe('docker-compose.yml', () => {
  it('sets what there is to set, to values that are taken', () => {
    const config = readConfig(environment());
    expect(config).toMatchObject({
      databaseUrl: expect.stringMatching(/@postgres:5432\//) as string,
      redisUrl: 'redis://redis:6379',
      grpcAddress: '0.0.0.0:50051',
      httpAddress: '0.0.0.0:9464',
      allowPlaintext: true,
    });
  });

  it('has a gateway, two workers and the servers they need', () => {
    for (const name of ['postgres', 'redis', 'gateway', 'worker-1', 'worker-2', 'prometheus', 'grafana']) {
      expect(services).toContain(name);
    }
  });

  it('keeps a Redis that evicts nothing', () => {
    expect(compose).toMatch(/redis-server .*--maxmemory-policy noeviction/);
  });

  it('mounts files that there are', () => {
    const mounted = [...compose.matchAll(/^ +- (\.\/[^:]+):/gm)].map(([, path = '']) => path);
    expect(mounted.length).toBeGreaterThan(3);
    expect(mounted.filter((path) => !existsSync(join(packageRoot(), path)))).toEqual([]);
  });

  const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0;
  it.runIf(hasCompose)('is taken by docker compose', () => {
    const { status, stderr } = spawnSync('docker', ['compose', 'config', '--quiet'], {
      cwd: packageRoot(),
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('ops/prometheus.yml', () => {
  it('scrapes every process of the network where it serves metrics', () => {
    const targets = [...read('ops/prometheus.yml').matchAll(/"([\w-]+):(\d+)"/g)];
    expect(targets.map(([, host]) => host)).toEqual(
      services.filter((name) => /^(gateway|worker)/.test(name ?? '')),
    );
    for (const [, , port] of targets) expect(`0.0.0.0:${port}`).toBe(environment()['TONGFEN_HTTP_ADDRESS']);
  });
});

describe('Dockerfile', () => {
  it('asks for readiness where the network serves it', () => {
    const port = environment()['TONGFEN_HTTP_ADDRESS']?.split(':')[1];
    expect(read('Dockerfile')).toContain(`http://127.0.0.1:${port}/readyz`);
  });
});
