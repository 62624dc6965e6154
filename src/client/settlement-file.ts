import type { ServiceError } from '@grpc/grpc-js';
import type { DownloadSettlementFileRequest } from '../wire/generated/tongfen/v1/DownloadSettlementFileRequest.ts';
import type { SettlementFilePart__Output } from '../wire/generated/tongfen/v1/SettlementFilePart.ts';
import type { Connection } from './connection.ts';
import { callErrorOf } from './connection.ts';
import { SETTLEMENT } from './contract.ts';

/**
 * The pieces of a settlement file.
 *
 * @throws {CallError} when it is refused, or ends before its end
 */
export async function* settlementFile(
  connection: Connection,
  request: DownloadSettlementFileRequest,
): AsyncGenerator<Buffer, void> {
  const method = SETTLEMENT.DownloadSettlementFile;
  const stream = connection.openReadStream(method, request);
  try {
    for await (const { content } of stream as AsyncIterable<SettlementFilePart__Output>) yield content;
  } catch (error) {
    throw callErrorOf(method.path, error as ServiceError);
  } finally {
    stream.cancel();
  }
}
