import type { NewTransaction } from '../client/transaction.ts';
import { uuid7 } from '../client/uuid7.ts';
import { cardNumber } from '../ledger/card.ts';
import type { Result } from '../ledger/transaction.ts';
import type { MerchantRole, ProgramRole } from './cast.ts';
import { ISSUERS, MERCHANTS, PROGRAMS } from './cast.ts';
import type { Random } from './random.ts';
import { Recent, Sample } from './recent.ts';

/** What one participant submits at a time: one transaction, or a few that are linked. */
export interface Piece {
  /** Code of the participant. */
  readonly player: string;
  readonly transactions: readonly NewTransaction[];
  /** Of one that was answered before: the answer that it must have again. */
  readonly expected: Result | undefined;
}

/** A transaction that was cleared, of which something may follow. */
interface Cleared {
  readonly player: string;
  readonly transaction: NewTransaction;
}

interface Acknowledged extends Cleared {
  readonly result: Result;
}

/** How often each kind comes, of a hundred or so. */
const WEIGHTS = {
  earn: 46,
  redeem: 20,
  authorize: 10,
  capture: 6,
  release: 2,
  reverse: 3,
  transfer: 4,
  bonus: 3,
  adjust: 0.5,
  linked: 1,
  mistake: 2,
  again: 2.5,
};

type Kind = keyof typeof WEIGHTS;

/** What follow-ups draw from. */
const REMEMBERED = 5_000;

/** What is asked for again: drawn from all that was acknowledged. */
const SAMPLED = 20_000;

/** A busy day's transactions, one piece after another; what they lead to depends on what became of the earlier ones. */
export class Traffic {
  readonly #random: Random;
  readonly #cards: readonly number[];
  readonly #cardsOf: ReadonlyMap<string, readonly number[]>;
  readonly #blockedCards: readonly number[];
  readonly #kinds: readonly (readonly [Kind, number])[];
  readonly #holds = new Recent<Cleared>(REMEMBERED);
  readonly #closedHolds = new Recent<Cleared>(REMEMBERED);
  readonly #reversible = new Recent<Cleared>(REMEMBERED);
  readonly #acknowledged = new Sample<Acknowledged>(SAMPLED);

