import type { HostMessage } from '../ledger/host-message.ts';

// What the switch needs of the world. The adapters are in src/queue and in this folder, their fakes in the tests.

/**
 * `asks`: a caller waits, and what is not answered in time is not asked again. `follow-ups`: reversals and advices, which
 * are told until the host has answered.
 */
export type HostQueueKind = 'asks' | 'follow-ups';

export interface HostQueueOptions {
  /** Calls under way at once to one host, from this process: one that hangs holds up no more than these. */
  readonly concurrency: number;
  /** What it throws brings a follow-up again, each time later, and ends an ask. */
  readonly handle: (message: HostMessage) => Promise<void>;
}

/** The queues of messages, two per issuer. */
export interface HostQueues {
  open(issuer: string, kind: HostQueueKind, options: HostQueueOptions): Promise<HostQueue>;
}

export interface HostQueue {
  /** Finishes what is under way. What waits stays in the queue. */
  close(): Promise<void>;
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

/** Calls hosts. Never rejects. */
export interface Hosts {
  call(address: string, message: HostMessage, timeoutMs: number): Promise<HostReply>;
}

/** What the switch tells its metrics. */
export interface SwitchObserver {
  called(call: {
    readonly issuer: string;
    readonly operation: HostMessage['operation'];
    readonly reply: HostReply['kind'];
    readonly elapsedMs: number;
  }): void;
  /** A message that was not called for, because the circuit is open or its caller waits no longer. */
  skipped(issuer: string, why: 'circuit' | 'late'): void;
  circuit(issuer: string, isOpen: boolean): void;
}
