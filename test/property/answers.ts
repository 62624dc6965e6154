import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { Result, Transaction } from '../../src/ledger/transaction.ts';
import type { LateResult } from '../../src/shard/envelope.ts';

/** What callers were told, by the identity of their transactions. */
export class Answers {
  readonly #first = new Map<string, { readonly transaction: Transaction; readonly results: Result[] }>();

  /** What an envelope was answered with; null for what is to be answered late. */
  add(transactions: readonly Transaction[], results: readonly (Result | null)[]): void {
    for (const [index, transaction] of transactions.entries()) {
      const result = results[index]!;
      const first = this.#first.get(identityOf(transaction));
      if (first === undefined) {
        this.#first.set(identityOf(transaction), { transaction, results: result === null ? [] : [result] });
      } else if (sameFields(first.transaction, transaction)) {
        if (result !== null) first.results.push(result);
      } else {
        expect(result?.outcome).toBe('ID_REUSED');
      }
    }
  }

  /** Every transaction was answered, and always with the same. */
  expectOnePerTransaction(late: readonly LateResult[]): void {
    for (const answer of late) this.#first.get(identityOf(answer))!.results.push(answer.result);
    for (const { transaction, results } of this.#first.values()) {
      expect(results.length, `answers to ${transaction.id}`).toBeGreaterThan(0);
      const outcomes = results.map(({ duplicate: _, ...outcome }) => outcome);
      expect(outcomes).toEqual(outcomes.map(() => outcomes[0]));
    }
  }
}

function identityOf({ id, card, participant }: Pick<Transaction, 'id' | 'card' | 'participant'>): string {
  return `${id}/${card}/${participant}`;
}

function sameFields(one: Transaction, other: Transaction): boolean {
  const fields = Object.keys(one) as (keyof Transaction)[];
  return fields.every((field) => isDeepStrictEqual(one[field], other[field]));
}
