// Original file: proto/tongfen/v1/settlement.proto


export interface SettlementFilePart {
  /**
   * UTF-8. Pieces follow one another without anything between them.
   */
  'content'?: (Buffer | Uint8Array | string);
}

export interface SettlementFilePart__Output {
  /**
   * UTF-8. Pieces follow one another without anything between them.
   */
  'content': (Buffer);
}
