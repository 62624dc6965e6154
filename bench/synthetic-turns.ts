import type { Account, Card } from '../src/ledger/account.ts';
import { availableOf, openAccount } from '../src/ledger/account.ts';
import type { Day } from '../src/ledger/calendar.ts';
import { endHold } from '../src/ledger/expire.ts';
import { lotsOf, negated, putLots, takeLots } from '../src/ledger/lots.ts';
import type { StripeChange } from '../src/ledger/stripe-sums.ts';
import type { CounterKind, Entry } from '../src/ledger/transaction.ts';
import type { TurnRecord } from '../src/shard/ports.ts';
import { ACQUIRER, ISSUER, MERCHANTS, merchantOfRank, PROGRAM, ZIPF_EXPONENT } from './network-plan.ts';
import { Zipf } from './zipf.ts';

const LOT_DAYS = [20271130, 20271231];
const BUSINESS_DATE = 20261121;

type Posting = Pick<
  Entry,
  'type' | 'outcome' | 'amount' | 'postedChange' | 'heldChange' | 'lots' | 'counter'
>;

/**
 * The turns of one shard as the mixed load makes them: 60% earn, 30% redeem, 10% authorize and capture, cards and
 * merchants by Zipf. The books are kept like the ledger keeps them, so that the audit of what is committed holds.
 */
export class SyntheticTurns {
  readonly #shard: number;
  readonly #cards: readonly Card[];
  readonly #cardRanks: Zipf;
  readonly #merchantRanks: Zipf;
  readonly #random: () => number;
  #turn = 0;
  #seq = 0;
  #cycle = 1;
  #businessDate: Day = BUSINESS_DATE;

  constructor(options: { shard: number; cards: readonly number[]; random: () => number }) {
    const { shard, cards, random } = options;
    this.#shard = shard;
    this.#random = random;
    this.#cards = cards.map((number) => ({
      number,
      issuer: ISSUER,
      status: 'active',
      statusVersion: 0,
      accounts: [],
    }));
    this.#cardRanks = new Zipf({ size: cards.length, exponent: ZIPF_EXPONENT, random });
    this.#merchantRanks = new Zipf({ size: MERCHANTS, exponent: ZIPF_EXPONENT, random });
  }

  /** Turns that earn once on every card, so that each has its account. */
  *opening(batchSize: number): Generator<TurnRecord> {
    for (let first = 0; first < this.#cards.length; first += batchSize) {
      const cards = this.#cards.slice(first, first + batchSize);
      yield this.#turnOf(cards, () => 0);
    }
  }

  /** The next turn of the mixed load. */
  next(batchSize: number): TurnRecord {
    const cards = Array.from({ length: batchSize }, () => this.#cards[this.#cardRanks.next()] as Card);
    return this.#turnOf(cards, this.#random);
  }

  /** A turn that crosses to another cycle: without transactions; those that follow are in it. */
  crossing(cycle: number, businessDate: Day): TurnRecord {
    this.#cycle = cycle;
    this.#businessDate = businessDate;
    return this.#turnOf([], this.#random);
  }

  #turnOf(cards: readonly Card[], random: () => number): TurnRecord {
    const ledgerTimeMs = Date.now();
    const entries: Entry[] = [];
    const accounts = new Set<Account>();
    const stripes = new Map<string, { kind: CounterKind; merchant: string; change: number }>();
    for (const card of cards) {
      const account = openAccount(card, PROGRAM);
      const merchant = merchantOfRank(this.#merchantRanks.next());
      this.#seq += 1;
      const id = this.#id(ledgerTimeMs);
      const posting = this.#post(account, { id, merchant, ledgerTimeMs, random });
      accounts.add(account);
      if (posting.counter !== undefined) {
        const ofMerchant = posting.counter === 'MERCHANT' ? merchant : '';
        const key = `${posting.counter}/${ofMerchant}`;
        const stripe = stripes.get(key) ?? { kind: posting.counter, merchant: ofMerchant, change: 0 };
        stripe.change -= posting.postedChange;
        stripes.set(key, stripe);
      }
      entries.push({
        seq: this.#seq,
        id,
        card: card.number,
        origin: ACQUIRER,
        program: PROGRAM,
        ...posting,
        balance: account.posted,
        available: availableOf(account),
        merchant,
        reference: `ref-${this.#seq}`,
        originalId: '',
        peer: 0,
        holdSeconds: 0,
        debit: false,
        reason: '',
        linked: false,
        ledgerTimeMs,
        cycle: this.#cycle,
        businessDate: this.#businessDate,
      });
    }
    this.#turn += 1;
    return {
      number: this.#turn,
      ledgerTimeMs,
      cycle: this.#cycle,
      businessDate: this.#businessDate,
      entries,
      accounts: [...accounts],
      stripes: [...stripes.values()].map(
        ({ kind, merchant, change }): StripeChange => ({
          program: PROGRAM,
          kind,
          merchant,
          change: BigInt(change),
        }),
      ),
      reversals: [],
      outboxAdded: [],
      outboxRemoved: [],
      messagesSent: [],
      messagesEnded: [],
      cardStatuses: [],
      shares: [],
    };
  }

  #post(
    account: Account,
    {
      id,
      merchant,
      ledgerTimeMs,
      random,
    }: { id: string; merchant: string; ledgerTimeMs: number; random: () => number },
  ): Posting {
    const kind = random();
    const amount = 1 + Math.floor(random() * 100);
    const hold = account.holds[0];
    if (kind >= 0.9 && hold !== undefined) {
      const lots = endHold(account, hold, hold.amount);
      account.posted -= hold.amount;
      account.held -= hold.amount;
      return this.#posted('CAPTURE', hold.amount, -hold.amount, -hold.amount, lots, 'MERCHANT');
    }
    if (kind < 0.6) {
      const lots = putLots(account, [LOT_DAYS[Math.floor(random() * LOT_DAYS.length)] as number, amount]);
      account.posted += amount;
      return this.#posted('EARN', amount, amount, 0, lots, 'ISSUANCE');
    }
    if (availableOf(account) < amount) {
      return { ...this.#posted('REDEEM', amount, 0, 0, [], undefined), outcome: 'INSUFFICIENT_POINTS' };
    }
    const lots = takeLots(account, amount);
    if (kind < 0.9) {
      account.posted -= amount;
      return this.#posted('REDEEM', amount, -amount, 0, negated(lots), 'MERCHANT');
    }
    const expiresAtMs = ledgerTimeMs + 3_600_000;
    account.held += amount;
    account.holds.push({ id, participant: ACQUIRER, merchant, amount, expiresAtMs, lots: lotsOf(lots) });
    account.holdsDueAtMs = Math.min(account.holdsDueAtMs, expiresAtMs);
    return this.#posted('AUTHORIZE', amount, 0, amount, [], undefined);
  }

  #posted(
    type: Entry['type'],
    amount: number,
    postedChange: number,
    heldChange: number,
    lots: readonly number[],
    counter: CounterKind | undefined,
  ): Posting {
    return { type, outcome: 'POSTED', amount, postedChange, heldChange, lots, counter };
  }

  /** A UUID of version 7: time first, then what makes it unique. */
  #id(ms: number): string {
    const time = ms.toString(16).padStart(12, '0');
    const unique = `${this.#shard.toString(16).padStart(3, '0')}${this.#seq.toString(16).padStart(12, '0')}`;
    return `${time.slice(0, 8)}-${time.slice(8)}-7${unique.slice(0, 3)}-8${unique.slice(3, 6)}-000${unique.slice(6)}`;
  }
}
