import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceError } from '@grpc/grpc-js';
import type { WatchTransactionsResponse__Output } from '../wire/generated/tongfen/v1/WatchTransactionsResponse.ts';
import { backoffMs } from './backoff.ts';
import type { Connection } from './connection.ts';
import { callErrorOf } from './connection.ts';
import { CLEARING } from './contract.ts';
import { isWorthRetrying } from './refusal.ts';

export interface WatchOptions {
  /** From an earlier answer: goes on behind it. Without one it begins with the journal. */
  readonly cursor?: string;
  /** Begins with what commits from now on instead. Only without a cursor. */
  readonly fromNow?: boolean;
  /** Ends the watch. */
  readonly signal?: AbortSignal;
}

/**
 * Committed transactions as they commit, with the cursor behind them. Goes on where it was when the connection breaks,
 * for as long as it takes, not before the delay that it was told; the caller reads as fast as it likes.
 *
 * @throws {CallError} when the gateway refuses it for good
 */
export async function* watch(
  connection: Connection,
  options: WatchOptions,
): AsyncGenerator<WatchTransactionsResponse__Output, void> {
  const { signal } = options;
  const isOver = (): boolean => signal?.aborted === true;
  let cursor = options.cursor ?? '';
  for (let failures = 0; !isOver(); ) {
    let retryDelayMs: number | undefined;
    const request = { cursor, fromNow: cursor === '' && options.fromNow === true };
    const stream = connection.openReadStream(CLEARING.WatchTransactions, request);
    const cancel = (): void => stream.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      for await (const response of stream as AsyncIterable<WatchTransactionsResponse__Output>) {
        failures = 0;
        cursor = response.cursor;
        yield response;
      }
    } catch (error) {
      if (isOver()) return;
      const callError = callErrorOf(CLEARING.WatchTransactions.path, error as ServiceError);
      if (!isWorthRetrying(callError.refusal)) throw callError;
      retryDelayMs = callError.refusal.retryDelayMs;
    } finally {
      signal?.removeEventListener('abort', cancel);
      stream.cancel();
    }
    failures += 1;
    const waitMs = backoffMs(failures, retryDelayMs);
    await sleep(waitMs, undefined, signal === undefined ? {} : { signal }).catch(() => {});
  }
}