  constructor(
    cards: ReadonlyMap<string, readonly number[]>,
    blockedCards: readonly number[],
    random: Random,
  ) {
    this.#random = random;
    this.#cardsOf = cards;
    this.#cards = shuffled([...cards.values()].flat(), random);
    this.#blockedCards = blockedCards;
    let sum = 0;
    this.#kinds = (Object.entries(WEIGHTS) as [Kind, number][]).map(([kind, weight]) => {
      sum += weight;
      return [kind, sum];
    });
  }

  /** Points for every member, to begin with. */
  *openingBalances(): Generator<Piece> {
    for (const program of PROGRAMS) {
      for (const card of this.#cards)
        yield this.#ofIssuer(program, { type: 'EARN', card, reference: 'welcome' });
    }
  }

  next(): Piece {
    const total = this.#kinds.at(-1)?.[1] ?? 0;
    const point = this.#random.fraction() * total;
    const [kind] = this.#kinds.find(([, upTo]) => point < upTo) as [Kind, number];
    return this.#pieceOf(kind) ?? this.#sale('EARN');
  }

  /** Hears what became of a transaction. */
  learn(player: string, transaction: NewTransaction, result: Result): void {
    // ID_REUSED is not recorded: it says nothing that has to be said again.
    if (result.outcome === 'ID_REUSED' || transaction.linked === true) return;
    const cleared = { player, transaction };
    this.#acknowledged.add({ ...cleared, result }, this.#random);
    if (result.outcome !== 'POSTED') return;
    if (transaction.type === 'AUTHORIZE') this.#holds.add(cleared);
    else if (transaction.type === 'EARN' || transaction.type === 'REDEEM') this.#reversible.add(cleared);
  }

  /** Some of what was acknowledged, to be asked for again. */
  *acknowledged(): Generator<Piece> {
    for (const { player, transaction, result } of this.#acknowledged.all()) {
      yield { player, transactions: [transaction], expected: result };
    }
  }

  /** Undefined where nothing that it needs has happened yet. */
  #pieceOf(kind: Kind): Piece | undefined {
    switch (kind) {
      case 'earn':
        return this.#sale('EARN');
      case 'redeem':
        return this.#sale('REDEEM');
      case 'authorize':
        return this.#sale('AUTHORIZE');
      case 'capture':
        return this.#endHold('CAPTURE');
      case 'release':
        return this.#endHold('RELEASE');
      case 'reverse':
        return this.#reverse();
      case 'transfer':
        return this.#transfer();
      case 'bonus':
        return this.#ofIssuer(this.#random.pick(PROGRAMS), { type: 'EARN', reference: 'campaign' });
      case 'adjust':
        return this.#adjust();
      case 'linked':
        return this.#linked();
      case 'mistake':
        return this.#mistake();
      case 'again':
        return this.#again();
    }
  }

  /** At a merchant, through its acquirer. */
  #sale(type: 'EARN' | 'REDEEM' | 'AUTHORIZE', fields: Partial<NewTransaction> = {}): Piece {
    const merchant = this.#random.pickSkewed(MERCHANTS);
    const program = programOf(this.#random.pick(merchant.programs));
    return this.#atMerchant(merchant, program, { type, ...fields });
  }

  #atMerchant(
    merchant: MerchantRole,
    program: ProgramRole,
    fields: Pick<NewTransaction, 'type'> & Partial<NewTransaction>,
  ): Piece {
    const transaction = {
      id: uuid7(),
      card: this.#member(),
      program: program.code,
      amount: this.#amount(program),
      merchant: merchant.code,
      reference: `till-${this.#random.whole(1, 9)}`,
      ...fields,
    };
    return piece(merchant.acquirer, transaction);
  }

  #ofIssuer(program: ProgramRole, fields: Pick<NewTransaction, 'type'> & Partial<NewTransaction>): Piece {
    const transaction = {
      id: uuid7(),
      card: this.#member(),
      program: program.code,
      amount: this.#amount(program),
      ...fields,
    };
    return piece(program.issuer, transaction);
  }

  #endHold(type: 'CAPTURE' | 'RELEASE'): Piece | undefined {
    const hold = this.#holds.take(this.#random);
    if (hold === undefined) return undefined;
    this.#closedHolds.add(hold);
    const held = hold.transaction.amount ?? 0;
    const isPart = this.#random.chance(0.3);
    const amount = type === 'RELEASE' ? 0 : isPart ? this.#random.whole(1, held) : held;
    return follow(hold, { type, amount });
  }

  #reverse(): Piece | undefined {
    const original = this.#reversible.draw(this.#random);
    if (original === undefined) return undefined;
    const whole = original.transaction.amount ?? 0;
    const amount = this.#random.chance(0.5) ? whole : this.#random.whole(1, whole);
    return follow(original, { type: 'REVERSE', amount });
  }

  #transfer(): Piece {
    const program = this.#random.pick(PROGRAMS);
    const card = this.#random.pick(this.#cardsOf.get(program.issuer) ?? this.#cards);
    const toCard = this.#member();
    if (toCard === card) return this.#sale('EARN');
    return this.#ofIssuer(program, { type: 'TRANSFER', card, toCard });
  }

  #adjust(): Piece {
    const adjustment = this.#random.chance(0.5) ? 'CREDIT' : 'DEBIT';
    const reason = adjustment === 'CREDIT' ? 'goodwill after a complaint' : 'credited twice at the till';
    return this.#ofIssuer(this.#random.pick(PROGRAMS), { type: 'ADJUST', adjustment, reason });
  }

  /** Points of one purchase for those of another program, both or neither. */
  #linked(): Piece {
    const merchant = MERCHANTS.find(({ programs }) => programs.length > 2) as MerchantRole;
    const card = this.#member();
    const redeem = this.#atMerchant(merchant, programOf('HARBOUR'), { type: 'REDEEM', card, linked: true });
    const earn = this.#atMerchant(merchant, programOf('JADE-MILES'), { type: 'EARN', card });
    return { ...redeem, transactions: [...redeem.transactions, ...earn.transactions] };
  }

  /** What goes wrong at tills and in back offices. */
  #mistake(): Piece | undefined {
    const mistakes: readonly (() => Piece | undefined)[] = [
      () => this.#sale('EARN', { card: cardNumber(this.#random.pick(ISSUERS).cardPrefix, 999_000_000) }),
      () => this.#sale('REDEEM', { card: this.#random.pick(this.#blockedCards) }),
      () => this.#sale('EARN', { amount: 900_000_000_000 }),
      () => this.#ofIssuer(this.#random.pick(PROGRAMS), { type: 'CAPTURE', originalId: uuid7() }),
      () => {
        const bakery = MERCHANTS.find(({ programs }) => programs.length === 1) as MerchantRole;
        return this.#atMerchant(bakery, programOf('SKYLINE'), { type: 'EARN' });
      },
      () => {
        const hold = this.#closedHolds.draw(this.#random);
        return hold && follow(hold, { type: 'CAPTURE', amount: hold.transaction.amount ?? 0 });
      },
      () => {
        const hold = this.#holds.draw(this.#random);
        return hold && follow(hold, { type: 'CAPTURE', amount: (hold.transaction.amount ?? 0) + 1 });
      },
      () => {
        const original = this.#reversible.draw(this.#random);
        return (
          original && follow(original, { type: 'REVERSE', amount: (original.transaction.amount ?? 0) * 2 })
        );
      },
      () => {
        const earlier = this.#reversible.draw(this.#random);
        const other = (earlier?.transaction.amount ?? 0) + 1;
        return earlier && piece(earlier.player, { ...earlier.transaction, amount: other });
      },
    ];
    return this.#random.pick(mistakes)();
  }

  /** A till that did not hear the answer asks again. */
  #again(): Piece | undefined {
    const earlier = this.#acknowledged.draw(this.#random);
    return (
      earlier && { player: earlier.player, transactions: [earlier.transaction], expected: earlier.result }
    );
  }

  #member(): number {
    return this.#random.pickSkewed(this.#cards);
  }

  #amount({ typicalAmount }: ProgramRole): number {
    return Math.max(1, Math.round(typicalAmount * (0.1 + 2.5 * this.#random.fraction() ** 2)));
  }
}

function piece(player: string, transaction: NewTransaction): Piece {
  return { player, transactions: [transaction], expected: undefined };
}

/** What its own participant submits about an earlier transaction. */
function follow(original: Cleared, fields: Pick<NewTransaction, 'type' | 'amount'>): Piece {
  const { id: originalId, card, program } = original.transaction;
  return piece(original.player, { id: uuid7(), card, program, originalId, ...fields });
}

function programOf(code: string): ProgramRole {
  return PROGRAMS.find((program) => program.code === code) as ProgramRole;
}

function shuffled<T>(items: T[], random: Random): T[] {
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = random.whole(0, index);
    [items[index], items[other]] = [items[other] as T, items[index] as T];
  }
  return items;
}
