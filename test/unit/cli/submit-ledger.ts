import { status as Code } from '@grpc/grpc-js';
import type { SubmitBatchRequest__Output } from '../../../src/wire/generated/tongfen/v1/SubmitBatchRequest.ts';
import type { SubmitBatchResponse } from '../../../src/wire/generated/tongfen/v1/SubmitBatchResponse.ts';
import type { Transaction__Output } from '../../../src/wire/generated/tongfen/v1/Transaction.ts';
import type { TransactionResult } from '../../../src/wire/generated/tongfen/v1/TransactionResult.ts';
import { posted } from '../client/fake-gateway.ts';

/** A ledger of a test, that knows each id once: card 13 has no points, amount 0 is wrong. */
export class Ledger {
  /** In the order in which they were cleared. */
  readonly cleared: Transaction__Output[] = [];
  readonly #results = new Map<string, TransactionResult>();

  readonly batch = ({ batch, transactions }: SubmitBatchRequest__Output): SubmitBatchResponse => ({
    batch,
    results: transactions.map((transaction, index) => this.#clear(transaction, index)),
  });

  #clear(transaction: Transaction__Output, index: number): TransactionResult {
    if (transaction.amount === 0) {
      const message = `transactions[${index}].amount: must be 1 to 10^12`;
      return { error: { code: Code.INVALID_ARGUMENT, message, details: [] } };
    }
    const first = this.#results.get(transaction.id);
    if (first !== undefined) return { ...first, duplicate: true };
    this.cleared.push(transaction);
    const outcome = transaction.card === 13 ? 'INSUFFICIENT_POINTS' : 'POSTED';
    const result = posted(transaction, { outcome });
    this.#results.set(transaction.id, result);
    return result;
  }
}
