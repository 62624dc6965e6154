import { isAmount, MERCHANT_CODE, PROGRAM_CODE } from '../directory/formats.ts';
import type { ParticipantRecord } from '../directory/ports.ts';
import { CARD_NUMBER, isCardNumber } from '../ledger/card.ts';
import type { ExchangeRequest, SubmittedType, Transaction } from '../ledger/transaction.ts';
import { AMOUNT_MAX } from '../ledger/transaction.ts';
import { WholeTransaction } from '../ledger/whole-objects.ts';
import { enumNumbers } from './messages.ts';
import { invalidArgument, Refusal } from './refusal.ts';
import { isPrivileged } from './roles.ts';
import type { WireExchange, WireTransaction } from './wire.ts';
import { exactNumber } from './wire.ts';

/** A hold lasts 31 days at most. */
const HOLD_SECONDS_MAX = 31 * 24 * 3_600;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const REFERENCE = /^[\x20-\x7e]{0,64}$/;
/** What a token is made of; whether it is one of ours its signature tells. */
const QUOTE = /^[A-Za-z0-9._-]{1,400}$/;
const REASON = /^[^\p{Cc}]{1,200}$/u;

/** What a type needs beside id, card and program. What is not named here has to be left out. */
interface Needs {
  readonly type: SubmittedType;
  readonly amount: boolean;
  readonly originalId: boolean;
  /** True where a merchant may be named; an acquirer has to. */
  readonly merchant: boolean;
  /** Issuers and operators only. */
  readonly isPrivileged: boolean;
}

const NEEDS: readonly Needs[] = [
  { type: 'EARN', amount: true, originalId: false, merchant: true, isPrivileged: false },
  { type: 'REDEEM', amount: true, originalId: false, merchant: true, isPrivileged: false },
  { type: 'AUTHORIZE', amount: true, originalId: false, merchant: true, isPrivileged: false },
  { type: 'CAPTURE', amount: true, originalId: true, merchant: false, isPrivileged: false },
  { type: 'RELEASE', amount: false, originalId: true, merchant: false, isPrivileged: false },
  { type: 'TRANSFER', amount: true, originalId: false, merchant: false, isPrivileged: true },
  { type: 'REVERSE', amount: true, originalId: true, merchant: false, isPrivileged: false },
  { type: 'ADJUST', amount: true, originalId: false, merchant: false, isPrivileged: true },
  { type: 'EXCHANGE', amount: true, originalId: false, merchant: false, isPrivileged: true },
];

/** By the number of the type on the wire; what is missing is unknown or can't be submitted. */
const NEEDS_BY_NUMBER: readonly (Needs | undefined)[] = (() => {
  const numbers = enumNumbers('tongfen.v1.TransactionType');
  const byNumber: (Needs | undefined)[] = [];
  for (const needs of NEEDS) byNumber[numbers[needs.type] as number] = needs;
  return byNumber;
})();

const { CREDIT, DEBIT } = enumNumbers('tongfen.v1.Adjustment');

export function isUuid(id: string): boolean {
  return UUID.test(id);
}

/**
 * Reads one transaction: is it well-formed, and may this participant submit its type at all? Whether the program, the
 * merchant and the original are the caller's is decided with the transaction, in the ledger.
 *
 * @param path of the transaction in the request, such as `transactions[3]`; called only for a refusal
 * @returns the transaction, or the refusal that names the first field that is wrong
 */
