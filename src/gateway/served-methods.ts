import type { ServiceDefinition } from '@grpc/proto-loader';
import {
  guarded,
  readBatchRequest,
  readSubmitRequest,
  writeBatchResponse,
  writeSubmitResponse,
} from './codec.ts';

/** The methods of the hot path, which are read and written without the loader; see `MESSAGES`. */
const OWN_CODECS: Readonly<
  Record<string, { read: (bytes: Buffer) => object; write: (message: never) => Buffer }>
> = {
  '/tongfen.v1.Clearing/Submit': { read: readSubmitRequest, write: writeSubmitResponse },
  '/tongfen.v1.Clearing/SubmitBatch': { read: readBatchRequest, write: writeBatchResponse },
  '/tongfen.v1.Clearing/SubmitStream': { read: readBatchRequest, write: writeBatchResponse },
};

/** The methods of a service as the gateway serves them: no request makes the reading of it fail. */
export function servedMethods(definition: ServiceDefinition, messageBytesMax: number): ServiceDefinition {
  return Object.fromEntries(
    Object.entries(definition).map(([name, method]) => {
      const own = OWN_CODECS[method.path];
      const requestDeserialize = guarded<object>(own?.read ?? method.requestDeserialize, messageBytesMax);
      const responseSerialize = (own?.write ?? method.responseSerialize) as typeof method.responseSerialize;
      return [name, { ...method, requestDeserialize, responseSerialize }];
    }),
  );
}
