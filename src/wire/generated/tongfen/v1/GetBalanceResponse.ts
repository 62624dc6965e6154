// Original file: proto/tongfen/v1/accounts.proto

import type { Long } from '@grpc/proto-loader';

export interface GetBalanceResponse {
  /**
   * All amounts in the program's smallest unit.
   */
  'posted'?: (number | string | Long);
  'held'?: (number | string | Long);
  /**
   * What the member may spend: posted less held.
   */
  'available'?: (number | string | Long);
  /**
   * The issuer's host said so; else the ledger.
   */
  'fromHost'?: (boolean);
}

export interface GetBalanceResponse__Output {
  /**
   * All amounts in the program's smallest unit.
   */
  'posted': (number);
  'held': (number);
  /**
   * What the member may spend: posted less held.
   */
  'available': (number);
  /**
   * The issuer's host said so; else the ledger.
   */
  'fromHost': (boolean);
}
