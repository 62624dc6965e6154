import { expect } from 'vitest';
import type { Card } from '../../../src/ledger/account.ts';
import { availableOf, findAccount, openAccount } from '../../../src/ledger/account.ts';
import { shardOf } from '../../../src/ledger/card.ts';
import { decideAll } from '../../../src/ledger/chain.ts';
import { expireDue } from '../../../src/ledger/expire.ts';
import type { Leg } from '../../../src/ledger/leg.ts';
import { returnOrigin, secondLegOrigin } from '../../../src/ledger/leg.ts';
import { pairsOf, putLots, sumOf } from '../../../src/ledger/lots.ts';
import type { ArrivalPolicy } from '../../../src/ledger/network.ts';
import type { Outcome } from '../../../src/ledger/outcome.ts';
import { ShardState, transitKey } from '../../../src/ledger/state.ts';
import type { Entry, Result, Transaction } from '../../../src/ledger/transaction.ts';
import { postCredit, postReclaim, postReturn, postSettle } from '../../../src/ledger/transfer.ts';
import { checkAccount } from './table-invariants.ts';
import { NOW_MS, SHARDS, tableCards, tableNetwork } from './table-network.ts';
import type { Expected, Row, Scenario } from './table-parser.ts';
import { rowsOf } from './table-parser.ts';
import { cardOf, idOf, lotsOf, textOf, transactionOf } from './table-transaction.ts';

const BUSINESS_DATE = 20260115;

/** Plays a table and compares what comes of each row. */
export function play(scenario: Scenario): void {
  const world = new TableWorld();
  for (const row of rowsOf(scenario.table)) world.play(row);
  world.end();
}

/** Two shards, everything of which stays in memory: what a turn would have prefetched is always there. */
class TableWorld {
  readonly #network = tableNetwork();
  readonly #shards: readonly ShardState[];
  readonly #legs: Leg[] = [];
  /** Entries of the system that no row has expected yet. */
  readonly #expired: Entry[] = [];
  #chain: { row: Row; tx: Transaction }[] = [];
  #given = 0n;

  constructor() {
    const basis = { nowMs: NOW_MS, cycle: 1, businessDate: BUSINESS_DATE, network: this.#network };
    this.#shards = [0, 1].map((shard) => new ShardState({ shard, shards: SHARDS, seq: 0, basis }));
    for (const card of tableCards()) this.#shardOf(card.number).cards.set(card.number, card);
  }

  play(row: Row): void {
    if (row.verb === row.verb.toUpperCase() && row.verb !== 'EXPIRE') {
      this.#chain.push({ row, tx: transactionOf(row) });
      if (!row.options.has('linked')) this.#submit();
    } else {
      expect(this.#chain, 'a chain has an end').toEqual([]);
      this.#apply(row);
    }
    this.#collect();
    this.#checkInvariants(row.text);
  }

  /** Nothing is left that the table did not speak of. */
  end(): void {
    if (this.#chain.length > 0) this.#submit();
    this.#collect();
    expect(this.#expired, 'every entry of the system is expected').toEqual([]);
  }

  #submit(): void {
    const chain = this.#chain;
    this.#chain = [];
    const state = this.#shardOf((chain[0] as { tx: Transaction }).tx.card);
    const results = decideAll(
      state,
      chain.map(({ tx }) => tx),
      'gateway',
    );
    for (const [index, { row, tx }] of chain.entries()) {
      const entry = state.recorded.find(tx.id, tx.card, tx.participant);
      this.#compare(row, results[index] as Result | null, entry);
    }
  }

  #apply(row: Row): void {
    const [first = '', second = ''] = row.words;
    switch (row.verb) {
      case 'date':
        this.#setBasis({ businessDate: Number(first) });
        break;
      case 'wait':
        this.#setBasis({ nowMs: this.#basis.nowMs + Number(first.replace(/s$/, '')) * 1000 });
        break;
      case 'give':
        this.#give(first, lotsOf(second), row.options.get('in') ?? 'ACME');
        break;
      case 'holds':
        this.#hold(first, Number(second));
        break;
      case 'sweep':
        expireDue(this.#shardOf(cardOf(first)), this.#card(first));
        break;
      case 'block':
      case 'unblock':
        this.#setStatus(first, second, row.verb === 'unblock');
        break;
      case 'limit':
        this.#network.programs.set(first, {
          ...this.#network.programs.get(first)!,
          limitPerTransaction: Number(second),
        });
        break;
      case 'rate':
        this.#setRate(first, second, row.words[2] ?? '');
        break;
      case 'arrival':
        this.#network.programs.set(first, {
          ...this.#network.programs.get(first)!,
          arrival: second as ArrivalPolicy,
        });
        break;
      case 'cap':
        for (const { shares } of this.#shards)
          shares.set({ kind: 'NET_DEBIT', participant: first, amount: Number(second) });
        break;
      case 'EXPIRE':
        this.#expectExpired(row);
        break;
      case 'account':
        this.#expectAccount(row);
        break;
      default:
        this.#deliver(row);
    }
  }

