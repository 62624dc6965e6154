import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ExposureRecord, OpenHostMessages, OutboxAge } from '../directory/ports.ts';
import type { CardCache } from '../shard/card-cache.ts';
import type { Phase, QueueInspector, ShardObserver } from '../shard/ports.ts';
import { PHASES } from '../shard/ports.ts';
import { LATENCY_SECONDS } from './buckets.ts';
import { CountsByTypeAndOutcome } from './counts.ts';
import { gaugeExposures } from './exposure-gauges.ts';
import { gaugeHostMessages } from './host-message-gauges.ts';
import { gaugeOutbox } from './outbox-gauge.ts';
import { gaugeQueues } from './queue-gauges.ts';

export interface WorkerMetricsOptions {
  readonly cache: CardCache;
  readonly inspector: QueueInspector;
  readonly shards: number;
  /** What issuers owe. */
  readonly exposures: () => Promise<readonly ExposureRecord[]>;
  /** What issuers' hosts have not answered. */
  readonly hostMessages: () => Promise<readonly OpenHostMessages[]>;
  /** Which legs shards have not acknowledged. */
  readonly outboxAges: () => Promise<readonly OutboxAge[]>;
}

type Turn = Parameters<ShardObserver['turnCommitted']>[0];

/** What a worker tells Prometheus; docs/metrics.md says what each metric is for. */
export class WorkerMetrics implements ShardObserver {
  readonly registry = new Registry();
  readonly #transactions: Counter<'type' | 'outcome'>;
  readonly #duplicates: Counter;
  readonly #turns: Counter<'shard'>;
  readonly #phases: Histogram<'phase'>;
  readonly #batch: Histogram;
  readonly #queueAge: Histogram;
  readonly #cache: Counter<'result'>;
  readonly #owned: Gauge<'shard'>;
  readonly #takeovers: Counter;
  readonly #inherited: Counter;
  readonly #retries: Counter<'what'>;

  constructor(options: WorkerMetricsOptions) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.#transactions = new Counter({
      name: 'tongfen_transactions_total',
      help: 'Transactions recorded, by type and outcome',
      labelNames: ['type', 'outcome'],
      registers,
    });
    this.#duplicates = new Counter({
      name: 'tongfen_duplicates_total',
      help: 'Transactions answered with an outcome that had been recorded before',
      registers,
    });
    this.#turns = new Counter({
      name: 'tongfen_turns_total',
      help: 'Turns committed, by shard',
      labelNames: ['shard'],
      registers,
    });
    this.#phases = new Histogram({
      name: 'tongfen_turn_phase_seconds',
      help: 'Time of a turn by phase: drain, prefetch, decide, commit, reply',
      labelNames: ['phase'],
      buckets: LATENCY_SECONDS,
      registers,
    });
    this.#batch = new Histogram({
      name: 'tongfen_turn_transactions',
      help: 'Transactions recorded per turn',
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 4_000],
      registers,
    });
    this.#queueAge = new Histogram({
      name: 'tongfen_queue_wait_seconds',
      help: 'Age of the oldest envelope of a turn when it was taken',
      buckets: LATENCY_SECONDS,
      registers,
    });
    this.#cache = new Counter({
      name: 'tongfen_card_cache_requests_total',
      help: 'Cards that turns needed, by result: hit or miss',
      labelNames: ['result'],
      registers,
    });
    this.#owned = new Gauge({
      name: 'tongfen_shard_owned',
      help: '1 for a shard that this worker runs',
      labelNames: ['shard'],
      registers,
    });
    this.#takeovers = new Counter({
      name: 'tongfen_shard_takeovers_total',
      help: 'Shards that this worker began to run',
      registers,
    });
    this.#inherited = new Counter({
      name: 'tongfen_inherited_envelopes_total',
      help: 'Envelopes that the owner before had taken and not completed',
      registers,
    });
    this.#retries = new Counter({
      name: 'tongfen_shard_retries_total',
      help: 'What shards sent again: a row of the outbox, or a message to an issuer’s host',
      labelNames: ['what'],
      registers,
    });
    this.#gaugeCache(options.cache);
    gaugeQueues(this.registry, options.inspector, options.shards);
    gaugeExposures(this.registry, options.exposures);
    gaugeHostMessages(this.registry, options.hostMessages);
    gaugeOutbox(this.registry, options.outboxAges);
  }

  turnCommitted(turn: Turn): void {
    this.#turns.inc({ shard: turn.shard });
    this.#batch.observe(turn.entries.length);
    this.#queueAge.observe(turn.queueAgeMs / 1_000);
    if (turn.duplicates > 0) this.#duplicates.inc(turn.duplicates);
    for (const phase of PHASES)
      this.#phases.observe({ phase } satisfies { phase: Phase }, turn.phaseMs[phase] / 1_000);
    const counts = new CountsByTypeAndOutcome();
    for (const { type, outcome } of turn.entries) counts.count(type, outcome);
    counts.addTo(this.#transactions);
  }

  cacheAccessed({ hits, misses }: { hits: number; misses: number }): void {
    if (hits > 0) this.#cache.inc({ result: 'hit' }, hits);
    if (misses > 0) this.#cache.inc({ result: 'miss' }, misses);
  }

  shardAcquired(shard: number, inherited: number): void {
    this.#owned.set({ shard }, 1);
    this.#takeovers.inc();
    if (inherited > 0) this.#inherited.inc(inherited);
  }

  shardReleased(shard: number): void {
    this.#owned.remove({ shard });
  }

  retried(_shard: number, what: 'outbox' | 'message'): void {
    this.#retries.inc({ what });
  }

  #gaugeCache(cache: CardCache): void {
    new Gauge({
      name: 'tongfen_card_cache_cards',
      help: 'Cards in memory',
      registers: [this.registry],
      collect() {
        this.set(cache.size);
      },
    });
  }
}
