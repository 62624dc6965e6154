import type { EntryContent } from './state.ts';
import type { Entry, EntryExchange, ExchangeRequest, Transaction } from './transaction.ts';
import { WholeContent } from './whole-objects.ts';

/** What the journal keeps of a transaction that a participant submitted. */
export function contentOf(tx: Transaction): EntryContent {
  const content = new WholeContent();
  content.id = tx.id;
  content.card = tx.card;
  content.origin = tx.participant;
  content.type = tx.type;
  content.program = tx.program;
  content.amount = tx.amount;
  content.reference = tx.reference;
  content.originalId = tx.originalId;
  content.peer = tx.toCard;
  content.holdSeconds = tx.holdSeconds;
  content.debit = tx.debit;
  content.reason = tx.reason;
  content.linked = tx.linked;
  content.exchange = exchangeOf(tx);
  return content;
}

/** True when the entry records this very transaction: same id, card and participant are given. */
export function sameContent(entry: Entry, tx: Transaction): boolean {
  return (
    entry.type === tx.type &&
    entry.program === tx.program &&
    entry.amount === tx.amount &&
    entry.reference === tx.reference &&
    entry.originalId === tx.originalId &&
    (entry.peer === tx.toCard || tx.type === 'REVERSE') &&
    entry.holdSeconds === tx.holdSeconds &&
    entry.debit === tx.debit &&
    entry.reason === tx.reason &&
    entry.linked === tx.linked &&
    sameExchange(entry.exchange, tx.exchange) &&
    // Follow-ups name no merchant; their entries have that of the original.
    (entry.merchant === tx.merchant || tx.originalId !== '')
  );
}

function exchangeOf({ exchange }: Transaction): EntryExchange | undefined {
  if (exchange === undefined) return undefined;
  const { toProgram, amountOutMin, quote } = exchange;
  return { peerProgram: toProgram, amountOutMin, quote, exchanged: undefined };
}

/** Whether a quote is genuine is not compared: it may have been when it was first sent, under a key of that time. */
function sameExchange(recorded: EntryExchange | undefined, request: ExchangeRequest | undefined): boolean {
  if (recorded === undefined || request === undefined) return recorded === request;
  return (
    recorded.peerProgram === request.toProgram &&
    recorded.amountOutMin === request.amountOutMin &&
    recorded.quote === request.quote
  );
}
