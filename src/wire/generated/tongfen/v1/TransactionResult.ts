// Original file: proto/tongfen/v1/clearing.proto

import type { Outcome as _tongfen_v1_Outcome, Outcome__Output as _tongfen_v1_Outcome__Output } from '../../tongfen/v1/Outcome.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';
import type { Status as _google_rpc_Status, Status__Output as _google_rpc_Status__Output } from '../../google/rpc/Status.ts';
import type { Long } from '@grpc/proto-loader';

export interface TransactionResult {
  /**
   * The recorded outcome; OUTCOME_UNSPECIFIED when `error` is set.
   */
  'outcome'?: (_tongfen_v1_Outcome);
  /**
   * When the shard committed it.
   */
  'ledgerTime'?: (_google_protobuf_Timestamp | null);
  'shard'?: (number);
  /**
   * Its number in the shard's journal; 0 for ID_REUSED.
   */
  'sequence'?: (number | string | Long);
  /**
   * What moved or was held, in the program's smallest unit. Less than asked for by a partial clawback only; 0 for a
   * decline.
   */
  'amount'?: (number | string | Long);
  /**
   * Posted points of the account afterwards; 0, as `available`, beside a decline by which an acquirer has not shown that the
   * account is its business, such as HOLD_UNKNOWN (docs/errors.md).
   */
  'balance'?: (number | string | Long);
  /**
   * What the member may spend afterwards: posted less held.
   */
  'available'?: (number | string | Long);
  /**
   * True when the id had been recorded before: this is the first outcome again.
   */
  'duplicate'?: (boolean);
  /**
   * Set when the item never became a transaction: INVALID_ARGUMENT with google.rpc.BadRequest naming the field,
   * PERMISSION_DENIED, or UNAVAILABLE, DEADLINE_EXCEEDED and INTERNAL, after which the outcome is unknown (ask again with the
   * same id).
   */
  'error'?: (_google_rpc_Status | null);
  /**
   * EXCHANGE: what arrived, in the smallest unit of the other program.
   */
  'amountOut'?: (number | string | Long);
}

export interface TransactionResult__Output {
  /**
   * The recorded outcome; OUTCOME_UNSPECIFIED when `error` is set.
   */
  'outcome': (_tongfen_v1_Outcome__Output);
  /**
   * When the shard committed it.
   */
  'ledgerTime': (_google_protobuf_Timestamp__Output | null);
  'shard': (number);
  /**
   * Its number in the shard's journal; 0 for ID_REUSED.
   */
  'sequence': (number);
  /**
   * What moved or was held, in the program's smallest unit. Less than asked for by a partial clawback only; 0 for a
   * decline.
   */
  'amount': (number);
  /**
   * Posted points of the account afterwards; 0, as `available`, beside a decline by which an acquirer has not shown that the
   * account is its business, such as HOLD_UNKNOWN (docs/errors.md).
   */
  'balance': (number);
  /**
   * What the member may spend afterwards: posted less held.
   */
  'available': (number);
  /**
   * True when the id had been recorded before: this is the first outcome again.
   */
  'duplicate': (boolean);
  /**
   * Set when the item never became a transaction: INVALID_ARGUMENT with google.rpc.BadRequest naming the field,
   * PERMISSION_DENIED, or UNAVAILABLE, DEADLINE_EXCEEDED and INTERNAL, after which the outcome is unknown (ask again with the
   * same id).
   */
  'error': (_google_rpc_Status__Output | null);
  /**
   * EXCHANGE: what arrived, in the smallest unit of the other program.
   */
  'amountOut': (number);
}
