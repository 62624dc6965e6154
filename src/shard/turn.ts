import { decideAll } from '../ledger/chain.ts';
import { expireDue } from '../ledger/expire.ts';
import { hear } from '../ledger/host-answer.ts';
import type { HostAnswer, HostMessage } from '../ledger/host-message.ts';
import { transactionOf } from '../ledger/host-message.ts';
import type { Leg, LegRefusal } from '../ledger/leg.ts';
import { secondLegOrigin } from '../ledger/leg.ts';
import type { ShardState } from '../ledger/state.ts';
import { transitKey } from '../ledger/state.ts';
import type { Result } from '../ledger/transaction.ts';
import { postCredit, postReclaim, postReturn, postSettle } from '../ledger/transfer.ts';
import type { Envelope, LateResult, Reply } from './envelope.ts';
import type { Outbox } from './outbox.ts';
import type { TurnRecord } from './ports.ts';

/** What a turn has to say once it is committed. */
export interface Aftermath {
  readonly replies: { readonly gateway: string; readonly reply: Reply }[];
  /** Acknowledgements for other shards' outboxes. */
  readonly acknowledgements: { readonly shard: number; readonly envelope: Envelope }[];
}

type CardStatusChange = TurnRecord['cardStatuses'][number];

/**
 * The deciding phase of one turn: applies envelopes to the state, in their order, and collects what is to be committed
 * with it and said after it. Synchronous.
 */
export class Turn {
  readonly aftermath: Aftermath = { replies: [], acknowledgements: [] };
  readonly outboxRemoved: number[] = [];
  readonly cardStatuses: CardStatusChange[] = [];
  /** Items answered with an outcome that had been recorded before. */
  duplicates = 0;
  readonly #state: ShardState;
  readonly #outbox: Outbox;
  readonly #late = new Map<string, LateResult[]>();

  constructor(state: ShardState, outbox: Outbox) {
    this.#state = state;
    this.#outbox = outbox;
  }

