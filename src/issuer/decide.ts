import { assert } from '../assert.ts';
import type { AdviseRequest__Output } from '../wire/generated/tongfen/issuer/v1/AdviseRequest.ts';
import type { AdviseResponse } from '../wire/generated/tongfen/issuer/v1/AdviseResponse.ts';
import type { AuthorizeRequest__Output } from '../wire/generated/tongfen/issuer/v1/AuthorizeRequest.ts';
import type { AuthorizeResponse } from '../wire/generated/tongfen/issuer/v1/AuthorizeResponse.ts';
import type { CaptureRequest__Output } from '../wire/generated/tongfen/issuer/v1/CaptureRequest.ts';
import type { CaptureResponse } from '../wire/generated/tongfen/issuer/v1/CaptureResponse.ts';
import type { Reason__Output } from '../wire/generated/tongfen/issuer/v1/Reason.ts';
import type { ReverseRequest__Output } from '../wire/generated/tongfen/issuer/v1/ReverseRequest.ts';
import type { ReverseResponse } from '../wire/generated/tongfen/issuer/v1/ReverseResponse.ts';
import type { Transaction__Output } from '../wire/generated/tongfen/issuer/v1/Transaction.ts';
import type { Account, BookedTransaction, HostBooks, State } from './books.ts';

/*
 * The decisions of a host: what each message of the contract does to its books. They run inside a commit, once for each
 * message id, on requests that are well-formed.
 */

/** May the member be debited or credited now? */
export function authorize(books: HostBooks, request: AuthorizeRequest__Output): AuthorizeResponse {
  const { messageId, capture } = request;
  const transaction = transactionOf(request);
  const reason = whyNotAuthorized(books, transaction);
  if (reason === undefined) {
    books.book(booked(transaction, capture ? 'CAPTURED' : 'OPEN'));
  } else if (reason !== 'TRANSACTION_REVERSED' && reason !== 'TRANSACTION_KNOWN') {
    books.book(booked(transaction, 'DECLINED'));
  }
  const { transactionId, amount, card, program } = transaction;
  return { messageId, transactionId, ...decision(reason, amount), balance: balanceOf(books, card, program) };
}

/** Takes or gives what was authorized, or a part of it. */
export function capture(books: HostBooks, request: CaptureRequest__Output): CaptureResponse {
  const { messageId, transactionId, card, program, amount } = request;
  const known = books.transaction(transactionId);
  const reason = whyNotCaptured(known, request);
  if (known !== undefined && reason === undefined)
    books.book({ ...known, state: 'CAPTURED', captured: amount });
  return { messageId, transactionId, ...decision(reason, amount), balance: balanceOf(books, card, program) };
}

/** Undoes what the transaction did; one that never came is remembered as reversed. */
export function reverse(books: HostBooks, request: ReverseRequest__Output): ReverseResponse {
  const { messageId, transactionId, card, program } = request;
  const known = books.transaction(transactionId);
  const unseen = {
    id: transactionId,
    card,
    program,
    direction: 'DEBIT',
    authorized: 0,
    captured: 0,
  } as const;
  books.book({ ...(known ?? unseen), state: 'REVERSED' });
  return { messageId, transactionId, amount: moved(known), balance: balanceOf(books, card, program) };
}

/** Takes note of what has happened; disputes what it can't book. */
export function advise(books: HostBooks, request: AdviseRequest__Output): AdviseResponse {
  const { messageId } = request;
  const transaction = transactionOf(request);
  const known = books.transaction(transaction.transactionId);
  const reason = whyDisputed(books, request, known);
  if (reason === undefined) {
    const authorized = known?.state === 'OPEN' ? known.authorized : transaction.amount;
    books.book({ ...booked(transaction, request.capture ? 'CAPTURED' : 'OPEN'), authorized });
  } else if (known === undefined) {
    books.book(booked(transaction, 'DECLINED'));
  }
  const { transactionId, amount, card, program } = transaction;
  return {
    messageId,
    transactionId,
    answer: reason === undefined ? 'ACCEPTED' : 'DISPUTED',
    reason: reason ?? 'REASON_UNSPECIFIED',
    amount: reason === undefined ? amount : 0,
    balance: balanceOf(books, card, program),
  };
}

