// Original file: proto/tongfen/v1/clearing.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CommittedTransaction as _tongfen_v1_CommittedTransaction, CommittedTransaction__Output as _tongfen_v1_CommittedTransaction__Output } from '../../tongfen/v1/CommittedTransaction.ts';
import type { GetTransactionRequest as _tongfen_v1_GetTransactionRequest, GetTransactionRequest__Output as _tongfen_v1_GetTransactionRequest__Output } from '../../tongfen/v1/GetTransactionRequest.ts';
import type { QuoteRequest as _tongfen_v1_QuoteRequest, QuoteRequest__Output as _tongfen_v1_QuoteRequest__Output } from '../../tongfen/v1/QuoteRequest.ts';
import type { QuoteResponse as _tongfen_v1_QuoteResponse, QuoteResponse__Output as _tongfen_v1_QuoteResponse__Output } from '../../tongfen/v1/QuoteResponse.ts';
import type { SubmitBatchRequest as _tongfen_v1_SubmitBatchRequest, SubmitBatchRequest__Output as _tongfen_v1_SubmitBatchRequest__Output } from '../../tongfen/v1/SubmitBatchRequest.ts';
import type { SubmitBatchResponse as _tongfen_v1_SubmitBatchResponse, SubmitBatchResponse__Output as _tongfen_v1_SubmitBatchResponse__Output } from '../../tongfen/v1/SubmitBatchResponse.ts';
import type { SubmitRequest as _tongfen_v1_SubmitRequest, SubmitRequest__Output as _tongfen_v1_SubmitRequest__Output } from '../../tongfen/v1/SubmitRequest.ts';
import type { SubmitResponse as _tongfen_v1_SubmitResponse, SubmitResponse__Output as _tongfen_v1_SubmitResponse__Output } from '../../tongfen/v1/SubmitResponse.ts';
import type { WatchTransactionsRequest as _tongfen_v1_WatchTransactionsRequest, WatchTransactionsRequest__Output as _tongfen_v1_WatchTransactionsRequest__Output } from '../../tongfen/v1/WatchTransactionsRequest.ts';
import type { WatchTransactionsResponse as _tongfen_v1_WatchTransactionsResponse, WatchTransactionsResponse__Output as _tongfen_v1_WatchTransactionsResponse__Output } from '../../tongfen/v1/WatchTransactionsResponse.ts';

/**
 * Clearing (清算): submits transactions and reads what became of them.
 * 
 * Every call carries the metadata `authorization: Bearer <API key>`, or comes over TLS with a client certificate that
 * belongs to a participant.
 * 
 * Deadlines. A call whose deadline passes may still have been cleared: ask again with the same id and get the outcome.
 * The same after UNAVAILABLE and INTERNAL. A call without a deadline, and each batch of a stream, is answered within 10
 * seconds; a deadline of more than 24 days is not understood: leave it out for a stream that is to last.
 * 
 * Limits. A message of up to 1 MiB, and what docs/errors.md names. RESOURCE_EXHAUSTED says in google.rpc.QuotaFailure which
 * one was passed, and in google.rpc.RetryInfo when to send the same again; without it, less has to be sent at once. Answers
 * without pages (participants, programs, a cycle's settlement) come whole: of ten thousands of obligations in more than the
 * 4 MiB that many libraries of gRPC take by default.
 */
export interface ClearingClient extends grpc.Client {
  /**
   * What became of one transaction, as its submitter was told. NOT_FOUND when that is not known yet, as while an issuer's host is
   * asked about it or a transfer is under way, when it was never submitted, or when it is not the caller's to see.
   */
  GetTransaction(argument: _tongfen_v1_GetTransactionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CommittedTransaction__Output>): grpc.ClientUnaryCall;
  GetTransaction(argument: _tongfen_v1_GetTransactionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_CommittedTransaction__Output>): grpc.ClientUnaryCall;
  GetTransaction(argument: _tongfen_v1_GetTransactionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CommittedTransaction__Output>): grpc.ClientUnaryCall;
  GetTransaction(argument: _tongfen_v1_GetTransactionRequest, callback: grpc.requestCallback<_tongfen_v1_CommittedTransaction__Output>): grpc.ClientUnaryCall;
  /**
   * What became of one transaction, as its submitter was told. NOT_FOUND when that is not known yet, as while an issuer's host is
   * asked about it or a transfer is under way, when it was never submitted, or when it is not the caller's to see.
   */
  getTransaction(argument: _tongfen_v1_GetTransactionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CommittedTransaction__Output>): grpc.ClientUnaryCall;
  getTransaction(argument: _tongfen_v1_GetTransactionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_CommittedTransaction__Output>): grpc.ClientUnaryCall;
  getTransaction(argument: _tongfen_v1_GetTransactionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CommittedTransaction__Output>): grpc.ClientUnaryCall;
  getTransaction(argument: _tongfen_v1_GetTransactionRequest, callback: grpc.requestCallback<_tongfen_v1_CommittedTransaction__Output>): grpc.ClientUnaryCall;
  