  /** A leg that arrives at the other shard, or its answer that comes back. */
  #deliver(row: Row): void {
    const [name = ''] = row.words;
    const leg = this.#legs.find(({ kind, id }) => id === idOf(name) && kind === legKind(row.verb));
    if (leg === undefined) throw new Error(`there is no such leg: ${row.text}`);
    if (leg.kind === 'reclaim') this.#reclaim(row, leg);
    else if (leg.kind === 'settle') this.#settle(row, leg);
    else if (row.verb === 'credit') this.#credit(row, leg);
    else this.#return(row, leg);
  }

  #credit(row: Row, leg: Leg & { kind: 'credit' }): void {
    const receiver = this.#shardOf(leg.card);
    const seq = receiver.seq;
    const refusal = postCredit(receiver, leg);
    if (refusal === undefined) this.#shardOf(leg.peer).transit.delete(transitKeyOf(leg));
    this.#compareLeg(row, leg, { outcome: refusal ?? 'POSTED', isNew: receiver.seq > seq });
  }

  /** The receiver says again why it refused, and the sender takes the points back. */
  #return(row: Row, leg: Leg & { kind: 'credit' }): void {
    const refusal = postCredit(this.#shardOf(leg.card), leg);
    if (refusal === undefined) throw new Error(`it was not refused: ${row.text}`);
    const sender = this.#shardOf(leg.peer);
    const result = postReturn(sender, leg, refusal);
    if (result !== undefined) sender.transit.delete(transitKeyOf(leg));
    const origin = returnOrigin(leg.participant);
    this.#compare(row, result ?? null, sender.recorded.find(leg.id, leg.peer, origin));
  }

  #reclaim(row: Row, leg: Leg & { kind: 'reclaim' }): void {
    const receiver = this.#shardOf(leg.card);
    const seq = receiver.seq;
    if (postReclaim(receiver, leg)) {
      const entry = receiver.recorded.find(leg.id, leg.card, secondLegOrigin(leg.peer, leg.participant));
      this.#compareLeg(row, leg, { outcome: entry?.outcome, isNew: receiver.seq > seq });
    } else this.#compare(row, null, undefined);
  }

  #settle(row: Row, leg: Leg & { kind: 'settle' }): void {
    const sender = this.#shardOf(leg.card);
    const result = postSettle(sender, leg);
    this.#compare(row, result ?? null, sender.recorded.find(leg.id, leg.card, leg.participant));
  }

  #compareLeg(row: Row, leg: Leg, became: { outcome: Outcome | undefined; isNew: boolean }): void {
    const state = this.#shardOf(leg.card);
    const entry = state.recorded.find(leg.id, leg.card, secondLegOrigin(leg.peer, leg.participant));
    const account = findAccount(state.cards.get(leg.card) ?? NO_CARD, leg.program);
    const balance = account?.posted ?? 0;
    const available = account === undefined ? 0 : availableOf(account);
    const amount = Math.abs(entry?.postedChange ?? 0);
    const { outcome = 'POSTED', isNew } = became;
    this.#compare(row, { ...NO_RESULT, outcome, balance, available, amount, duplicate: !isNew }, entry);
  }

  #compare(row: Row, result: Result | null, entry: Entry | undefined): void {
    const expected = row.expected as Expected;
    expect(outcomeOf(result), row.text).toBe(expected.outcome);
    if (result === null) return;
    expect(result.duplicate, `duplicate: ${row.text}`).toBe(expected.options.has('duplicate'));
    if (expected.balances !== undefined) {
      expect(`${result.balance}/${result.available}`, row.text).toBe(expected.balances);
    }
    for (const [key, value] of expected.options) {
      if (key !== 'duplicate') expect(fieldOf(key, result, entry), `${key}: ${row.text}`).toBe(value);
    }
    if (result.outcome === 'ID_REUSED') expect(result.seq, row.text).toBe(0);
  }

  #expectExpired(row: Row): void {
    const entry = this.#expired.shift();
    expect(entry, `the system made an entry: ${row.text}`).toBeDefined();
    if (entry === undefined) return;
    const [card = '', amount = ''] = row.words;
    expect([entry.card, entry.amount], row.text).toEqual([cardOf(card), Number(amount)]);
    expect(entry.program, row.text).toBe(row.options.get('in') ?? 'ACME');
    if (row.options.has('of')) expect(entry.id, row.text).toBe(idOf(row.options.get('of') as string));
    const { outcome, balance, available } = entry;
    const moved = Math.abs(entry.postedChange);
    this.#compare(row, { ...NO_RESULT, outcome, balance, available, amount: moved }, entry);
  }

  #expectAccount(row: Row): void {
    const [card = ''] = row.words;
    const expected = row.expected as Expected;
    const account = findAccount(this.#card(card), row.options.get('in') ?? 'ACME');
    expect(account, `there is an account: ${row.text}`).toBeDefined();
    if (account === undefined) return;
    expect(`${account.posted}/${availableOf(account)}`, row.text).toBe(expected.balances);
    const actual: Record<string, string> = {
      free: textOf(pairsOf(account.lots)),
      pinned: textOf(account.holds.flatMap((hold) => pairsOf(hold.lots))),
      held: String(account.held),
      overdrawn: String(account.overdrawn),
    };
    for (const [key, value] of expected.options) {
      expect(actual[key], `${key}: ${row.text}`).toBe(
        key === 'free' || key === 'pinned' ? textOf(lotsOf(value)) : value,
      );
    }
  }

  #give(card: string, lots: readonly number[], program: string): void {
    const account = openAccount(this.#card(card), program);
    putLots(account, lots);
    account.posted += sumOf(lots);
    this.#given += BigInt(sumOf(lots));
  }

  /** Holds of a point each. */
  #hold(card: string, count: number): void {
    const [row] = rowsOf(`AUTHORIZE h ${card} 1 | POSTED`);
    const hold = transactionOf(row as Row);
    const holds = Array.from({ length: count }, (_, index) => ({ ...hold, id: idOf(`h${index}`) }));
    decideAll(this.#shardOf(hold.card), holds, 'gateway');
  }

  #setStatus(kind: string, name: string, isActive: boolean): void {
    const status = isActive ? 'active' : 'blocked';
    const { programs, merchants, participants } = this.#network;
    if (kind === 'card') this.#card(name).status = status;
    else if (kind === 'program') programs.set(name, { ...programs.get(name)!, status });
    else if (kind === 'merchant') merchants.set(name, { ...merchants.get(name)!, status });
    else if (kind === 'participant') {
      participants.set(name, { ...participants.get(name)!, status: isActive ? 'active' : 'suspended' });
    } else throw new Error(`nobody can block a ${kind}`);
  }

  #setRate(code: string, par: string, spread: string): void {
    const [parNumerator = 1, parDenominator = 1] = par.split('/').map(Number);
    const program = this.#network.programs.get(code)!;
    const version = program.rates.length;
    const rate = { version, parNumerator, parDenominator, spreadBasisPoints: Number(spread), holdsFromMs: 0 };
    this.#network.programs.set(code, { ...program, rates: [...program.rates, rate] });
  }

  #setBasis(change: { nowMs?: number; businessDate?: number }): void {
    const cycle = this.#basis.cycle + 1;
    for (const state of this.#shards) state.basis = { ...state.basis, ...change, cycle };
  }

  get #basis() {
    return (this.#shards[0] as ShardState).basis;
  }

  #collect(): void {
    for (const state of this.#shards) {
      this.#legs.push(...state.legs.splice(0));
      for (const entry of state.entries) {
        if (entry.type === 'EXPIRE' && !this.#seen.has(entry)) this.#expired.push(entry);
        this.#seen.add(entry);
      }
    }
  }
  readonly #seen = new Set<Entry>();

  /** What is true of every account at any time, and of all together: no points came from nowhere. */
  #checkInvariants(text: string): void {
    let total = -this.#given;
    for (const state of this.#shards) {
      expect(
        state.entries.map((entry) => entry.seq),
        text,
      ).toEqual(state.entries.map((_, index) => index + 1));
      const identities = state.entries.map(({ id, card, origin }) => `${id} ${card} ${origin}`);
      expect(new Set(identities).size, `no identity has two entries: ${text}`).toBe(identities.length);
      for (const card of state.cards.values()) {
        for (const account of card.accounts) {
          checkAccount(account, text);
          total += BigInt(account.posted);
        }
      }
      for (const stripe of state.stripes()) total += stripe.change;
    }
    expect(total, `debits equal credits: ${text}`).toBe(0n);
  }

  #shardOf(card: number): ShardState {
    return this.#shards[shardOf(card, SHARDS)] as ShardState;
  }

  #card(name: string): Card {
    const card = this.#shardOf(cardOf(name)).cards.get(cardOf(name));
    if (card === undefined) throw new Error(`there is no card ${name}`);
    return card;
  }
}

