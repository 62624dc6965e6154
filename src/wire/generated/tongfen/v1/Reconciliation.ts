// Original file: proto/tongfen/v1/reconciliation.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { BreakAdjustment as _tongfen_v1_BreakAdjustment, BreakAdjustment__Output as _tongfen_v1_BreakAdjustment__Output } from '../../tongfen/v1/BreakAdjustment.ts';
import type { DecideAdjustmentRequest as _tongfen_v1_DecideAdjustmentRequest, DecideAdjustmentRequest__Output as _tongfen_v1_DecideAdjustmentRequest__Output } from '../../tongfen/v1/DecideAdjustmentRequest.ts';
import type { ListAdjustmentsRequest as _tongfen_v1_ListAdjustmentsRequest, ListAdjustmentsRequest__Output as _tongfen_v1_ListAdjustmentsRequest__Output } from '../../tongfen/v1/ListAdjustmentsRequest.ts';
import type { ListAdjustmentsResponse as _tongfen_v1_ListAdjustmentsResponse, ListAdjustmentsResponse__Output as _tongfen_v1_ListAdjustmentsResponse__Output } from '../../tongfen/v1/ListAdjustmentsResponse.ts';
import type { ListBreaksRequest as _tongfen_v1_ListBreaksRequest, ListBreaksRequest__Output as _tongfen_v1_ListBreaksRequest__Output } from '../../tongfen/v1/ListBreaksRequest.ts';
import type { ListBreaksResponse as _tongfen_v1_ListBreaksResponse, ListBreaksResponse__Output as _tongfen_v1_ListBreaksResponse__Output } from '../../tongfen/v1/ListBreaksResponse.ts';
import type { ProposeAdjustmentRequest as _tongfen_v1_ProposeAdjustmentRequest, ProposeAdjustmentRequest__Output as _tongfen_v1_ProposeAdjustmentRequest__Output } from '../../tongfen/v1/ProposeAdjustmentRequest.ts';
import type { ReconcileRequest as _tongfen_v1_ReconcileRequest, ReconcileRequest__Output as _tongfen_v1_ReconcileRequest__Output } from '../../tongfen/v1/ReconcileRequest.ts';
import type { ReconciliationResult as _tongfen_v1_ReconciliationResult, ReconciliationResult__Output as _tongfen_v1_ReconciliationResult__Output } from '../../tongfen/v1/ReconciliationResult.ts';

/**
 * Compares a participant's own file of a closed cycle with the journal, and corrects what does not agree.
 * docs/reconciliation.md describes the file.
 */
export interface ReconciliationClient extends grpc.Client {
  /**
   * Approves or rejects what another participant proposed: for the program's issuer and for the operator. What is approved is
   * posted as ADJUST, with both names in its reason; asked again, it is posted once.
   */
  DecideAdjustment(argument: _tongfen_v1_DecideAdjustmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_BreakAdjustment__Output>): grpc.ClientUnaryCall;
  DecideAdjustment(argument: _tongfen_v1_DecideAdjustmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_BreakAdjustment__Output>): grpc.ClientUnaryCall;
  DecideAdjustment(argument: _tongfen_v1_DecideAdjustmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_BreakAdjustment__Output>): grpc.ClientUnaryCall;
  DecideAdjustment(argument: _tongfen_v1_DecideAdjustmentRequest, callback: grpc.requestCallback<_tongfen_v1_BreakAdjustment__Output>): grpc.ClientUnaryCall;
  /**
   * Approves or rejects what another participant proposed: for the program's issuer and for the operator. What is approved is
   * posted as ADJUST, with both names in its reason; asked again, it is posted once.
   */
  decideAdjustment(argument: _tongfen_v1_DecideAdjustmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_BreakAdjustment__Output>): grpc.ClientUnaryCall;
  decideAdjustment(argument: _tongfen_v1_DecideAdjustmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_BreakAdjustment__Output>): grpc.ClientUnaryCall;
  decideAdjustment(argument: _tongfen_v1_DecideAdjustmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_BreakAdjustment__Output>): grpc.ClientUnaryCall;
  decideAdjustment(argument: _tongfen_v1_DecideAdjustmentRequest, callback: grpc.requestCallback<_tongfen_v1_BreakAdjustment__Output>): grpc.ClientUnaryCall;
  
