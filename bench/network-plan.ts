import { randomUUID } from 'node:crypto';
import { cardNumber } from '../src/ledger/card.ts';

/** The network that the figures are measured on: an issuer with all cards, one acquirer with all merchants, and a second
 * issuer for whose points those of the first are exchanged. */
export const ISSUER = 'BANK';
export const ACQUIRER = 'CITYPAY';
export const PROGRAM = 'ACME';
/** What points of the program are exchanged for, another issuer's. */
export const OTHER_ISSUER = 'AIRLINE';
export const OTHER_PROGRAM = 'MILES';
/** Of the first issuer: what is earned of it falls due on one day. */
export const EXPIRING_PROGRAM = 'SEASON';
/** An issuer with a host of its own, and what the network shows to it. */
export const EXTERNAL_ISSUER = { code: 'LOTUS', credential: randomUUID() };
export const CARD_PREFIX = 400_000;
export const CARDS = 100_000;
export const MERCHANTS = 1_000;
/**
 * Of two cores, one for each. More shards have smaller turns: with 4 a unary call takes a tenth to a quarter more processor time, and three
 * quarters of all transfers go from shard to shard in place of half of them. A stream gains by 4 what a shard waits for its
 * commit, some hundredths.
 */
export const SHARDS = 2;

/** Exponent of the Zipf distribution of cards and merchants: that of YCSB (https://doi.org/10.1145/1807128.1807152). */
export const ZIPF_EXPONENT = 0.99;

/**
 * What a client has under way unless it is told otherwise: enough that every shard has a turn under way and the next one
 * waiting. With 16,000 a transaction took a tenth to a fifth more processor time (what waits longer outlives more collections
 * of garbage), with 4,000 a fifth (turns are smaller). Transfers, of which each is up to three turns, gain by more.
 */
export const STREAM_IN_FLIGHT_MAX = 8_000;

export function cardOfRank(rank: number): number {
  return cardNumber(CARD_PREFIX, rank);
}

export function merchantOfRank(rank: number): string {
  return `M${String(rank).padStart(6, '0')}`;
}
