import { isDeepStrictEqual } from 'node:util';
import type { CardStatus } from '../../src/ledger/account.ts';
import type { Day } from '../../src/ledger/calendar.ts';
import type { Network } from '../../src/ledger/network.ts';
import type { Decline, Outcome } from '../../src/ledger/outcome.ts';
import type { CounterKind, StandardKind, Transaction } from '../../src/ledger/transaction.ts';
import type { NaiveAccount, NaiveHold } from './naive-account.ts';
import { endHold, give, openHold, postedOf, spendableOf } from './naive-account.ts';
import { naiveExpiresOn } from './naive-calendar.ts';
import { naiveArrival, naiveValue } from './naive-exchange.ts';
import type { NaiveLots } from './naive-lots.ts';
import { smaller, takeFirst, takeLast, takePreferring, tidy, totalOf } from './naive-lots.ts';
import { isMaster, naiveRefusal } from './naive-refusal.ts';

/** What became of a transaction, in the words of `Result`. */
export interface NaiveResult {
  readonly outcome: Outcome;
  readonly amount: bigint;
  readonly balance: bigint;
  readonly available: bigint;
  readonly duplicate: boolean;
}

/** A transaction under its identity, for ever. */
export interface NaiveRecord {
  readonly transaction: Transaction;
  readonly result: NaiveResult;
  /** EARN: the lot that it made, if any. REDEEM, CAPTURE: the lots that left. TRANSFER: those that travelled. */
  readonly lots: NaiveLots;
  /** The other side of its posting, by `counterKey`; of an authorization, the other side of its capture. */
  readonly counter: string;
  /** How much of it was reversed. */
  reversed: bigint;
  /** AUTHORIZE: how its hold ended. */
  ended: 'open' | 'expired' | 'closed';
}

type Verdict =
  | {
      readonly outcome: 'POSTED';
      readonly moved: bigint;
      readonly lots: NaiveLots;
      readonly counter: string;
    }
  | { readonly outcome: Decline };

interface Books {
  readonly accounts: Map<string, NaiveAccount>;
  readonly counters: Map<string, bigint>;
  readonly records: NaiveRecord[];
}

const LARGEST = 2n ** 53n - 1n;
const WEEK_MS = 7 * 24 * 3600 * 1000;
const REVERSIBLE = ['EARN', 'REDEEM', 'CAPTURE', 'TRANSFER'];

/**
 * The ledger as one would explain it to somebody: all cards in one place, a transfer immediate, every amount a bigint,
 * every balance added up anew. It shares no code with the engine, and serves to doubt it.
 */
export class NaiveLedger {
  network: Network;
  nowMs: number;
  businessDate: Day;
  readonly cards: Map<number, CardStatus>;
  #isInChain = false;
  #books: Books = { accounts: new Map(), counters: new Map(), records: [] };

  constructor(start: {
    readonly network: Network;
    readonly cards: Iterable<readonly [card: number, status: CardStatus]>;
    readonly nowMs: number;
    readonly businessDate: Day;
  }) {
    this.network = start.network;
    this.cards = new Map(start.cards);
    this.nowMs = start.nowMs;
    this.businessDate = start.businessDate;
  }

  /** Points a card has before the first transaction. */
  preload(card: number, program: string, lots: NaiveLots): void {
    give(this.account(card, program), lots);
    this.#post(counterKey(program, 'ISSUANCE'), totalOf(lots));
  }

