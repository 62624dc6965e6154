// Original file: proto/tongfen/issuer/v1/host.proto

/**
 * What the transaction is for.
 */
export const Purpose = {
  PURPOSE_UNSPECIFIED: 'PURPOSE_UNSPECIFIED',
  EARN: 'EARN',
  REDEEM: 'REDEEM',
  /**
   * Points of this program become points of another one (DEBIT), or the other way round (CREDIT).
   */
  EXCHANGE: 'EXCHANGE',
  /**
   * To or from another member's card. Not sent yet.
   */
  TRANSFER: 'TRANSFER',
  /**
   * A correction that two people of the network agreed on. Not sent yet.
   */
  ADJUST: 'ADJUST',
  /**
   * Undoes a part of the transaction `original_transaction_id`, which itself stays as it is; direction and amount say
   * what moves. (What is undone whole is undone by Reverse.)
   */
  REFUND: 'REFUND',
} as const;

/**
 * What the transaction is for.
 */
export type Purpose =
  | 'PURPOSE_UNSPECIFIED'
  | 0
  | 'EARN'
  | 1
  | 'REDEEM'
  | 2
  /**
   * Points of this program become points of another one (DEBIT), or the other way round (CREDIT).
   */
  | 'EXCHANGE'
  | 3
  /**
   * To or from another member's card. Not sent yet.
   */
  | 'TRANSFER'
  | 4
  /**
   * A correction that two people of the network agreed on. Not sent yet.
   */
  | 'ADJUST'
  | 5
  /**
   * Undoes a part of the transaction `original_transaction_id`, which itself stays as it is; direction and amount say
   * what moves. (What is undone whole is undone by Reverse.)
   */
  | 'REFUND'
  | 6

/**
 * What the transaction is for.
 */
export type Purpose__Output = typeof Purpose[keyof typeof Purpose]
