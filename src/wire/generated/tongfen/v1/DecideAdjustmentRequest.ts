// Original file: proto/tongfen/v1/reconciliation.proto


export interface DecideAdjustmentRequest {
  'id'?: (string);
  /**
   * False rejects it.
   */
  'approve'?: (boolean);
}

export interface DecideAdjustmentRequest__Output {
  'id': (string);
  /**
   * False rejects it.
   */
  'approve': (boolean);
}