  /** The items of one batch, in order. */
  submit(transactions: readonly Transaction[]): NaiveResult[] {
    const results: NaiveResult[] = [];
    let chain: Transaction[] = [];
    for (const transaction of transactions) {
      chain.push(transaction);
      if (transaction.linked) continue;
      results.push(...(chain.length === 1 ? [this.#one(transaction)] : this.#chain(chain)));
      chain = [];
    }
    return results;
  }

  /** Ends what is due on every account of a card: holds, the first due before others, then lots. */
  expireDue(card: number): void {
    for (const [key, account] of this.#books.accounts) {
      if (!key.startsWith(`${card}/`)) continue;
      const due = account.holds.filter((hold) => hold.expiresAtMs <= this.nowMs);
      for (const hold of due.sort((a, b) => a.expiresAtMs - b.expiresAtMs)) {
        this.#authorizationOf(card, hold).ended = 'expired';
        endHold(account, hold, 0n);
      }
      const program = key.slice(key.indexOf('/') + 1);
      const dead = account.free.filter((lot) => lot.day < this.businessDate);
      account.free = account.free.filter((lot) => lot.day >= this.businessDate);
      this.#post(counterKey(program, 'BREAKAGE'), -totalOf(dead));
    }
  }

  /** The card's account of a program, made empty if there is none. */
  account(card: number, program: string): NaiveAccount {
    const key = `${card}/${program}`;
    const account = this.#books.accounts.get(key) ?? { free: [], holds: [], overdrawn: 0n };
    this.#books.accounts.set(key, account);
    return account;
  }

  /** Everything recorded, oldest first. */
  get records(): readonly NaiveRecord[] {
    return this.#books.records;
  }

  /** Balances of the system accounts, by `counterKey`. */
  get counters(): ReadonlyMap<string, bigint> {
    return this.#books.counters;
  }

  /** All accounts, by card and program. */
  get accounts(): ReadonlyMap<string, NaiveAccount> {
    return this.#books.accounts;
  }

  #one(transaction: Transaction): NaiveResult {
    return this.#recorded(transaction) ?? this.#record(transaction, this.#judge(transaction));
  }

  /** All post or none does. */
  #chain(chain: readonly Transaction[]): NaiveResult[] {
    const refuse = (transaction: Transaction): NaiveResult =>
      this.#recorded(transaction) ?? this.#record(transaction, { outcome: 'LINKED_DECLINED' });

    this.expireDue(chain[0]!.card);
    if (chain.some((transaction) => this.#recorded(transaction) !== undefined)) return chain.map(refuse);

    const before = structuredClone(this.#books);
    const results: NaiveResult[] = [];
    for (const [index, transaction] of chain.entries()) {
      this.#isInChain = true;
      const result = this.#one(transaction);
      this.#isInChain = false;
      results.push(result);
      if (result.outcome === 'POSTED') continue;

      // Only now is it known that what was done before must not have been. The decline itself stays what it was.
      this.#books = before;
      return chain.map((each, at) =>
        at === index && result.outcome !== 'ID_REUSED'
          ? (this.#recorded(each) ?? this.#record(each, { outcome: result.outcome as Decline }))
          : refuse(each),
      );
    }
    return results;
  }

  /** The answer to an identity that is recorded: the first outcome, or that the content is another. */
  #recorded(transaction: Transaction): NaiveResult | undefined {
    const record = this.#books.records.find(
      ({ transaction: other }) =>
        other.id === transaction.id &&
        other.card === transaction.card &&
        other.participant === transaction.participant,
    );
    if (record === undefined) return undefined;
    if (sameContent(record.transaction, transaction)) return { ...record.result, duplicate: true };
    return { outcome: 'ID_REUSED', amount: 0n, balance: 0n, available: 0n, duplicate: false };
  }

  #record(transaction: Transaction, verdict: Verdict): NaiveResult {
    const posted = verdict.outcome === 'POSTED';
    const result: NaiveResult = {
      outcome: verdict.outcome,
      amount: posted ? verdict.moved : 0n,
      ...this.#balances(transaction),
      duplicate: false,
    };
    this.#books.records.push({
      transaction,
      result,
      lots: posted ? verdict.lots : [],
      counter: posted ? verdict.counter : '',
      reversed: 0n,
      ended: 'open',
    });
    return result;
  }

