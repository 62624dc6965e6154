// Original file: proto/tongfen/issuer/v1/host.proto

export const AdviceAnswer = {
  ADVICE_ANSWER_UNSPECIFIED: 'ADVICE_ANSWER_UNSPECIFIED',
  /**
   * The transaction is in the host's books.
   */
  ACCEPTED: 'ACCEPTED',
  /**
   * It is not, and `reason` says why.
   */
  DISPUTED: 'DISPUTED',
} as const;

export type AdviceAnswer =
  | 'ADVICE_ANSWER_UNSPECIFIED'
  | 0
  /**
   * The transaction is in the host's books.
   */
  | 'ACCEPTED'
  | 1
  /**
   * It is not, and `reason` says why.
   */
  | 'DISPUTED'
  | 2

export type AdviceAnswer__Output = typeof AdviceAnswer[keyof typeof AdviceAnswer]
