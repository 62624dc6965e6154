import type { Registry } from 'prom-client';
import { Gauge } from 'prom-client';
import type { Settlement } from '../settlement/ports.ts';
import { gaugeQuestion } from './gauge-question.ts';

/** Shows the cycles that are over and not settled and how old the present one is, asked of the database when Prometheus asks. */
export function gaugeCycles(registry: Registry, settlement: Pick<Settlement, 'unsettled'>): void {
  const unsettled = gaugeQuestion(() => settlement.unsettled());
  new Gauge({
    name: 'tongfen_cycles',
    help: 'Cycles that are over and not settled, by state',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const counts = await unsettled();
      this.reset();
      if (counts === undefined) return;
      this.set({ state: 'crossing' }, counts.crossing);
      this.set({ state: 'closed' }, counts.closed);
    },
  });
  new Gauge({
    name: 'tongfen_cycle_open_seconds',
    help: 'How long the network has been in its present cycle',
    registers: [registry],
    async collect() {
      const counts = await unsettled();
      // Without an answer there is no sample: 0 would say that it has just been cut over.
      this.remove();
      if (counts !== undefined) this.set(counts.openSeconds);
    },
  });
}
