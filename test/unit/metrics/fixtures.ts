import type { ExposureRecord } from '../../../src/directory/ports.ts';
import { GatewayMetrics } from '../../../src/metrics/gateway-metrics.ts';
import { WorkerMetrics } from '../../../src/metrics/worker-metrics.ts';
import type { Settlement } from '../../../src/settlement/ports.ts';
import { CardCache } from '../../../src/shard/card-cache.ts';
import type { QueueInspector } from '../../../src/shard/ports.ts';

export const SHARDS = 3;

/** A queue in which shard n has n envelopes, the oldest n seconds old. */
export const inspector: QueueInspector = {
  depth: async (shard) => ({ waiting: shard, oldestAgeMs: shard * 1_000 }),
  ping: async () => {},
};

/** A process whose reference data is half a second old, on a machine whose clock is two seconds behind. */
export const network = { ageMs: () => 500, clock: { skewMs: () => -2_000 } };

export function gatewayMetrics(
  options: {
    inspector?: QueueInspector;
    settlement?: Pick<Settlement, 'unsettled'>;
    failures?: unknown[];
  } = {},
): GatewayMetrics {
  const metrics = new GatewayMetrics({
    log: { error: (details) => options.failures?.push(details) },
    inspector: options.inspector ?? inspector,
    settlement: options.settlement ?? {
      unsettled: async () => ({ crossing: 1, closed: 2, openSeconds: 90 }),
    },
    shards: SHARDS,
  });
  metrics.gaugeRouter({
    depths: () => [
      { waiting: 5, out: 7 },
      { waiting: 0, out: 0 },
    ],
    lateCount: 2,
  });
  return metrics;
}

const exposures = async (): Promise<ExposureRecord[]> => [
  {
    participant: 'BANK-A',
    owedMicro: 2_500_000,
    capMicro: 4_000_000,
    standInMicro: 0,
    standInLimitMicro: undefined,
  },
  {
    participant: 'BANK-B',
    owedMicro: -2_500_000,
    capMicro: undefined,
    standInMicro: 500_000,
    standInLimitMicro: 3_000_000,
  },
];

export function workerMetrics(options: { exposures?: typeof exposures } = {}): WorkerMetrics {
  const hostMessages = async () => [{ issuer: 'BANK-A', count: 3, oldestSeconds: 7_200 }];
  const outboxAges = async () => [{ shard: 1, oldestSeconds: 900 }];
  return new WorkerMetrics({
    ...{ cache: new CardCache(10), inspector, shards: SHARDS, exposures, hostMessages, outboxAges },
    ...options,
  });
}
