import { answerOrigin, hostOrigin } from '../ledger/host-message.ts';
import type { Concern } from '../settlement/ports.ts';

/**
 * What of the journal is in the files of a participant. As `maySee` in src/gateway/visibility.ts has it: what it submitted,
 * what is of its programs, and what is at its merchants, unless it was declined before anybody looked whose they are. And
 * transactions only: what was in transit while a host was asked (`isOfAsking`) would be there beside its transaction.
 * Four parameters from `$first` on, which `concernValues` gives.
 */
export function concerns(first: number): string {
  const [all, participant, programs, merchants] = [0, 1, 2, 3].map((index) => `$${first + index}`);
  return `not starts_with(origin, '${hostOrigin('')}') and not starts_with(origin, '${answerOrigin('')}')
    and (${all} or origin = ${participant}
    or program = any(${programs}::text[]) and outcome not in ('PROGRAM_UNKNOWN', 'LINKED_DECLINED')
    or merchant = any(${merchants}::text[]) and outcome not in
      ('PROGRAM_UNKNOWN', 'PROGRAM_BLOCKED', 'CARD_UNKNOWN', 'CARD_BLOCKED', 'MERCHANT_UNKNOWN', 'LINKED_DECLINED'))`;
}

export function concernValues({ all, participant, programs, merchants }: Concern): unknown[] {
  return [all, participant, [...programs], [...merchants]];
}
