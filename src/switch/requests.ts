import type { HostMessage } from '../ledger/host-message.ts';
import { endsByMs } from '../ledger/host-message.ts';
import type { TransactionType } from '../ledger/transaction.ts';
import type { AdviseRequest } from '../wire/generated/tongfen/issuer/v1/AdviseRequest.ts';
import type { AuthorizeRequest } from '../wire/generated/tongfen/issuer/v1/AuthorizeRequest.ts';
import type { CaptureRequest } from '../wire/generated/tongfen/issuer/v1/CaptureRequest.ts';
import type { ReverseRequest } from '../wire/generated/tongfen/issuer/v1/ReverseRequest.ts';
import type { Transaction } from '../wire/generated/tongfen/issuer/v1/Transaction.ts';

// Messages of the ledger as requests of the host's contract: the same bytes each time a message is sent.

export function authorizeRequest(message: HostMessage): AuthorizeRequest {
  const capture = message.content.type !== 'AUTHORIZE';
  return {
    messageId: message.id,
    transaction: transactionOf(message),
    capture,
    endsBy: capture ? null : timestamp(endsByMs(message)),
  };
}

export function captureRequest(message: HostMessage): CaptureRequest {
  return { ...reverseRequest(message), amount: message.content.amount };
}

export function reverseRequest(message: HostMessage): ReverseRequest {
  const { card, program } = message.content;
  return {
    messageId: message.id,
    transactionId: message.transaction,
    card,
    program,
    ledgerTime: timestamp(message.ledgerTimeMs),
  };
}

export function adviseRequest(message: HostMessage): AdviseRequest {
  return { ...authorizeRequest(message), cause: message.standInMicro > 0 ? 'STAND_IN' : 'COMPLETION' };
}

/** What a transaction is for, seen from the host; an authorization is for a redemption. */
const PURPOSES: Readonly<Partial<Record<TransactionType, 'EARN' | 'REFUND' | 'EXCHANGE'>>> = {
  EARN: 'EARN',
  REVERSE: 'REFUND',
  EXCHANGE: 'EXCHANGE',
};

function transactionOf({ transaction, content, merchant, direction, original, ledgerTimeMs }: HostMessage) {
  const { card, program, amount, reference, type } = content;
  return {
    transactionId: transaction,
    card,
    program,
    direction,
    amount,
    purpose: PURPOSES[type] ?? 'REDEEM',
    merchant,
    reference,
    originalTransactionId: original?.transaction ?? '',
    ledgerTime: timestamp(ledgerTimeMs),
  } satisfies Transaction;
}

function timestamp(ms: number): { seconds: number; nanos: number } {
  const seconds = Math.floor(ms / 1_000);
  return { seconds, nanos: (ms - seconds * 1_000) * 1_000_000 };
}
