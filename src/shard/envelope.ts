import type { CardStatus } from '../ledger/account.ts';
import type { Day } from '../ledger/calendar.ts';
import type { HostAnswer } from '../ledger/host-message.ts';
import type { Leg, LegRefusal } from '../ledger/leg.ts';
import type { LimitKind } from '../ledger/network.ts';
import type { Decision, Result, Transaction } from '../ledger/transaction.ts';
import type { BalanceAnswer } from './inquiry.ts';

/**
 * What travels through a shard's queue: one job each. Delivery is at least once and, per sender, in order; handling any
 * of them twice changes nothing.
 */
export type Envelope =
  /** The transactions of one gateway that were waiting together. Answered with `Reply` 'results'. */
  | {
      readonly kind: 'submit';
      readonly gateway: string;
      readonly number: number;
      readonly transactions: readonly Transaction[];
    }
  /** A row of another shard's outbox. Answered with 'acknowledge' once it is committed. */
  | {
      readonly kind: 'legs';
      readonly from: number;
      readonly outbox: number;
      readonly legs: readonly Leg[];
    }
  /** The receiver's answer to 'legs': posted, but for the refusals. */
  | {
      readonly kind: 'acknowledge';
      readonly from: number;
      readonly outbox: number;
      readonly refusals: readonly LegRefusal[];
    }
  | HostAnswerEnvelope
  /** Another shard has found too little of a limit free: what this one has of it and does not need goes back at once. */
  | ({ readonly kind: 'recall' } & Recall)
  /** Moves the shard to a later cycle. */
  | { readonly kind: 'cut-over'; readonly cycle: number; readonly businessDate: Day }
  /** Sets the status of a card, unless it has reached the version. Answered with `Reply` 'done' either way. */
  | {
      readonly kind: 'card-status';
      readonly gateway: string;
      readonly number: number;
      readonly card: number;
      readonly status: CardStatus;
      /** One above what the gateway saw when it was asked. */
      readonly version: number;
    };

/** What the switch heard of an issuer's host; a message that has ended is not answered again. */
export interface HostAnswerEnvelope {
  readonly kind: 'host-answer';
  readonly message: string;
  readonly answer: HostAnswer;
}

/** The limit of which shards are to give back what they do not need. */
export interface Recall {
  readonly limit: LimitKind;
  readonly participant: string;
}

/** What a gateway hears back: only after the commit, at most once; a lost one is repaired by sending again. */
export type Reply =
  /** What is decided of the transactions of a 'submit', in their order. */
  | {
      readonly kind: 'results';
      readonly number: number;
      readonly results: readonly Decision[];
    }
  /**
   * What became of transactions that were answered with null. The participant belongs to their name: two of them may
   * use one id on one card.
   */
  | { readonly kind: 'late'; readonly results: readonly LateResult[] }
  | { readonly kind: 'done'; readonly number: number }
  /** A switch's answer to a `BalanceInquiry`. */
  | { readonly kind: 'balance'; readonly number: number; readonly answer: BalanceAnswer };

/** A result that came after its envelope's, named by what the transaction is named by. */
export interface LateResult {
  readonly card: number;
  readonly id: string;
  readonly participant: string;
  readonly result: Result;
}
