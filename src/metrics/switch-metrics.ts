import type { Registry } from 'prom-client';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { SwitchObserver } from '../switch/ports.ts';
import { HOST_METHODS } from '../switch/ports.ts';
import { LATENCY_SECONDS } from './buckets.ts';

type Call = Parameters<SwitchObserver['called']>[0];

/** What a worker's switch tells Prometheus; docs/metrics.md says what each metric is for. */
export class SwitchMetrics implements SwitchObserver {
  readonly #calls: Counter<'issuer' | 'operation' | 'reply'>;
  readonly #seconds: Histogram<'issuer'>;
  readonly #skipped: Counter<'issuer' | 'why'>;
  readonly #circuit: Gauge<'issuer'>;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#calls = new Counter({
      name: 'tongfen_host_calls_total',
      help: "Calls of issuers' hosts, by operation and reply",
      labelNames: ['issuer', 'operation', 'reply'],
      registers,
    });
    this.#seconds = new Histogram({
      name: 'tongfen_host_call_seconds',
      help: "How long issuers' hosts took to answer",
      labelNames: ['issuer'],
      buckets: LATENCY_SECONDS,
      registers,
    });
    this.#skipped = new Counter({
      name: 'tongfen_host_messages_skipped_total',
      help: 'Messages and balance inquiries for which no host was called, by reason',
      labelNames: ['issuer', 'why'],
      registers,
    });
    this.#circuit = new Gauge({
      name: 'tongfen_host_circuit_open',
      help: '1 for an issuer whose host is not asked because it did not answer',
      labelNames: ['issuer'],
      registers,
    });
  }

  /** A count that begins at 1 has no rate: the first answer that is wrong would raise no alert. */
  opened(issuer: string): void {
    for (const operation of HOST_METHODS) this.#calls.inc({ issuer, operation, reply: 'wrong' }, 0);
    this.circuit(issuer, false);
  }

  called({ issuer, operation, reply, elapsedMs }: Call): void {
    this.#calls.inc({ issuer, operation, reply });
    this.#seconds.observe({ issuer }, elapsedMs / 1_000);
  }

  skipped(issuer: string, why: 'circuit' | 'late'): void {
    this.#skipped.inc({ issuer, why });
  }

  circuit(issuer: string, isOpen: boolean): void {
    this.#circuit.set({ issuer }, isOpen ? 1 : 0);
  }
}
