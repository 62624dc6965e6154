import type { ServiceError } from '@grpc/grpc-js';
import type { ReconciliationHeader } from '../wire/generated/tongfen/v1/ReconciliationHeader.ts';
import type { ReconciliationResult__Output } from '../wire/generated/tongfen/v1/ReconciliationResult.ts';
import type { Connection } from './connection.ts';
import { callErrorOf } from './connection.ts';
import { RECONCILIATION } from './contract.ts';

/** A file travels in messages of this size at most. */
const PIECE_BYTES = 64 * 1024;

/** What ends the wait for a stream that has enough: there is room again, or it is over. */
const EVENTS_TO_GO_ON = ['drain', 'close', 'error'] as const;

/**
 * Hands in a file for reconciliation, at the pace at which the gateway takes it.
 *
 * @throws {CallError} INVALID_ARGUMENT names the lines that are why the file is refused
 */
export function reconcile(
  connection: Connection,
  header: ReconciliationHeader,
  content: AsyncIterable<Buffer>,
): Promise<ReconciliationResult__Output> {
  const method = RECONCILIATION.Reconcile;
  return new Promise((resolve, reject) => {
    const stream = connection.openWriteStream(method, (error: ServiceError | null, result) => {
      // A file that is refused is not sent to its end.
      stream.destroy();
      if (error === null) resolve(result as ReconciliationResult__Output);
      else reject(callErrorOf(method.path, error));
    });
    // What goes wrong with the stream comes to the callback as well.
    stream.on('error', () => {});
    const write = async (message: Parameters<typeof stream.write>[0]): Promise<void> => {
      if (stream.write(message) || stream.destroyed) return;
      await new Promise<void>((resolve) => {
        const resume = (): void => {
          for (const event of EVENTS_TO_GO_ON) stream.off(event, resume);
          resolve();
        };
        for (const event of EVENTS_TO_GO_ON) stream.once(event, resume);
      });
    };
    const send = async (): Promise<void> => {
      await write({ header });
      for await (const bytes of content) {
        for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
          if (stream.destroyed) return;
          await write({ content: bytes.subarray(from, from + PIECE_BYTES) });
        }
      }
      stream.end();
    };
    send().catch((error: unknown) => {
      stream.cancel();
      reject(error as Error);
    });
  });
}
