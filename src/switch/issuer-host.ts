import type { Network } from '../ledger/network.ts';
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

/**
 * The host of an issuer behind a circuit breaker; where its programs have several, each behind its own. Log and metrics hear
 * what comes of each call.
 */
export class IssuerHost {
  readonly #ports: Pick<SwitchPorts, 'clock' | 'log' | 'network' | 'observer'>;
  readonly #options: CircuitBreakerOptions;
  /** By address. */
  readonly #breakers = new Map<string, CircuitBreaker>();
  /** Of which the addresses are known. */
  #network: Network | undefined;
  #other: IssuerHost | undefined;

  constructor(
    ports: Pick<SwitchPorts, 'clock' | 'log' | 'network' | 'observer'>,
    options: CircuitBreakerOptions,
  ) {
    this.#ports = ports;
    this.#options = options;
  }

  /** The same host for other calls: when one of either is answered, the other may try again at once. */
  beside(other: IssuerHost): void {
    this.#other = other;
    other.#other = this;
  }

  /** True while calls in a row were not answered, by one of them where there are several: that is called now and then only. */
  get isAway(): boolean {
    return [...this.#breakers.values()].some(({ isOpen }) => isOpen);
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
    const breaker = this.#breakerOf(issuer, host.address);
    if (!breaker.mayCall(startedMs)) {
      observer.skipped(issuer, 'circuit');
      return { kind: 'none', why: 'the circuit is open' };
    }
    const reply = await call(host.address);
    const nowMs = clock.nowMs();
    observer.called({ issuer, operation, reply: reply.kind, elapsedMs: nowMs - startedMs });
    if (reply.kind === 'wrong') log.wrongAnswer(issuer, operation, reply.why);
    if (reply.kind === 'none' || reply.kind === 'wrong') {
      if (breaker.failed(nowMs)) log.hostAway(issuer, operation, reply.why);
    } else {
      if (breaker.answered()) log.hostBack(issuer, operation);
      this.#other?.heard(host.address);
    }
    return reply;
  }

  /** The host has answered something else. */
  heard(address: string): void {
    this.#breakers.get(address)?.heard();
  }

  #breakerOf(issuer: string, address: string): CircuitBreaker {
    this.#forgetMoved(issuer);
    let breaker = this.#breakers.get(address);
    if (breaker === undefined) {
      breaker = new CircuitBreaker(this.#options);
      this.#breakers.set(address, breaker);
    }
    return breaker;
  }

  /** A host that was moved is not away where it was. */
  #forgetMoved(issuer: string): void {
    const network = this.#ports.network.current();
    if (network === this.#network) return;
    this.#network = network;
    const programs = [...network.programs.values()].filter((program) => program.issuer === issuer);
    const addresses = new Set(programs.map(({ host }) => host?.address));
    for (const address of this.#breakers.keys()) if (!addresses.has(address)) this.#breakers.delete(address);
  }
}
