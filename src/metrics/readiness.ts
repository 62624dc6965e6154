import type { Registry } from 'prom-client';
import { Gauge } from 'prom-client';
import { errorMessage } from '../errors.ts';
import { inTime } from '../in-time.ts';

/** What has to work for a process to be of use; each rejects when it does not. */
export type ReadinessChecks = Readonly<Record<string, () => Promise<unknown>>>;

/** A check that says nothing for so long fails: a probe has to be answered before its own time is over. */
const CHECK_MS_MAX = 2_000;

/** The checks that fail, and why. */
export async function failedChecks(checks: ReadinessChecks): Promise<Record<string, string>> {
  const failed: Record<string, string> = {};
  await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        await inTime(check(), CHECK_MS_MAX);
      } catch (error) {
        failed[name] = errorMessage(error);
      }
    }),
  );
  return failed;
}

/** Shows what `/readyz` says, made sure of when Prometheus asks: which server is away, and from where. */
export function gaugeReadiness(registry: Registry, checks: ReadinessChecks): void {
  new Gauge({
    name: 'tongfen_ready',
    help: '1 while what the process stands on works, by what it is',
    labelNames: ['what'],
    registers: [registry],
    async collect() {
      const failed = await failedChecks(checks);
      for (const what of Object.keys(checks)) this.set({ what }, what in failed ? 0 : 1);
    },
  });
}
