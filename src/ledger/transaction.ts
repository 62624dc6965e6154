import type { Day } from './calendar.ts';
import type { Exchanged } from './exchange-value.ts';
import type { Outcome } from './outcome.ts';

export const TRANSACTION_TYPES = [
  'EARN',
  'REDEEM',
  'AUTHORIZE',
  'CAPTURE',
  'RELEASE',
  'TRANSFER',
  'REVERSE',
  'EXPIRE',
  'ADJUST',
  'EXCHANGE',
] as const;

export type TransactionType = (typeof TRANSACTION_TYPES)[number];

/** What a client may submit; `EXPIRE` is made by the system. */
export type SubmittedType = Exclude<TransactionType, 'EXPIRE'>;

/** The largest amount of one transaction, in the program's smallest unit. */
export const AMOUNT_MAX = 1_000_000_000_000;

/** Items that one linked chain may have. The edge sees to it: an envelope has room for a whole chain. */
export const CHAIN_ITEMS_MAX = 100;

/** The largest balance an account may have either side of zero: 2^53 − 1. */
export const BALANCE_MAX = Number.MAX_SAFE_INTEGER;

/**
 * One message of a participant, validated. Fields that its type does not need are `''` or `0`, so that every
 * transaction has the same shape (a hidden class for the engine, a fixed tuple on the wire).
 */
export interface Transaction {
  /** UUID chosen by the client, lower case. With `card` and `participant` it names the transaction for ever. */
  readonly id: string;
  readonly type: SubmittedType;
  readonly card: number;
  /** Program code. */
  readonly program: string;
  /** In the program's smallest unit, 1 to `AMOUNT_MAX`; 0 for `RELEASE`. */
  readonly amount: number;
  /** Code of the participant that submits it. */
  readonly participant: string;
  /** Merchant code, or ''. */
  readonly merchant: string;
  /** The participant's own business reference, or ''. */
  readonly reference: string;
  /**
   * `CAPTURE`, `RELEASE`: id of the authorization. `REVERSE`: id of the original. `ADJUST` that reverses what an issuer
   * disputed: id of that. Else ''.
   */
  readonly originalId: string;
  /** `TRANSFER`: the receiving card. Else 0. */
  readonly toCard: number;
  /** `AUTHORIZE`: how long the hold lasts, in seconds; 0 for the default (`HOLD_SECONDS_DEFAULT`). */
  readonly holdSeconds: number;
  /** `ADJUST`: true takes points from the member, false gives them. */
  readonly debit: boolean;
  /** `ADJUST`: why. Else ''. */
  readonly reason: string;
  /** Posts only together with the next item of the batch, which has the same card. */
  readonly linked: boolean;
  /** `EXCHANGE`: what for. */
  readonly exchange?: ExchangeRequest | undefined;
}

/** What the points of an `EXCHANGE` are to become. */
export interface ExchangeRequest {
  readonly toProgram: string;
  /** The least that has to arrive, in the target program's smallest unit, from 1; 0 with a quote. */
  readonly amountOutMin: number;
  /** The token of a quote as it was sent (`readQuote`); '' for the rate of the moment. */
  readonly quote: string;
  /** True when the network signed the token. The edge finds out; what follows from it is decided with the transaction. */
  readonly isQuoteGenuine: boolean;
}

/** Seven days, what card networks give a merchant to capture. */
export const HOLD_SECONDS_DEFAULT = 7 * 24 * 3600;

/**
 * The system account on the other side of a posting. `MERCHANT` is the receivable of the entry's merchant; `EXCEPTION` is
 * what the network bears of what the program's issuer disputed; the others are the program's own.
 */
export type CounterKind =
  | 'ISSUANCE'
  | 'MERCHANT'
  | 'TRANSIT'
  | 'BREAKAGE'
  | 'ADJUSTMENT'
  | 'EXCHANGE'
  | 'EXCEPTION';

/**
 * The accounts of the network in standard points, which an exchange posts to: the `POSITION` of each issuer (below zero,
 * it owes the network), and what the network keeps.
 */
