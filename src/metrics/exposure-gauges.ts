import type { Registry } from 'prom-client';
import { Gauge } from 'prom-client';
import type { ExposureRecord } from '../directory/ports.ts';
import { gaugeQuestion } from './gauge-question.ts';

/** Millionths of a standard point, as Prometheus is told standard points. */
const MICRO = 1_000_000;

/** Shows what issuers' limits bound, and the limits, asked of the books when Prometheus asks. */
export function gaugeExposures(
  registry: Registry,
  exposures: () => Promise<readonly ExposureRecord[]>,
): void {
  const known = gaugeQuestion(exposures);
  const gauge = (
    name: string,
    help: string,
    microOf: (exposure: ExposureRecord) => number | undefined,
  ): void => {
    new Gauge({
      name,
      help,
      labelNames: ['participant'],
      registers: [registry],
      async collect() {
        const owed = await known();
        this.reset();
        for (const exposure of owed ?? []) {
          const micro = microOf(exposure);
          if (micro !== undefined) this.set({ participant: exposure.participant }, micro / MICRO);
        }
      },
    });
  };
  gauge(
    'tongfen_net_debit_points',
    'What each issuer owes the network from exchanges, in standard points',
    ({ owedMicro }) => owedMicro,
  );
  gauge(
    'tongfen_net_debit_cap_points',
    'The most that each capped issuer may owe, in standard points',
    ({ capMicro }) => capMicro,
  );
  gauge(
    'tongfen_stand_in_points',
    'What the network has stood in for and each issuer has not heard of, in standard points',
    ({ standInMicro, standInLimitMicro }) => (standInLimitMicro === undefined ? undefined : standInMicro),
  );
  gauge(
    'tongfen_stand_in_limit_points',
    'The most that the network stands in for, for each issuer with a limit, in standard points',
    ({ standInLimitMicro }) => standInLimitMicro,
  );
}