  /**
   * The adjustments of a reconciliation.
   */
  ListAdjustments(argument: _tongfen_v1_ListAdjustmentsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListAdjustmentsResponse__Output>): grpc.ClientUnaryCall;
  ListAdjustments(argument: _tongfen_v1_ListAdjustmentsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListAdjustmentsResponse__Output>): grpc.ClientUnaryCall;
  ListAdjustments(argument: _tongfen_v1_ListAdjustmentsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListAdjustmentsResponse__Output>): grpc.ClientUnaryCall;
  ListAdjustments(argument: _tongfen_v1_ListAdjustmentsRequest, callback: grpc.requestCallback<_tongfen_v1_ListAdjustmentsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The adjustments of a reconciliation.
   */
  listAdjustments(argument: _tongfen_v1_ListAdjustmentsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListAdjustmentsResponse__Output>): grpc.ClientUnaryCall;
  listAdjustments(argument: _tongfen_v1_ListAdjustmentsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListAdjustmentsResponse__Output>): grpc.ClientUnaryCall;
  listAdjustments(argument: _tongfen_v1_ListAdjustmentsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListAdjustmentsResponse__Output>): grpc.ClientUnaryCall;
  listAdjustments(argument: _tongfen_v1_ListAdjustmentsRequest, callback: grpc.requestCallback<_tongfen_v1_ListAdjustmentsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The breaks of a reconciliation, in the order of their numbers.
   */
  ListBreaks(argument: _tongfen_v1_ListBreaksRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListBreaksResponse__Output>): grpc.ClientUnaryCall;
  ListBreaks(argument: _tongfen_v1_ListBreaksRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListBreaksResponse__Output>): grpc.ClientUnaryCall;
  ListBreaks(argument: _tongfen_v1_ListBreaksRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListBreaksResponse__Output>): grpc.ClientUnaryCall;
  ListBreaks(argument: _tongfen_v1_ListBreaksRequest, callback: grpc.requestCallback<_tongfen_v1_ListBreaksResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The breaks of a reconciliation, in the order of their numbers.
   */
  listBreaks(argument: _tongfen_v1_ListBreaksRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListBreaksResponse__Output>): grpc.ClientUnaryCall;
  listBreaks(argument: _tongfen_v1_ListBreaksRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListBreaksResponse__Output>): grpc.ClientUnaryCall;
  listBreaks(argument: _tongfen_v1_ListBreaksRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListBreaksResponse__Output>): grpc.ClientUnaryCall;
  listBreaks(argument: _tongfen_v1_ListBreaksRequest, callback: grpc.requestCallback<_tongfen_v1_ListBreaksResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Proposes to correct the member's account so that it agrees with the file. For the participant whose file it was, and for
   * the operator. FAILED_PRECONDITION when there is nothing to adjust: also where the other side has the same in another cycle.
   */
  ProposeAdjustment(argument: _tongfen_v1_ProposeAdjustmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_BreakAdjustment__Output>): grpc.ClientUnaryCall;
  ProposeAdjustment(argument: _tongfen_v1_ProposeAdjustmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_BreakAdjustment__Output>): grpc.ClientUnaryCall;
  ProposeAdjustment(argument: _tongfen_v1_ProposeAdjustmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_BreakAdjustment__Output>): grpc.ClientUnaryCall;
  ProposeAdjustment(argument: _tongfen_v1_ProposeAdjustmentRequest, callback: grpc.requestCallback<_tongfen_v1_BreakAdjustment__Output>): grpc.ClientUnaryCall;
  /**
   * Proposes to correct the member's account so that it agrees with the file. For the participant whose file it was, and for
   * the operator. FAILED_PRECONDITION when there is nothing to adjust: also where the other side has the same in another cycle.
   */
  proposeAdjustment(argument: _tongfen_v1_ProposeAdjustmentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_BreakAdjustment__Output>): grpc.ClientUnaryCall;
  proposeAdjustment(argument: _tongfen_v1_ProposeAdjustmentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_BreakAdjustment__Output>): grpc.ClientUnaryCall;
  proposeAdjustment(argument: _tongfen_v1_ProposeAdjustmentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_BreakAdjustment__Output>): grpc.ClientUnaryCall;
  proposeAdjustment(argument: _tongfen_v1_ProposeAdjustmentRequest, callback: grpc.requestCallback<_tongfen_v1_BreakAdjustment__Output>): grpc.ClientUnaryCall;
  
  /**
   * Takes a file in pieces and answers with what came of the comparison. A file that can't be read, has a transaction twice
   * or does not have the totals that it says is refused whole: INVALID_ARGUMENT names its lines, up to 50, and nothing
   * is recorded. One file of a participant at a time: RESOURCE_EXHAUSTED says when to come again. A caller that sends no piece for
   * 30 s is refused: DEADLINE_EXCEEDED.
   */
  Reconcile(metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ReconciliationResult__Output>): grpc.ClientWritableStream<_tongfen_v1_ReconcileRequest>;
  Reconcile(metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ReconciliationResult__Output>): grpc.ClientWritableStream<_tongfen_v1_ReconcileRequest>;
  Reconcile(options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ReconciliationResult__Output>): grpc.ClientWritableStream<_tongfen_v1_ReconcileRequest>;
  Reconcile(callback: grpc.requestCallback<_tongfen_v1_ReconciliationResult__Output>): grpc.ClientWritableStream<_tongfen_v1_ReconcileRequest>;
  /**
   * Takes a file in pieces and answers with what came of the comparison. A file that can't be read, has a transaction twice
   * or does not have the totals that it says is refused whole: INVALID_ARGUMENT names its lines, up to 50, and nothing
   * is recorded. One file of a participant at a time: RESOURCE_EXHAUSTED says when to come again. A caller that sends no piece for
   * 30 s is refused: DEADLINE_EXCEEDED.
   */
  reconcile(metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ReconciliationResult__Output>): grpc.ClientWritableStream<_tongfen_v1_ReconcileRequest>;
  reconcile(metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ReconciliationResult__Output>): grpc.ClientWritableStream<_tongfen_v1_ReconcileRequest>;
  reconcile(options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ReconciliationResult__Output>): grpc.ClientWritableStream<_tongfen_v1_ReconcileRequest>;
  reconcile(callback: grpc.requestCallback<_tongfen_v1_ReconciliationResult__Output>): grpc.ClientWritableStream<_tongfen_v1_ReconcileRequest>;
  
}

/**
 * Compares a participant's own file of a closed cycle with the journal, and corrects what does not agree.
 * docs/reconciliation.md describes the file.
 */
export interface ReconciliationHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Approves or rejects what another participant proposed: for the program's issuer and for the operator. What is approved is
   * posted as ADJUST, with both names in its reason; asked again, it is posted once.
   */
  DecideAdjustment: grpc.handleUnaryCall<_tongfen_v1_DecideAdjustmentRequest__Output, _tongfen_v1_BreakAdjustment>;
  
  /**
   * The adjustments of a reconciliation.
   */
  ListAdjustments: grpc.handleUnaryCall<_tongfen_v1_ListAdjustmentsRequest__Output, _tongfen_v1_ListAdjustmentsResponse>;
  
  /**
   * The breaks of a reconciliation, in the order of their numbers.
   */
  ListBreaks: grpc.handleUnaryCall<_tongfen_v1_ListBreaksRequest__Output, _tongfen_v1_ListBreaksResponse>;
  
  /**
   * Proposes to correct the member's account so that it agrees with the file. For the participant whose file it was, and for
   * the operator. FAILED_PRECONDITION when there is nothing to adjust: also where the other side has the same in another cycle.
   */
  ProposeAdjustment: grpc.handleUnaryCall<_tongfen_v1_ProposeAdjustmentRequest__Output, _tongfen_v1_BreakAdjustment>;
  
  /**
   * Takes a file in pieces and answers with what came of the comparison. A file that can't be read, has a transaction twice
   * or does not have the totals that it says is refused whole: INVALID_ARGUMENT names its lines, up to 50, and nothing
   * is recorded. One file of a participant at a time: RESOURCE_EXHAUSTED says when to come again. A caller that sends no piece for
   * 30 s is refused: DEADLINE_EXCEEDED.
   */
  Reconcile: grpc.handleClientStreamingCall<_tongfen_v1_ReconcileRequest__Output, _tongfen_v1_ReconciliationResult>;
  
}

export interface ReconciliationDefinition extends grpc.ServiceDefinition {
  DecideAdjustment: MethodDefinition<_tongfen_v1_DecideAdjustmentRequest, _tongfen_v1_BreakAdjustment, _tongfen_v1_DecideAdjustmentRequest__Output, _tongfen_v1_BreakAdjustment__Output>
  ListAdjustments: MethodDefinition<_tongfen_v1_ListAdjustmentsRequest, _tongfen_v1_ListAdjustmentsResponse, _tongfen_v1_ListAdjustmentsRequest__Output, _tongfen_v1_ListAdjustmentsResponse__Output>
  ListBreaks: MethodDefinition<_tongfen_v1_ListBreaksRequest, _tongfen_v1_ListBreaksResponse, _tongfen_v1_ListBreaksRequest__Output, _tongfen_v1_ListBreaksResponse__Output>
  ProposeAdjustment: MethodDefinition<_tongfen_v1_ProposeAdjustmentRequest, _tongfen_v1_BreakAdjustment, _tongfen_v1_ProposeAdjustmentRequest__Output, _tongfen_v1_BreakAdjustment__Output>
  Reconcile: MethodDefinition<_tongfen_v1_ReconcileRequest, _tongfen_v1_ReconciliationResult, _tongfen_v1_ReconcileRequest__Output, _tongfen_v1_ReconciliationResult__Output>
}
