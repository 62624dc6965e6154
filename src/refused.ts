/** Why what a port was asked for can't be: an expected result. */
export interface Refused<Why extends string> {
  readonly refused: Why;
  /** The field it is about, in the words of the proto. */
  readonly field: string;
  readonly message: string;
}

/** True when a port refused what it was asked. No record has a field of this name. */
export function isRefused(answer: object | undefined): answer is { readonly refused: string } {
  return answer !== undefined && 'refused' in answer;
}
