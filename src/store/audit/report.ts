/** One invariant, and what the database says of it. */
export interface CheckResult {
  /** Short name, for programs. */
  readonly name: string;
  /** What is true when it holds, as a sentence. */
  readonly statement: string;
  readonly holds: boolean;
  /** How many rows offend. */
  readonly count: number;
  /** The first of them: what identifies each, what it says and what it should say. Card numbers are whole. */
  readonly offending: readonly Readonly<Record<string, unknown>>[];
}

/**
 * The points of one program, in its smallest unit. Always
 * `issued + adjusted + exchanged − redeemed − expired = outstanding + inTransit`.
 */
export interface ProgramTotals {
  readonly program: string;
  /** Earned, less what of it was reversed. */
  readonly issued: bigint;
  /** Redeemed and captured, less what was refunded. */
  readonly redeemed: bigint;
  readonly expired: bigint;
  /** Given by adjustments, less what they took. */
  readonly adjusted: bigint;
  /** Arrived from other programs by exchanges, less what left for them. */
  readonly exchanged: bigint;
  /** On the members' accounts. */
  readonly outstanding: bigint;
  /** Under way between two shards. */
  readonly inTransit: bigint;
}

export interface AuditReport {
  /** True when every check holds. */
  readonly holds: boolean;
  readonly checks: readonly CheckResult[];
  readonly totals: readonly ProgramTotals[];
}

/** How far an audit is. */
export interface AuditProgress {
  /** Name of the check that is under way. */
  readonly check: string;
  /** Transactions that it has seen, where it tells. */
  readonly seen: number;
  /** Transactions there are. */
  readonly transactions: number;
}

/** Rows shown of what offends. */
export const OFFENDING_MAX = 20;
