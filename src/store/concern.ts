import { answerOrigin, hostOrigin } from '../ledger/host-message.ts';
import type { Decline } from '../ledger/outcome.ts';
import { DECLINED_BEFORE_MERCHANT, DECLINED_BEFORE_PROGRAM } from '../ledger/outcome.ts';
import type { Concern } from '../settlement/ports.ts';

/**
 * What a participant is told of in the journal, as `maySee` in src/gateway/visibility.ts has it: what it submitted, what is
 * of its programs, and what is at its merchants, unless it was declined before anybody looked whose they are.
 * Four parameters from `$first` on, which `concernValues` gives.
 */
export function concerns(first: number): string {
  const [all, participant, programs, merchants] = [0, 1, 2, 3].map((index) => `$${first + index}`);
  return `(${all} or origin = ${participant}
    or program = any(${programs}::text[]) and outcome not in (${listed(DECLINED_BEFORE_PROGRAM)})
    or merchant = any(${merchants}::text[]) and outcome not in (${listed(DECLINED_BEFORE_MERCHANT)}))`;
}

function listed(declines: readonly Decline[]): string {
  return declines.map((decline) => `'${decline}'`).join(', ');
}

/**
 * Leaves out what was in transit while a host was asked (`isOfAsking`): in a file it would be there beside its transaction.
 */
export const TRANSACTIONS_ONLY = `not starts_with(origin, '${hostOrigin('')}') and not starts_with(origin, '${answerOrigin('')}')`;

export function concernValues({ all, participant, programs, merchants }: Concern): unknown[] {
  return [all, participant, [...programs], [...merchants]];
}
