import { assert } from '../assert.ts';
import type { ExpiryPolicy } from './calendar.ts';

/** What a participant does in the network. */
export const ROLES = ['ISSUER', 'ACQUIRER', 'OPERATOR'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Limits that hold for a participant in the whole network, in standard points: what exchanges may make it owe, and what
 * the network stands in for until it has heard of it.
 */
export const LIMIT_KINDS = ['NET_DEBIT', 'STAND_IN'] as const;
export type LimitKind = (typeof LIMIT_KINDS)[number];

/** An institution with credentials. */
export interface Participant {
  readonly code: string;
  readonly roles: readonly Role[];
  readonly status: 'active' | 'suspended';
  /** The limits that were set for it: what they leave is shared out among the shards. */
  readonly limits?: readonly LimitKind[];
}

/** What a `REVERSE` of an earn does when the points have been spent. */
export const CLAWBACK_POLICIES = ['reject', 'partial', 'overdraw'] as const;
export type ClawbackPolicy = (typeof CLAWBACK_POLICIES)[number];

/** The host of an issuer that keeps its members' accounts itself, and what the network answers for it. */
export interface IssuerHost {
  /** `host:port`, gRPC. */
  readonly address: string;
  /** Largest amount of one transaction for which the network stands in; 0 for never. */
  readonly floorLimit: number;
}

/** What a program's points are worth, from a moment on. */
export interface Rate {
  /** Grows with every rate that its issuer proposes; 0 is what the program began with. */
  readonly version: number;
  /** Value of one point in standard points, an exact fraction. */
  readonly parNumerator: number;
  readonly parDenominator: number;
  /** What the network keeps of points that are exchanged for others, in hundredths of a percent of their value. */
  readonly spreadBasisPoints: number;
  /** Ledger time from which it holds. */
  readonly holdsFromMs: number;
}

/** When points that arrive by an exchange expire. */
export const ARRIVAL_POLICIES = ['policy', 'older-day'] as const;
export type ArrivalPolicy = (typeof ARRIVAL_POLICIES)[number];

/** One points currency of one issuer (or of an alliance, several merchants under one program). */
export interface Program {
  readonly code: string;
  /** Participant that issues its points. */
  readonly issuer: string;
  /** Decimals of a point, 0 to 4: amounts are integers in the smallest unit. */
  readonly scale: number;
  readonly expiry: ExpiryPolicy;
  /** By the expiry policy; or no later than on the day they had before. */
  readonly arrival: ArrivalPolicy;
  /** The rates that were approved, by version, from that of the beginning on. */
  readonly rates: readonly Rate[];
  /** Largest amount of one transaction, in the smallest unit. */
  readonly limitPerTransaction: number;
  readonly clawback: ClawbackPolicy;
  readonly status: 'active' | 'blocked';
  /** Where the members' accounts are kept; undefined: here. */
  readonly host?: IssuerHost | undefined;
}

/** Accepts points of the programs it names; belongs to an acquirer. */
export interface Merchant {
  readonly code: string;
  readonly acquirer: string;
  readonly programs: ReadonlySet<string>;
  readonly status: 'active' | 'blocked';
}

/** The reference data a shard decides by: one consistent snapshot per turn. */
export interface Network {
  /** Grows with every change of the reference data. */
  readonly version: number;
  readonly participants: ReadonlyMap<string, Participant>;
  readonly programs: ReadonlyMap<string, Program>;
  readonly merchants: ReadonlyMap<string, Merchant>;
}

/** The rate that holds: of those whose time has come, the last version. */
export function rateAt(program: Program, nowMs: number): Rate {
  let rate = program.rates[0];
  for (const each of program.rates) if (each.holdsFromMs <= nowMs) rate = each;
  assert(rate !== undefined, 'a program has the rate that it began with');
  return rate;
}
