import type { Account, CardStatus } from '../ledger/account.ts';
import type { Day, ExpiryPolicy } from '../ledger/calendar.ts';
import type { ArrivalPolicy, ClawbackPolicy, IssuerHost, LimitKind, Rate, Role } from '../ledger/network.ts';
import type { Entry } from '../ledger/transaction.ts';
import type { Refused } from '../refused.ts';

// The network's reference data and the reads of its books, as the edges need them. Postgres implements both
// (src/store); the gateway and the command line use them.

export interface ParticipantRecord {
  readonly code: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Six digits; undefined for a participant that issues no cards. */
  readonly cardPrefix: number | undefined;
  /** Common name in its client certificate. */
  readonly certificateName: string | undefined;
  /** Transactions per second and burst; undefined for the network's default. */
  readonly rateLimit: number | undefined;
  readonly rateBurst: number | undefined;
  readonly status: 'active' | 'suspended';
}

export interface ProgramRecord {
  readonly code: string;
  readonly name: string;
  readonly issuer: string;
  readonly scale: number;
  /** Value of one point in standard points, an exact fraction: what it began with, before any rate was approved. */
  readonly parNumerator: number;
  readonly parDenominator: number;
  readonly expiry: ExpiryPolicy;
  readonly arrival: ArrivalPolicy;
  readonly limitPerTransaction: number;
  readonly clawback: ClawbackPolicy;
  readonly status: 'active' | 'blocked';
  /** Where the members' accounts are kept; undefined: here. */
  readonly host?: IssuerHost | undefined;
}

/** What an issuer proposes for its program; it holds from its moment on once the operator has approved it. */
export type RateProposal = Omit<Rate, 'version'> & {
  readonly program: string;
  /** Participant that proposed it. */
  readonly proposedBy: string;
};

export interface RateRecord extends Rate {
  readonly program: string;
  readonly proposedBy: string;
  readonly proposedAtMs: number;
  /** Undefined until it is approved. */
  readonly approvedBy: string | undefined;
  readonly approvedAtMs: number | undefined;
}

/** What an issuer's limits bound, in millionths of a standard point. */
export interface ExposureRecord {
  readonly participant: string;
  /** What exchanges make it owe the network; below zero, the network owes it. */
  readonly owedMicro: number;
  /** The most it may owe; undefined for one that is not capped. */
  readonly capMicro: number | undefined;
  /** What the network has stood in for and its host has not heard of. */
  readonly standInMicro: number;
  /** The most that the network stands in for; undefined where it stands in for nothing. */
  readonly standInLimitMicro: number | undefined;
}

/** What the host of an issuer has not answered. */
export interface OpenHostMessages {
  readonly issuer: string;
  readonly count: number;
  readonly oldestSeconds: number;
}

/** A shard with legs that another shard has not acknowledged. */
export interface OutboxAge {
  readonly shard: number;
  readonly oldestSeconds: number;
}

export interface MerchantRecord {
  readonly code: string;
  readonly name: string;
  readonly acquirer: string;
  readonly programs: readonly string[];
  readonly status: 'active' | 'blocked';
}

/** Which merchants, by code: of one acquirer or of all, those whose code comes behind `after`, and at most `limit`. */
export interface MerchantSelection {
  readonly acquirer?: string | undefined;
  readonly after?: string;
  readonly limit?: number;
}

export interface ApiKeyRecord {
  readonly keyId: string;
  readonly participant: string;
  readonly createdAtMs: number;
  readonly revokedAtMs: number | undefined;
}

export interface CardRecord {
  readonly number: number;
  readonly issuer: string;
  readonly alias: string | undefined;
  readonly status: CardStatus;
  /** How often its status was changed. */
  readonly statusVersion: number;
}

export interface CycleRecord {
  readonly number: number;
  readonly businessDate: Day;
  readonly openedAtMs: number;
}

/** Fields that change; what is undefined stays. */
export type Changes<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** What of a program may change. */
export type ProgramChanges = Changes<
  Pick<ProgramRecord, 'name' | 'expiry' | 'arrival' | 'limitPerTransaction' | 'clawback' | 'status' | 'host'>
>;

/** Why a change of the reference data was refused: an expected result. */
export type DirectoryRefusal = Refused<'EXISTS' | 'NOT_FOUND' | 'INVALID'>;

