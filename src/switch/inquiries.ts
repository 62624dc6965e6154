import type { BalanceAnswer, BalanceInquiry } from '../shard/inquiry.ts';
import { IssuerHost } from './issuer-host.ts';
import type { BalanceReply } from './ports.ts';
import type { SwitchOptions, SwitchPorts } from './switch.ts';

/**
 * Balance inquiries of one issuer. They have a circuit of their own: a host that is slow to say balances, or does not at
 * all, is asked to authorize as before.
 */
export class Inquiries {
  readonly #ports: Omit<SwitchPorts, 'queues' | 'sender'>;
  readonly #options: SwitchOptions;
  readonly #host: IssuerHost;

  constructor(ports: Omit<SwitchPorts, 'queues' | 'sender'>, options: SwitchOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#host = new IssuerHost(ports, options.breaker);
  }

  /** Asks the host once, and tells the gateway; nobody, when it waits no longer. */
  async answer(inquiry: BalanceInquiry): Promise<void> {
    const { clock, hosts, observer, replies } = this.#ports;
    const leftMs = inquiry.answerByMs - clock.nowMs();
    if (leftMs <= 0) {
      observer.skipped(inquiry.issuer, 'late');
      return;
    }
    const timeoutMs = Math.min(leftMs, this.#options.callTimeoutMs);
    const { issuer, program, gateway, number } = inquiry;
    const reply = await this.#host.call({ issuer, program, operation: 'BALANCE' }, (address) =>
      hosts.balance(address, inquiry, timeoutMs),
    );
    replies.reply(gateway, { kind: 'balance', number, answer: answerOf(reply) });
  }
}

/** What the gateway is told. An answer that is wrong is as good as none. */
function answerOf(reply: BalanceReply): BalanceAnswer {
  return reply.kind === 'wrong' || reply.kind === 'none' ? { kind: 'none' } : reply;
}
