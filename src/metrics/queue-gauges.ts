import type { Registry } from 'prom-client';
import { Gauge } from 'prom-client';
import type { QueueInspector } from '../shard/ports.ts';
import { gaugeQuestion } from './gauge-question.ts';

type Depth = Awaited<ReturnType<QueueInspector['depth']>>;

/**
 * Shows what waits in the queue of every shard, asked of the queues when Prometheus asks. Every gateway and every worker
 * shows all of them: a queue that nobody drains has no worker to tell of it.
 */
export function gaugeQueues(registry: Registry, inspector: QueueInspector, shards: number): void {
  const depths = Array.from({ length: shards }, (_, shard) => gaugeQuestion(() => inspector.depth(shard)));
  const gauge = (name: string, help: string, read: (depth: Depth) => number): void => {
    new Gauge({
      name,
      help,
      labelNames: ['shard'],
      registers: [registry],
      async collect() {
        const known = await Promise.all(depths.map((ask) => ask()));
        this.reset();
        for (const [shard, depth] of known.entries()) {
          if (depth !== undefined) this.set({ shard }, read(depth));
        }
      },
    });
  };
  gauge('tongfen_queue_envelopes', 'Envelopes that wait, by shard', ({ waiting }) => waiting);
  gauge(
    'tongfen_queue_age_seconds',
    'Age of the oldest envelope that waits, by shard',
    ({ oldestAgeMs }) => oldestAgeMs / 1_000,
  );
}
