// Original file: proto/tongfen/v1/clearing.proto

export const TransactionType = {
  TRANSACTION_TYPE_UNSPECIFIED: 'TRANSACTION_TYPE_UNSPECIFIED',
  /**
   * Gives the member points. Needs: amount; from an acquirer also merchant.
   */
  EARN: 'EARN',
  /**
   * Takes points from the member, the lot that expires first before others. Needs: amount; from an acquirer merchant.
   */
  REDEEM: 'REDEEM',
  /**
   * Sets points aside. Needs: amount; from an acquirer also merchant.
   */
  AUTHORIZE: 'AUTHORIZE',
  /**
   * Takes the points of a hold, or a part of them; the hold ends and the rest is free again. Needs: amount, original_id.
   */
  CAPTURE: 'CAPTURE',
  /**
   * Ends a hold without taking anything. Needs: original_id; no amount.
   */
  RELEASE: 'RELEASE',
  /**
   * Moves points from one card to another, with the days they expire on. Issuers and operators only. Needs: amount,
   * to_card.
   */
  TRANSFER: 'TRANSFER',
  /**
   * Undoes an earn, redeem, capture or transfer, whole or in part, as often as there is something left of it. Names the
   * original's card. Needs: amount, original_id.
   */
  REVERSE: 'REVERSE',
  /**
   * Made by the system when lots or holds fall due; can't be submitted.
   */
  EXPIRE: 'EXPIRE',
  /**
   * Corrects a balance. Issuers and operators only. Needs: amount, adjustment, reason.
   */
  ADJUST: 'ADJUST',
  /**
   * Turns points of one program into points of another on the same card, both or neither. Issuers (of the program that is
   * debited) and operators only. Needs: amount, exchange.
   */
  EXCHANGE: 'EXCHANGE',
} as const;

export type TransactionType =
  | 'TRANSACTION_TYPE_UNSPECIFIED'
  | 0
  /**
   * Gives the member points. Needs: amount; from an acquirer also merchant.
   */
  | 'EARN'
  | 1
  /**
   * Takes points from the member, the lot that expires first before others. Needs: amount; from an acquirer merchant.
   */
  | 'REDEEM'
  | 2
  /**
   * Sets points aside. Needs: amount; from an acquirer also merchant.
   */
  | 'AUTHORIZE'
  | 3
  /**
   * Takes the points of a hold, or a part of them; the hold ends and the rest is free again. Needs: amount, original_id.
   */
  | 'CAPTURE'
  | 4
  /**
   * Ends a hold without taking anything. Needs: original_id; no amount.
   */
  | 'RELEASE'
  | 5
  /**
   * Moves points from one card to another, with the days they expire on. Issuers and operators only. Needs: amount,
   * to_card.
   */
  | 'TRANSFER'
  | 6
  /**
   * Undoes an earn, redeem, capture or transfer, whole or in part, as often as there is something left of it. Names the
   * original's card. Needs: amount, original_id.
   */
  | 'REVERSE'
  | 7
  /**
   * Made by the system when lots or holds fall due; can't be submitted.
   */
  | 'EXPIRE'
  | 8
  /**
   * Corrects a balance. Issuers and operators only. Needs: amount, adjustment, reason.
   */
  | 'ADJUST'
  | 9
  /**
   * Turns points of one program into points of another on the same card, both or neither. Issuers (of the program that is
   * debited) and operators only. Needs: amount, exchange.
   */
  | 'EXCHANGE'
  | 10

export type TransactionType__Output = typeof TransactionType[keyof typeof TransactionType]
