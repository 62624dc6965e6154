// Original file: proto/tongfen/v1/settlement.proto

import type { Long } from '@grpc/proto-loader';

/**
 * What one party owes another.
 */
export interface BilateralObligation {
  'debtor'?: (string);
  'creditor'?: (string);
  /**
   * Of the points that it is for; * for exchanges.
   */
  'program'?: (string);
  /**
   * In the program's smallest unit; 0 for exchanges and for rounding.
   */
  'points'?: (string);
  /**
   * The par value by which they were turned into standard points; 0 for exchanges.
   */
  'parNumerator'?: (number | string | Long);
  'parDenominator'?: (number | string | Long);
  'amountMicro'?: (string);
}

/**
 * What one party owes another.
 */
export interface BilateralObligation__Output {
  'debtor': (string);
  'creditor': (string);
  /**
   * Of the points that it is for; * for exchanges.
   */
  'program': (string);
  /**
   * In the program's smallest unit; 0 for exchanges and for rounding.
   */
  'points': (string);
  /**
   * The par value by which they were turned into standard points; 0 for exchanges.
   */
  'parNumerator': (number);
  'parDenominator': (number);
  'amountMicro': (string);
}
