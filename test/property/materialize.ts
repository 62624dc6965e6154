import fc from 'fast-check';
import type { ExchangeRequest, Transaction } from '../../src/ledger/transaction.ts';
import { AMOUNT_MAX, BALANCE_MAX } from '../../src/ledger/transaction.ts';
import { BLANK } from '../support/blank-transaction.ts';
import type { Intent, TransactionIntent } from './intents.ts';
import { UNKNOWN_CARD_INDEX } from './intents.ts';
import { postedOf, spendableOf } from './naive-account.ts';
import { naiveAddDays } from './naive-calendar.ts';
import type { NaiveLedger, NaiveRecord } from './naive-ledger.ts';
import { plotted } from './plots.ts';
import type { Scenario, Step } from './scenario.ts';
import { applyToNaive, describeScenario, naiveLedgerOf } from './scenario.ts';
import { NOBODY, UNKNOWN_CARD, withStatus } from './small-network.ts';

/** Turns intents into steps, each with the naive ledger as the steps before left it. */
export function materialize(start: Scenario, drawn: readonly Intent[]): Scenario {
  const ledger = naiveLedgerOf(start);
  const steps: Step[] = [];
  const context = new Context(ledger, start);
  for (const intent of drawn) {
    const step = context.step(intent);
    if (step === undefined) continue;
    applyToNaive(ledger, step);
    if (step.kind === 'submit') context.submitted.push(step.transactions);
    steps.push(step);
  }
  const scenario = { ...start, steps };
  return Object.assign(scenario, { [fc.toStringMethod]: () => describeScenario(scenario) });
}

const REVERSIBLE: readonly string[] = ['EARN', 'REDEEM', 'CAPTURE', 'TRANSFER'];

/** What intents refer to. */
class Context {
  readonly submitted: (readonly Transaction[])[] = [];
  readonly #ledger: NaiveLedger;
  readonly #cards: readonly number[];
  #made = 0;

  constructor(ledger: NaiveLedger, start: Scenario) {
    this.#ledger = ledger;
    this.#cards = start.cards.map(([number]) => number);
  }

