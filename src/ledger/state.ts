import { assert } from '../assert.ts';
import type { Account, Card } from './account.ts';
import { availableOf } from './account.ts';
import type { Day } from './calendar.ts';
import { HostMessages } from './host-messages.ts';
import type { Leg } from './leg.ts';
import type { LotPairs } from './lots.ts';
import type { Network } from './network.ts';
import type { Outcome } from './outcome.ts';
import { PutOff } from './put-off.ts';
import { Recorded } from './recorded.ts';
import { fits } from './room.ts';
import { Shares } from './shares.ts';
import type { StripeChange } from './stripe-sums.ts';
import { StripeSums } from './stripe-sums.ts';
import type { CounterKind, Entry, EntryExchange, Result, Transaction } from './transaction.ts';
import { STANDARD_POINTS } from './transaction.ts';
import { WholeEntry, WholeResult } from './whole-objects.ts';

/** What a turn is decided by, fixed while it lasts. */
export interface TurnBasis {
  /** Ledger time: never earlier than that of the turn before. */
  readonly nowMs: number;
  readonly cycle: number;
  readonly businessDate: Day;
  readonly network: Network;
}

/** What an entry does to its account. */
export interface Effect {
  readonly account: Account;
  /** Already applied to the account's lots; sorted by day. */
  readonly lots: LotPairs;
  readonly postedChange: number;
  readonly heldChange: number;
  readonly counter: CounterKind | undefined;
  readonly merchant: string;
}

/** What an entry says of itself, whoever made it. */
export type EntryContent = Pick<
  Transaction,
  | 'id'
  | 'card'
  | 'program'
  | 'amount'
  | 'reference'
  | 'originalId'
  | 'holdSeconds'
  | 'debit'
  | 'reason'
  | 'linked'
> & {
  readonly type: Entry['type'];
  readonly origin: string;
  readonly peer: number;
  readonly exchange?: EntryExchange | undefined;
};

/** What of an original entry has been reversed so far. */
export interface Reversal {
  readonly id: string;
  readonly card: number;
  readonly origin: string;
  readonly amount: number;
}

/** A transfer, or the reversal of one, that another shard has yet to answer. */
export interface Transit {
  readonly leg: Leg;
  /** Gateways that asked again while it was under way. */
  readonly gateways: Set<string>;
}

/**
 * The part of a shard that decisions read and write: what lasts (sequence, what is in transit) and the working set of
 * one turn. Synchronous and without I/O; whoever owns it prefetches into `cards`, `recorded` and `reversed` before, and
 * commits what the turn made after.
 */
export class ShardState {
  readonly shard: number;
  readonly shards: number;
  /** Sequence of the last entry. */
  seq: number;
  /** Of transfers that left this shard, by `transitKey`. */
  readonly transit = new Map<string, Transit>();
  /** To the hosts of issuers. */
  readonly messages = new HostMessages();
  /** What waits for hosts and is to come again. */
  readonly putOff = new PutOff();
  /** Of the limits of participants. */
  readonly shares = new Shares();

  // The working set of the turn.
  basis: TurnBasis;
  cards = new Map<number, Card>();
  recorded = new Recorded();
  /** What of an original has been reversed, by `entryKey`; only what is above zero. */
  reversed = new Map<string, number>();

  // What the turn made.
  entries: Entry[] = [];
  changed = new Set<Account>();
  /** Legs for other shards, in the order they were made. */
  legs: Leg[] = [];
  /** True while a linked chain is decided, which can't wait for another shard. */
  inChain = false;
  #stripes = new StripeSums();
  #reversedEntries = new Map<string, Entry>();

  constructor(options: { shard: number; shards: number; seq: number; basis: TurnBasis }) {
    this.shard = options.shard;
    this.shards = options.shards;
    this.seq = options.seq;
    this.basis = options.basis;
  }

  /** Begins a turn with an empty working set. */
  begin(basis: TurnBasis): void {
    assert(basis.nowMs >= this.basis.nowMs, 'ledger time does not go backwards');
    assert(basis.cycle >= this.basis.cycle, 'cycles do not go backwards');
    this.basis = basis;
    this.cards = new Map();
    this.recorded = new Recorded();
    this.reversed = new Map();
    this.entries = [];
    this.changed = new Set();
    this.#reversedEntries = new Map();
    this.legs = [];
    this.messages.begin(basis.nowMs);
    this.#stripes = new StripeSums();
    this.shares.begin();
  }

  /** What the turn adds to each system account. */
  stripes(): StripeChange[] {
    return this.#stripes.all();
  }

