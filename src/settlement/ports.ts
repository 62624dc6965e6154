import type { Day } from '../ledger/calendar.ts';
import type { Entry } from '../ledger/transaction.ts';
import type { Refused } from '../refused.ts';
import type { BilateralObligation, NetObligation } from './obligations.ts';

// Settlement as its edges need it. Postgres implements it (src/store); the gateway and the cut-over use it.

/**
 * - `open`: the network is in it.
 * - `crossing`: it is over, and its obligations are not known yet: some shard has not left it.
 * - `closed`: every shard has left it; what everybody owes is written.
 * - `settled`: every obligation is met.
 */
export type CycleState = 'open' | 'crossing' | 'closed' | 'settled';

export interface SettlementCycle {
  readonly number: number;
  readonly businessDate: Day;
  readonly state: CycleState;
  readonly openedAtMs: number;
  readonly closedAtMs: number | undefined;
  readonly settledAtMs: number | undefined;
}

/** How far a party has settled what it owes or is owed. */
export interface SettlementStatus {
  /** `failed`: the operator says that it did not settle; it may still. */
  readonly status: 'pending' | 'failed' | 'settled';
  readonly decidedBy: string;
  readonly decidedAtMs: number | undefined;
  readonly reason: string;
}

/**
 * - `open`: nobody has said what becomes of it.
 * - `proposed`: issuer or operator proposes to reverse it; the other one has to approve.
 * - `approved`: both agree, and it is not posted; the outcome says why, where the ledger declined.
 * - `reversed`: it is posted, and the network bears it.
 * - `upheld`: the transaction stands, and the issuer bears it.
 */
export type ExceptionState = 'open' | 'proposed' | 'approved' | 'reversed' | 'upheld';

/** What the network cleared without an issuer's host, and the issuer disputed when it was advised. */
export interface SettlementException {
  /** Names it, and the transaction that reverses it. */
  readonly exception: string;
  /** In which the issuer disputed. */
  readonly cycle: number;
  readonly issuer: string;
  readonly program: string;
  readonly id: string;
  readonly card: number;
  /** Who submitted it. */
  readonly participant: string;
  readonly merchant: string;
  /** Of the member's account. */
  readonly postedChange: number;
  readonly reason: string;
  readonly state: ExceptionState;
  /** That it be reversed; '' before. */
  readonly proposedBy: string;
  readonly proposedAtMs: number | undefined;
  /** '' before. */
  readonly decidedBy: string;
  readonly decidedAtMs: number | undefined;
  /** Of the transaction that reverses it; '' before. */
  readonly outcome: string;
}

/** What its issuer or an operator says of an exception. */
export interface ExceptionWord {
  readonly exception: string;
  /** True: the network bears it. False: the issuer does. */
  readonly reverse: boolean;
  readonly by: string;
}

/** What a closed cycle left to settle; exceptions are known before. */
export interface CycleSettlement {
  readonly cycle: SettlementCycle;
  readonly bilateral: readonly BilateralObligation[];
  readonly net: readonly (NetObligation & SettlementStatus)[];
  readonly exceptions: readonly SettlementException[];
}

/** A cycle in one shard: its part of the journal, and the hash chain at its first and last turn. */
export interface CycleShard {
  readonly shard: number;
  readonly firstTurn: number;
  readonly lastTurn: number;
  /** Of the first entry; above `lastSeq` when there is none. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly firstHash: Buffer;
  readonly lastHash: Buffer;
}

/** Why a cycle can't be closed or settled: an expected result. */
export type SettlementRefusal = Refused<'NOT_FOUND' | 'NOT_CLOSED' | 'SETTLED' | 'RESOLVED'>;

/** What members did with a program's points in a time, in its smallest unit. */
export interface LiabilityMovements {
  /** Earned, less what of it was reversed. */
  readonly issued: bigint;
  /** Redeemed and captured, less what was refunded. */
  readonly redeemed: bigint;
  /** Breakage. */
  readonly expired: bigint;
  /** Given by adjustments, less what they took. */
  readonly adjusted: bigint;
  readonly exchangedIn: bigint;
  readonly exchangedOut: bigint;
}

/** What the issuer of a program owes its members. */
export interface Liability extends LiabilityMovements {
  readonly program: string;
  readonly scale: number;
  /** On members' accounts now, held points included. */
  readonly outstanding: bigint;
  /** Under way between members now. */
  readonly inTransit: bigint;
  /** What is outstanding by the month it expires in, yyyymm; 999912 never. Less what is overdrawn: month 0. */
  readonly byMonth: readonly { readonly month: number; readonly amount: bigint }[];
}

/** An entry as a file has it. */
export interface FileEntry extends Entry {
  /**
   * What an exchange has the issuer of the entry's program be owed, in micro standard points; below zero, what it has it owe.
   * 0 for what is no exchange.
   */
  readonly positionMicro: number;
}

/** A part of a cycle's journal that one participant may see, in the order of one shard. */
export interface JournalPart {
  readonly shard: number;
  readonly entries: readonly FileEntry[];
}

/** Where the cycles stand. */
export interface Unsettled {
  readonly crossing: number;
  readonly closed: number;
  readonly openSeconds: number;
}

/** Whose transactions are wanted: submitted by it, of its programs, or at its merchants. */
export interface Concern {
  readonly participant: string;
  readonly all: boolean;
  readonly programs: ReadonlySet<string>;
  readonly merchants: ReadonlySet<string>;
}

/** Faults: `STORE_UNAVAILABLE`. */
export interface Settlement {
  /** Newest first, below `before` where that is given. */
  cycles(query: { readonly before: number | undefined; readonly limit: number }): Promise<SettlementCycle[]>;
  /** How many cycles are over and not settled, by their state, and how long the network has been in its present one. */
  unsettled(): Promise<Unsettled>;
  /** Closes every cycle before `number` that is not closed. All shards must have left them. */
  closeBefore(number: number): Promise<void>;
  settlement(cycle: number): Promise<CycleSettlement | SettlementRefusal>;
  /** Writes that a party has settled, or has not. What is settled stays settled. */
  decide(decision: {
    readonly cycle: number;
    readonly party: string;
    readonly isSettled: boolean;
    readonly by: string;
    readonly reason: string;
  }): Promise<CycleSettlement | SettlementRefusal>;
  exception(id: string): Promise<SettlementException | undefined>;
  /**
   * To uphold it is final; to reverse it, its issuer has to say and an operator. Refused: `RESOLVED` when it is so otherwise.
   */
  resolveException(word: ExceptionWord): Promise<SettlementException | SettlementRefusal>;
  /** Writes what became of the transaction that reverses an exception. */
  finishException(id: string, outcome: string): Promise<SettlementException>;
  shards(cycle: number): Promise<CycleShard[] | SettlementRefusal>;
  /** The transactions of a closed cycle that concern a participant, shard by shard, each shard's in order. */
  journal(shards: readonly CycleShard[], concern: Concern): AsyncIterable<JournalPart>;
  /** Of these programs; movements of one cycle, or since the beginning. */
  liability(programs: readonly string[], cycle: number | undefined): Promise<Liability[] | SettlementRefusal>;
}
