// Original file: proto/tongfen/v1/clearing.proto

import type { TransactionType as _tongfen_v1_TransactionType, TransactionType__Output as _tongfen_v1_TransactionType__Output } from '../../tongfen/v1/TransactionType.ts';
import type { Adjustment as _tongfen_v1_Adjustment, Adjustment__Output as _tongfen_v1_Adjustment__Output } from '../../tongfen/v1/Adjustment.ts';
import type { Exchange as _tongfen_v1_Exchange, Exchange__Output as _tongfen_v1_Exchange__Output } from '../../tongfen/v1/Exchange.ts';
import type { Long } from '@grpc/proto-loader';

export interface Transaction {
  /**
   * UUID chosen by the client; version 7 recommended. Names the transaction for ever: the same id with the same content
   * is answered with the first outcome again, with other content with ID_REUSED.
   */
  'id'?: (string);
  'type'?: (_tongfen_v1_TransactionType);
  /**
   * 16-digit card number.
   */
  'card'?: (number | string | Long);
  /**
   * Program code, such as `ACME`.
   */
  'program'?: (string);
  /**
   * In the program's smallest unit (a program of scale 2 counts hundredths of a point): 1 to 10^12.
   */
  'amount'?: (number | string | Long);
  /**
   * Merchant code.
   */
  'merchant'?: (string);
  /**
   * The caller's own business reference, up to 64 printable ASCII characters.
   */
  'reference'?: (string);
  /**
   * CAPTURE, RELEASE: id of the authorization. REVERSE: id of the original.
   */
  'originalId'?: (string);
  /**
   * TRANSFER: the receiving card.
   */
  'toCard'?: (number | string | Long);
  /**
   * AUTHORIZE: how long the hold lasts, 1 second to 31 days; 0 for the default of 7 days.
   */
  'holdSeconds'?: (number);
  'adjustment'?: (_tongfen_v1_Adjustment);
  /**
   * ADJUST: why, up to 200 characters.
   */
  'reason'?: (string);
  /**
   * Posts together with the next item of the batch, or neither does. A chain is up to 100 neighbours of one card; a
   * transfer can't be linked, nor the reversal of one.
   */
  'linked'?: (boolean);
  'exchange'?: (_tongfen_v1_Exchange | null);
}

export interface Transaction__Output {
  /**
   * UUID chosen by the client; version 7 recommended. Names the transaction for ever: the same id with the same content
   * is answered with the first outcome again, with other content with ID_REUSED.
   */
  'id': (string);
  'type': (_tongfen_v1_TransactionType__Output);
  /**
   * 16-digit card number.
   */
  'card': (number);
  /**
   * Program code, such as `ACME`.
   */
  'program': (string);
  /**
   * In the program's smallest unit (a program of scale 2 counts hundredths of a point): 1 to 10^12.
   */
  'amount': (number);
  /**
   * Merchant code.
   */
  'merchant': (string);
  /**
   * The caller's own business reference, up to 64 printable ASCII characters.
   */
  'reference': (string);
  /**
   * CAPTURE, RELEASE: id of the authorization. REVERSE: id of the original.
   */
  'originalId': (string);
  /**
   * TRANSFER: the receiving card.
   */
  'toCard': (number);
  /**
   * AUTHORIZE: how long the hold lasts, 1 second to 31 days; 0 for the default of 7 days.
   */
  'holdSeconds': (number);
  'adjustment': (_tongfen_v1_Adjustment__Output);
  /**
   * ADJUST: why, up to 200 characters.
   */
  'reason': (string);
  /**
   * Posts together with the next item of the batch, or neither does. A chain is up to 100 neighbours of one card; a
   * transfer can't be linked, nor the reversal of one.
   */
  'linked': (boolean);
  'exchange': (_tongfen_v1_Exchange__Output | null);
}