  /** What of originals has been reversed, as far as the turn changed it. */
  reversals(): Reversal[] {
    return [...this.#reversedEntries].map(([key, { id, card, origin }]) => {
      return { id, card, origin, amount: this.reversed.get(key) ?? 0 };
    });
  }

  /** Records a transaction that moves nothing. */
  decline(content: EntryContent, outcome: Outcome, merchant: string): Result {
    const card = this.cards.get(content.card);
    const account = card?.accounts.find((each) => each.program === content.program);
    const balance = account?.posted ?? 0;
    const available = account === undefined ? 0 : availableOf(account);
    return this.#append(content, outcome, balance, available, undefined, merchant);
  }

  /** Records a transaction that posts, and applies it to the account's totals and to the counter account. */
  post(content: EntryContent, effect: Effect): Result {
    const account = effect.account;
    account.posted += effect.postedChange;
    account.held += effect.heldChange;
    this.changed.add(account);
    if (effect.counter !== undefined)
      this.#stripes.add(account.program, effect.counter, effect.merchant, -effect.postedChange);
    if (content.exchange?.exchanged !== undefined) this.#countStandard(content, 1);
    return this.#append(content, 'POSTED', account.posted, availableOf(account), effect, effect.merchant);
  }

  /** Adds to what has been reversed of an entry. */
  reverse(original: Entry, change: number): void {
    const key = entryKey(original);
    this.reversed.set(key, (this.reversed.get(key) ?? 0) + change);
    this.#reversedEntries.set(key, original);
  }

  /** Takes back the entries from `from` on, for a linked chain; the accounts are the caller's to restore. */
  takeBack(from: number): void {
    for (const entry of this.entries.splice(from).reverse()) {
      this.seq -= 1;
      this.recorded.remove(entry);
      if (entry.counter !== undefined)
        this.#stripes.add(entry.program, entry.counter, entry.merchant, entry.postedChange);
      if (entry.exchange?.exchanged !== undefined) this.#countStandard(entry, -1);
    }
  }

  /** True when the participant may owe the network that much more, in millionths of a standard point. */
  mayOwe(participant: string, micro: number): boolean {
    const share = this.shares.of('NET_DEBIT').get(participant);
    return share === undefined || micro <= share;
  }

  /** True when what the participant may owe is still counted exactly, once the network owes it that much more. */
  mayBeOwed(participant: string, micro: number): boolean {
    return fits(this.shares.of('NET_DEBIT').get(participant) ?? 0, micro);
  }

  /** True when the network may stand in for the participant to that extent, in millionths of a standard point. */
  mayStandIn(participant: string, micro: number): boolean {
    return micro <= (this.shares.of('STAND_IN').get(participant) ?? 0);
  }

  #append(
    content: EntryContent,
    outcome: Outcome,
    balance: number,
    available: number,
    effect: Effect | undefined,
    merchant: string,
  ): Result {
    this.seq += 1;
    const entry = new WholeEntry();
    entry.seq = this.seq;
    entry.id = content.id;
    entry.card = content.card;
    entry.origin = content.origin;
    entry.type = content.type;
    entry.outcome = outcome;
    entry.program = content.program;
    entry.amount = content.amount;
    entry.postedChange = effect === undefined ? 0 : effect.postedChange;
    entry.heldChange = effect === undefined ? 0 : effect.heldChange;
    entry.balance = balance;
    entry.available = available;
    entry.lots = effect === undefined ? NO_LOTS : effect.lots;
    entry.counter = effect === undefined || effect.postedChange === 0 ? undefined : effect.counter;
    entry.merchant = merchant;
    entry.reference = content.reference;
    entry.originalId = content.originalId;
    entry.peer = content.peer;
    entry.holdSeconds = content.holdSeconds;
    entry.debit = content.debit;
    entry.reason = content.reason;
    entry.linked = content.linked;
    entry.ledgerTimeMs = this.basis.nowMs;
    entry.cycle = this.basis.cycle;
    entry.businessDate = this.basis.businessDate;
    entry.exchange = content.exchange;
    this.entries.push(entry);
    this.recorded.add(entry);
    return resultOf(entry, this.shard, false);
  }

  /** The postings of an exchange in standard points, or their opposite: together they are zero. */
  #countStandard({ program, exchange }: Pick<EntryContent, 'program' | 'exchange'>, sign: 1 | -1): void {
    const { programs } = this.basis.network;
    const from = programs.get(program);
    const to = programs.get(exchange?.peerProgram ?? '');
    const value = exchange?.exchanged;
    assert(
      from !== undefined && to !== undefined && value !== undefined,
      'an exchange is between two programs',
    );
    this.#countPosition(from.issuer, -sign * value.takenMicro);
    this.#countPosition(to.issuer, sign * value.givenMicro);
    this.#stripes.add(STANDARD_POINTS, 'SPREAD', '', sign * value.spreadMicro);
    this.#stripes.add(STANDARD_POINTS, 'ROUNDING', '', sign * value.roundingMicro);
  }

  #countPosition(participant: string, change: number): void {
    this.#stripes.add(STANDARD_POINTS, 'POSITION', participant, change);
    this.shares.change('NET_DEBIT', participant, change);
  }
}

const NO_LOTS: LotPairs = [];

/** Names an entry within its shard. */
export function entryKey(entry: {
  readonly id: string;
  readonly card: number;
  readonly origin: string;
}): string {
  return `${entry.id}/${entry.card}/${entry.origin}`;
}

/** Names a transaction under way to another shard. */
export function transitKey(id: string, card: number, participant: string): string {
  return `${id}/${card}/${participant}`;
}

/** What the caller is told of an entry. */
export function resultOf(entry: Entry, shard: number, duplicate: boolean): Result {
  const result = new WholeResult();
  result.outcome = entry.outcome;
  result.shard = shard;
  result.seq = entry.seq;
  result.ledgerTimeMs = entry.ledgerTimeMs;
  result.amount = Math.abs(entry.type === 'AUTHORIZE' ? entry.heldChange : entry.postedChange);
  result.balance = entry.balance;
  result.available = entry.available;
  result.duplicate = duplicate;
  result.amountOut = entry.exchange?.exchanged?.amountOut;
  return result;
}