export function readTransaction(
  wire: WireTransaction,
  participant: ParticipantRecord,
  path: () => string,
): Transaction | Refusal {
  const wrong = (field: string, description: string): Refusal =>
    invalidArgument(`${path()}.${field}`, description);

  const needs = NEEDS_BY_NUMBER[wire.type];
  if (needs === undefined) return wrong('type', 'must be a type that can be submitted');
  const privileged = isPrivileged(participant);
  if (needs.isPrivileged && !privileged) {
    return new Refusal('PERMISSION_DENIED', `${path()}: ${needs.type} is for issuers and operators`);
  }
  if (!isUuid(wire.id)) return wrong('id', 'must be a UUID');
  const card = exactNumber(wire.card);
  if (!isCardNumber(card)) return wrong('card', `must be ${CARD_NUMBER}`);
  if (!PROGRAM_CODE.test(wire.program)) return wrong('program', 'must be a program code');

  const amount = exactNumber(wire.amount);
  if (needs.amount) {
    if (!(amount >= 1 && amount <= AMOUNT_MAX)) return wrong('amount', 'must be 1 to 10^12');
  } else if (amount !== 0) return wrong('amount', notForThis(needs));

  if (wire.merchant === '') {
    if (needs.merchant && !privileged) return wrong('merchant', 'is needed from an acquirer');
  } else if (!needs.merchant) return wrong('merchant', notForThis(needs));
  else if (!MERCHANT_CODE.test(wire.merchant)) return wrong('merchant', 'must be a merchant code');

  if (!REFERENCE.test(wire.reference)) {
    return wrong('reference', 'must be up to 64 printable ASCII characters');
  }
  if (needs.originalId) {
    if (!isUuid(wire.originalId)) return wrong('original_id', 'must be a UUID');
  } else if (wire.originalId !== '') return wrong('original_id', notForThis(needs));

  const toCard = exactNumber(wire.toCard);
  if (needs.type === 'TRANSFER') {
    if (!isCardNumber(toCard)) return wrong('to_card', `must be ${CARD_NUMBER}`);
    if (toCard === card) return wrong('to_card', 'must be another card');
  } else if (toCard !== 0) return wrong('to_card', notForThis(needs));

  if (needs.type === 'AUTHORIZE') {
    if (wire.holdSeconds < 0 || wire.holdSeconds > HOLD_SECONDS_MAX) {
      return wrong('hold_seconds', `must be 1 to ${HOLD_SECONDS_MAX}, or 0 for the default`);
    }
  } else if (wire.holdSeconds !== 0) return wrong('hold_seconds', notForThis(needs));

  if (needs.type === 'ADJUST') {
    if (wire.adjustment !== CREDIT && wire.adjustment !== DEBIT) {
      return wrong('adjustment', 'must be CREDIT or DEBIT');
    }
    if (!REASON.test(wire.reason)) return wrong('reason', 'must be 1 to 200 characters');
  } else {
    if (wire.adjustment !== 0) return wrong('adjustment', notForThis(needs));
    if (wire.reason !== '') return wrong('reason', notForThis(needs));
  }

  let exchange: ExchangeRequest | undefined;
  if (needs.type === 'EXCHANGE') {
    const read = readExchange(wire.exchange, wire.program, (field, rule) => wrong(`exchange${field}`, rule));
    if (read instanceof Refusal) return read;
    exchange = read;
  } else if (wire.exchange !== null) return wrong('exchange', notForThis(needs));

  const transaction = new WholeTransaction();
  transaction.id = wire.id.toLowerCase();
  transaction.type = needs.type;
  transaction.card = card;
  transaction.program = wire.program;
  transaction.amount = amount;
  transaction.participant = participant.code;
  transaction.merchant = wire.merchant;
  transaction.reference = wire.reference;
  transaction.originalId = wire.originalId.toLowerCase();
  transaction.toCard = toCard;
  transaction.holdSeconds = wire.holdSeconds;
  transaction.debit = wire.adjustment === DEBIT;
  transaction.reason = wire.reason;
  transaction.linked = wire.linked;
  transaction.exchange = exchange;
  return transaction;
}

/** Whether the quote is genuine is found out later, for a batch at once. */
function readExchange(
  wire: WireExchange | null,
  program: string,
  wrong: (field: string, description: string) => Refusal,
): ExchangeRequest | Refusal {
  if (wire === null) return wrong('', 'is needed');
  const { toProgram, quote } = wire;
  if (!PROGRAM_CODE.test(toProgram)) return wrong('.to_program', 'must be a program code');
  if (toProgram === program) return wrong('.to_program', 'must be another program');
  const amountOutMin = exactNumber(wire.amountOutMin);
  if (quote === '') {
    if (!isAmount(amountOutMin)) return wrong('.amount_out_min', 'must be 1 to 10^12, or a quote be given');
  } else {
    if (!QUOTE.test(quote)) return wrong('.quote', 'must be the token of a quote');
    if (amountOutMin !== 0) return wrong('.amount_out_min', 'must be left out beside a quote');
  }
  return { toProgram, amountOutMin, quote, isQuoteGenuine: false };
}

function notForThis(needs: Needs): string {
  return `must be left out of ${needs.type}`;
}
