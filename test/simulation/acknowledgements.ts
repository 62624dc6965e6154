import { shardOf } from '../../src/ledger/card.ts';
import { hostOrigin } from '../../src/ledger/host-message.ts';
import { returnOrigin, secondLegOrigin } from '../../src/ledger/leg.ts';
import type { Entry, Result, Transaction } from '../../src/ledger/transaction.ts';
import type { FakeDatabase } from './fake-database.ts';
import type { Group } from './workload.ts';
import type { World } from './world.ts';

/** What there may be no more, or never was. */
const FOLLOWS = ['HOLD_UNKNOWN', 'ORIGINAL_UNKNOWN'];

interface Known {
  readonly transaction: Transaction;
  readonly result: Result;
}

/** Everything that a client was ever told, compared with what is in the journals at that moment and at the end. */
export class Acknowledgements {
  readonly #world: World;
  readonly #database: FakeDatabase;
  /** By identity, then by content: an id may have been used for several. */
  readonly #known = new Map<string, Map<string, Known>>();

  constructor(world: World, database: FakeDatabase) {
    this.#world = world;
    this.#database = database;
  }

  /** A client was answered. */
  note(transaction: Transaction, result: Result): void {
    const contents = this.#known.get(identityOf(transaction)) ?? new Map<string, Known>();
    this.#known.set(identityOf(transaction), contents);
    const content = contentOf(transaction);
    const before = contents.get(content)?.result;
    this.#check(
      before === undefined || textOf(before) === textOf(result),
      transaction,
      () => `was answered with ${textOf(before as Result)} and now with ${textOf(result)}`,
    );
    // Clients name only what was there before they did, however young it is.
    this.#check(
      !result.outcome.endsWith('_UNKNOWN') || FOLLOWS.includes(result.outcome),
      transaction,
      () => result.outcome,
    );
    contents.set(content, { transaction, result });
    this.#compare(transaction, result);
  }

  /** True when the content of this identity has an answer. */
  resultOf(transaction: Transaction): Result | undefined {
    return this.#known.get(identityOf(transaction))?.get(contentOf(transaction))?.result;
  }

  /** Compares all answers with the journals again, and each identity's answers with each other. */
  checkAll(): void {
    for (const contents of this.#known.values()) {
      const recorded = [...contents.values()].filter(({ result }) => result.outcome !== 'ID_REUSED');
      for (const { transaction, result } of contents.values()) {
        this.#check(
          recorded.length <= 1,
          transaction,
          () => 'is one of two contents under one id that have an outcome',
        );
        this.#compare(transaction, result);
      }
    }
  }

  /** A linked chain posts whole or not at all; one that shares an id with others is answered link by link. */
  checkChain(chain: Group): void {
    const isShared = chain.some(
      (link) =>
        (this.#known.get(identityOf(link))?.size ?? 0) > 1 ||
        chain.filter((each) => each.id === link.id).length > 1,
    );
    const outcomes = chain.map((link) => this.resultOf(link)?.outcome);
    const posted = outcomes.filter((outcome) => outcome === 'POSTED').length;
    if (isShared) return;
    this.#world.check(
      posted === 0 || posted === chain.length,
      () => `a chain posts whole or not at all: ${outcomes.join()}`,
    );
  }

  /** An answer is what the journal says, and nobody is answered before the journal has it. */
  #compare(transaction: Transaction, result: Result): void {
    const { id, card, participant } = transaction;
    const tables = this.#database.tablesOf(card);
    const entry = tables.find(id, card, participant);
    if (result.outcome === 'ID_REUSED') {
      const isRecorded =
        entry !== undefined ||
        tables.find(id, card, hostOrigin(participant)) !== undefined ||
        tables.legs().some((leg) => leg.id === id && leg.peer === card);
      this.#check(isRecorded, transaction, () => 'was refused for an id that nothing was recorded under');
      return;
    }
    if (entry === undefined) {
      this.#check(false, transaction, () => `is not in the journal: ${textOf(result)}`);
      return;
    }
    const { type, program, amount } = transaction;
    const isSame = entry.type === type && entry.program === program && entry.amount === amount;
    this.#check(isSame, transaction, () => `is in the journal with other content: ${JSON.stringify(entry)}`);
    const expected = this.#resultIn(entry);
    this.#check(
      textOf(result) === textOf(expected),
      transaction,
      () => `was answered with ${textOf(result)}, but the journal says ${textOf(expected)}`,
    );
    this.#check(
      this.#hasArrived(entry),
      transaction,
      () => 'was answered before its points had arrived anywhere',
    );
  }

  #resultIn(entry: Entry): Result {
    const shard = shardOf(entry.card, this.#database.shards.length);
    const returned = entry.type === 'TRANSFER' ? this.#returnOf(entry) : undefined;
    const { seq, ledgerTimeMs, balance, available } = returned ?? entry;
    const outcome = returned === undefined ? entry.outcome : (returned.reason as Result['outcome']);
    const moved = entry.type === 'AUTHORIZE' ? entry.heldChange : Math.abs(entry.postedChange);
    const amount = outcome === 'POSTED' ? moved : 0;
    return { outcome, shard, seq, ledgerTimeMs, amount, balance, available, duplicate: false };
  }

  #hasArrived(entry: Entry): boolean {
    if (entry.type !== 'TRANSFER' || entry.outcome !== 'POSTED' || this.#returnOf(entry) !== undefined)
      return true;
    const origin = secondLegOrigin(entry.card, entry.origin);
    return this.#database.tablesOf(entry.peer).find(entry.id, entry.peer, origin)?.outcome === 'POSTED';
  }

  /** The entry with which the points of a refused transfer came back. */
  #returnOf({ id, card, origin }: Entry): Entry | undefined {
    return this.#database.tablesOf(card).find(id, card, returnOrigin(origin));
  }

  #check(condition: boolean, transaction: Transaction, what: () => string): void {
    this.#world.check(condition, () => `${what()}: ${JSON.stringify(transaction)}`);
  }
}

function identityOf({ id, card, participant }: Transaction): string {
  return `${id}/${card}/${participant}`;
}

const contents = new WeakMap<Transaction, string>();

function contentOf(transaction: Transaction): string {
  let content = contents.get(transaction);
  if (content === undefined) {
    content = JSON.stringify(transaction);
    contents.set(transaction, content);
  }
  return content;
}

/** A result without `duplicate`, which a first answer has not and a second one has; all that counts of `ID_REUSED` is itself. */
function textOf(result: Result): string {
  if (result.outcome === 'ID_REUSED') return result.outcome;
  const { outcome, shard, seq, ledgerTimeMs, amount, balance, available } = result;
  return `${outcome} seq ${shard}/${seq} at ${ledgerTimeMs}, ${amount} of ${balance}/${available}`;
}
