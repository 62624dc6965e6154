// Original file: proto/tongfen/v1/settlement.proto


export interface GetLiabilityRequest {
  /**
   * Empty for all of the caller's.
   */
  'program'?: (string);
  /**
   * Movements of this closed cycle; 0 for all since the beginning.
   */
  'cycle'?: (number);
}

export interface GetLiabilityRequest__Output {
  /**
   * Empty for all of the caller's.
   */
  'program': (string);
  /**
   * Movements of this closed cycle; 0 for all since the beginning.
   */
  'cycle': (number);
}
