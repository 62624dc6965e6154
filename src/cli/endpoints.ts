import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * Where a network that runs on private services can be reached: written into its data directory while it runs, so that
 * `tongfen submit`, `audit` and `keys` find it without being told. It holds credentials and is its owner's to read only.
 */
const endpointsFile = z.object({
  pid: z.number(),
  databaseUrl: z.string(),
  redisUrl: z.string().optional(),
  grpcAddress: z.string(),
  httpUrls: z.array(z.string()),
  operatorKey: z.string().optional(),
});

export type Endpoints = z.output<typeof endpointsFile>;

export function writeEndpoints(dataDirectory: string, endpoints: Endpoints): void {
  writeFileSync(fileOf(dataDirectory), `${JSON.stringify(endpoints, undefined, 2)}\n`, { mode: 0o600 });
}

export function removeEndpoints(dataDirectory: string): void {
  rmSync(fileOf(dataDirectory), { force: true });
}

/** What runs on this data directory; undefined when nothing does. */
export function readEndpoints(dataDirectory: string): Endpoints | undefined {
  try {
    const endpoints = endpointsFile.parse(JSON.parse(readFileSync(fileOf(dataDirectory), 'utf8')));
    process.kill(endpoints.pid, 0);
    return endpoints;
  } catch {
    // Not there, not readable, or left by a process that is gone: nothing runs here.
    return undefined;
  }
}

function fileOf(dataDirectory: string): string {
  return join(dataDirectory, 'endpoints.json');
}
