import type { CircuitBreakerOptions } from './circuit-breaker.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import type { BalanceReply, HostMethod, HostReply } from './ports.ts';
import type { SwitchPorts } from './switch.ts';

/** What a call is made for. */
export interface CallPurpose {
  readonly issuer: string;
  readonly program: string;
  readonly operation: HostMethod;
}

type NoReply = Extract<HostReply, { readonly kind: 'none' }>;

/** The host of an issuer behind a circuit breaker. Log and metrics hear what comes of each call. */
export class IssuerHost {
  readonly #ports: Pick<SwitchPorts, 'clock' | 'log' | 'network' | 'observer'>;
  readonly #breaker: CircuitBreaker;
  #other: IssuerHost | undefined;

  constructor(
    ports: Pick<SwitchPorts, 'clock' | 'log' | 'network' | 'observer'>,
    options: CircuitBreakerOptions,
  ) {
    this.#ports = ports;
    this.#breaker = new CircuitBreaker(options);
  }

  /** The same host for other calls: when one of either is answered, the other may try again at once. */
  beside(other: IssuerHost): void {
    this.#other = other;
    other.#other = this;
  }

  /** True while calls in a row were not answered: it is called now and then only. */
  get isAway(): boolean {
    return this.#breaker.isOpen;
  }

  /** Makes the call, unless the circuit is open. Rejects as `call` does, which never should. */
  async call<Reply extends HostReply | BalanceReply>(
    { issuer, program, operation }: CallPurpose,
    call: (address: string) => Promise<Reply>,
  ): Promise<Reply | NoReply> {
    const { clock, log, network, observer } = this.#ports;
    const host = network.current().programs.get(program)?.host;
    if (host === undefined) return { kind: 'none', why: 'the address of the host is not known here yet' };
    const startedMs = clock.nowMs();
    if (!this.#breaker.mayCall(startedMs)) {
      observer.skipped(issuer, 'circuit');
      return { kind: 'none', why: 'the circuit is open' };
    }
    const reply = await call(host.address);
    const nowMs = clock.nowMs();
    observer.called({ issuer, operation, reply: reply.kind, elapsedMs: nowMs - startedMs });
    if (reply.kind === 'wrong') log.wrongAnswer(issuer, operation, reply.why);
    if (reply.kind === 'none' || reply.kind === 'wrong') {
      if (this.#breaker.failed(nowMs)) log.hostAway(issuer, operation, reply.why);
    } else {
      if (this.#breaker.answered()) log.hostBack(issuer, operation);
      if (this.#other !== undefined) this.#other.#breaker.heard();
    }
    return reply;
  }
}
