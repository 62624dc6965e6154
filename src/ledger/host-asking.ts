import { contentOf, sameContent } from './content.ts';
import { maySee } from './gate.ts';
import type { HostMessage } from './host-message.ts';
import { ANSWER_WITHIN_MS, hostOrigin, participantAsking } from './host-message.ts';
import type { Program } from './network.ts';
import type { ShardState } from './state.ts';
import { systemId } from './system-id.ts';
import type { Entry, Transaction } from './transaction.ts';

// How a transaction is asked of its issuer's host, and what is known of it until the host has answered: an entry under
// `hostOrigin`, and a message that names it.

/** What is asked of a host about the last entry. */
export type Asking = Pick<HostMessage, 'operation' | 'transaction' | 'direction' | 'merchant' | 'inTransit'> &
  Partial<Pick<HostMessage, 'original'>>;

/** Asks a host about the last entry. */
export function ask(
  state: ShardState,
  tx: Transaction,
  program: Program,
  gateway: string,
  what: Asking,
): null {
  state.messages.send(askOf(state, tx, program, gateway, what));
  return null;
}

/** The message that asks a host about the last entry. */
export function askOf(
  state: ShardState,
  tx: Transaction,
  program: Program,
  gateway: string,
  what: Asking,
): HostMessage {
  const { nowMs } = state.basis;
  return {
    original: undefined,
    ...what,
    id: lastId(state),
    issuer: program.issuer,
    content: contentOf(tx),
    ledgerTimeMs: nowMs,
    answerByMs: nowMs + ANSWER_WITHIN_MS,
    standInMicro: 0,
    gateway,
  };
}

/** What the journal says of the asking: the transaction, and how the host knows it. */
export function askedContent(tx: Transaction, transaction: string) {
  return { ...contentOf(tx), origin: hostOrigin(tx.participant), reason: transaction };
}

/** The id of the next entry's message. */
export function nextId(state: ShardState): string {
  return systemId(state.shard, state.seq + 1);
}

function lastId(state: ShardState): string {
  return systemId(state.shard, state.seq);
}

/** The entry with which a transaction was asked of a host that has not answered; undefined for any other. */
export function findAsked(state: ShardState, tx: Transaction): Entry | undefined {
  return state.recorded.find(tx.id, tx.card, hostOrigin(tx.participant));
}

/** Has a gateway wait for the answer as well. False when it asks for another transaction under the same id. */
export function awaitAnswer(state: ShardState, asked: Entry, tx: Transaction, gateway: string): boolean {
  if (!sameContent({ ...asked, reason: tx.reason }, tx)) return false;
  state.messages.await({ id: tx.id, card: tx.card, origin: tx.participant }, gateway);
  return true;
}

/**
 * True while the host has not answered for the original, or has yet to be asked: whether there is one is known when it has.
 * Nothing is recorded until then.
 */
export function isOriginalOpen(state: ShardState, tx: Transaction): boolean {
  const { network } = state.basis;
  const isPutOff = state.putOff
    .all(tx.originalId, tx.card)
    .some(({ program, participant }) => program === tx.program && maySee(network, tx, participant));
  if (isPutOff) return true;
  return state.recorded.all(tx.originalId, tx.card).some(({ id, card, program, origin }) => {
    const participant = participantAsking(origin);
    return (
      participant !== undefined &&
      program === tx.program &&
      maySee(network, tx, participant) &&
      state.recorded.find(id, card, participant) === undefined
    );
  });
}
