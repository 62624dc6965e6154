import type { ServerDuplexStream, ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { loadContract, serviceOf } from '../src/wire/contract.ts';
import type { SubmitBatchRequest__Output } from '../src/wire/generated/tongfen/v1/SubmitBatchRequest.ts';
import type { SubmitBatchResponse } from '../src/wire/generated/tongfen/v1/SubmitBatchResponse.ts';
import type { SubmitRequest__Output } from '../src/wire/generated/tongfen/v1/SubmitRequest.ts';
import type { SubmitResponse } from '../src/wire/generated/tongfen/v1/SubmitResponse.ts';

/** A gRPC server of the same contract that clears nothing: every transaction is answered at once, as posted. */
const RESULT = {
  outcome: 'POSTED',
  ledgerTime: { seconds: 1_795_000_000, nanos: 0 },
  shard: 1,
  sequence: 1_000_000,
  amount: 50,
  balance: 10_050,
  available: 10_050,
} as const;

const server = new Server();
server.addService(serviceOf(loadContract(), 'tongfen.v1.Clearing'), {
  submit: (
    _call: ServerUnaryCall<SubmitRequest__Output, SubmitResponse>,
    answer: sendUnaryData<SubmitResponse>,
  ) => answer(null, { result: RESULT }),
  submitStream: (stream: ServerDuplexStream<SubmitBatchRequest__Output, SubmitBatchResponse>) => {
    stream.on('data', ({ batch, transactions }: SubmitBatchRequest__Output) => {
      stream.write({ batch, results: transactions.map(() => RESULT) });
    });
    stream.on('end', () => stream.end());
  },
});
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.send?.({ address: `127.0.0.1:${port}` });
});
process.on('disconnect', () => process.exit());
// A Ctrl-C is for the process that started this one; it ends this one.
process.on('SIGINT', () => {});
