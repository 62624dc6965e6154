import type { BalanceAnswer, BalanceInquiry, InquirySender } from '../shard/inquiry.ts';
import type { Clock, ReplyReceiver } from '../shard/ports.ts';
import { INQUIRIES_MAX } from './limits.ts';
import { UnderWay } from './under-way.ts';

/** How long a switch may take to answer: longer than it gives the host. */
const ANSWER_WITHIN_MS = 3_000;

export interface InquiryPorts {
  readonly inquiries: InquirySender;
  readonly replies: ReplyReceiver;
  readonly clock: Clock;
  readonly networkClock: Pick<Clock, 'nowMs'>;
}

type Asked = Pick<BalanceInquiry, 'issuer' | 'card' | 'program'>;

/** Asks issuers' hosts for balances, by way of the switch. What is not answered in time is not asked again. */
export class BalanceInquiries {
  readonly #ports: InquiryPorts;
  readonly #waiting = new Map<number, (answer: BalanceAnswer) => void>();
  /** By issuer. */
  readonly #underWay = new UnderWay(INQUIRIES_MAX);
  #lastNumber = 0;

  constructor(ports: InquiryPorts) {
    this.#ports = ports;
    ports.replies.onReply((reply) => {
      if (reply.kind === 'balance') this.#waiting.get(reply.number)?.(reply.answer);
    });
  }

  /**
   * What the host says, `none` when it does not by then; or `full` when so many inquiries to this issuer wait already
   * that another one would only wait behind them.
   *
   * @throws {Fault} `QUEUE_UNAVAILABLE`
   */
  async ask(asked: Asked, deadlineAtMs: number): Promise<BalanceAnswer | { readonly kind: 'full' }> {
    const { issuer } = asked;
    if (!this.#underWay.enter(issuer)) return { kind: 'full' };
    try {
      return await this.#ask(asked, deadlineAtMs);
    } finally {
      this.#underWay.leave(issuer);
    }
  }

  async #ask({ issuer, card, program }: Asked, deadlineAtMs: number): Promise<BalanceAnswer> {
    const { clock, inquiries, networkClock, replies } = this.#ports;
    const untilMs = Math.min(deadlineAtMs, clock.nowMs() + ANSWER_WITHIN_MS);
    const answerByMs = networkClock.nowMs() + untilMs - clock.nowMs();
    this.#lastNumber += 1;
    const number = this.#lastNumber;
    const heard = new Promise<BalanceAnswer>((resolve) => this.#waiting.set(number, resolve));
    const over = new AbortController();
    try {
      await inquiries.inquire({ gateway: replies.gateway, number, issuer, card, program, answerByMs });
      const late = clock.sleep(Math.max(0, untilMs - clock.nowMs()), over.signal);
      return await Promise.race([heard, late.then(() => ({ kind: 'none' }) as const)]);
    } finally {
      over.abort();
      this.#waiting.delete(number);
    }
  }
}
