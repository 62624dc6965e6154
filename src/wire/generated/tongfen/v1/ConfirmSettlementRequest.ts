// Original file: proto/tongfen/v1/settlement.proto


export interface ConfirmSettlementRequest {
  'cycle'?: (number);
  'participant'?: (string);
  'settled'?: (boolean);
  /**
   * Why it did not settle: 1 to 200 characters.
   */
  'failed'?: (string);
  'decision'?: "settled"|"failed";
}

export interface ConfirmSettlementRequest__Output {
  'cycle': (number);
  'participant': (string);
  'settled'?: (boolean);
  /**
   * Why it did not settle: 1 to 200 characters.
   */
  'failed'?: (string);
  'decision'?: "settled"|"failed";
}
