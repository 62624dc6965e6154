// Original file: proto/tongfen/v1/clearing.proto

import type { Transaction as _tongfen_v1_Transaction, Transaction__Output as _tongfen_v1_Transaction__Output } from '../../tongfen/v1/Transaction.ts';
import type { Outcome as _tongfen_v1_Outcome, Outcome__Output as _tongfen_v1_Outcome__Output } from '../../tongfen/v1/Outcome.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';
import type { LotChange as _tongfen_v1_LotChange, LotChange__Output as _tongfen_v1_LotChange__Output } from '../../tongfen/v1/LotChange.ts';
import type { StandardPostings as _tongfen_v1_StandardPostings, StandardPostings__Output as _tongfen_v1_StandardPostings__Output } from '../../tongfen/v1/StandardPostings.ts';
import type { Long } from '@grpc/proto-loader';

export interface CommittedTransaction {
  'shard'?: (number);
  'sequence'?: (number | string | Long);
  'transaction'?: (_tongfen_v1_Transaction | null);
  'outcome'?: (_tongfen_v1_Outcome);
  'ledgerTime'?: (_google_protobuf_Timestamp | null);
  /**
   * The clearing cycle and its business date (yyyymmdd).
   */
  'cycle'?: (number);
  'businessDate'?: (number);
  /**
   * With id and card it names the entry. Who submitted it; `tongfen` for what the system made, `tongfen/` and the participant
   * for the expiry of its hold; the other card, `/` and the participant for the second leg of a transfer; `return/` and the
   * participant for a transfer's points that came back; `exchange/` and the participant for what arrived by an exchange, with
   * the other program in `exchange.to_program`; `host/` and the participant for points that went into transit while an
   * issuer's host was asked, `answer/` for those that came out when it was known what it did.
   */
  'origin'?: (string);
  /**
   * Change of the account's posted points.
   */
  'postedChange'?: (number | string | Long);
  /**
   * Change of the account's held points.
   */
  'heldChange'?: (number | string | Long);
  /**
   * Of the account afterwards. As in the result for its submitter; for the program's issuer and the operator beside every
   * outcome.
   */
  'balance'?: (number | string | Long);
  'available'?: (number | string | Long);
  'lots'?: (_tongfen_v1_LotChange)[];
  /**
   * The system account on the other side of the posting: ISSUANCE, MERCHANT, TRANSIT, BREAKAGE, ADJUSTMENT, EXCHANGE,
   * EXCEPTION; empty where nothing was posted.
   */
  'counter'?: (string);
  /**
   * EXCHANGE that posted, on the entry of the debit: its postings in standard points.
   */
  'standard'?: (_tongfen_v1_StandardPostings | null);
}

export interface CommittedTransaction__Output {
  'shard': (number);
  'sequence': (number);
  'transaction': (_tongfen_v1_Transaction__Output | null);
  'outcome': (_tongfen_v1_Outcome__Output);
  'ledgerTime': (_google_protobuf_Timestamp__Output | null);
  /**
   * The clearing cycle and its business date (yyyymmdd).
   */
  'cycle': (number);
  'businessDate': (number);
  /**
   * With id and card it names the entry. Who submitted it; `tongfen` for what the system made, `tongfen/` and the participant
   * for the expiry of its hold; the other card, `/` and the participant for the second leg of a transfer; `return/` and the
   * participant for a transfer's points that came back; `exchange/` and the participant for what arrived by an exchange, with
   * the other program in `exchange.to_program`; `host/` and the participant for points that went into transit while an
   * issuer's host was asked, `answer/` for those that came out when it was known what it did.
   */
  'origin': (string);
  /**
   * Change of the account's posted points.
   */
  'postedChange': (number);
  /**
   * Change of the account's held points.
   */
  'heldChange': (number);
  /**
   * Of the account afterwards. As in the result for its submitter; for the program's issuer and the operator beside every
   * outcome.
   */
  'balance': (number);
  'available': (number);
  'lots': (_tongfen_v1_LotChange__Output)[];
  /**
   * The system account on the other side of the posting: ISSUANCE, MERCHANT, TRANSIT, BREAKAGE, ADJUSTMENT, EXCHANGE,
   * EXCEPTION; empty where nothing was posted.
   */
  'counter': (string);
  /**
   * EXCHANGE that posted, on the entry of the debit: its postings in standard points.
   */
  'standard': (_tongfen_v1_StandardPostings__Output | null);
}
