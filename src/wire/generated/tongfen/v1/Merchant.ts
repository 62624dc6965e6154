// Original file: proto/tongfen/v1/network.proto

import type { Status as _tongfen_v1_Status, Status__Output as _tongfen_v1_Status__Output } from '../../tongfen/v1/Status.ts';

/**
 * Accepts points; belongs to an acquirer.
 */
export interface Merchant {
  /**
   * 2 to 32 of A-Z, 0-9, - and _, the first a letter.
   */
  'code'?: (string);
  /**
   * 1 to 100 characters.
   */
  'name'?: (string);
  /**
   * Participant with the role ACQUIRER.
   */
  'acquirer'?: (string);
  /**
   * Codes of the programs it accepts, at most 1,000.
   */
  'programs'?: (string)[];
  'status'?: (_tongfen_v1_Status);
}

/**
 * Accepts points; belongs to an acquirer.
 */
export interface Merchant__Output {
  /**
   * 2 to 32 of A-Z, 0-9, - and _, the first a letter.
   */
  'code': (string);
  /**
   * 1 to 100 characters.
   */
  'name': (string);
  /**
   * Participant with the role ACQUIRER.
   */
  'acquirer': (string);
  /**
   * Codes of the programs it accepts, at most 1,000.
   */
  'programs': (string)[];
  'status': (_tongfen_v1_Status__Output);
}
