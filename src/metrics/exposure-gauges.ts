import type { Registry } from 'prom-client';
import { Gauge } from 'prom-client';
import type { ExposureRecord } from '../directory/ports.ts';

/** Millionths of a standard point, as Prometheus is told standard points. */
const MICRO = 1_000_000;

/** Shows what exchanges make issuers owe, and their caps, asked of the books when Prometheus asks. */
export function gaugeExposures(
  registry: Registry,
  exposures: () => Promise<readonly ExposureRecord[]>,
): void {
  new Gauge({
    name: 'tongfen_net_debit_points',
    help: 'What each issuer owes the network from exchanges, in standard points',
    labelNames: ['participant'],
    registers: [registry],
    async collect() {
      // A database that is away shows in readiness; what was owed before is no longer so, and is not shown.
      const known = await exposures().catch(() => []);
      this.reset();
      for (const { participant, owedMicro } of known) this.set({ participant }, owedMicro / MICRO);
    },
  });
  new Gauge({
    name: 'tongfen_net_debit_cap_points',
    help: 'The most that each capped issuer may owe, in standard points',
    labelNames: ['participant'],
    registers: [registry],
    async collect() {
      const known = await exposures().catch(() => []);
      this.reset();
      for (const { participant, capMicro } of known) {
        if (capMicro !== undefined) this.set({ participant }, capMicro / MICRO);
      }
    },
  });
}
