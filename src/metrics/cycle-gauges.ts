import type { Registry } from 'prom-client';
import { Gauge } from 'prom-client';
import type { Settlement } from '../settlement/ports.ts';

/** Shows the cycles that are over and not settled, asked of the database when Prometheus asks. */
export function gaugeCycles(registry: Registry, settlement: Pick<Settlement, 'unsettled'>): void {
  new Gauge({
    name: 'tongfen_cycles',
    help: 'Cycles that are over and not settled, by state',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      // A database that is away shows in readiness; what it said last is no longer so, and is not shown.
      this.reset();
      const counts = await settlement.unsettled().catch(() => undefined);
      if (counts === undefined) return;
      this.set({ state: 'crossing' }, counts.crossing);
      this.set({ state: 'closed' }, counts.closed);
    },
  });
}
