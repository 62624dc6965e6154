import type { ExpiryPolicy } from './calendar.ts';

/** What a participant does in the network. */
export const ROLES = ['ISSUER', 'ACQUIRER', 'OPERATOR'] as const;
export type Role = (typeof ROLES)[number];

/** An institution with credentials. */
export interface Participant {
  readonly code: string;
  readonly roles: readonly Role[];
  readonly status: 'active' | 'suspended';
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
  /** Most that the network stands in for until the issuer has heard of it. */
  readonly standInLimit: number;
}

/** One points currency of one issuer (or of an alliance, several merchants under one program). */
export interface Program {
  readonly code: string;
  /** Participant that issues its points. */
  readonly issuer: string;
  /** Decimals of a point, 0 to 4: amounts are integers in the smallest unit. */
  readonly scale: number;
  readonly expiry: ExpiryPolicy;
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
