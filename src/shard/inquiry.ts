// A balance inquiry goes from a gateway to a switch and back. It passes the shards by: nothing is decided or recorded.

/** What a gateway asks an issuer's host by way of the switch. Answered with `Reply` 'balance', or too late for anybody. */
export interface BalanceInquiry {
  readonly gateway: string;
  readonly number: number;
  readonly issuer: string;
  readonly card: number;
  readonly program: string;
  /** How long the gateway waits, milliseconds since 1970. */
  readonly answerByMs: number;
}

/** What a switch heard of the host. */
export type BalanceAnswer =
  | { readonly kind: 'known'; readonly posted: number; readonly held: number }
  /** The host has no such account. */
  | { readonly kind: 'unknown' }
  /** It did not answer, or what is no answer. */
  | { readonly kind: 'none' };

/** Brings inquiries to the switch. Resolves when the queue has it. */
export interface InquirySender {
  inquire(inquiry: BalanceInquiry): Promise<void>;
}
