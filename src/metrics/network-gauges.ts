import type { Registry } from 'prom-client';
import { Gauge } from 'prom-client';

/** How well a process follows the network. */
export interface NetworkFollower {
  /** How long ago the reference data was known to be the latest, milliseconds. */
  ageMs(): number;
  readonly clock: {
    /** What the clock of the machine is ahead of the network's, milliseconds. */
    skewMs(): number;
  };
}

/** Shows how old the reference data of the process is, and how wrong the clock of its machine. */
export function gaugeNetwork(registry: Registry, network: NetworkFollower): void {
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read() / 1_000);
      },
    });
  };
  gauge('tongfen_reference_data_age_seconds', 'Since the reference data was known to be the latest', () =>
    network.ageMs(),
  );
  gauge('tongfen_clock_skew_seconds', "What the clock of the machine is ahead of the network's", () =>
    network.clock.skewMs(),
  );
}
