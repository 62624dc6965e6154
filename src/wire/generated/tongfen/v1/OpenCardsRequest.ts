// Original file: proto/tongfen/v1/accounts.proto


export interface OpenCardsRequest {
  /**
   * Issuer of the cards; empty for the caller itself. Only the operator may name another.
   */
  'issuer'?: (string);
  /**
   * The issuer's own member ids, up to 64 printable ASCII characters each; 1 to 10,000.
   */
  'aliases'?: (string)[];
}

export interface OpenCardsRequest__Output {
  /**
   * Issuer of the cards; empty for the caller itself. Only the operator may name another.
   */
  'issuer': (string);
  /**
   * The issuer's own member ids, up to 64 printable ASCII characters each; 1 to 10,000.
   */
  'aliases': (string)[];
}
