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

/**
 * Calls of a participant that a gateway answers from the database at a time: they share its connections with those of all
 * others. Ten times as many as there are connections, so that who is within them waits for nobody but itself.
 */
export const CALLS_MAX = 128;

/** What may be reached by a request; named in google.rpc.QuotaFailure and in docs/errors.md. */
export const LIMITS = [
  'batch-items',
  'message-size',
  'stream-items-in-flight',
  'participant-items-in-flight',
  'participant-rate',
  'shard-queue',
  'participant-calls',
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

/** Of the limits, those of calls that are under way at a time: of each participant and in all, and when to come again. */
export const CALL_LIMITS = {
  'participant-calls': limit('call', 'calls', CALLS_MAX, 100),
  'card-status-changes': limit(
    'change of a card’s status',
    'changes of card statuses',
    CARD_STATUSES_MAX,
    100,
  ),
  // About as long as it takes to see that one is gone.
  'event-streams': limit('event stream', 'event streams', EVENT_STREAMS_MAX, 5_000),
  // Most are read, and most reports made, within seconds.
  'reconciliation-files': limit('file', 'files', 1, 5_000, FILES_MAX),
  'liability-reports': limit('report', 'reports', 1, 1_000, REPORTS_MAX),
} satisfies Partial<Record<Limit, ReturnType<typeof limit>>>;
export type CallLimitName = keyof typeof CALL_LIMITS;

function limit(one: string, many: string, max: number, retryMs: number, maxInAll = Number.POSITIVE_INFINITY) {
  return { one, many, max, retryMs, maxInAll };
}
