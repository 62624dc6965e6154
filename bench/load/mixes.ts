import type { Answer } from '../../src/client/response-decoder.ts';
import { isResult } from '../../src/client/response-decoder.ts';
import type { NewTransaction } from '../../src/client/transaction.ts';
import { uuid7 } from '../../src/client/uuid7.ts';
import {
  CARDS,
  cardOfRank,
  MERCHANTS,
  merchantOfRank,
  OTHER_PROGRAM,
  PROGRAM,
  ZIPF_EXPONENT,
} from '../network-plan.ts';
import { Zipf } from '../zipf.ts';

/** Shares of a day at the tills; the rest authorizes and captures. */
const EARN_SHARE = 0.6;
const REDEEM_SHARE = 0.3;

const TRANSFER_SHARE = 0.5;

const AMOUNT_MAX = 100;

/** What every card begins with: enough that few redeems are declined. */
export const OPENING_AMOUNT = 1_000_000;

/** Makes transactions, and hears what became of them where later ones depend on it. */
export interface Mix {
  /** The next transaction; undefined when there are no more. */
  next(): NewTransaction | undefined;
  heard(transaction: NewTransaction, answer: Answer): void;
  /** What is left to do when there are no more: captures of what is authorized, lest open holds pile up on the busiest cards. */
  rest(): NewTransaction[];
}

export type MixName = 'mixed' | 'hot-merchant' | 'transfers' | 'exchange' | 'warm-up';

/** A mix without an end. */
export function makeMix(name: MixName): Mix {
  switch (name) {
    case 'mixed':
      return new TillMix({ cards: zipf(CARDS), hasHotMerchant: false });
    case 'hot-merchant':
      return new TillMix({ cards: zipf(CARDS), hasHotMerchant: true });
    case 'transfers':
      return new TransferMix();
    case 'exchange':
      return new ExchangeMix();
    case 'warm-up':
      return new WarmUpMix();
  }
}

/**
 * 60% earn, 30% redeem, 10% authorize and capture: what is authorized is captured as soon as it is known to be, so that
 * every second one of the 10% is a capture.
 */
class TillMix implements Mix {
  readonly #drawCard: () => number;
  readonly #drawMerchant = zipf(MERCHANTS);
  readonly #hasHotMerchant: boolean;
  readonly #authorized: NewTransaction[] = [];

  /** @param options.hasHotMerchant one merchant takes whatever is spent */
  constructor(options: { cards: () => number; hasHotMerchant: boolean }) {
    this.#drawCard = options.cards;
    this.#hasHotMerchant = options.hasHotMerchant;
  }

