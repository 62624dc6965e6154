/**
 * What a fault is about. A fault is an operating condition (a database that is down, a configuration that does not
 * parse), as opposed to an outcome (an expected result of a transaction) and to a bug (see `assert`).
 */
export type FaultCode =
  | 'CONFIGURATION_INVALID' // refuses to start; the message names the setting and what to do
  | 'STORE_UNAVAILABLE' // Postgres does not answer, or the session is gone
  | 'STORE_INCOMPATIBLE' // a database of another shard count, or of a newer schema
  | 'QUEUE_UNAVAILABLE' // the queue backend does not answer
  | 'SHARD_LOST' // this session no longer owns the shard; another worker may
  | 'OVERLOADED' // a limit was reached; ask again after `retryDelayMs`
  | 'DEADLINE_EXCEEDED'; // the caller's deadline passed; the outcome is unknown, ask again with the same id

/** An operating fault. Made only where the library's error arrives, with that error as `cause`. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: FaultCode;
  /** True when asking again later may succeed without anybody changing anything. */
  readonly retryable: boolean;
  /** How long to wait before asking again, in milliseconds, where that is known. */
  readonly retryDelayMs: number | undefined;

  constructor(
    code: FaultCode,
    message: string,
    options: { retryable?: boolean; retryDelayMs?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryDelayMs = options.retryDelayMs;
  }
}