/** Creates and changes reference data; every process sees a change within a second. Faults: `STORE_UNAVAILABLE`. */
export interface Directory {
  createParticipant(participant: ParticipantRecord): Promise<ParticipantRecord | DirectoryRefusal>;
  /** An empty `certificateName` and a rate of 0 go back to none. */
  updateParticipant(
    code: string,
    changes: Changes<Omit<ParticipantRecord, 'code' | 'roles' | 'cardPrefix'>>,
  ): Promise<ParticipantRecord | DirectoryRefusal>;
  participant(code: string): Promise<ParticipantRecord | undefined>;
  participants(): Promise<ParticipantRecord[]>;

  /** The secret is in the answer and nowhere else; the database keeps its SHA-256. */
  createApiKey(participant: string): Promise<{ key: ApiKeyRecord; secret: string } | DirectoryRefusal>;
  apiKeys(participant: string): Promise<ApiKeyRecord[]>;
  revokeApiKey(keyId: string): Promise<ApiKeyRecord | DirectoryRefusal>;

  createProgram(program: ProgramRecord): Promise<ProgramRecord | DirectoryRefusal>;
  updateProgram(code: string, changes: ProgramChanges): Promise<ProgramRecord | DirectoryRefusal>;
  program(code: string): Promise<ProgramRecord | undefined>;
  programs(): Promise<ProgramRecord[]>;

  proposeRate(proposal: RateProposal): Promise<RateRecord | DirectoryRefusal>;
  /** It does not hold before every process knows of it. Approving twice is approving once. */
  approveRate(program: string, version: number, approvedBy: string): Promise<RateRecord | DirectoryRefusal>;
  /** All that were proposed, by version. */
  rates(program: string): Promise<RateRecord[]>;

  /** A limit of an issuer in millionths of a standard point. It can be changed; one that was set stays a limit. */
  setLimit(
    kind: LimitKind,
    participant: string,
    limitMicro: number,
  ): Promise<ExposureRecord | DirectoryRefusal>;
  /** Of all issuers, by code. */
  exposures(): Promise<ExposureRecord[]>;

  createMerchant(merchant: MerchantRecord): Promise<MerchantRecord | DirectoryRefusal>;
  updateMerchant(
    code: string,
    changes: Changes<Pick<MerchantRecord, 'name' | 'programs' | 'status'>>,
  ): Promise<MerchantRecord | DirectoryRefusal>;
  merchant(code: string): Promise<MerchantRecord | undefined>;
  merchants(selection?: MerchantSelection): Promise<MerchantRecord[]>;

  /** Opens cards in bulk; an alias that has a card is answered with that card. In the order of the aliases. */
  openCards(issuer: string, aliases: readonly string[]): Promise<CardRecord[] | DirectoryRefusal>;
  card(number: number): Promise<CardRecord | undefined>;
  cardByAlias(issuer: string, alias: string): Promise<CardRecord | undefined>;

  cycle(): Promise<CycleRecord>;
  /** Opens the next cycle if the network is still in `after` and the date is later than its date; true when it did. */
  openCycle(after: number, businessDate: Day): Promise<boolean>;
  /** The cycle each shard is in. */
  shardCycles(): Promise<number[]>;
}

/** Whom a bearer key or a certificate belongs to, with what the edge must know of it. */
export interface Principal {
  readonly participant: ParticipantRecord;
}

/** Answers from memory; at most a second old. A key made in the last second is looked for in the database. */
export interface Credentials {
  byApiKey(secret: string): Promise<Principal | undefined>;
  byCertificateName(name: string): Promise<Principal | undefined>;
}

/** What a participant may see: entries of its own, of these programs, or of these merchants. */
export interface Visibility {
  readonly participant: string;
  readonly all: boolean;
  readonly programs: ReadonlySet<string>;
  readonly merchants: ReadonlySet<string>;
}

/** An entry with the shard it is in. */
export interface ShardEntry {
  readonly shard: number;
  readonly entry: Entry;
}

/** A page of a card's statement. */
export interface StatementQuery {
  readonly card: number;
  readonly program: string | undefined;
  readonly visibility: Visibility;
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
  readonly beforeSeq: number | undefined;
  readonly limit: number;
}

/** Reads of the books, after the commit. Faults: `STORE_UNAVAILABLE`. */
export interface Books {
  accounts(card: number): Promise<Account[]>;
  /** All entries with this id on this card, oldest first. */
  entries(card: number, id: string): Promise<ShardEntry[]>;
  /** Newest first, `seq` below `beforeSeq` where that is given. */
  statement(query: StatementQuery): Promise<ShardEntry[]>;
  /** Entries of one shard behind a sequence, in order, visible or not, so that the caller knows how far it has read. */
  journal(query: {
    readonly shard: number;
    readonly afterSeq: number;
    readonly limit: number;
  }): Promise<Entry[]>;
  /** The last sequence of every shard. */
  heads(): Promise<number[]>;
}