  /**
   * What points of one program become in another at the rates of the moment, promised to the caller until it expires; any
   * number of exchanges may use it, of the same amount. Nothing is recorded. Issuers (of the program that is debited) and
   * operators only.
   */
  Quote(argument: _tongfen_v1_QuoteRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_QuoteResponse__Output>): grpc.ClientUnaryCall;
  Quote(argument: _tongfen_v1_QuoteRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_QuoteResponse__Output>): grpc.ClientUnaryCall;
  Quote(argument: _tongfen_v1_QuoteRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_QuoteResponse__Output>): grpc.ClientUnaryCall;
  Quote(argument: _tongfen_v1_QuoteRequest, callback: grpc.requestCallback<_tongfen_v1_QuoteResponse__Output>): grpc.ClientUnaryCall;
  /**
   * What points of one program become in another at the rates of the moment, promised to the caller until it expires; any
   * number of exchanges may use it, of the same amount. Nothing is recorded. Issuers (of the program that is debited) and
   * operators only.
   */
  quote(argument: _tongfen_v1_QuoteRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_QuoteResponse__Output>): grpc.ClientUnaryCall;
  quote(argument: _tongfen_v1_QuoteRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_QuoteResponse__Output>): grpc.ClientUnaryCall;
  quote(argument: _tongfen_v1_QuoteRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_QuoteResponse__Output>): grpc.ClientUnaryCall;
  quote(argument: _tongfen_v1_QuoteRequest, callback: grpc.requestCallback<_tongfen_v1_QuoteResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Submits one transaction. A transaction that is not well-formed fails the call with INVALID_ARGUMENT.
   */
  Submit(argument: _tongfen_v1_SubmitRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_SubmitResponse__Output>): grpc.ClientUnaryCall;
  Submit(argument: _tongfen_v1_SubmitRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_SubmitResponse__Output>): grpc.ClientUnaryCall;
  Submit(argument: _tongfen_v1_SubmitRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_SubmitResponse__Output>): grpc.ClientUnaryCall;
  Submit(argument: _tongfen_v1_SubmitRequest, callback: grpc.requestCallback<_tongfen_v1_SubmitResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Submits one transaction. A transaction that is not well-formed fails the call with INVALID_ARGUMENT.
   */
  submit(argument: _tongfen_v1_SubmitRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_SubmitResponse__Output>): grpc.ClientUnaryCall;
  submit(argument: _tongfen_v1_SubmitRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_SubmitResponse__Output>): grpc.ClientUnaryCall;
  submit(argument: _tongfen_v1_SubmitRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_SubmitResponse__Output>): grpc.ClientUnaryCall;
  submit(argument: _tongfen_v1_SubmitRequest, callback: grpc.requestCallback<_tongfen_v1_SubmitResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Submits up to 2,000 transactions. They fail alone: each has its own result, in the order of the request. Those of
   * one card are cleared in that order and see each other's effects.
   */
  SubmitBatch(argument: _tongfen_v1_SubmitBatchRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_SubmitBatchResponse__Output>): grpc.ClientUnaryCall;
  SubmitBatch(argument: _tongfen_v1_SubmitBatchRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_SubmitBatchResponse__Output>): grpc.ClientUnaryCall;
  SubmitBatch(argument: _tongfen_v1_SubmitBatchRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_SubmitBatchResponse__Output>): grpc.ClientUnaryCall;
  SubmitBatch(argument: _tongfen_v1_SubmitBatchRequest, callback: grpc.requestCallback<_tongfen_v1_SubmitBatchResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Submits up to 2,000 transactions. They fail alone: each has its own result, in the order of the request. Those of
   * one card are cleared in that order and see each other's effects.
   */
  submitBatch(argument: _tongfen_v1_SubmitBatchRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_SubmitBatchResponse__Output>): grpc.ClientUnaryCall;
  submitBatch(argument: _tongfen_v1_SubmitBatchRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_SubmitBatchResponse__Output>): grpc.ClientUnaryCall;
  submitBatch(argument: _tongfen_v1_SubmitBatchRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_SubmitBatchResponse__Output>): grpc.ClientUnaryCall;
  submitBatch(argument: _tongfen_v1_SubmitBatchRequest, callback: grpc.requestCallback<_tongfen_v1_SubmitBatchResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Submits batches as they come and answers each when it is committed. Answers carry the request's `batch` and may
   * overtake each other; transactions of one card are cleared in the order they were sent. A batch that passes a limit
   * is answered with RESOURCE_EXHAUSTED (and a retry delay, unless it would always be too long), and the stream lives on. A
   * caller that does not read its answers is not read either.
   */
  SubmitStream(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_tongfen_v1_SubmitBatchRequest, _tongfen_v1_SubmitBatchResponse__Output>;
  SubmitStream(options?: grpc.CallOptions): grpc.ClientDuplexStream<_tongfen_v1_SubmitBatchRequest, _tongfen_v1_SubmitBatchResponse__Output>;
  /**
   * Submits batches as they come and answers each when it is committed. Answers carry the request's `batch` and may
   * overtake each other; transactions of one card are cleared in the order they were sent. A batch that passes a limit
   * is answered with RESOURCE_EXHAUSTED (and a retry delay, unless it would always be too long), and the stream lives on. A
   * caller that does not read its answers is not read either.
   */
  submitStream(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_tongfen_v1_SubmitBatchRequest, _tongfen_v1_SubmitBatchResponse__Output>;
  submitStream(options?: grpc.CallOptions): grpc.ClientDuplexStream<_tongfen_v1_SubmitBatchRequest, _tongfen_v1_SubmitBatchResponse__Output>;
  
  /**
   * Committed transactions that the caller may see (its programs' as an issuer, its merchants' as an acquirer, all as
   * the operator), from a cursor on, then as they commit; ordered within each shard, nothing skipped or repeated. Up to 32
   * streams of a participant at a time; past it, RESOURCE_EXHAUSTED says when to come again.
   */
  WatchTransactions(argument: _tongfen_v1_WatchTransactionsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tongfen_v1_WatchTransactionsResponse__Output>;
  WatchTransactions(argument: _tongfen_v1_WatchTransactionsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tongfen_v1_WatchTransactionsResponse__Output>;
  /**
   * Committed transactions that the caller may see (its programs' as an issuer, its merchants' as an acquirer, all as
   * the operator), from a cursor on, then as they commit; ordered within each shard, nothing skipped or repeated. Up to 32
   * streams of a participant at a time; past it, RESOURCE_EXHAUSTED says when to come again.
   */
  watchTransactions(argument: _tongfen_v1_WatchTransactionsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tongfen_v1_WatchTransactionsResponse__Output>;
  watchTransactions(argument: _tongfen_v1_WatchTransactionsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tongfen_v1_WatchTransactionsResponse__Output>;
  
}

/**
 * Clearing (清算): submits transactions and reads what became of them.
 * 
 * Every call carries the metadata `authorization: Bearer <API key>`, or comes over TLS with a client certificate that
 * belongs to a participant.
 * 
 * Deadlines. A call whose deadline passes may still have been cleared: ask again with the same id and get the outcome.
 * The same after UNAVAILABLE and INTERNAL. A call without a deadline, and each batch of a stream, is answered within 10
 * seconds; a deadline of more than 24 days is not understood: leave it out for a stream that is to last.
 * 
 * Limits. A message of up to 1 MiB, and what docs/errors.md names. RESOURCE_EXHAUSTED says in google.rpc.QuotaFailure which
 * one was passed, and in google.rpc.RetryInfo when to send the same again; without it, less has to be sent at once. Answers
 * without pages (participants, programs, a cycle's settlement) come whole: of ten thousands of obligations in more than the
 * 4 MiB that many libraries of gRPC take by default.
 */
export interface ClearingHandlers extends grpc.UntypedServiceImplementation {
  /**
   * What became of one transaction, as its submitter was told. NOT_FOUND when that is not known yet, as while an issuer's host is
   * asked about it or a transfer is under way, when it was never submitted, or when it is not the caller's to see.
   */
  GetTransaction: grpc.handleUnaryCall<_tongfen_v1_GetTransactionRequest__Output, _tongfen_v1_CommittedTransaction>;
  
  /**
   * What points of one program become in another at the rates of the moment, promised to the caller until it expires; any
   * number of exchanges may use it, of the same amount. Nothing is recorded. Issuers (of the program that is debited) and
   * operators only.
   */
  Quote: grpc.handleUnaryCall<_tongfen_v1_QuoteRequest__Output, _tongfen_v1_QuoteResponse>;
  
  /**
   * Submits one transaction. A transaction that is not well-formed fails the call with INVALID_ARGUMENT.
   */
  Submit: grpc.handleUnaryCall<_tongfen_v1_SubmitRequest__Output, _tongfen_v1_SubmitResponse>;
  
  /**
   * Submits up to 2,000 transactions. They fail alone: each has its own result, in the order of the request. Those of
   * one card are cleared in that order and see each other's effects.
   */
  SubmitBatch: grpc.handleUnaryCall<_tongfen_v1_SubmitBatchRequest__Output, _tongfen_v1_SubmitBatchResponse>;
  
  /**
   * Submits batches as they come and answers each when it is committed. Answers carry the request's `batch` and may
   * overtake each other; transactions of one card are cleared in the order they were sent. A batch that passes a limit
   * is answered with RESOURCE_EXHAUSTED (and a retry delay, unless it would always be too long), and the stream lives on. A
   * caller that does not read its answers is not read either.
   */
  SubmitStream: grpc.handleBidiStreamingCall<_tongfen_v1_SubmitBatchRequest__Output, _tongfen_v1_SubmitBatchResponse>;
  
  /**
   * Committed transactions that the caller may see (its programs' as an issuer, its merchants' as an acquirer, all as
   * the operator), from a cursor on, then as they commit; ordered within each shard, nothing skipped or repeated. Up to 32
   * streams of a participant at a time; past it, RESOURCE_EXHAUSTED says when to come again.
   */
  WatchTransactions: grpc.handleServerStreamingCall<_tongfen_v1_WatchTransactionsRequest__Output, _tongfen_v1_WatchTransactionsResponse>;
  
}

export interface ClearingDefinition extends grpc.ServiceDefinition {
  GetTransaction: MethodDefinition<_tongfen_v1_GetTransactionRequest, _tongfen_v1_CommittedTransaction, _tongfen_v1_GetTransactionRequest__Output, _tongfen_v1_CommittedTransaction__Output>
  Quote: MethodDefinition<_tongfen_v1_QuoteRequest, _tongfen_v1_QuoteResponse, _tongfen_v1_QuoteRequest__Output, _tongfen_v1_QuoteResponse__Output>
  Submit: MethodDefinition<_tongfen_v1_SubmitRequest, _tongfen_v1_SubmitResponse, _tongfen_v1_SubmitRequest__Output, _tongfen_v1_SubmitResponse__Output>
  SubmitBatch: MethodDefinition<_tongfen_v1_SubmitBatchRequest, _tongfen_v1_SubmitBatchResponse, _tongfen_v1_SubmitBatchRequest__Output, _tongfen_v1_SubmitBatchResponse__Output>
  SubmitStream: MethodDefinition<_tongfen_v1_SubmitBatchRequest, _tongfen_v1_SubmitBatchResponse, _tongfen_v1_SubmitBatchRequest__Output, _tongfen_v1_SubmitBatchResponse__Output>
  WatchTransactions: MethodDefinition<_tongfen_v1_WatchTransactionsRequest, _tongfen_v1_WatchTransactionsResponse, _tongfen_v1_WatchTransactionsRequest__Output, _tongfen_v1_WatchTransactionsResponse__Output>
}