  next(): NewTransaction {
    const kind = Math.random();
    const card = cardAt(this.#drawCard());
    if (kind < EARN_SHARE) return make({ type: 'EARN', card, merchant: merchantAt(this.#drawMerchant()) });
    const authorized = kind < EARN_SHARE + REDEEM_SHARE ? undefined : this.#authorized.pop();
    if (authorized !== undefined) return capture(authorized);
    const type = kind < EARN_SHARE + REDEEM_SHARE ? 'REDEEM' : 'AUTHORIZE';
    return make({ type, card, merchant: merchantAt(this.#hasHotMerchant ? 0 : this.#drawMerchant()) });
  }

  heard(transaction: NewTransaction, answer: Answer): void {
    if (transaction.type !== 'AUTHORIZE') return;
    if (isResult(answer) && answer.outcome === 'POSTED') this.#authorized.push(transaction);
  }

  rest(): NewTransaction[] {
    return this.#authorized.splice(0).map(capture);
  }
}

/** Every second one moves points from card to card, whatever shards these are in; all cards alike. */
class TransferMix implements Mix {
  readonly #drawCard = uniform(CARDS);
  readonly #tills = new TillMix({ cards: uniform(CARDS), hasHotMerchant: false });

  next(): NewTransaction {
    if (Math.random() >= TRANSFER_SHARE) return this.#tills.next();
    const from = this.#drawCard();
    const to = this.#drawCard();
    return make({
      type: 'TRANSFER',
      card: cardAt(from),
      toCard: cardAt(to === from ? (to + 1) % CARDS : to),
    });
  }

  heard(transaction: NewTransaction, answer: Answer): void {
    this.#tills.heard(transaction, answer);
  }

  rest(): NewTransaction[] {
    return this.#tills.rest();
  }
}

/** Points of one program for points of the other, at the rate of the moment. */
class ExchangeMix implements Mix {
  readonly #drawCard = zipf(CARDS);

  next(): NewTransaction {
    const exchange = { toProgram: OTHER_PROGRAM, amountOutMin: 1 };
    // Two points of the one are three of the other.
    return make({ type: 'EXCHANGE', card: cardAt(this.#drawCard()), amount: 2, exchange });
  }

  heard(): void {}

  rest(): NewTransaction[] {
    return [];
  }
}

/** Whatever the other mixes make, in turn: code is compiled, and the accounts that exchanges credit are opened. */
class WarmUpMix implements Mix {
  readonly #transfers = new TransferMix();
  readonly #exchanges = new ExchangeMix();
  #made = 0;

  next(): NewTransaction {
    this.#made += 1;
    return this.#made % 2 === 0 ? this.#exchanges.next() : this.#transfers.next();
  }

  heard(transaction: NewTransaction, answer: Answer): void {
    this.#transfers.heard(transaction, answer);
  }

  rest(): NewTransaction[] {
    return this.#transfers.rest();
  }
}

/** Points for every card, once, the highest rank first: at the merchants, or those of another program from its issuer. */
export class OpeningMix implements Mix {
  readonly #program: string;
  #rank: number;

  constructor(cards: number, program = PROGRAM) {
    this.#program = program;
    this.#rank = cards;
  }

  next(): NewTransaction | undefined {
    if (this.#rank === 0) return undefined;
    this.#rank -= 1;
    const card = cardOfRank(this.#rank);
    const program = this.#program;
    const merchant = program === PROGRAM ? merchantAt(this.#rank % MERCHANTS) : '';
    return make({ type: 'EARN', card, program, merchant, amount: OPENING_AMOUNT });
  }

  heard(): void {}

  rest(): NewTransaction[] {
    return [];
  }
}

const cards = new Float64Array(CARDS).map((_, rank) => cardOfRank(rank));
const merchants = Array.from({ length: MERCHANTS }, (_, rank) => merchantOfRank(rank));
let made = 0;

function cardAt(rank: number): number {
  return cards[rank] as number;
}

function merchantAt(rank: number): string {
  return merchants[rank] as string;
}

/** Always with the same fields, for one hidden class. */
function make(fields: {
  readonly type: NewTransaction['type'];
  readonly card: number;
  readonly program?: string;
  readonly amount?: number;
  readonly merchant?: string;
  readonly originalId?: string;
  readonly toCard?: number;
  readonly exchange?: NewTransaction['exchange'];
}): NewTransaction {
  made += 1;
  return {
    id: uuid7(),
    type: fields.type,
    card: fields.card,
    program: fields.program ?? PROGRAM,
    amount: fields.amount ?? 1 + Math.floor(Math.random() * AMOUNT_MAX),
    merchant: fields.merchant ?? '',
    reference: `ref-${made}`,
    originalId: fields.originalId ?? '',
    toCard: fields.toCard ?? 0,
    exchange: fields.exchange,
  };
}

function capture({ id, card, amount }: NewTransaction): NewTransaction {
  return make({ type: 'CAPTURE', card, originalId: id, amount: amount ?? 0 });
}

function zipf(size: number): () => number {
  const ranks = new Zipf({ size, exponent: ZIPF_EXPONENT, random: Math.random });
  return () => ranks.next();
}

function uniform(size: number): () => number {
  return () => Math.floor(Math.random() * size);
}