const NO_RESULT: Result = {
  outcome: 'POSTED',
  shard: 0,
  seq: 1,
  ledgerTimeMs: 0,
  amount: 0,
  balance: 0,
  available: 0,
  duplicate: false,
};
const NO_CARD: Card = { number: 0, issuer: '', status: 'active', statusVersion: 0, accounts: [] };

function standardOf(entry: Entry | undefined): string {
  const value = entry?.exchange?.exchanged;
  if (value === undefined) return 'none';
  return [value.takenMicro, value.givenMicro, value.spreadMicro, value.roundingMicro].join(',');
}

function legKind(verb: string): Leg['kind'] {
  return verb === 'return' ? 'credit' : (verb as Leg['kind']);
}

function transitKeyOf(leg: Leg): string {
  return transitKey(leg.id, leg.peer, leg.participant);
}

function outcomeOf(result: Result | null): string {
  return result === null ? 'late' : result.outcome;
}

function fieldOf(key: string, result: Result, entry: Entry | undefined): string {
  if (key === 'moved') return String(result.amount);
  if (key === 'out') return String(result.amountOut);
  if (key === 'standard') return standardOf(entry);
  if (key === 'lots') return textOf(entry?.lots ?? []);
  return key === 'counter' ? (entry?.counter ?? 'none') : (entry?.merchant ?? '') || 'none';
}
