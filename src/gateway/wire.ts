import type { Answer } from './batch.ts';
import type { Refusal } from './refusal.ts';

// The messages of the hot path.

/** An int64 in two halves, so that nothing is rounded. */
export interface Int64 {
  readonly low: number;
  readonly high: number;
}

/** The number, or NaN for one that a double can't hold exactly: it is outside of every range there is. */
export function exactNumber(value: Int64): number {
  const number = value.high * 4_294_967_296 + (value.low >>> 0);
  return Number.isSafeInteger(number) ? number : Number.NaN;
}

/** `tongfen.v1.Transaction`; what was not sent is '', 0 or false. */
export interface WireTransaction {
  readonly id: string;
  readonly type: number;
  readonly card: Int64;
  readonly program: string;
  readonly amount: Int64;
  readonly merchant: string;
  readonly reference: string;
  readonly originalId: string;
  readonly toCard: Int64;
  readonly holdSeconds: number;
  readonly adjustment: number;
  readonly reason: string;
  readonly linked: boolean;
  readonly exchange: WireExchange | null;
}

/** `tongfen.v1.Exchange` */
export interface WireExchange {
  readonly toProgram: string;
  readonly amountOutMin: Int64;
  readonly quote: string;
}

/** `tongfen.v1.SubmitRequest` */
export interface WireSubmitRequest {
  readonly transaction: WireTransaction | null;
}

/** `tongfen.v1.SubmitBatchRequest` */
export interface WireBatchRequest {
  /** Given back as it came. */
  readonly batch: Int64;
  readonly transactions: readonly WireTransaction[];
}

/** What is written as `tongfen.v1.SubmitBatchResponse`. */
export interface BatchResponse {
  readonly batch: Int64;
  /** One per transaction, in their order; none beside an error. */
  readonly answers: readonly (Answer | Refusal)[];
  readonly error: Refusal | undefined;
}
