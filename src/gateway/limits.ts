/** Balance inquiries to one issuer that a gateway lets wait. */
export const INQUIRIES_MAX = 256;

/**
 * Changes of card statuses that a participant may have under way at a gateway. Each is an envelope of its own in the queue of
 * its shard, before the transactions of others: who blocks a hundred thousand cards does it behind one another.
 */
export const CARD_STATUSES_MAX = 64;

/**
 * Event streams that a participant may have open at a gateway. Each reads the journal by itself, with the connections that all
 * other reads of the books have: one for each system of a participant is few, one for each member would be the end of them.
 */
export const EVENT_STREAMS_MAX = 32;

/** Files for reconciliation that a gateway takes in at a time; each has a connection to the database until it has come. */
export const FILES_MAX = 6;

/** Liability reports that a gateway makes at a time, of the four connections that it has for settlement. */
export const REPORTS_MAX = 2;

/** What may be reached by a request; named in google.rpc.QuotaFailure and in docs/errors.md. */
export const LIMITS = [
  'batch-items',
  'message-size',
  'stream-items-in-flight',
  'participant-items-in-flight',
  'participant-rate',
  'shard-queue',
  'balance-inquiries',
  'card-status-changes',
  'event-streams',
  'reconciliation-files',
  'liability-reports',
] as const;
export type Limit = (typeof LIMITS)[number];

/** How much of what the gateway takes. */
export interface GatewayLimits {
  /** Transactions of one batch. */
  readonly batchItemsMax: number;
  /** Bytes of one request message. A longer one is refused; from four times as many on it also ends its stream. */
  readonly messageBytesMax: number;
  /** Transactions of one stream that are not answered yet. More hide the latency of a distant caller. */
  readonly streamItemsInFlightMax: number;
  /** The same of all calls of one participant: what one of them can hold of the memory of this gateway. */
  readonly participantItemsInFlightMax: number;
  /** Token bucket of a participant that has none of its own: transactions per second, and at once. */
  readonly rateLimit: number;
  readonly rateBurst: number;
}
