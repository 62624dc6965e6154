import type { HostMessage, HostOperation } from '../ledger/host-message.ts';
import type { HostAnswerEnvelope } from '../shard/envelope.ts';
import type { BalanceInquiry } from '../shard/inquiry.ts';

// What the switch needs of the world. The adapters are in src/queue and in this folder, their fakes in the tests.

export interface HostQueueOptions<Message> {
  /** Calls under way at once to one host, from this process: one that hangs holds up no more than these. */
  readonly concurrency: number;
  /** What it throws brings a follow-up again, each time later, and ends an inquiry. */
  readonly handle: (message: Message) => Promise<void>;
}

/** The queues of an issuer: of reversals and advices, which are told until the host has answered, and of balance inquiries. */
export interface HostQueues {
  /**
   * Puts a reversal or an advice into the queue of its issuer. A message that it has already is not added.
   *
   * @throws {Fault} `QUEUE_UNAVAILABLE`
   */
  send(message: HostMessage): Promise<void>;
  openFollowUps(issuer: string, options: HostQueueOptions<HostMessage>): Promise<HostQueue>;
  openInquiries(issuer: string, options: HostQueueOptions<BalanceInquiry>): Promise<HostQueue>;
}

export interface HostQueue {
  /** Finishes what is under way. What waits stays in the queue. */
  close(): Promise<void>;
}

/** Brings what a host answered to the shard that waits for it. What is lost on the way is asked for or told again. */
export interface AnswerHearer {
  hear(shard: number, answer: HostAnswerEnvelope): Promise<void>;
}

/** What a host said, as far as it answers the message. */
export type HostReply =
  | { readonly kind: 'approved' }
  | { readonly kind: 'declined'; readonly reason: string }
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'disputed'; readonly reason: string }
  /** It did not answer, or with a status. */
  | { readonly kind: 'none'; readonly why: string }
  /** It answered something else: garbage, another amount or another's id. */
  | { readonly kind: 'wrong'; readonly why: string };

/** What a host said of an account, as far as it answers the inquiry. */
export type BalanceReply =
  | { readonly kind: 'known'; readonly posted: number; readonly held: number }
  | { readonly kind: 'unknown' }
  | Extract<HostReply, { readonly kind: 'none' | 'wrong' }>;

/** Calls hosts. Never rejects. */
export interface Hosts {
  call(address: string, message: HostMessage, timeoutMs: number): Promise<HostReply>;
  balance(
    address: string,
    of: Pick<BalanceInquiry, 'issuer' | 'card' | 'program'>,
    timeoutMs: number,
  ): Promise<BalanceReply>;
}

/** The methods of a host. */
export const HOST_METHODS = [
  'AUTHORIZE',
  'CAPTURE',
  'REVERSE',
  'ADVISE',
  'BALANCE',
] as const satisfies readonly (HostOperation | 'BALANCE')[];
export type HostMethod = (typeof HOST_METHODS)[number];

/** What the switch tells its metrics. */
export interface SwitchObserver {
  /** The host of an issuer is called from here on. */
  opened(issuer: string): void;
  called(call: {
    readonly issuer: string;
    readonly operation: HostMethod;
    readonly reply: (HostReply | BalanceReply)['kind'];
    readonly elapsedMs: number;
  }): void;
  /** A message that was not called for, because the circuit is open or its caller waits no longer. */
  skipped(issuer: string, why: 'circuit' | 'late'): void;
  /** Of what callers wait for. */
  circuit(issuer: string, isOpen: boolean): void;
}