/** The account as the contract shows it; null where there is none. */
export function balanceOf(
  books: HostBooks,
  card: number,
  program: string,
): { posted: number; held: number; available: number } | null {
  const account = books.account(card, program);
  if (account === undefined) return null;
  return { posted: account.posted, held: account.held, available: availableIn(account) };
}

function whyNotAuthorized(books: HostBooks, transaction: Transaction__Output): Reason__Output | undefined {
  const known = books.transaction(transaction.transactionId);
  if (known?.state === 'REVERSED') return 'TRANSACTION_REVERSED';
  if (known !== undefined) return 'TRANSACTION_KNOWN';
  return whyNotBooked(books, transaction);
}

function whyNotCaptured(
  known: BookedTransaction | undefined,
  { card, program, amount }: CaptureRequest__Output,
): Reason__Output | undefined {
  if (known === undefined || known.card !== card || known.program !== program) return 'AUTHORIZATION_UNKNOWN';
  if (known.state === 'DECLINED') return 'AUTHORIZATION_UNKNOWN';
  if (known.state !== 'OPEN') return 'AUTHORIZATION_CLOSED';
  return amount > known.authorized ? 'AMOUNT_ABOVE_AUTHORIZED' : undefined;
}

function whyDisputed(
  books: HostBooks,
  request: AdviseRequest__Output,
  known: BookedTransaction | undefined,
): Reason__Output | undefined {
  const transaction = transactionOf(request);
  if (known?.state === 'REVERSED') return 'TRANSACTION_REVERSED';
  if (known === undefined || known.state === 'DECLINED') return whyNotBooked(books, transaction);
  const { card, program, direction, amount } = transaction;
  const isSame = known.card === card && known.program === program && known.direction === direction;
  if (!isSame) return 'TRANSACTION_DIFFERENT';
  // What is only authorized has been so with this amount; what is captured has been authorized with no less.
  if (!request.capture)
    return known.state === 'OPEN' && known.authorized === amount ? undefined : 'TRANSACTION_DIFFERENT';
  if (known.state === 'CAPTURED') return known.captured === amount ? undefined : 'TRANSACTION_DIFFERENT';
  return amount > known.authorized ? 'AMOUNT_ABOVE_AUTHORIZED' : undefined;
}

/** Why a transaction can't move its points, in the contract's order. */
function whyNotBooked(
  books: HostBooks,
  { card, program, direction, amount }: Transaction__Output,
): Reason__Output | undefined {
  if (!books.hasProgram(program)) return 'PROGRAM_UNKNOWN';
  const account = books.account(card, program);
  if (account === undefined) return 'CARD_UNKNOWN';
  if (account.isBlocked) return 'CARD_BLOCKED';
  if (direction === 'DEBIT' && amount > availableIn(account)) return 'INSUFFICIENT_POINTS';
  if (direction === 'CREDIT' && account.posted + amount > Number.MAX_SAFE_INTEGER) return 'BALANCE_OVERFLOW';
  return undefined;
}

/** Points that a transaction has set aside, taken or given so far. */
function moved(known: BookedTransaction | undefined): number {
  if (known?.state === 'OPEN') return known.authorized;
  return known?.state === 'CAPTURED' ? known.captured : 0;
}

function booked(transaction: Transaction__Output, state: State): BookedTransaction {
  const { transactionId: id, card, program, direction, amount } = transaction;
  assert(direction !== 'DIRECTION_UNSPECIFIED', 'a transaction that is well-formed has a direction');
  const captured = state === 'CAPTURED' ? amount : 0;
  return { id, card, program, direction, state, authorized: amount, captured };
}

function decision(reason: Reason__Output | undefined, amount: number) {
  return reason === undefined
    ? ({ decision: 'APPROVED', reason: 'REASON_UNSPECIFIED', amount } as const)
    : ({ decision: 'DECLINED', reason, amount: 0 } as const);
}

function availableIn({ posted, held }: Account): number {
  return posted - held;
}

function transactionOf(request: { readonly transaction: Transaction__Output | null }): Transaction__Output {
  assert(request.transaction !== null, 'a message that is well-formed has its transaction');
  return request.transaction;
}
