import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

const LOOK_MS = 20;

/** Longer than anything that is asked of a takeover. */
const GIVE_UP_MS = 30_000;

/** Milliseconds until every shard has committed a turn from now on. Needs a load on all of them. */
export async function msUntilAllCommit(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const startMs = performance.now();
    const start = await lastTurns(client);
    for (;;) {
      const turns = await lastTurns(client);
      const elapsedMs = performance.now() - startMs;
      if ([...turns].every(([shard, turn]) => turn > (start.get(shard) ?? 0))) return elapsedMs;
      if (elapsedMs > GIVE_UP_MS) throw new Error('a shard does not commit any more');
      await sleep(LOOK_MS);
    }
  } finally {
    await client.end();
  }
}

async function lastTurns(client: Client): Promise<ReadonlyMap<number, number>> {
  const { rows } = await client.query<{ shard: number; turn: number }>(
    'select shard, max(number)::float8 as turn from turn group by shard',
  );
  return new Map(rows.map(({ shard, turn }) => [shard, turn]));
}
