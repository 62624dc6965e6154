import type { CommittedTransaction__Output } from '../wire/generated/tongfen/v1/CommittedTransaction.ts';
import type { Connection } from './connection.ts';
import type { CursorStore } from './cursor.ts';
import { watch } from './watch.ts';

export interface FollowOptions {
  readonly cursors: CursorStore;
  /** Where to begin while no cursor is stored: with the journal (default), or with what commits from now on. */
  readonly fromNow?: boolean;
  /** What to do with transactions; the next ones come when it is done. */
  readonly onTransactions: (transactions: readonly CommittedTransaction__Output[]) => Promise<void> | void;
  /** Ends it, once what is under way is handled and stored. */
  readonly signal?: AbortSignal;
}

/**
 * Hands on committed transactions and stores the cursor behind them, across restarts of the caller: each at least once,
 * in order within a shard. One that is killed between the two is handed the same again. (Whoever keeps the cursor in the
 * same database transaction as what it makes of them sees each exactly once: with `watch`.)
 *
 * Resolves when the signal says so.
 *
 * @throws {CallError} when the gateway refuses it for good; and what `onTransactions` or the store throws
 */
export async function follow(connection: Connection, options: FollowOptions): Promise<void> {
  const { cursors, fromNow = false, onTransactions, signal } = options;
  const cursor = await cursors.load();
  const answers = watch(connection, {
    ...(cursor === undefined ? { fromNow } : { cursor }),
    ...(signal === undefined ? {} : { signal }),
  });
  for await (const answer of answers) {
    await onTransactions(answer.transactions);
    await cursors.save(answer.cursor);
  }
}
