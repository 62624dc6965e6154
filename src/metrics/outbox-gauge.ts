import type { Registry } from 'prom-client';
import { Gauge } from 'prom-client';
import type { OutboxAge } from '../directory/ports.ts';
import { gaugeQuestion } from './gauge-question.ts';

/** Shows how long legs are under way, asked of the books when Prometheus asks: also those of a shard that nobody runs. */
export function gaugeOutbox(registry: Registry, ages: () => Promise<readonly OutboxAge[]>): void {
  const ask = gaugeQuestion(ages);
  new Gauge({
    name: 'tongfen_outbox_age_seconds',
    help: 'Age of the oldest leg that another shard has not acknowledged, by the shard that sends it',
    labelNames: ['shard'],
    registers: [registry],
    async collect() {
      const known = await ask();
      this.reset();
      for (const { shard, oldestSeconds } of known ?? []) this.set({ shard }, oldestSeconds);
    },
  });
}