  step(intent: Intent): Step | undefined {
    switch (intent.kind) {
      case 'one':
        return { kind: 'submit', transactions: [this.#transaction(intent.item)] };
      case 'batch':
        return { kind: 'submit', transactions: intent.items.map((item) => this.#transaction(item)) };
      case 'chain':
        return { kind: 'submit', transactions: this.#chain(intent.items) };
      case 'repeat': {
        const earlier = back(this.submitted, intent.back) ?? [];
        const transactions = earlier.slice(earlier.length > intent.skip ? intent.skip : 0);
        return transactions.length === 0 ? undefined : { kind: 'submit', transactions };
      }
      case 'change': {
        const earlier = back(this.submitted, intent.back)?.at(-1);
        return earlier && { kind: 'submit', transactions: changed(earlier, intent.field) };
      }
      case 'plot': {
        const card = this.#card(intent.card);
        const transactions = plotted(intent.plot, {
          ledger: this.#ledger,
          card,
          otherCard: this.#otherThan(card),
          debt: intent.debt,
          newId: () => this.#newId(),
        });
        return transactions.length === 0 ? undefined : { kind: 'submit', transactions };
      }
      case 'wait':
        return intent;
      case 'wait-for-hold': {
        const accounts = [...this.#ledger.accounts.values()];
        const dueAtMs = accounts.flatMap(({ holds }) => holds.map((hold) => hold.expiresAtMs));
        const next = Math.min(...dueAtMs.filter((at) => at > this.#ledger.nowMs));
        return Number.isFinite(next)
          ? { kind: 'wait', ms: Math.max(0, next - this.#ledger.nowMs + intent.plus) }
          : undefined;
      }
      case 'cut-over':
        return { kind: 'cut-over', businessDate: naiveAddDays(this.#ledger.businessDate, intent.days) };
      case 'card-status': {
        const card = this.#card(intent.card);
        if (card === UNKNOWN_CARD) return undefined;
        return { kind: 'card-status', card, status: intent.active ? 'active' : 'blocked' };
      }
      case 'participants':
      case 'programs':
      case 'merchants': {
        const { network } = this.#ledger;
        const codes = [...network[intent.kind].keys()];
        const code = codes[intent.which % codes.length]!;
        return {
          kind: 'network',
          network: withStatus(network, intent.kind, code, intent.active),
          change: `${code} is ${intent.active ? 'active' : 'blocked'}`,
        };
      }
    }
  }

  /** Items of one card and one participant, all but the last linked. */
  #chain(items: readonly TransactionIntent[]): Transaction[] {
    const first = this.#transaction(items[0]!);
    const { card, participant } = first;
    return items.map((item, index) => {
      const transaction = this.#transaction(item, { card, participant });
      return { ...transaction, linked: index < items.length - 1 };
    });
  }

  #transaction(intent: TransactionIntent, forced?: { card: number; participant: string }): Transaction {
    const original = this.#originalOf(intent, forced?.card);
    const copied = intent.precise ? original?.transaction : undefined;
    const card = forced?.card ?? copied?.card ?? this.#card(intent.card);
    const program = copied?.program ?? intent.program;
    const type = this.#typeOf(intent, card, program, original);
    const merchant = this.#merchant(intent, program, forced?.participant);
    const participant =
      forced?.participant ??
      (intent.sameParticipant ? copied?.participant : undefined) ??
      this.#participant({ ...intent, type }, program, merchant);
    const common = { ...BLANK, id: this.#id(intent), card, program, participant };
    const amount = this.#amount(intent, type, card, program, original);
    switch (type) {
      case 'EARN':
      case 'REDEEM':
        return { ...common, type, amount, merchant };
      case 'AUTHORIZE':
        return { ...common, type, amount, merchant, holdSeconds: intent.holdSeconds };
      case 'CAPTURE':
      case 'REVERSE':
        return { ...common, type, amount, originalId: original?.transaction.id ?? uuid(999_999) };
      case 'RELEASE':
        return { ...common, type, amount: 0, originalId: original?.transaction.id ?? uuid(999_999) };
      case 'EXCHANGE':
        return { ...common, type, amount, exchange: exchangeOf(intent, program) };
      case 'TRANSFER': {
        const toCard = this.#card(intent.otherCard);
        return { ...common, type, amount, toCard: toCard === card ? this.#otherThan(card) : toCard };
      }
      case 'ADJUST':
        return { ...common, type, amount, debit: intent.debit, reason: 'because' };
    }
  }

  /** The type that was drawn, or what has to come before. */
  #typeOf(
    intent: TransactionIntent,
    card: number,
    program: string,
    original: NaiveRecord | undefined,
  ): Transaction['type'] {
    if (!intent.precise) return intent.type;
    const broke = spendableOf(this.#ledger.account(card, program)) <= 0n;
    switch (intent.type) {
      case 'REDEEM':
      case 'AUTHORIZE':
      case 'EXCHANGE':
      case 'TRANSFER':
        return broke ? 'EARN' : intent.type;
      case 'CAPTURE':
      case 'RELEASE':
        if (original !== undefined) return intent.type;
        return broke ? 'EARN' : 'AUTHORIZE';
      case 'REVERSE':
        return original === undefined ? 'EARN' : intent.type;
      default:
        return intent.type;
    }
  }

  #card(index: number): number {
    return index === UNKNOWN_CARD_INDEX ? UNKNOWN_CARD : this.#cards[index % this.#cards.length]!;
  }

  #otherThan(card: number): number {
    return this.#cards.find((other) => other !== card)!;
  }

  /** The earlier transaction that this one names; undefined for types that name none. */
  #originalOf(intent: TransactionIntent, card: number | undefined): NaiveRecord | undefined {
    const { records } = this.#ledger;
    const onCard = records.filter(({ transaction }) => card === undefined || transaction.card === card);
    const posted = onCard.filter(({ result }) => result.outcome === 'POSTED');
    switch (intent.type) {
      case 'CAPTURE':
      case 'RELEASE': {
        if (!intent.precise) return back(records, intent.original);
        const holds = posted.filter(({ transaction }) => transaction.type === 'AUTHORIZE');
        const [open, ended] = [true, false].map((isOpen) =>
          holds.filter((hold) => (hold.ended === 'open') === isOpen),
        );
        return back([...ended!, ...open!], intent.original);
      }
      case 'REVERSE': {
        if (!intent.precise) return back(records, intent.original);
        const reversible = posted.filter(
          ({ transaction, result, reversed }) =>
            REVERSIBLE.includes(transaction.type) && reversed < result.amount,
        );
        const wished = reversible.filter(({ transaction }) => transaction.type === intent.originalType);
        return back(wished.length === 0 ? reversible : wished, intent.original);
      }
      default:
        return undefined;
    }
  }

  #merchant(intent: TransactionIntent, program: string, participant: string | undefined): string {
    if (intent.merchant === 'none' && (participant === undefined ? intent.by !== 'acquirer' : true))
      return '';
    const all = [...this.#ledger.network.merchants.values()];
    if (intent.merchant === 'any') return [...all.map(({ code }) => code), NOBODY][intent.whichMerchant % 5]!;
    const fitting = all.filter(
      (merchant) =>
        merchant.programs.has(program) &&
        (participant === undefined ||
          !participant.startsWith('ACQUIRER') ||
          merchant.acquirer === participant),
    );
    return fitting[intent.whichMerchant % Math.max(1, fitting.length)]?.code ?? '';
  }

  #participant(intent: TransactionIntent, program: string, merchant: string): string {
    const { participants, programs, merchants } = this.#ledger.network;
    const anyone = [...participants.keys(), NOBODY];
    const issuer = programs.get(program)?.issuer ?? 'OPERATOR';
    switch (intent.by) {
      case 'issuer':
        return issuer;
      case 'operator':
        return 'OPERATOR';
      case 'acquirer':
        // An acquirer may do none of these: most of them would teach nothing.
        if (['TRANSFER', 'ADJUST', 'EXCHANGE'].includes(intent.type)) return issuer;
        return merchants.get(merchant)?.acquirer ?? 'ACQUIRER-1';
      case 'anyone':
        return anyone[intent.anyone % anyone.length]!;
    }
  }

  #amount(
    intent: TransactionIntent,
    type: Transaction['type'],
    card: number,
    program: string,
    original: NaiveRecord | undefined,
  ): number {
    const account = this.#ledger.account(card, program);
    const comesIn = type === 'EARN' || (type === 'ADJUST' && !intent.debit);
    const room = BALANCE_MAX - Number(postedOf(account));
    const wanted = intent.amount;
    if (wanted.kind === 'exactly') return wanted.amount;
    const whole = {
      limit: () => this.#ledger.network.programs.get(program)?.limitPerTransaction ?? 1,
      available: () => (comesIn && room <= AMOUNT_MAX ? room : Number(spendableOf(account))),
      original: () => (original === undefined ? 5 : Number(original.result.amount - original.reversed)),
    }[wanted.kind]();
    const amount = (wanted.halved ? Math.floor(whole / 2) : whole) + wanted.plus;
    return Math.min(AMOUNT_MAX, Math.max(1, amount));
  }

  #id(intent: TransactionIntent): string {
    const taken = intent.idOf === undefined ? undefined : back(this.#ledger.records, intent.idOf);
    return taken?.transaction.id ?? this.#newId();
  }

  #newId(): string {
    this.#made += 1;
    return uuid(this.#made);
  }
}

/** Mostly at the rate of the moment, for whatever it gives. */
function exchangeOf({ otherCard, whichMerchant }: TransactionIntent, program: string): ExchangeRequest {
  const others = ['AIR', 'BUS', 'CAR'].filter((code) => code !== program);
  const toProgram = whichMerchant === 20 ? 'NONE' : others[otherCard % 2]!;
  const isForged = whichMerchant === 19;
  const amountOutMin = isForged ? 0 : whichMerchant > 15 ? 1_000 : 1;
  return { toProgram, amountOutMin, quote: isForged ? 'forged' : '', isQuoteGenuine: false };
}

/** The same identity with other content. */
function changed(
  earlier: Transaction,
  field: (Intent & { kind: 'change' })['field'],
): readonly Transaction[] {
  if (field === 'amount' && earlier.amount > 0)
    return [{ ...earlier, amount: earlier.amount === 1 ? 2 : earlier.amount - 1 }];
  if (field === 'program' && earlier.type !== 'EXCHANGE')
    return [{ ...earlier, program: earlier.program === 'AIR' ? 'BUS' : 'AIR' }];
  if (field === 'linked' && earlier.type !== 'TRANSFER') {
    const follower = { ...earlier, id: earlier.id.replace(/^0/, '1') };
    return [{ ...earlier, linked: true }, follower];
  }
  return [{ ...earlier, reference: 'other' }];
}

function back<T>(all: readonly T[], index: number): T | undefined {
  return all.length === 0 ? undefined : all[all.length - 1 - (index % all.length)];
}

function uuid(number: number): string {
  return `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}
