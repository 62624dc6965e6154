import type { AdviseRequest__Output } from '../wire/generated/tongfen/issuer/v1/AdviseRequest.ts';
import type { AuthorizeRequest__Output } from '../wire/generated/tongfen/issuer/v1/AuthorizeRequest.ts';
import type { CaptureRequest__Output } from '../wire/generated/tongfen/issuer/v1/CaptureRequest.ts';
import type { ReverseRequest__Output } from '../wire/generated/tongfen/issuer/v1/ReverseRequest.ts';
import type { Transaction__Output } from '../wire/generated/tongfen/issuer/v1/Transaction.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const AMOUNT_MAX = 1_000_000_000_000;
const CARD_MIN = 1e15;
const CARD_MAX = 1e16 - 1;

/** What is wrong with a message, with the field named; undefined where it is well-formed. */
export type Violation = string | undefined;

export function authorizeViolation(request: AuthorizeRequest__Output): Violation {
  return uuidViolation('message_id', request.messageId) ?? transactionViolation(request.transaction);
}

export function captureViolation(request: CaptureRequest__Output): Violation {
  return (
    uuidViolation('message_id', request.messageId) ??
    uuidViolation('transaction_id', request.transactionId) ??
    accountViolation(request) ??
    amountViolation(request.amount)
  );
}

export function reverseViolation(request: ReverseRequest__Output): Violation {
  return (
    uuidViolation('message_id', request.messageId) ??
    uuidViolation('transaction_id', request.transactionId) ??
    accountViolation(request)
  );
}

export function adviseViolation(request: AdviseRequest__Output): Violation {
  return (
    uuidViolation('message_id', request.messageId) ??
    transactionViolation(request.transaction) ??
    (request.cause === 'ADVICE_CAUSE_UNSPECIFIED' ? 'cause is needed' : undefined) ??
    (request.cause === 'COMPLETION' && !request.capture ? 'capture is needed with COMPLETION' : undefined)
  );
}

function transactionViolation(transaction: Transaction__Output | null): Violation {
  if (transaction === null) return 'transaction is needed';
  return (
    uuidViolation('transaction.transaction_id', transaction.transactionId) ??
    accountViolation(transaction) ??
    (transaction.direction === 'DIRECTION_UNSPECIFIED' ? 'transaction.direction is needed' : undefined) ??
    (transaction.purpose === 'PURPOSE_UNSPECIFIED' ? 'transaction.purpose is needed' : undefined) ??
    amountViolation(transaction.amount)
  );
}

function uuidViolation(field: string, value: string): Violation {
  return UUID.test(value) ? undefined : `${field} must be a UUID in lower case`;
}

function accountViolation({ card, program }: { card: number; program: string }): Violation {
  if (card < CARD_MIN || card > CARD_MAX) return 'card must have 16 digits';
  return program === '' ? 'program is needed' : undefined;
}

function amountViolation(amount: number): Violation {
  return amount >= 1 && amount <= AMOUNT_MAX ? undefined : `amount must be 1 to ${AMOUNT_MAX}`;
}