  #balances(transaction: Transaction): { balance: bigint; available: bigint } {
    const account = this.#books.accounts.get(`${transaction.card}/${transaction.program}`);
    if (account === undefined) return { balance: 0n, available: 0n };
    return { balance: postedOf(account), available: spendableOf(account) };
  }

  #judge(transaction: Transaction): Verdict {
    this.expireDue(transaction.card);
    if (transaction.type === 'TRANSFER') this.expireDue(transaction.toCard);

    const decline = naiveRefusal(transaction, this.network, this.cards);
    if (decline !== undefined) return { outcome: decline };
    switch (transaction.type) {
      case 'EARN':
        return this.#credit(transaction, sourceOf(transaction));
      case 'REDEEM':
        return this.#debit(transaction, sourceOf(transaction));
      case 'AUTHORIZE':
        return this.#authorize(transaction);
      case 'CAPTURE':
      case 'RELEASE':
        return this.#endAuthorization(transaction);
      case 'TRANSFER':
        return this.#transfer(transaction);
      case 'REVERSE':
        return this.#reverse(transaction);
      case 'EXCHANGE':
        return this.#exchange(transaction);
      case 'ADJUST': {
        const counter = counterKey(transaction.program, 'ADJUSTMENT');
        return transaction.debit ? this.#debit(transaction, counter) : this.#credit(transaction, counter);
      }
    }
  }

  #credit(transaction: Transaction, counter: string): Verdict {
    const account = this.account(transaction.card, transaction.program);
    const amount = BigInt(transaction.amount);
    if (postedOf(account) + amount > LARGEST) return { outcome: 'BALANCE_OVERFLOW' };

    const owed = account.overdrawn;
    const day = naiveExpiresOn(this.network.programs.get(transaction.program)!.expiry, this.businessDate);
    give(account, [{ day, amount }]);
    this.#post(counter, amount);
    const lots = amount > owed ? [{ day, amount: amount - owed }] : [];
    return { outcome: 'POSTED', moved: amount, lots, counter };
  }

  #debit(transaction: Transaction, counter: string): Verdict {
    const account = this.account(transaction.card, transaction.program);
    const amount = BigInt(transaction.amount);
    if (spendableOf(account) < amount) return { outcome: 'INSUFFICIENT_POINTS' };

    const { taken, left } = takeFirst(account.free, amount);
    account.free = left;
    this.#post(counter, -amount);
    return { outcome: 'POSTED', moved: amount, lots: taken, counter };
  }

  #authorize(transaction: Transaction): Verdict {
    const account = this.account(transaction.card, transaction.program);
    const amount = BigInt(transaction.amount);
    if (spendableOf(account) < amount) return { outcome: 'INSUFFICIENT_POINTS' };
    if (account.holds.length >= 1_000) return { outcome: 'TOO_MANY_HOLDS' };

    const { id, participant, merchant, holdSeconds } = transaction;
    const expiresAtMs = this.nowMs + (holdSeconds === 0 ? WEEK_MS : holdSeconds * 1000);
    openHold(account, { id, participant, merchant, amount, expiresAtMs });
    return { outcome: 'POSTED', moved: amount, lots: [], counter: sourceOf(transaction) };
  }

  #endAuthorization(transaction: Transaction): Verdict {
    const authorizations = this.#visible(transaction).filter(
      (record) => record.transaction.type === 'AUTHORIZE' && record.result.outcome === 'POSTED',
    );
    const authorization = meant(transaction, authorizations, ({ ended }) => ended === 'open');
    if (authorization === undefined) return { outcome: 'HOLD_UNKNOWN' };
    if (authorization.ended === 'expired') return { outcome: 'HOLD_EXPIRED' };
    if (authorization.ended === 'closed') return { outcome: 'HOLD_CLOSED' };

    const account = this.account(transaction.card, transaction.program);
    const { id, participant } = authorization.transaction;
    const hold = account.holds.find((each) => each.id === id && each.participant === participant)!;
    const amount = BigInt(transaction.amount);
    if (amount > hold.amount) return { outcome: 'AMOUNT_ABOVE_HOLD' };

    authorization.ended = 'closed';
    const taken = endHold(account, hold, amount);
    this.#post(authorization.counter, -amount);
    return { outcome: 'POSTED', moved: amount, lots: taken, counter: authorization.counter };
  }

  #transfer(transaction: Transaction): Verdict {
    const sender = this.account(transaction.card, transaction.program);
    const receiver = this.account(transaction.toCard, transaction.program);
    const amount = BigInt(transaction.amount);
    if (spendableOf(sender) < amount) return { outcome: 'INSUFFICIENT_POINTS' };
    if (postedOf(receiver) + amount > LARGEST) return { outcome: 'BALANCE_OVERFLOW' };

    const { taken, left } = takeFirst(sender.free, amount);
    sender.free = left;
    give(receiver, taken);
    return { outcome: 'POSTED', moved: amount, lots: taken, counter: '' };
  }

  #exchange(transaction: Transaction): Verdict {
    const { quote, isQuoteGenuine, toProgram, amountOutMin } = transaction.exchange!;
    if (quote !== '' && !isQuoteGenuine) return { outcome: 'QUOTE_INVALID' };
    const to = this.network.programs.get(toProgram)!;
    const value = naiveValue(transaction, this.network, this.nowMs);
    const { amountOut, taken: owed, given, spread, rounding } = value;
    if (amountOut > BigInt(to.limitPerTransaction) || owed > LARGEST)
      return { outcome: 'AMOUNT_ABOVE_LIMIT' };
    if (amountOut < BigInt(amountOutMin)) return { outcome: 'AMOUNT_BELOW_MINIMUM' };
    const source = this.account(transaction.card, transaction.program);
    const target = this.account(transaction.card, toProgram);
    const amount = BigInt(transaction.amount);
    if (spendableOf(source) < amount) return { outcome: 'INSUFFICIENT_POINTS' };
    if (postedOf(target) + amountOut > LARGEST) return { outcome: 'BALANCE_OVERFLOW' };

    const { taken, left } = takeFirst(source.free, amount);
    source.free = left;
    give(target, naiveArrival(taken, amountOut, to, this.businessDate));
    const counter = counterKey(transaction.program, 'EXCHANGE');
    this.#post(counter, -amount);
    this.#post(counterKey(toProgram, 'EXCHANGE'), amountOut);
    this.#post(counterKey('*', 'POSITION', this.network.programs.get(transaction.program)!.issuer), owed);
    this.#post(counterKey('*', 'POSITION', to.issuer), -given);
    this.#post(counterKey('*', 'SPREAD'), -spread);
    this.#post(counterKey('*', 'ROUNDING'), -rounding);
    return { outcome: 'POSTED', moved: amount, lots: taken, counter };
  }

  #reverse(transaction: Transaction): Verdict {
    const original = meant(
      transaction,
      this.#visible(transaction),
      (record) =>
        record.result.outcome === 'POSTED' &&
        REVERSIBLE.includes(record.transaction.type) &&
        BigInt(transaction.amount) <= left(record),
    );
    if (original === undefined) return { outcome: 'ORIGINAL_UNKNOWN' };
    if (original.result.outcome !== 'POSTED') return { outcome: 'ORIGINAL_NOT_REVERSIBLE' };
    if (!REVERSIBLE.includes(original.transaction.type)) return { outcome: 'ORIGINAL_NOT_REVERSIBLE' };
    switch (original.transaction.type) {
      case 'EARN':
        return this.#takeBack(transaction, original);
      case 'TRANSFER':
        return this.#returnTransfer(transaction, original);
      default:
        return this.#giveBack(transaction, original);
    }
  }

  /** The reversal of a redeem or a capture. */
  #giveBack(transaction: Transaction, original: NaiveRecord): Verdict {
    const account = this.account(transaction.card, transaction.program);
    const amount = BigInt(transaction.amount);
    const { counter } = original;
    if (postedOf(account) + amount > LARGEST) return { outcome: 'BALANCE_OVERFLOW' };
    if (amount > left(original)) return { outcome: 'AMOUNT_ABOVE_ORIGINAL' };

    const notYetRestored = takeLast(original.lots, original.reversed).left;
    const lots = takeLast(notYetRestored, amount).taken;
    original.reversed += amount;
    give(account, lots);
    this.#post(counter, amount);
    return { outcome: 'POSTED', moved: amount, lots, counter };
  }

  /** The reversal of an earn. */
  #takeBack(transaction: Transaction, original: NaiveRecord): Verdict {
    const account = this.account(transaction.card, transaction.program);
    const moved = this.#clawback(transaction, account);
    if (moved === undefined) return { outcome: 'INSUFFICIENT_POINTS' };
    if (spendableOf(account) - moved < -LARGEST) return { outcome: 'BALANCE_OVERFLOW' };
    const { counter } = original;
    if (BigInt(transaction.amount) > left(original)) return { outcome: 'AMOUNT_ABOVE_ORIGINAL' };

    original.reversed += moved;
    const lots = clawBackLots(account, original.lots[0]?.day, moved);
    this.#post(counter, -moved);
    return { outcome: 'POSTED', moved, lots, counter };
  }

  /**
   * The reversal of a transfer. What the sending card can tell is judged first: the receiving one may live elsewhere.
   */
  #returnTransfer(transaction: Transaction, original: NaiveRecord): Verdict {
    // It can't be promised to post with others.
    if (this.#isInChain) return { outcome: 'ORIGINAL_NOT_REVERSIBLE' };
    const sender = this.account(transaction.card, transaction.program);
    const amount = BigInt(transaction.amount);
    if (postedOf(sender) + amount > LARGEST) return { outcome: 'BALANCE_OVERFLOW' };
    if (amount > left(original)) return { outcome: 'AMOUNT_ABOVE_ORIGINAL' };

    const receivingCard = original.transaction.toCard;
    this.expireDue(receivingCard);
    const receiver = this.account(receivingCard, transaction.program);
    const moved = this.#clawback(transaction, receiver);
    if (moved === undefined) return { outcome: 'INSUFFICIENT_POINTS' };
    if (spendableOf(receiver) - moved < -LARGEST) return { outcome: 'BALANCE_OVERFLOW' };

    original.reversed += moved;
    const lots = clawBackLots(receiver, undefined, moved);
    const fromDebt = moved - totalOf(lots);
    const day = naiveExpiresOn(this.network.programs.get(transaction.program)!.expiry, this.businessDate);
    give(sender, tidy([...lots, { day, amount: fromDebt }]));
    return { outcome: 'POSTED', moved, lots, counter: '' };
  }

  /** How many points a reversal takes from the member who should not have them; undefined where it is declined. */
  #clawback(transaction: Transaction, account: NaiveAccount): bigint | undefined {
    const amount = BigInt(transaction.amount);
    const spendable = spendableOf(account);
    if (spendable >= amount) return amount;
    switch (this.network.programs.get(transaction.program)!.clawback) {
      case 'reject':
        return undefined;
      case 'partial':
        return spendable > 0n ? spendable : undefined;
      case 'overdraw':
        return amount;
    }
  }

  /** The records that a transaction may mean: the submitter's own, and all of a program that is its. */
  #visible(transaction: Transaction): NaiveRecord[] {
    const named = this.#books.records.filter(
      (record) =>
        record.transaction.id === transaction.originalId &&
        record.transaction.card === transaction.card &&
        record.transaction.program === transaction.program &&
        this.network.participants.has(record.transaction.participant),
    );
    const own = named.filter((record) => record.transaction.participant === transaction.participant);
    return isMaster(transaction, this.network) ? named : own;
  }

  #authorizationOf(card: number, hold: NaiveHold): NaiveRecord {
    return this.#books.records.find(
      ({ transaction }) =>
        transaction.type === 'AUTHORIZE' &&
        transaction.card === card &&
        transaction.id === hold.id &&
        transaction.participant === hold.participant,
    )!;
  }

  /** The other side of a change of a member's points. */
  #post(counter: string, memberChange: bigint): void {
    this.#books.counters.set(counter, (this.#books.counters.get(counter) ?? 0n) - memberChange);
  }
}

