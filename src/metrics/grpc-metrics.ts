import type { Registry } from 'prom-client';
import { Counter, Histogram } from 'prom-client';
import type { MethodLabels } from '../gateway/observer.ts';
import { LATENCY_SECONDS } from './buckets.ts';

const LABELS = ['grpc_type', 'grpc_service', 'grpc_method'] as const;

type Label = (typeof LABELS)[number];

/** The metrics of one method, looked up once: messages of streams come by the hundred a second. */
interface MethodMetrics {
  readonly labels: Readonly<Record<Label, string>>;
  readonly started: Counter.Internal;
  readonly received: Counter.Internal;
  readonly sent: Counter.Internal;
  readonly handling: Histogram.Internal<Label>;
}

/** Metrics of a gRPC server under the names that they have everywhere (go-grpc-middleware, `providers/prometheus`). */
export class GrpcServerMetrics {
  readonly #started: Counter<Label>;
  readonly #received: Counter<Label>;
  readonly #sent: Counter<Label>;
  readonly #handled: Counter<Label | 'grpc_code'>;
  readonly #handling: Histogram<Label>;
  /** One object per method of the server. */
  readonly #methods = new Map<MethodLabels, MethodMetrics>();

  constructor(registry: Registry) {
    const common = { labelNames: LABELS, registers: [registry] };
    this.#started = new Counter({
      name: 'grpc_server_started_total',
      help: 'RPCs started on the server',
      ...common,
    });
    this.#received = new Counter({
      name: 'grpc_server_msg_received_total',
      help: 'Messages received on the server',
      ...common,
    });
    this.#sent = new Counter({
      name: 'grpc_server_msg_sent_total',
      help: 'Messages sent by the server',
      ...common,
    });
    this.#handled = new Counter({
      name: 'grpc_server_handled_total',
      help: 'RPCs completed on the server, regardless of success or failure',
      labelNames: [...LABELS, 'grpc_code'],
      registers: [registry],
    });
    this.#handling = new Histogram({
      name: 'grpc_server_handling_seconds',
      help: 'From the start of an RPC to its status; for a stream, how long it was open',
      buckets: LATENCY_SECONDS,
      ...common,
    });
  }

  callStarted(method: MethodLabels): void {
    this.#of(method).started.inc();
  }

  messageReceived(method: MethodLabels): void {
    this.#of(method).received.inc();
  }

  messageSent(method: MethodLabels): void {
    this.#of(method).sent.inc();
  }

  callHandled(method: MethodLabels, code: string, elapsedMs: number): void {
    const { labels, handling } = this.#of(method);
    this.#handled.inc({ ...labels, grpc_code: code });
    handling.observe(elapsedMs / 1_000);
  }

  #of(method: MethodLabels): MethodMetrics {
    const known = this.#methods.get(method);
    if (known !== undefined) return known;
    const labels = { grpc_type: method.type, grpc_service: method.service, grpc_method: method.method };
    const metrics = {
      labels,
      started: this.#started.labels(labels),
      received: this.#received.labels(labels),
      sent: this.#sent.labels(labels),
      handling: this.#handling.labels(labels),
    };
    this.#methods.set(method, metrics);
    return metrics;
  }
}
