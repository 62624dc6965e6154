import type { Exchanged } from './exchange-value.ts';
import type { LotPairs } from './lots.ts';
import type { Outcome } from './outcome.ts';
import type { EntryContent } from './state.ts';
import { HOLD_SECONDS_DEFAULT } from './transaction.ts';

/**
 * What is asked of an issuer's host (`AUTHORIZE`, `CAPTURE`: a caller waits, and for so long only) or told it
 * (`REVERSE`, `ADVISE`: it can't decline, and is told until it has answered).
 */
export type HostOperation = 'AUTHORIZE' | 'CAPTURE' | 'REVERSE' | 'ADVISE';

/**
 * A message to the host of an issuer that keeps its members' accounts itself. It is written down in the commit of the
 * entry that made it necessary, and is open until its answer is committed.
 */
export interface HostMessage {
  /** UUID made of that entry's shard and sequence (`systemId`); the host executes it once. */
  readonly id: string;
  readonly operation: HostOperation;
  readonly issuer: string;
  /** Names the transaction between network and host: the id of its first message. */
  readonly transaction: string;
  /** The transaction as the journal has it or will have it, once the host has answered. */
  readonly content: EntryContent;
  readonly merchant: string;
  /** Seen from the member. */
  readonly direction: 'DEBIT' | 'CREDIT';
  /** What `TRANSIT` has of the transaction's points until the message ends: above zero for a debit; 0 for none. */
  readonly inTransit: number;
  /** The reversal of an earlier transaction: how the host knows that one, and who submitted it. */
  readonly original: { readonly transaction: string; readonly origin: string } | undefined;
  /** Ledger time of the entry. */
  readonly ledgerTimeMs: number;
  /** How long the shard waits for the answer; `NO_DEADLINE` for what is told. */
  readonly answerByMs: number;
  /**
   * `ADVISE`: what the network is exposed to by having stood in, in millionths of a standard point; 0 for a capture that
   * was not answered, which the issuer or the network had authorized before.
   */
  readonly standInMicro: number;
  /** Gateway whose caller waits. */
  readonly gateway: string;
  /** Of an exchange, one side of which the message is about: the whole. */
  readonly exchange?: ExchangeUnderWay | undefined;
}

/** An exchange between programs of which at least one is external, while a host is asked. */
export interface ExchangeUnderWay {
  /** As its own entry will have it. */
  readonly content: EntryContent;
  /** What it was promised when it was taken. */
  readonly value: Exchanged;
  /** Points of the program it takes from that are in transit while the credit is asked for; else 0. */
  readonly inTransit: number;
  /** Those that were taken, where that program is hosted here. */
  readonly lots: LotPairs;
  /** How that program's host knows the debit; '' where it is hosted here. */
  readonly transaction: string;
}

export const NO_DEADLINE = 0;

/** How long the shard waits for a host's answer; longer than the switch does, which normally tells that there is none. */
export const ANSWER_WITHIN_MS = 5_000;

/** What becomes of a message: `OPEN`, then one of the others, for good. */
export const HOST_MESSAGE_STATES = [
  'OPEN',
  'APPROVED',
  'DECLINED',
  'UNANSWERED',
  'ACKNOWLEDGED',
  'DISPUTED',
] as const;
export type HostMessageState = (typeof HOST_MESSAGE_STATES)[number];

/** What the switch heard of a host. */
export type HostAnswer =
  | { readonly kind: 'approved' }
  | { readonly kind: 'declined'; readonly outcome: Outcome }
  /** No answer in time, or none that answers the message. */
  | { readonly kind: 'none' }
  /** What was told is done. */
  | { readonly kind: 'acknowledged' }
  /** An advice that the host does not agree to. */
  | { readonly kind: 'disputed'; readonly reason: string };

/** A message whose answer the turn commits. */
export interface EndedMessage {
  readonly message: HostMessage;
  readonly state: Exclude<HostMessageState, 'OPEN'>;
  /** The outcome of a decline, or why an advice is disputed; else ''. */
  readonly reason: string;
}

/** The origin of the entry with which points went into transit when the host was asked: that of the asking. */
export function hostOrigin(participant: string): string {
  return `host/${participant}`;
}

/**
 * The participant in an origin that `hostOrigin` made of one; undefined for any other. What arrives by an exchange was asked
 * under one too, and is no transaction that a participant made.
 */
export function participantAsking(origin: string): string | undefined {
  const [prefix, participant, ...rest] = origin.split('/');
  return prefix === 'host' && rest.length === 0 ? participant : undefined;
}

/** The origin of the entry with which they came out of transit, once it was known what the host had done. */
export function answerOrigin(participant: string): string {
  return `answer/${participant}`;
}

/**
 * True of the origin of either: such an entry is a part of a transaction, which has its outcome in an entry of its own once it
 * has one.
 */
export function isOfAsking(origin: string): boolean {
  return origin.startsWith(hostOrigin('')) || origin.startsWith(answerOrigin(''));
}

/** When an authorization will have been captured, released or expired, milliseconds since 1970. */
export function endsByMs(message: HostMessage): number {
  const seconds = message.content.holdSeconds === 0 ? HOLD_SECONDS_DEFAULT : message.content.holdSeconds;
  return message.ledgerTimeMs + seconds * 1_000;
}

/** What a transaction is named by. */
export type TransactionName = Pick<EntryContent, 'id' | 'card' | 'origin'>;

/** The transaction that a message is about, as its caller knows it. */
export function transactionOf({ content, exchange }: HostMessage): EntryContent {
  return exchange?.content ?? content;
}
