import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { assert } from '../assert.ts';
import { identify, isRunning } from '../embedded/process-identity.ts';
import { saveSecret } from './save-secret.ts';

/**
 * Where a network that runs on private services can be reached: written into its data directory while it runs, so that
 * `tongfen submit`, `audit` and `keys` find it without being told. It holds credentials and is its owner's to read only.
 */
const endpointsFile = z.object({
  pid: z.number(),
  /** With the pid it tells the process apart from a later one. */
  startedAt: z.string(),
  databaseUrl: z.string(),
  redisUrl: z.string().optional(),
  grpcAddress: z.string(),
  httpUrls: z.array(z.string()),
  operatorKey: z.string().optional(),
});

export type Endpoints = Omit<z.output<typeof endpointsFile>, 'startedAt'>;

export function writeEndpoints(dataDirectory: string, endpoints: Endpoints): void {
  const owner = identify(endpoints.pid);
  assert(owner !== undefined, 'the process of a network runs');
  const content: z.output<typeof endpointsFile> = { ...endpoints, startedAt: owner.startedAt };
  saveSecret(fileOf(dataDirectory), JSON.stringify(content, undefined, 2));
}

export function removeEndpoints(dataDirectory: string): void {
  rmSync(fileOf(dataDirectory), { force: true });
}

/** What runs on this data directory; undefined when nothing does. */
export function readEndpoints(dataDirectory: string): Endpoints | undefined {
  try {
    const endpoints = endpointsFile.parse(JSON.parse(readFileSync(fileOf(dataDirectory), 'utf8')));
    return isRunning(endpoints) ? endpoints : undefined;
  } catch {
    // Not there, or nothing that can be read.
    return undefined;
  }
}

function fileOf(dataDirectory: string): string {
  return join(dataDirectory, 'endpoints.json');
}
