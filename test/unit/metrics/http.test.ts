import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Counter, Registry } from 'prom-client';
import { afterEach, expect, it } from 'vitest';
import type { HttpServer } from '../../../src/metrics/http.ts';
import { serveHttp } from '../../../src/metrics/http.ts';
import type { ReadinessChecks } from '../../../src/metrics/readiness.ts';
import { network } from './fixtures.ts';

let server: HttpServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function serve(checks: ReadinessChecks = {}, registry = new Registry()): Promise<string> {
  server = await serveHttp({ address: '127.0.0.1:0', registry, checks, network });
  return server.url;
}

async function get(url: string): Promise<{ status: number; type: string | null; body: string }> {
  const response = await fetch(url);
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}

it('serves metrics as Prometheus reads them', async () => {
  const registry = new Registry();
  new Counter({ name: 'turns_total', help: 'Turns', registers: [registry] }).inc(3);
  const { status, type, body } = await get(`${await serve({}, registry)}/metrics`);
  expect({ status, type }).toEqual({ status: 200, type: registry.contentType });
  expect(body).toContain('turns_total 3');
});

it('shows of every process how old its reference data is, and how wrong the clock of its machine', async () => {
  const { body } = await get(`${await serve()}/metrics`);
  expect(body).toContain('\ntongfen_reference_data_age_seconds 0.5\n');
  expect(body).toContain('\ntongfen_clock_skew_seconds -2\n');
});

it('is alive whatever it stands on', async () => {
  const url = await serve({ postgres: () => Promise.reject(new Error('away')) });
  expect(await get(`${url}/livez`)).toMatchObject({ status: 200, body: 'ok\n' });
});

it('is ready when all that it stands on answers', async () => {
  const url = await serve({ postgres: async () => {}, queues: async () => {} });
  const { status, body } = await get(`${url}/readyz`);
  expect({ status, ...JSON.parse(body) }).toEqual({ status: 200, ready: true, failed: {} });
});

it('says what is not ready, and why', async () => {
  const url = await serve({
    postgres: () => Promise.reject(new Error('connection refused')),
    queues: () => new Promise(() => {}),
    shards: async () => {},
  });
  const { status, body } = await get(`${url}/readyz`);
  expect({ status, ...JSON.parse(body) }).toEqual({
    status: 503,
    ready: false,
    failed: { postgres: 'connection refused', queues: expect.stringContaining('no answer') as string },
  });
});

it('serves nothing else', async () => {
  expect((await get(`${await serve()}/`)).status).toBe(404);
});

it('says when it can not listen', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  try {
    const address = `127.0.0.1:${port}`;
    await expect(serveHttp({ address, registry: new Registry(), checks: {}, network })).rejects.toMatchObject(
      {
        code: 'CONFIGURATION_INVALID',
        message: expect.stringContaining(address) as string,
      },
    );
  } finally {
    other.close();
  }
});