/** Names a system account. */
export function counterKey(program: string, kind: CounterKind | StandardKind, merchant = ''): string {
  return `${program}/${kind}/${merchant}`;
}

/** The account on the other side of an earn or a redeem. */
function sourceOf({ program, merchant }: Transaction): string {
  return merchant === '' ? counterKey(program, 'ISSUANCE') : counterKey(program, 'MERCHANT', merchant);
}

/** What may still be reversed. */
function left(original: NaiveRecord): bigint {
  return original.result.amount - original.reversed;
}

/** Takes points away; what is not there is owed. */
function clawBackLots(account: NaiveAccount, day: Day | undefined, amount: bigint): NaiveLots {
  const there = smaller(amount, totalOf(account.free));
  const { taken, left: rest } = takePreferring(account.free, day, there);
  account.free = rest;
  account.overdrawn += amount - totalOf(taken);
  return taken;
}

function sameContent(first: Transaction, second: Transaction): boolean {
  const fields = Object.keys(first) as (keyof Transaction)[];
  return fields.every((field) => isDeepStrictEqual(first[field], second[field]));
}

/** The caller's own record, or else one that will do, or else the first. */
function meant(
  { participant }: Transaction,
  records: readonly NaiveRecord[],
  willDo: (record: NaiveRecord) => boolean,
): NaiveRecord | undefined {
  const own = records.find(({ transaction }) => transaction.participant === participant);
  return own ?? records.find(willDo) ?? records[0];
}
