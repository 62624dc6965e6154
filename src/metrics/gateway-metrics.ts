import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Fault } from '../fault.ts';
import type { Limit } from '../gateway/limits.ts';
import type { GatewayObserver, MethodLabels, Retried } from '../gateway/observer.ts';
import type { Router } from '../gateway/router.ts';
import type { Settlement } from '../settlement/ports.ts';
import type { QueueInspector } from '../shard/ports.ts';
import { LATENCY_SECONDS } from './buckets.ts';
import { CountsByTypeAndOutcome } from './counts.ts';
import { gaugeCycles } from './cycle-gauges.ts';
import { GrpcServerMetrics } from './grpc-metrics.ts';
import { gaugeQueues } from './queue-gauges.ts';

/** Where the gateway's log goes that metrics can't tell. */
export interface GatewayLog {
  error(details: object, message: string): void;
}

export interface GatewayMetricsOptions {
  readonly log: GatewayLog;
  readonly inspector: QueueInspector;
  readonly settlement: Pick<Settlement, 'unsettled'>;
  readonly shards: number;
}

type Batch = Parameters<GatewayObserver['batchAnswered']>[0];
type Envelope = Parameters<GatewayObserver['envelopeAnswered']>[0];

/** What a gateway tells Prometheus; docs/metrics.md says what each metric is for. */
export class GatewayMetrics implements GatewayObserver {
  readonly registry = new Registry();
  readonly #log: GatewayLog;
  readonly #answers: Counter<'type' | 'outcome'>;
  readonly #batches: Histogram;
  readonly #envelopes: Histogram<'shard'>;
  readonly #envelopeItems: Histogram;
  readonly #retries: Counter<'what'>;
  readonly #limits: Counter<'limit'>;
  readonly #grpc: GrpcServerMetrics;

  constructor(options: GatewayMetricsOptions) {
    const registers = [this.registry];
    this.#log = options.log;
    collectDefaultMetrics({ register: this.registry });
    this.#answers = new Counter({
      name: 'tongfen_gateway_answers_total',
      help: 'Transactions answered, by type and outcome; a fault counts by its code',
      labelNames: ['type', 'outcome'],
      registers,
    });
    this.#batches = new Histogram({
      name: 'tongfen_gateway_batch_seconds',
      help: 'From the submission of a batch (of one, for unary calls) to its last answer',
      buckets: LATENCY_SECONDS,
      registers,
    });
    this.#envelopes = new Histogram({
      name: 'tongfen_gateway_envelope_seconds',
      help: 'From sending an envelope to its reply, by shard',
      labelNames: ['shard'],
      buckets: LATENCY_SECONDS,
      registers,
    });
    this.#envelopeItems = new Histogram({
      name: 'tongfen_gateway_envelope_transactions',
      help: 'Transactions per envelope',
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000],
      registers,
    });
    this.#retries = new Counter({
      name: 'tongfen_gateway_retries_total',
      help: 'What was sent again because its answer did not come or the queue was away: envelope, transfer, card-status',
      labelNames: ['what'],
      registers,
    });
    this.#limits = new Counter({
      name: 'tongfen_gateway_limits_reached_total',
      help: 'Requests that passed a limit, by limit',
      labelNames: ['limit'],
      registers,
    });
    this.#grpc = new GrpcServerMetrics(this.registry);
    gaugeQueues(this.registry, options.inspector, options.shards);
    gaugeCycles(this.registry, options.settlement);
  }

  /** Shows what is under way in the router; once, when the gateway is there. */
  gaugeRouter(router: Pick<Router, 'depths' | 'lateCount'>): void {
    const registers = [this.registry];
    new Gauge({
      name: 'tongfen_gateway_waiting_transactions',
      help: 'Transactions that wait in the gateway for the next envelope, by shard',
      labelNames: ['shard'],
      registers,
      collect() {
        for (const [shard, { waiting }] of router.depths().entries()) this.set({ shard }, waiting);
      },
    });
    new Gauge({
      name: 'tongfen_gateway_out_transactions',
      help: 'Transactions in the envelope under way, by shard',
      labelNames: ['shard'],
      registers,
      collect() {
        for (const [shard, { out }] of router.depths().entries()) this.set({ shard }, out);
      },
    });
    new Gauge({
      name: 'tongfen_gateway_late_transactions',
      help: 'Transactions that their shard answers later, when another shard or the host of an issuer has answered',
      registers,
      collect() {
        this.set(router.lateCount);
      },
    });
  }

  batchAnswered({ transactions, answers, elapsedMs }: Batch): void {
    this.#batches.observe(elapsedMs / 1_000);
    const counts = new CountsByTypeAndOutcome();
    for (const [index, answer] of answers.entries()) {
      const outcome = answer instanceof Fault ? answer.code : answer.outcome;
      counts.count(transactions[index]?.type ?? '', outcome);
    }
    counts.addTo(this.#answers);
  }

  envelopeAnswered({ shard, items, elapsedMs }: Envelope): void {
    this.#envelopes.observe({ shard }, elapsedMs / 1_000);
    this.#envelopeItems.observe(items);
  }

  retried(_shard: number, what: Retried): void {
    this.#retries.inc({ what });
  }

  limitReached(limit: Limit): void {
    this.#limits.inc({ limit });
  }

  callStarted(method: MethodLabels): void {
    this.#grpc.callStarted(method);
  }

  messageReceived(method: MethodLabels): void {
    this.#grpc.messageReceived(method);
  }

  messageSent(method: MethodLabels): void {
    this.#grpc.messageSent(method);
  }

  callHandled(method: MethodLabels, code: string, elapsedMs: number): void {
    this.#grpc.callHandled(method, code, elapsedMs);
  }

  callFailed(path: string, error: unknown): void {
    this.#log.error({ path, err: error }, `${path} failed`);
  }
}
