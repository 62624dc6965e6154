// Original file: proto/tongfen/issuer/v1/host.proto

import type { Direction as _tongfen_issuer_v1_Direction, Direction__Output as _tongfen_issuer_v1_Direction__Output } from '../../../tongfen/issuer/v1/Direction.ts';
import type { Purpose as _tongfen_issuer_v1_Purpose, Purpose__Output as _tongfen_issuer_v1_Purpose__Output } from '../../../tongfen/issuer/v1/Purpose.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface Transaction {
  /**
   * UUID that the network gave it; names it between network and host for ever.
   */
  'transactionId'?: (string);
  /**
   * 16-digit card number.
   */
  'card'?: (number | string | Long);
  /**
   * Program code, such as `ACME`.
   */
  'program'?: (string);
  'direction'?: (_tongfen_issuer_v1_Direction);
  /**
   * In the program's smallest unit: 1 to 10^12.
   */
  'amount'?: (number | string | Long);
  'purpose'?: (_tongfen_issuer_v1_Purpose);
  /**
   * Merchant code; empty where none takes part.
   */
  'merchant'?: (string);
  /**
   * The submitter's own business reference, up to 64 printable ASCII characters; may be empty.
   */
  'reference'?: (string);
  /**
   * REFUND: the transaction a part of which is undone; otherwise empty.
   */
  'originalTransactionId'?: (string);
  /**
   * When the network's ledger took it.
   */
  'ledgerTime'?: (_google_protobuf_Timestamp | null);
}

export interface Transaction__Output {
  /**
   * UUID that the network gave it; names it between network and host for ever.
   */
  'transactionId': (string);
  /**
   * 16-digit card number.
   */
  'card': (number);
  /**
   * Program code, such as `ACME`.
   */
  'program': (string);
  'direction': (_tongfen_issuer_v1_Direction__Output);
  /**
   * In the program's smallest unit: 1 to 10^12.
   */
  'amount': (number);
  'purpose': (_tongfen_issuer_v1_Purpose__Output);
  /**
   * Merchant code; empty where none takes part.
   */
  'merchant': (string);
  /**
   * The submitter's own business reference, up to 64 printable ASCII characters; may be empty.
   */
  'reference': (string);
  /**
   * REFUND: the transaction a part of which is undone; otherwise empty.
   */
  'originalTransactionId': (string);
  /**
   * When the network's ledger took it.
   */
  'ledgerTime': (_google_protobuf_Timestamp__Output | null);
}
