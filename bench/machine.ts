import { createRequire } from 'node:module';
import { cpus, release, type as systemType, totalmem } from 'node:os';
import pg from 'pg';
import type { EmbeddedServices } from '../src/embedded/start.ts';

/** What a run was measured on. */
export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryMib: number;
  readonly system: string;
  readonly node: string;
  readonly postgres: string;
  readonly fsync: string;
  readonly synchronousCommit: string;
  /** The backend of BullMQ that ran. */
  readonly queueBackend: 'redis' | 'postgres';
  readonly queues: string;
  readonly bullmq: string;
  readonly date: string;
}

export async function describeMachine(services: EmbeddedServices): Promise<Machine> {
  const client = new pg.Client({ connectionString: services.databaseUrl });
  await client.connect();
  const show = async (setting: string): Promise<string> => {
    const { rows } = await client.query<Record<string, string>>(`show ${setting}`);
    return rows[0]?.[setting] ?? '';
  };
  try {
    return {
      cores: cpus().length,
      cpu: cpus()[0]?.model ?? 'unknown',
      memoryMib: Math.round(totalmem() / 1_048_576),
      system: `${systemType()} ${release()}`,
      node: process.version,
      postgres: await show('server_version'),
      fsync: await show('fsync'),
      synchronousCommit: await show('synchronous_commit'),
      queueBackend: services.redisUrl === undefined ? 'postgres' : 'redis',
      queues: services.description,
      bullmq: bullmqVersion(),
      date: new Date().toISOString(),
    };
  } finally {
    await client.end();
  }
}

function bullmqVersion(): string {
  const { version } = createRequire(import.meta.url)('bullmq/package.json') as { version: string };
  return version;
}