export type StandardKind = 'POSITION' | 'SPREAD' | 'ROUNDING';

/** Stands where system accounts have a program: no program has this code. */
export const STANDARD_POINTS = '*';

/** Who made an entry that no participant submitted. */
export const SYSTEM_ORIGIN = 'tongfen';

/**
 * One line of a shard's journal: a transaction with its outcome and, when it posted, its posting. It concerns exactly
 * one member account; a transfer is therefore two entries, one per card, both against transit, and an exchange two on one
 * card, each against its program's `EXCHANGE`.
 *
 * The posting is `postedChange` between the member account and the counter account: positive, the counter account is
 * debited and the member credited; negative, the other way round.
 */
export interface Entry {
  /** Gapless within the shard, from 1. */
  readonly seq: number;
  readonly id: string;
  readonly card: number;
  /**
   * Who made it, part of its identity (`id`, `card`, `origin`): the participant's code; for the second leg of a
   * transfer the other card and the participant (`secondLegOrigin`); for a transfer's points that came
   * back `returnOrigin`; for what arrived by an exchange `arrivalOrigin`; while an issuer's host is asked `hostOrigin` and
   * `answerOrigin`; for what the system makes, `SYSTEM_ORIGIN`, for the expiry of a hold together with the participant that
   * held (`holdExpiryOrigin`).
   */
  readonly origin: string;
  readonly type: TransactionType;
  readonly outcome: Outcome;
  readonly program: string;
  /** What was asked for. */
  readonly amount: number;
  /** Change of the account's posted balance. */
  readonly postedChange: number;
  /** Change of the account's held points. */
  readonly heldChange: number;
  /** Posted balance afterwards. */
  readonly balance: number;
  /** Available points afterwards (posted − held). */
  readonly available: number;
  /** Changes of the account's lots (pinned ones included) as flat pairs of day and amount; sorted by day. */
  readonly lots: readonly number[];
  /** The other side of the posting; undefined where nothing was posted. */
  readonly counter: CounterKind | undefined;
  readonly merchant: string;
  readonly reference: string;
  readonly originalId: string;
  /** `TRANSFER`: the other card; else 0. */
  readonly peer: number;
  readonly holdSeconds: number;
  readonly debit: boolean;
  readonly reason: string;
  readonly linked: boolean;
  /** Ledger time of the turn, milliseconds since 1970. */
  readonly ledgerTimeMs: number;
  /** Cycle it was cleared in. */
  readonly cycle: number;
  /** Business date of that cycle. */
  readonly businessDate: Day;
  /** `EXCHANGE`: what for, and what became of it. */
  readonly exchange?: EntryExchange | undefined;
}

/** What an entry keeps of an exchange. */
export interface EntryExchange {
  /** The other program: what the points become, or what they were. */
  readonly peerProgram: string;
  readonly amountOutMin: number;
  readonly quote: string;
  /** On the entry of the debit, when it posted: with it go its postings in standard points. */
  readonly exchanged: Exchanged | undefined;
}

/**
 * What a shard says of a transaction: its result; null where another shard or an issuer's host has to answer, which comes by
 * the transaction's name; 'again' for what follows up something that a host is still asked about, and for what a host would
 * have to be asked that is asked as much as it answers in time: nothing is recorded of it, and it has to be asked again.
 */
export type Decision = Result | null | 'again';

/** What the caller is told of one transaction. */
export interface Result {
  readonly outcome: Outcome;
  readonly shard: number;
  /** Sequence of the entry in its shard; 0 for `ID_REUSED`. */
  readonly seq: number;
  readonly ledgerTimeMs: number;
  /** Points that moved or were held: less than asked for by a partial clawback only. */
  readonly amount: number;
  /** Posted balance of the account afterwards. */
  readonly balance: number;
  /** Available points of the account afterwards. */
  readonly available: number;
  /** True when the id had been recorded before: this is the first outcome again. */
  readonly duplicate: boolean;
  /** `EXCHANGE` that posted: what arrived, in the target program's smallest unit. */
  readonly amountOut?: number | undefined;
}
