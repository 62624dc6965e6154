import type { BalanceAnswer, BalanceInquiry } from '../shard/inquiry.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import type { BalanceReply } from './ports.ts';
import type { SwitchOptions, SwitchPorts } from './switch.ts';

/**
 * Balance inquiries of one issuer. They have a circuit of their own: a host that is slow to say balances, or does not at
 * all, is asked to authorize as before.
 */
export class Inquiries {
  readonly #ports: Omit<SwitchPorts, 'queues' | 'sender'>;
  readonly #options: SwitchOptions;
  readonly #breaker: CircuitBreaker;

  constructor(ports: Omit<SwitchPorts, 'queues' | 'sender'>, options: SwitchOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#breaker = new CircuitBreaker(options.breaker);
  }

  /** Asks the host once, and tells the gateway; nobody, when it waits no longer. */
  async answer(inquiry: BalanceInquiry): Promise<void> {
    const { clock, observer, replies } = this.#ports;
    const leftMs = inquiry.answerByMs - clock.nowMs();
    if (leftMs <= 0) {
      observer.skipped(inquiry.issuer, 'late');
      return;
    }
    const reply = await this.#call(inquiry, Math.min(leftMs, this.#options.callTimeoutMs));
    const { gateway, number } = inquiry;
    replies.reply(gateway, { kind: 'balance', number, answer: answerOf(reply) });
  }

  async #call(inquiry: BalanceInquiry, timeoutMs: number): Promise<BalanceReply> {
    const { clock, hosts, log, network, observer } = this.#ports;
    const { issuer, program } = inquiry;
    const host = network.current().programs.get(program)?.host;
    if (host === undefined) return { kind: 'none', why: 'the address of the host is not known here yet' };
    const startedMs = clock.nowMs();
    if (!this.#breaker.mayCall(startedMs)) {
      observer.skipped(issuer, 'circuit');
      return { kind: 'none', why: 'the circuit is open' };
    }
    const reply = await hosts.balance(host.address, inquiry, timeoutMs);
    const nowMs = clock.nowMs();
    observer.called({ issuer, operation: 'BALANCE', reply: reply.kind, elapsedMs: nowMs - startedMs });
    if (reply.kind === 'wrong') log.wrongAnswer(issuer, 'BALANCE', reply.why);
    if (reply.kind === 'none' || reply.kind === 'wrong') {
      if (this.#breaker.failed(nowMs)) log.hostAway(issuer, 'BALANCE', reply.why);
    } else if (this.#breaker.answered()) log.hostBack(issuer, 'BALANCE');
    return reply;
  }
}

/** What the gateway is told. An answer that is wrong is as good as none. */
function answerOf(reply: BalanceReply): BalanceAnswer {
  return reply.kind === 'wrong' || reply.kind === 'none' ? { kind: 'none' } : reply;
}
