import type { Day } from './calendar.ts';
import { NEVER } from './calendar.ts';

/** Points of one account that expire on the same day. */
export interface Lot {
  readonly expiresOn: Day;
  amount: number;
}

/**
 * Open holds of one account. All of them are written with every change of it: with 60,000 of them a turn takes a third of a
 * second, and keeps the whole shard waiting. No member comes near it.
 */
export const HOLDS_MAX = 1_000;

/** Points set aside by an authorization. Its lots are pinned: out of `Account.lots` until it ends. */
export interface Hold {
  /** Id of the `AUTHORIZE`. */
  readonly id: string;
  /** Participant that authorized. */
  readonly participant: string;
  readonly merchant: string;
  readonly amount: number;
  readonly expiresAtMs: number;
  readonly lots: readonly Lot[];
  /** How the issuer's host knows the authorization, where the program is external. */
  readonly hostTransaction?: string;
  /** True while the network has stood in for the authorization and the issuer has not accepted it. */
  isStoodIn?: boolean;
}

/**
 * A card's points of one program.
 *
 * Always: `posted = sum(lots) + held − overdrawn`, `held = sum(holds.amount)`, lots sorted by day without two of one
 * day or any that is empty, and `overdrawn > 0` only while there is no free lot.
 */
export interface Account {
  readonly card: number;
  readonly program: string;
  posted: number;
  held: number;
  /**
   * Points taken back that the member had already spent (clawback policy `overdraw`), or, in an external program, earned
   * elsewhere; what comes in pays it first.
   */
  overdrawn: number;
  /** Free lots, first to expire first. */
  lots: Lot[];
  holds: Hold[];
  /**
   * No later than the first day after which a lot is due, and the first moment at which a hold is: an early value costs
   * one look by the expiry run, which makes it exact. `NEVER` and Infinity for none.
   */
  lotsDueOn: Day;
  holdsDueAtMs: number;
  /** False until its row is in the database. */
  stored: boolean;
}

export type CardStatus = 'active' | 'blocked';

/** One universal card with its accounts: what a shard reads, caches and forgets as a whole. */
export interface Card {
  readonly number: number;
  readonly issuer: string;
  status: CardStatus;
  /** How often its status was changed. */
  statusVersion: number;
  /** Its accounts, one per program, in no particular order; few, so that a scan beats a map. */
  readonly accounts: Account[];
}

/** What the member may spend. Below zero only while overdrawn. */
export function availableOf(account: Account): number {
  return account.posted - account.held;
}

/** The card's account of a program, if it has one. */
export function findAccount(card: Card, program: string): Account | undefined {
  for (const account of card.accounts) if (account.program === program) return account;
  return undefined;
}

/** The card's account of a program, made empty if it has none yet. */
export function openAccount(card: Card, program: string): Account {
  const existing = findAccount(card, program);
  if (existing !== undefined) return existing;
  const account: Account = {
    card: card.number,
    program,
    posted: 0,
    held: 0,
    overdrawn: 0,
    lots: [],
    holds: [],
    lotsDueOn: NEVER,
    holdsDueAtMs: Number.POSITIVE_INFINITY,
    stored: false,
  };
  card.accounts.push(account);
  return account;
}
