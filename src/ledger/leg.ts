import type { Outcome } from './outcome.ts';
import type { Entry, Result, Transaction } from './transaction.ts';

/**
 * The part of a transfer that another shard has to do. It is written to the sender's outbox in the commit that needs it,
 * and the receiver records it under (`id`, `card`, `secondLegOrigin`), so that a second delivery changes nothing.
 *
 * A transfer: the sender debits into transit, `credit` credits the receiving card. The reversal of a transfer: `reclaim`
 * debits the receiving card into transit, and `settle` brings the points back to the card they came from (or the
 * decline).
 */
export type Leg =
  | (LegOf<'credit'> & {
      /** Lots that travel, as flat pairs of day and amount. */
      readonly lots: readonly number[];
      /** What the caller is told once the credit is posted. */
      readonly result: Result;
    })
  | (LegOf<'reclaim'> & {
      /** Participant that made the transfer. */
      readonly originalParticipant: string;
    })
  | (LegOf<'settle'> & {
      readonly originalParticipant: string;
      readonly outcome: Outcome;
      readonly lots: readonly number[];
    });

interface LegOf<Kind extends string> {
  readonly kind: Kind;
  readonly id: string;
  /** The card it is for. */
  readonly card: number;
  /** The card on the other side. */
  readonly peer: number;
  readonly program: string;
  /** `settle`: what was reclaimed. */
  readonly amount: number;
  /** Participant that submitted the transfer, or its reversal. */
  readonly participant: string;
  readonly reference: string;
  /** `reclaim`, `settle`: id of the transfer; else ''. */
  readonly originalId: string;
  /** Gateway whose caller waits. */
  readonly gateway: string;
}

type Credit = Leg & { kind: 'credit' };
type Reclaim = Leg & { kind: 'reclaim' };
type Settle = Leg & { kind: 'settle' };

/** The credit of a transfer. One literal, and `decodeLeg` has the same: most legs are credits (docs/decisions/0012). */
export function creditOf(
  tx: Transaction,
  { gateway, lots, result }: Pick<Credit, 'gateway' | 'lots' | 'result'>,
): Credit {
  return {
    kind: 'credit',
    id: tx.id,
    card: tx.toCard,
    peer: tx.card,
    program: tx.program,
    amount: tx.amount,
    participant: tx.participant,
    reference: tx.reference,
    originalId: tx.originalId,
    gateway,
    lots,
    result,
  };
}

/** What asks for the points of a transfer back; `original` is the sender's entry. */
export function reclaimOf(tx: Transaction, original: Entry, gateway: string): Reclaim {
  const { id, card: peer, program, amount, participant, reference, originalId } = tx;
  const { peer: card, origin: originalParticipant } = original;
  const shared = { id, card, peer, program, amount, participant, reference, originalId, gateway };
  return { kind: 'reclaim', originalParticipant, ...shared };
}

/** The answer to a reclaim, the other way. */
export function settleOf(
  reclaim: Reclaim,
  { outcome, amount, lots }: Pick<Settle, 'outcome' | 'amount' | 'lots'>,
): Settle {
  return { outcome, lots, ...reclaim, kind: 'settle', card: reclaim.peer, peer: reclaim.card, amount };
}

/** A leg that the receiver could not post. */
export interface LegRefusal {
  readonly id: string;
  /** The cards of the leg, and who submitted its transaction. */
  readonly card: number;
  readonly peer: number;
  readonly participant: string;
  readonly outcome: Outcome;
}

/**
 * The origin of an entry that a transaction on another card made: that card and the participant, so that no two
 * transactions meet, whatever ids their clients chose.
 */
export function secondLegOrigin(card: number, participant: string): string {
  return `${card}/${participant}`;
}

/** The card in an origin that `secondLegOrigin` made; undefined for any other origin. */
export function cardOfOrigin(origin: string): number | undefined {
  const card = Number(origin.slice(0, Math.max(0, origin.indexOf('/'))));
  return card > 0 ? card : undefined;
}

/** The origin of a transfer's points that came back: not a second leg's, which may have the same id and cards. */
export function returnOrigin(participant: string): string {
  return `return/${participant}`;
}