  handle(envelope: Exclude<Envelope, { kind: 'cut-over' }>): void {
    switch (envelope.kind) {
      case 'submit': {
        const results = decideAll(this.#state, envelope.transactions, envelope.gateway);
        for (const result of results)
          if (result !== 'again' && result?.duplicate === true) this.duplicates += 1;
        this.#reply(envelope.gateway, { kind: 'results', number: envelope.number, results });
        break;
      }
      case 'legs':
        this.#receive(envelope);
        break;
      case 'acknowledge':
        this.#acknowledged(envelope);
        break;
      case 'host-answer': {
        const message = this.#state.messages.get(envelope.message);
        if (message !== undefined) this.#hear(message, envelope.answer);
        break;
      }
      // What it asks for was done before the turn.
      case 'recall':
        break;
      case 'card-status': {
        const { status, version } = envelope;
        const card = this.#state.cards.get(envelope.card);
        // A copy that comes late must not undo what came after it.
        if (card !== undefined && card.statusVersion < version) {
          card.status = status;
          card.statusVersion = version;
          this.cardStatuses.push({ card: card.number, status, version });
        }
        this.#reply(envelope.gateway, { kind: 'done', number: envelope.number });
        break;
      }
    }
  }

  /** Expires what is due on a card that nobody asked about. */
  expire(number: number): void {
    const card = this.#state.cards.get(number);
    if (card !== undefined) expireDue(this.#state, card);
  }

  /** Ends the wait for an answer of a host that has not come in time. */
  giveUp(message: HostMessage): void {
    // It may have been answered in this very turn.
    if (this.#state.messages.get(message.id) !== undefined) this.#hear(message, { kind: 'none' });
  }

  /** Ends the turn: answers to transactions of earlier envelopes are put together, one reply per gateway. */
  finish(): Aftermath {
    for (const [gateway, results] of this.#late) this.#reply(gateway, { kind: 'late', results });
    return this.aftermath;
  }

  #hear(message: HostMessage, answer: HostAnswer): void {
    const result = hear(this.#state, message, answer);
    if (result === undefined) return;
    const name = transactionOf(message);
    const gateways = this.#state.messages.takeWaiting(name);
    this.#answer(gateways, name.card, { id: name.id, participant: name.origin }, result);
  }

  #receive(envelope: Envelope & { kind: 'legs' }): void {
    const refusals: LegRefusal[] = [];
    let isHandled = true;
    for (const leg of envelope.legs) {
      if (leg.kind === 'credit') {
        // A leg that comes again may meet callers that ask again: what they hear was recorded before.
        const origin = secondLegOrigin(leg.peer, leg.participant);
        const duplicate = this.#state.recorded.find(leg.id, leg.card, origin) !== undefined;
        const outcome = postCredit(this.#state, leg);
        if (outcome === undefined)
          this.#answer([leg.gateway], leg.peer, leg, duplicate ? repeated(leg.result) : leg.result);
        else
          refusals.push({
            id: leg.id,
            card: leg.card,
            peer: leg.peer,
            participant: leg.participant,
            outcome,
          });
      } else if (leg.kind === 'reclaim') {
        // Not acknowledged: the `settle` that answers it ends it.
        postReclaim(this.#state, leg);
        isHandled = false;
      } else if (!this.#settle(leg)) {
        isHandled = false;
      }
    }
    if (!isHandled) return;
    this.aftermath.acknowledgements.push({
      shard: envelope.from,
      envelope: { kind: 'acknowledge', from: this.#state.shard, outbox: envelope.outbox, refusals },
    });
  }

  #settle(leg: Leg & { kind: 'settle' }): boolean {
    const underWay = this.#state.transit.get(transitKey(leg.id, leg.card, leg.participant));
    const result = postSettle(this.#state, leg);
    if (result === undefined) return false;
    const row = this.#outbox.reclaimOf(leg.id, leg.card, leg.participant);
    if (row !== undefined) this.outboxRemoved.push(row);
    if (underWay !== undefined) this.#answer([leg.gateway, ...underWay.gateways], leg.card, leg, result);
    return true;
  }

  #acknowledged(envelope: Envelope & { kind: 'acknowledge' }): void {
    const row = this.#outbox.get(envelope.outbox);
    if (row === undefined || this.outboxRemoved.includes(row.number)) return;
    let isDone = true;
    for (const leg of row.legs) {
      if (leg.kind !== 'credit') continue;
      const key = transitKey(leg.id, leg.peer, leg.participant);
      const gateways = this.#state.transit.get(key)?.gateways ?? new Set();
      const refusal = envelope.refusals.find((each) => isRefusalOf(each, leg));
      if (refusal === undefined) {
        this.#answer(gateways, leg.peer, leg, repeated(leg.result));
      } else {
        const result = postReturn(this.#state, leg, refusal.outcome);
        if (result === undefined) {
          isDone = false;
          continue;
        }
        this.#answer([leg.gateway, ...gateways], leg.peer, leg, result);
      }
      this.#state.transit.delete(key);
    }
    if (isDone) this.outboxRemoved.push(row.number);
  }

  #answer(
    gateways: Iterable<string>,
    card: number,
    { id, participant }: Pick<Leg, 'id' | 'participant'>,
    result: Result,
  ): void {
    const answer: LateResult = { card, id, participant, result };
    for (const gateway of new Set(gateways)) {
      const late = this.#late.get(gateway);
      if (late === undefined) this.#late.set(gateway, [answer]);
      else late.push(answer);
    }
  }

  #reply(gateway: string, reply: Reply): void {
    this.aftermath.replies.push({ gateway, reply });
  }
}

function repeated(result: Result): Result {
  return { ...result, duplicate: true };
}

function isRefusalOf(refusal: LegRefusal, leg: Leg): boolean {
  return (
    refusal.id === leg.id &&
    refusal.card === leg.card &&
    refusal.peer === leg.peer &&
    refusal.participant === leg.participant
  );
}
