import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Fault } from '../fault.ts';
import type { Limit } from '../gateway/limits.ts';
import type { GatewayObserver, MethodLabels } from '../gateway/observer.ts';
import { LATENCY_SECONDS } from './buckets.ts';
import { CountsByTypeAndOutcome } from './counts.ts';

/** Where the gateway's log goes that metrics can't tell. */
export interface GatewayLog {
  error(details: object, message: string): void;
}

type Batch = Parameters<GatewayObserver['batchAnswered']>[0];
type Envelope = Parameters<GatewayObserver['envelopeAnswered']>[0];

/** What is under way in the router, by shard. */
export type Depths = () => readonly { readonly waiting: number; readonly out: number }[];

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
  readonly #started: Counter<keyof GrpcLabels>;
  readonly #handled: Counter<keyof GrpcLabels | 'grpc_code'>;
  readonly #handling: Histogram<keyof GrpcLabels>;

  constructor(options: { log: GatewayLog }) {
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
    this.#started = new Counter({
      name: 'grpc_server_started_total',
      help: 'RPCs started on the server',
      labelNames: ['grpc_type', 'grpc_service', 'grpc_method'],
      registers,
    });
    this.#handled = new Counter({
      name: 'grpc_server_handled_total',
      help: 'RPCs completed on the server, regardless of success or failure',
      labelNames: ['grpc_type', 'grpc_service', 'grpc_method', 'grpc_code'],
      registers,
    });
    this.#handling = new Histogram({
      name: 'grpc_server_handling_seconds',
      help: 'Response latency of RPCs that the server had handled',
      labelNames: ['grpc_type', 'grpc_service', 'grpc_method'],
      buckets: LATENCY_SECONDS,
      registers,
    });
  }

  /** Shows what waits in the lanes; once, when the gateway is there. */
  gaugeLanes(depths: Depths): void {
    const out = new Gauge({
      name: 'tongfen_gateway_out_transactions',
      help: 'Transactions in the envelope under way, by shard',
      labelNames: ['shard'],
      registers: [this.registry],
    });
    new Gauge({
      name: 'tongfen_gateway_waiting_transactions',
      help: 'Transactions that wait in the gateway for the next envelope, by shard',
      labelNames: ['shard'],
      registers: [this.registry],
      collect() {
        for (const [shard, depth] of depths().entries()) {
          this.set({ shard }, depth.waiting);
          out.set({ shard }, depth.out);
        }
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

  retried(_shard: number, what: 'envelope' | 'transfer' | 'card-status'): void {
    this.#retries.inc({ what });
  }

  limitReached(limit: Limit): void {
    this.#limits.inc({ limit });
  }

  callStarted(method: MethodLabels): void {
    this.#started.inc(labelsOf(method));
  }

  callHandled(method: MethodLabels, code: string, elapsedMs: number): void {
    const labels = labelsOf(method);
    this.#handled.inc({ ...labels, grpc_code: code });
    this.#handling.observe(labels, elapsedMs / 1_000);
  }

  callFailed(path: string, error: unknown): void {
    this.#log.error({ path, err: error }, `${path} failed`);
  }
}

interface GrpcLabels {
  readonly grpc_type: string;
  readonly grpc_service: string;
  readonly grpc_method: string;
}

function labelsOf({ type, service, method }: MethodLabels): Record<keyof GrpcLabels, string> {
  return { grpc_type: type, grpc_service: service, grpc_method: method };
}
