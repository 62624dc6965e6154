import type { SubmittedType, Transaction } from '../../src/ledger/transaction.ts';
import { BLANK } from '../support/blank-transaction.ts';
import { cardOf, EXTERNALS, issuerOf, MERCHANTS, OPERATOR, PROGRAMS } from './network.ts';
import type { Prng } from './prng.ts';

/** Transactions that go together: one, or a linked chain. */
export type Group = readonly Transaction[];

const TYPES: Readonly<Record<SubmittedType, number>> = {
  EARN: 22,
  REDEEM: 12,
  AUTHORIZE: 12,
  CAPTURE: 8,
  RELEASE: 4,
  TRANSFER: 18,
  REVERSE: 18,
  ADJUST: 6,
  EXCHANGE: 10,
};

const REVERSIBLE: readonly SubmittedType[] = ['EARN', 'REDEEM', 'CAPTURE', 'TRANSFER'];

/** What clients submit: transactions that refer to each other, on few cards, some of them again and again. */
export class Workload {
  /** Cards that exist. More are opened while a run goes on. */
  readonly cards: number[];
  /** A card that begins with nearly all the points that an account can have. It sends none, so that all can come back. */
  readonly fullCard: number | undefined;
  /** Merchants by acquirer. */
  readonly merchants: Record<string, string[]>;
  readonly #prng: Prng;
  readonly #made: Group[] = [];
  #lastId = 0;

  constructor(prng: Prng) {
    this.#prng = prng;
    this.cards = Array.from({ length: prng.between(3, 7) }, (_, index) => cardOf(index));
    this.fullCard = prng.chance(0.3) ? this.cards[0] : undefined;
    this.merchants = Object.fromEntries(
      Object.entries(MERCHANTS).map(([acquirer, code]) => [acquirer, [code]]),
    );
  }

  /** What a client submits in one call. */
  batch(): Group[] {
    const size = this.#prng.chance(0.5) ? 1 : this.#prng.between(2, 6);
    return Array.from({ length: size }, () => {
      const group = this.#group();
      this.#made.push(group);
      return group;
    });
  }

  #group(): Group {
    const prng = this.#prng;
    const earlier = this.#earlier(() => true);
    if (earlier !== undefined && prng.chance(0.2)) return this.#encounter(earlier);
    if (!prng.chance(0.1)) return [this.#transaction(prng.weighted(TYPES), this.#card())];
    const card = this.#card();
    const length = prng.between(2, 4);
    return Array.from({ length }, (_, index) => {
      const type = prng.weighted(TYPES);
      return { ...this.#transaction(type, card), linked: index < length - 1 };
    });
  }

  /** Something that meets what was submitted before, under its id. */
  #encounter(earlier: Group): Group {
    const prng = this.#prng;
    const [first] = earlier as readonly [Transaction, ...Transaction[]];
    const how = prng.weighted({
      again: 6,
      'other amount': 3,
      'other participant': 6,
      'other card': 3,
      'the other way': 2,
      'in a chain': 4,
    });
    switch (how) {
      case 'again':
        return earlier;
      case 'other amount':
        return [{ ...first, amount: first.amount + 1, linked: false }];
      case 'other participant':
        return [{ ...this.#transaction(first.type, first.card), id: first.id }];
      case 'other card':
        return [{ ...this.#transaction(first.type, this.#card()), id: first.id }];
      case 'the other way': {
        const { card, toCard } = first;
        if (toCard === 0 || toCard === this.fullCard) return earlier;
        return [{ ...first, card: toCard, toCard: card, linked: false }];
      }
      case 'in a chain':
        return first.linked ? earlier : [{ ...first, linked: true }, this.#transaction('EARN', first.card)];
    }
  }

  #transaction(type: SubmittedType, card: number): Transaction {
    const prng = this.#prng;
    this.#lastId += 1;
    const id = `00000000-0000-7000-8000-${this.#lastId.toString(16).padStart(12, '0')}`;
    const base = {
      ...BLANK,
      id,
      type,
      card,
      program: prng.pick([...PROGRAMS, ...EXTERNALS]),
      amount: prng.between(1, 60),
    };
    switch (type) {
      case 'EARN':
      case 'REDEEM':
        return { ...base, amount: prng.between(1, 100), ...this.#submitter(base.program) };
      case 'AUTHORIZE':
        return { ...base, ...this.#submitter(base.program), holdSeconds: prng.pick([0, 1, 2, 3]) };
      case 'ADJUST':
        return {
          ...base,
          participant: prng.pick([issuerOf(base.program), OPERATOR]),
          debit: prng.chance(0.5),
          reason: 'goodwill',
        };
      case 'EXCHANGE': {
        // What can't be given at once may have to come back, which a full account has no room for.
        const targets = card === this.fullCard ? PROGRAMS : [...PROGRAMS, ...EXTERNALS];
        const toProgram = prng.pick(targets.filter((each) => each !== base.program));
        const isForged = prng.chance(0.1);
        const amountOutMin = isForged ? 0 : prng.pick([1, 1, 20]);
        const exchange = { toProgram, amountOutMin, quote: isForged ? 'forged' : '', isQuoteGenuine: false };
        return { ...base, participant: prng.pick([issuerOf(base.program), OPERATOR]), exchange };
      }
      case 'TRANSFER': {
        if (card === this.fullCard) return { ...base, type: 'EARN', ...this.#submitter(base.program) };
        const toCard = prng.pick(this.cards.filter((each) => each !== card));
        const issuer = issuerOf(base.program);
        return { ...base, participant: prng.pick([issuer, issuer, OPERATOR]), toCard };
      }
      default:
        return this.#followUp(base);
    }
  }

  /** A capture, a release or a reversal of something; or of nothing, where there is nothing yet. */
  #followUp(base: Omit<Transaction, 'participant'>): Transaction {
    const prng = this.#prng;
    const wanted = base.type === 'REVERSE' ? REVERSIBLE : ['AUTHORIZE'];
    const isWanted = ({ type, card }: Transaction): boolean => wanted.includes(type) && card === base.card;
    const original = this.#earlier((group) => group.some(isWanted))?.find(isWanted);
    if (original === undefined) {
      return { ...base, ...this.#submitter(base.program), merchant: '', originalId: base.id };
    }
    const { program, id: originalId } = original;
    const participant = prng.chance(0.8) ? original.participant : prng.pick([issuerOf(program), OPERATOR]);
    const part = prng.chance(0.5) ? original.amount : prng.between(1, original.amount + 1);
    const amount = base.type === 'RELEASE' ? 0 : part;
    return { ...base, program, participant, originalId, amount };
  }

  #submitter(program: string): { participant: string; merchant: string } {
    const prng = this.#prng;
    if (prng.chance(0.2)) return { participant: issuerOf(program), merchant: '' };
    const participant = prng.pick(Object.keys(this.merchants));
    return { participant, merchant: prng.pick(this.merchants[participant] as string[]) };
  }

  #card(): number {
    return this.#prng.pick(this.cards);
  }

  /** One of the last that were made. */
  #earlier(isWanted: (group: Group) => boolean): Group | undefined {
    const wanted = this.#made.slice(this.#prng.chance(0.3) ? -4 : -60).filter(isWanted);
    return wanted.length === 0 ? undefined : this.#prng.pick(wanted);
  }
}
