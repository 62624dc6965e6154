import type { Outcome } from '../ledger/outcome.ts';
import type { Reason__Output } from '../wire/generated/tongfen/issuer/v1/Reason.ts';

/** What the caller is told when a host declines; a reason that nobody but the issuer understands is the issuer's decline. */
const OUTCOMES: Readonly<Record<Extract<Reason__Output, string>, Outcome>> = {
  REASON_UNSPECIFIED: 'ISSUER_DECLINED',
  TRANSACTION_REVERSED: 'ISSUER_DECLINED',
  TRANSACTION_KNOWN: 'ISSUER_DECLINED',
  PROGRAM_UNKNOWN: 'ISSUER_DECLINED',
  CARD_UNKNOWN: 'CARD_UNKNOWN',
  CARD_BLOCKED: 'CARD_BLOCKED',
  AMOUNT_ABOVE_LIMIT: 'AMOUNT_ABOVE_LIMIT',
  INSUFFICIENT_POINTS: 'INSUFFICIENT_POINTS',
  BALANCE_OVERFLOW: 'BALANCE_OVERFLOW',
  AUTHORIZATION_UNKNOWN: 'HOLD_UNKNOWN',
  AUTHORIZATION_CLOSED: 'HOLD_CLOSED',
  AMOUNT_ABOVE_AUTHORIZED: 'AMOUNT_ABOVE_HOLD',
  TRANSACTION_DIFFERENT: 'ISSUER_DECLINED',
  REFUSED: 'ISSUER_DECLINED',
};

/** The outcome of a decline, by the name of its reason in the host's contract. */
export function outcomeOf(reason: string): Outcome {
  return reason in OUTCOMES ? OUTCOMES[reason as keyof typeof OUTCOMES] : 'ISSUER_DECLINED';
}
