import type { Card } from '../../src/ledger/account.ts';
import { openAccount } from '../../src/ledger/account.ts';
import { shardOf } from '../../src/ledger/card.ts';
import type { TurnBasis } from '../../src/ledger/state.ts';
import { entryKey, ShardState } from '../../src/ledger/state.ts';
import type { Entry } from '../../src/ledger/transaction.ts';
import type { Envelope } from '../../src/shard/envelope.ts';
import { needsOf } from '../../src/shard/needs.ts';
import { Outbox } from '../../src/shard/outbox.ts';
import { RecentIds } from '../../src/shard/recent-ids.ts';
import type { Aftermath } from '../../src/shard/turn.ts';
import { Turn } from '../../src/shard/turn.ts';
import { counterKey } from './naive-ledger.ts';
import type { Preload, Scenario } from './scenario.ts';

/**
 * One shard of the engine with a store that is a few maps. A turn gets to see what its needs name and nothing else, and
 * nothing is kept of it but what it says has changed: what is forgotten to be read or written shows.
 */
export class EngineShard {
  readonly outbox = new Outbox({ resendAfterMs: 0, resendAfterMsMax: 0 });
  /** Small, so that ids are forgotten. */
  readonly recentIds = new RecentIds('', 2);
  readonly state: ShardState;
  readonly journal: Entry[] = [];
  /** Balances of the system accounts, by `counterKey`. */
  readonly stripes = new Map<string, bigint>();
  readonly #stored = new Map<number, Card>();
  readonly #reversed = new Map<string, number>();
  readonly #cache: Map<number, Card> | undefined;
  #turns = 0;

  /** @param options.cached whether cards stay in memory between turns */
  constructor(
    scenario: Scenario,
    options: { shard: number; shards: number; cached: boolean; basis: TurnBasis },
  ) {
    this.state = new ShardState({ ...options, seq: 0 });
    this.#cache = options.cached ? new Map() : undefined;
    for (const [number, status] of scenario.cards) {
      if (shardOf(number, options.shards) !== options.shard) continue;
      const card: Card = { number, issuer: '', status, statusVersion: 0, accounts: [] };
      for (const preload of scenario.preloads) if (preload.card === number) this.#preload(card, preload);
      this.#stored.set(number, card);
    }
  }

  /** Cards as they are stored. */
  get cards(): IterableIterator<Card> {
    return this.#stored.values();
  }

  /** Handles envelopes, and commits. */
  turn(envelopes: readonly Exclude<Envelope, { kind: 'cut-over' }>[], basis: TurnBasis): Aftermath {
    this.state.begin(basis);
    this.#prefetch(envelopes);
    const turn = new Turn(this.state, this.outbox);
    for (const envelope of envelopes) turn.handle(envelope);
    const aftermath = turn.finish();
    this.#commit(turn);
    return aftermath;
  }

  /** Expires what is due on all cards. */
  expireAll(basis: TurnBasis): void {
    this.state.begin(basis);
    for (const number of this.#stored.keys()) this.#fetchCard(number);
    const turn = new Turn(this.state, this.outbox);
    for (const number of this.#stored.keys()) turn.expire(number);
    turn.finish();
    this.#commit(turn);
  }

  #prefetch(envelopes: readonly Envelope[]): void {
    const { shard, shards } = this.state;
    const needs = needsOf(envelopes, {
      shard,
      shards,
      outbox: this.outbox,
      recentIds: this.recentIds,
      messages: this.state.messages,
    });
    for (const number of needs.cards) this.#fetchCard(number);
    const wanted = new Set(needs.entries.map(({ id, card }) => `${id}/${card}`));
    for (const entry of this.journal) {
      if (!wanted.has(`${entry.id}/${entry.card}`)) continue;
      this.state.recorded.add(entry);
      const reversed = this.#reversed.get(entryKey(entry)) ?? 0;
      if (reversed > 0) this.state.reversed.set(entryKey(entry), reversed);
    }
  }

  #fetchCard(number: number): void {
    const stored = this.#stored.get(number);
    if (stored === undefined) return;
    const card = this.#cache?.get(number) ?? structuredClone(stored);
    this.#cache?.set(number, card);
    this.state.cards.set(number, card);
  }

  #commit(turn: Turn): void {
    const { state } = this;
    this.#turns += 1;
    for (const entry of state.entries) this.journal.push(structuredClone(entry));
    for (const { id } of state.entries) this.recentIds.add(id);
    for (const account of state.changed) {
      const accounts = this.#stored.get(account.card)!.accounts;
      const known = accounts.findIndex(({ program }) => program === account.program);
      account.stored = true;
      accounts.splice(known === -1 ? accounts.length : known, 1, structuredClone(account));
    }
    for (const { card, status } of turn.cardStatuses) this.#stored.get(card)!.status = status;
    for (const { program, kind, merchant, change } of state.stripes())
      this.#count(counterKey(program, kind, merchant), change);
    for (const reversal of state.reversals()) this.#reversed.set(entryKey(reversal), reversal.amount);
    for (const row of Outbox.rowsOf(this.#turns, state.legs, state.shards))
      this.outbox.add(structuredClone(row));
    for (const number of turn.outboxRemoved) this.outbox.remove(number);
  }

  /** Points from before the journal, issued by nobody in particular. */
  #preload(card: Card, { program, day, amount }: Preload): void {
    const account = openAccount(card, program);
    account.stored = true;
    const sameDay = account.lots.find((lot) => lot.expiresOn === day);
    if (sameDay === undefined) account.lots.push({ expiresOn: day, amount });
    else sameDay.amount += amount;
    account.lots.sort((a, b) => a.expiresOn - b.expiresOn);
    account.posted += amount;
    account.lotsDueOn = account.lots[0]!.expiresOn;
    this.#count(counterKey(program, 'ISSUANCE'), -BigInt(amount));
  }

  #count(key: string, change: bigint): void {
    this.stripes.set(key, (this.stripes.get(key) ?? 0n) + change);
  }
}
