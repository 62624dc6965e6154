import type { NewTransaction } from '../../src/client/transaction.ts';
import { uuid7 } from '../../src/client/uuid7.ts';
import type { Result } from '../../src/ledger/transaction.ts';
import type { Prng } from '../simulation/prng.ts';
import type { ParticipantCode } from '../support/network.ts';

/** How often each kind is submitted. What only issuers may do is redeemed by others. */
const WEIGHTS = {
  earn: 30,
  redeem: 18,
  authorize: 12,
  capture: 8,
  release: 3,
  transfer: 16,
  reverse: 8,
  adjust: 2,
  chain: 3,
};

/** Originals that are remembered for a capture, a release or a reversal. */
const ORIGINALS_MAX = 200;

export interface TrafficOptions {
  readonly participant: ParticipantCode;
  readonly cards: readonly number[];
  readonly prng: Prng;
  /** Linked chains, which can't be submitted one by one. */
  readonly hasChains: boolean;
  /** Default ALPHA */
  readonly program?: string;
}

/** Where a caller's transactions come from. */
export interface TrafficSource {
  /** As many transactions, or a few more. */
  batch(size: number): NewTransaction[];
  /** What became of a transaction. */
  answered(transaction: NewTransaction, result: Result): void;
}

/** The transactions of one participant: of all types, many of them in parts and some of them to be declined. */
export class Traffic implements TrafficSource {
  readonly #options: TrafficOptions;
  readonly #holds: NewTransaction[] = [];
  readonly #originals: NewTransaction[] = [];

  constructor(options: TrafficOptions) {
    this.#options = options;
  }

  /** As many transactions, or a few more where a linked chain ends the batch. */
  batch(size: number): NewTransaction[] {
    const batch: NewTransaction[] = [];
    while (batch.length < size) batch.push(...this.#next());
    return batch;
  }

  /** What became of a transaction: what posted may be followed up. */
  answered(transaction: NewTransaction, result: Result): void {
    if (result.outcome !== 'POSTED') return;
    const { type } = transaction;
    if (type === 'AUTHORIZE') remember(this.#holds, transaction);
    else if (type !== 'RELEASE' && type !== 'REVERSE' && type !== 'ADJUST')
      remember(this.#originals, transaction);
  }

  #next(): NewTransaction[] {
    const { participant, cards, prng, hasChains, program = 'ALPHA' } = this.#options;
    const isIssuer = participant === 'ISSUER-A';
    const card = prng.pick(cards);
    const amount = prng.between(1, 100);
    const merchant = isIssuer ? '' : prng.pick(['SHOP', 'CAFE']);
    const base = { program, card, amount };
    const make = (type: NewTransaction['type'], rest: Partial<NewTransaction> = {}): NewTransaction => ({
      ...base,
      id: uuid7(),
      type,
      ...rest,
    });
    switch (prng.weighted(WEIGHTS)) {
      case 'earn':
        return [make('EARN', { merchant, amount: 3 * amount })];
      case 'redeem':
        return [make('REDEEM', { merchant })];
      case 'authorize':
        return [make('AUTHORIZE', { merchant, holdSeconds: prng.pick([1, 2, 600]) })];
      case 'capture': {
        const hold = takeAny(prng, this.#holds);
        if (hold === undefined) return [make('EARN', { merchant })];
        return [make('CAPTURE', { card: hold.card, originalId: hold.id })];
      }
      case 'release': {
        const hold = takeAny(prng, this.#holds);
        if (hold === undefined) return [make('EARN', { merchant })];
        return [{ id: uuid7(), type: 'RELEASE', program, card: hold.card, originalId: hold.id }];
      }
      case 'reverse': {
        const original = takeAny(prng, this.#originals);
        if (original === undefined) return [make('EARN', { merchant })];
        return [make('REVERSE', { card: original.card, originalId: original.id })];
      }
      case 'transfer': {
        const toCard = prng.pick(cards);
        return [isIssuer && toCard !== card ? make('TRANSFER', { toCard }) : make('REDEEM', { merchant })];
      }
      case 'adjust':
        return [
          isIssuer
            ? make('ADJUST', { adjustment: prng.pick(['CREDIT', 'DEBIT']), reason: 'by hand' })
            : make('EARN', { merchant }),
        ];
      case 'chain':
        return [
          make('EARN', { merchant, linked: hasChains }),
          make('REDEEM', { merchant, linked: hasChains, amount: 2 * amount }),
          make('EARN', { merchant }),
        ];
    }
  }
}

function remember(transactions: NewTransaction[], transaction: NewTransaction): void {
  transactions.push(transaction);
  if (transactions.length > ORIGINALS_MAX) transactions.shift();
}

/** Any of them, which is forgotten one time out of two: what was captured or reversed before is tried again as well. */
function takeAny(prng: Prng, transactions: NewTransaction[]): NewTransaction | undefined {
  if (transactions.length === 0) return undefined;
  const index = prng.between(0, transactions.length - 1);
  const transaction = transactions[index];
  if (prng.chance(0.5)) transactions.splice(index, 1);
  return transaction;
}
