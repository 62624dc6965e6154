// Original file: proto/tongfen/v1/network.proto

import type { Role as _tongfen_v1_Role, Role__Output as _tongfen_v1_Role__Output } from '../../tongfen/v1/Role.ts';
import type { Status as _tongfen_v1_Status, Status__Output as _tongfen_v1_Status__Output } from '../../tongfen/v1/Status.ts';

/**
 * An institution with credentials.
 */
export interface Participant {
  /**
   * 2 to 32 of A-Z, 0-9, - and _, the first a letter.
   */
  'code'?: (string);
  /**
   * 1 to 100 characters.
   */
  'name'?: (string);
  'roles'?: (_tongfen_v1_Role)[];
  /**
   * Issuers: the six digits that their card numbers begin with, 100000 to 899999; 0 for none.
   */
  'cardPrefix'?: (number);
  /**
   * Identity in a client certificate: its subject's common name, up to 64 characters. Empty: API keys only.
   */
  'certificateName'?: (string);
  /**
   * Transactions per second and burst of its token bucket: 1 to 10^6; 0 for the network's default.
   */
  'rateLimit'?: (number);
  'rateBurst'?: (number);
  'status'?: (_tongfen_v1_Status);
}

/**
 * An institution with credentials.
 */
export interface Participant__Output {
  /**
   * 2 to 32 of A-Z, 0-9, - and _, the first a letter.
   */
  'code': (string);
  /**
   * 1 to 100 characters.
   */
  'name': (string);
  'roles': (_tongfen_v1_Role__Output)[];
  /**
   * Issuers: the six digits that their card numbers begin with, 100000 to 899999; 0 for none.
   */
  'cardPrefix': (number);
  /**
   * Identity in a client certificate: its subject's common name, up to 64 characters. Empty: API keys only.
   */
  'certificateName': (string);
  /**
   * Transactions per second and burst of its token bucket: 1 to 10^6; 0 for the network's default.
   */
  'rateLimit': (number);
  'rateBurst': (number);
  'status': (_tongfen_v1_Status__Output);
}
