// Original file: proto/tongfen/v1/settlement.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CloseCycleRequest as _tongfen_v1_CloseCycleRequest, CloseCycleRequest__Output as _tongfen_v1_CloseCycleRequest__Output } from '../../tongfen/v1/CloseCycleRequest.ts';
import type { CloseCycleResponse as _tongfen_v1_CloseCycleResponse, CloseCycleResponse__Output as _tongfen_v1_CloseCycleResponse__Output } from '../../tongfen/v1/CloseCycleResponse.ts';
import type { ConfirmSettlementRequest as _tongfen_v1_ConfirmSettlementRequest, ConfirmSettlementRequest__Output as _tongfen_v1_ConfirmSettlementRequest__Output } from '../../tongfen/v1/ConfirmSettlementRequest.ts';
import type { CycleSettlement as _tongfen_v1_CycleSettlement, CycleSettlement__Output as _tongfen_v1_CycleSettlement__Output } from '../../tongfen/v1/CycleSettlement.ts';
import type { DownloadSettlementFileRequest as _tongfen_v1_DownloadSettlementFileRequest, DownloadSettlementFileRequest__Output as _tongfen_v1_DownloadSettlementFileRequest__Output } from '../../tongfen/v1/DownloadSettlementFileRequest.ts';
import type { GetLiabilityRequest as _tongfen_v1_GetLiabilityRequest, GetLiabilityRequest__Output as _tongfen_v1_GetLiabilityRequest__Output } from '../../tongfen/v1/GetLiabilityRequest.ts';
import type { GetLiabilityResponse as _tongfen_v1_GetLiabilityResponse, GetLiabilityResponse__Output as _tongfen_v1_GetLiabilityResponse__Output } from '../../tongfen/v1/GetLiabilityResponse.ts';
import type { GetSettlementRequest as _tongfen_v1_GetSettlementRequest, GetSettlementRequest__Output as _tongfen_v1_GetSettlementRequest__Output } from '../../tongfen/v1/GetSettlementRequest.ts';
import type { ListCyclesRequest as _tongfen_v1_ListCyclesRequest, ListCyclesRequest__Output as _tongfen_v1_ListCyclesRequest__Output } from '../../tongfen/v1/ListCyclesRequest.ts';
import type { ListCyclesResponse as _tongfen_v1_ListCyclesResponse, ListCyclesResponse__Output as _tongfen_v1_ListCyclesResponse__Output } from '../../tongfen/v1/ListCyclesResponse.ts';
import type { ResolveExceptionRequest as _tongfen_v1_ResolveExceptionRequest, ResolveExceptionRequest__Output as _tongfen_v1_ResolveExceptionRequest__Output } from '../../tongfen/v1/ResolveExceptionRequest.ts';
import type { SettlementException as _tongfen_v1_SettlementException, SettlementException__Output as _tongfen_v1_SettlementException__Output } from '../../tongfen/v1/SettlementException.ts';
import type { SettlementFilePart as _tongfen_v1_SettlementFilePart, SettlementFilePart__Output as _tongfen_v1_SettlementFilePart__Output } from '../../tongfen/v1/SettlementFilePart.ts';

/**
 * Settlement of cycles in standard points (标准积分). Amounts in standard points are whole micro standard points (10^-6), and
 * like sums of points they are written as decimal digits, because they may pass what 64 bits hold.
 * 
 * A party is a participant's code, or a part of the network: *EXCHANGE, where exchanges meet; *SPREAD, what the network
 * earns by them; *ROUNDING, what is left of a micro standard point when points become standard points; *EXCEPTION, what the
 * network bears of what issuers disputed.
 */
export interface SettlementClient extends grpc.Client {
  /**
   * Cuts over from a cycle, if the network is still in it, and answers when it is closed. Asked twice for one cycle it is one
   * cut-over: already_left tells the second. The operator's.
   */
  CloseCycle(argument: _tongfen_v1_CloseCycleRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CloseCycleResponse__Output>): grpc.ClientUnaryCall;
  CloseCycle(argument: _tongfen_v1_CloseCycleRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_CloseCycleResponse__Output>): grpc.ClientUnaryCall;
  CloseCycle(argument: _tongfen_v1_CloseCycleRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CloseCycleResponse__Output>): grpc.ClientUnaryCall;
  CloseCycle(argument: _tongfen_v1_CloseCycleRequest, callback: grpc.requestCallback<_tongfen_v1_CloseCycleResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Cuts over from a cycle, if the network is still in it, and answers when it is closed. Asked twice for one cycle it is one
   * cut-over: already_left tells the second. The operator's.
   */
  closeCycle(argument: _tongfen_v1_CloseCycleRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CloseCycleResponse__Output>): grpc.ClientUnaryCall;
  closeCycle(argument: _tongfen_v1_CloseCycleRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_CloseCycleResponse__Output>): grpc.ClientUnaryCall;
  closeCycle(argument: _tongfen_v1_CloseCycleRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CloseCycleResponse__Output>): grpc.ClientUnaryCall;
  closeCycle(argument: _tongfen_v1_CloseCycleRequest, callback: grpc.requestCallback<_tongfen_v1_CloseCycleResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Writes that a participant has settled a closed cycle, which posts it, or that it has not. What is settled stays settled.
   * The operator's.
   */
  ConfirmSettlement(argument: _tongfen_v1_ConfirmSettlementRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CycleSettlement__Output>): grpc.ClientUnaryCall;
  ConfirmSettlement(argument: _tongfen_v1_ConfirmSettlementRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_CycleSettlement__Output>): grpc.ClientUnaryCall;
  ConfirmSettlement(argument: _tongfen_v1_ConfirmSettlementRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CycleSettlement__Output>): grpc.ClientUnaryCall;
  ConfirmSettlement(argument: _tongfen_v1_ConfirmSettlementRequest, callback: grpc.requestCallback<_tongfen_v1_CycleSettlement__Output>): grpc.ClientUnaryCall;
  /**
   * Writes that a participant has settled a closed cycle, which posts it, or that it has not. What is settled stays settled.
   * The operator's.
   */
  confirmSettlement(argument: _tongfen_v1_ConfirmSettlementRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CycleSettlement__Output>): grpc.ClientUnaryCall;
  confirmSettlement(argument: _tongfen_v1_ConfirmSettlementRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_CycleSettlement__Output>): grpc.ClientUnaryCall;
  confirmSettlement(argument: _tongfen_v1_ConfirmSettlementRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CycleSettlement__Output>): grpc.ClientUnaryCall;
  confirmSettlement(argument: _tongfen_v1_ConfirmSettlementRequest, callback: grpc.requestCallback<_tongfen_v1_CycleSettlement__Output>): grpc.ClientUnaryCall;
  
  /**
   * The settlement file of a participant for a closed cycle, in pieces. Its own, or anybody's for the operator;
   * docs/settlement.md describes it.
   */
  DownloadSettlementFile(argument: _tongfen_v1_DownloadSettlementFileRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tongfen_v1_SettlementFilePart__Output>;
  DownloadSettlementFile(argument: _tongfen_v1_DownloadSettlementFileRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tongfen_v1_SettlementFilePart__Output>;
  /**
   * The settlement file of a participant for a closed cycle, in pieces. Its own, or anybody's for the operator;
   * docs/settlement.md describes it.
   */
  downloadSettlementFile(argument: _tongfen_v1_DownloadSettlementFileRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tongfen_v1_SettlementFilePart__Output>;
  downloadSettlementFile(argument: _tongfen_v1_DownloadSettlementFileRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tongfen_v1_SettlementFilePart__Output>;
  
  /**
   * What issuers owe their members, program by program: of the caller's programs, or any for the operator. After
   * DEADLINE_EXCEEDED ask again: the first report adds up all closed cycles, and goes on with it meanwhile. One of a
   * participant at a time: RESOURCE_EXHAUSTED says when to come again.
   */
  GetLiability(argument: _tongfen_v1_GetLiabilityRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_GetLiabilityResponse__Output>): grpc.ClientUnaryCall;
  GetLiability(argument: _tongfen_v1_GetLiabilityRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_GetLiabilityResponse__Output>): grpc.ClientUnaryCall;
  GetLiability(argument: _tongfen_v1_GetLiabilityRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_GetLiabilityResponse__Output>): grpc.ClientUnaryCall;
  GetLiability(argument: _tongfen_v1_GetLiabilityRequest, callback: grpc.requestCallback<_tongfen_v1_GetLiabilityResponse__Output>): grpc.ClientUnaryCall;
  /**
   * What issuers owe their members, program by program: of the caller's programs, or any for the operator. After
   * DEADLINE_EXCEEDED ask again: the first report adds up all closed cycles, and goes on with it meanwhile. One of a
   * participant at a time: RESOURCE_EXHAUSTED says when to come again.
   */
  getLiability(argument: _tongfen_v1_GetLiabilityRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_GetLiabilityResponse__Output>): grpc.ClientUnaryCall;
  getLiability(argument: _tongfen_v1_GetLiabilityRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_GetLiabilityResponse__Output>): grpc.ClientUnaryCall;
  getLiability(argument: _tongfen_v1_GetLiabilityRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_GetLiabilityResponse__Output>): grpc.ClientUnaryCall;
  getLiability(argument: _tongfen_v1_GetLiabilityRequest, callback: grpc.requestCallback<_tongfen_v1_GetLiabilityResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * What a cycle left to settle: a participant sees its own obligations, the operator all.
   */
  GetSettlement(argument: _tongfen_v1_GetSettlementRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CycleSettlement__Output>): grpc.ClientUnaryCall;
  GetSettlement(argument: _tongfen_v1_GetSettlementRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_CycleSettlement__Output>): grpc.ClientUnaryCall;
  GetSettlement(argument: _tongfen_v1_GetSettlementRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CycleSettlement__Output>): grpc.ClientUnaryCall;
  GetSettlement(argument: _tongfen_v1_GetSettlementRequest, callback: grpc.requestCallback<_tongfen_v1_CycleSettlement__Output>): grpc.ClientUnaryCall;
  /**
   * What a cycle left to settle: a participant sees its own obligations, the operator all.
   */
  getSettlement(argument: _tongfen_v1_GetSettlementRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CycleSettlement__Output>): grpc.ClientUnaryCall;
  getSettlement(argument: _tongfen_v1_GetSettlementRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_CycleSettlement__Output>): grpc.ClientUnaryCall;
  getSettlement(argument: _tongfen_v1_GetSettlementRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CycleSettlement__Output>): grpc.ClientUnaryCall;
  getSettlement(argument: _tongfen_v1_GetSettlementRequest, callback: grpc.requestCallback<_tongfen_v1_CycleSettlement__Output>): grpc.ClientUnaryCall;
  
  /**
   * The cycles, newest first.
   */
  ListCycles(argument: _tongfen_v1_ListCyclesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListCyclesResponse__Output>): grpc.ClientUnaryCall;
  ListCycles(argument: _tongfen_v1_ListCyclesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListCyclesResponse__Output>): grpc.ClientUnaryCall;
  ListCycles(argument: _tongfen_v1_ListCyclesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListCyclesResponse__Output>): grpc.ClientUnaryCall;
  ListCycles(argument: _tongfen_v1_ListCyclesRequest, callback: grpc.requestCallback<_tongfen_v1_ListCyclesResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The cycles, newest first.
   */
  listCycles(argument: _tongfen_v1_ListCyclesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListCyclesResponse__Output>): grpc.ClientUnaryCall;
  listCycles(argument: _tongfen_v1_ListCyclesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListCyclesResponse__Output>): grpc.ClientUnaryCall;
  listCycles(argument: _tongfen_v1_ListCyclesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListCyclesResponse__Output>): grpc.ClientUnaryCall;
  listCycles(argument: _tongfen_v1_ListCyclesRequest, callback: grpc.requestCallback<_tongfen_v1_ListCyclesResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Says what becomes of an exception; for its issuer and the operator. EXCEPTION_UPHOLD: the transaction stands, the issuer
   * bears it; nothing is posted, and the word of either is enough. EXCEPTION_REVERSE: the network bears it; the first of the
   * two to say so proposes it, the other one's same word approves it, and then it is posted in the cycle of that moment as
   * ADJUST, with both names in its reason. Said again, by another operator too, it changes nothing, and posts what a fault
   * kept from being posted. FAILED_PRECONDITION when it is resolved otherwise.
   */
  ResolveException(argument: _tongfen_v1_ResolveExceptionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_SettlementException__Output>): grpc.ClientUnaryCall;
  ResolveException(argument: _tongfen_v1_ResolveExceptionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_SettlementException__Output>): grpc.ClientUnaryCall;
  ResolveException(argument: _tongfen_v1_ResolveExceptionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_SettlementException__Output>): grpc.ClientUnaryCall;
  ResolveException(argument: _tongfen_v1_ResolveExceptionRequest, callback: grpc.requestCallback<_tongfen_v1_SettlementException__Output>): grpc.ClientUnaryCall;
  /**
   * Says what becomes of an exception; for its issuer and the operator. EXCEPTION_UPHOLD: the transaction stands, the issuer
   * bears it; nothing is posted, and the word of either is enough. EXCEPTION_REVERSE: the network bears it; the first of the
   * two to say so proposes it, the other one's same word approves it, and then it is posted in the cycle of that moment as
   * ADJUST, with both names in its reason. Said again, by another operator too, it changes nothing, and posts what a fault
   * kept from being posted. FAILED_PRECONDITION when it is resolved otherwise.
   */
  resolveException(argument: _tongfen_v1_ResolveExceptionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_SettlementException__Output>): grpc.ClientUnaryCall;
  resolveException(argument: _tongfen_v1_ResolveExceptionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_SettlementException__Output>): grpc.ClientUnaryCall;
  resolveException(argument: _tongfen_v1_ResolveExceptionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_SettlementException__Output>): grpc.ClientUnaryCall;
  resolveException(argument: _tongfen_v1_ResolveExceptionRequest, callback: grpc.requestCallback<_tongfen_v1_SettlementException__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Settlement of cycles in standard points (标准积分). Amounts in standard points are whole micro standard points (10^-6), and
 * like sums of points they are written as decimal digits, because they may pass what 64 bits hold.
 * 
 * A party is a participant's code, or a part of the network: *EXCHANGE, where exchanges meet; *SPREAD, what the network
 * earns by them; *ROUNDING, what is left of a micro standard point when points become standard points; *EXCEPTION, what the
 * network bears of what issuers disputed.
 */
export interface SettlementHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Cuts over from a cycle, if the network is still in it, and answers when it is closed. Asked twice for one cycle it is one
   * cut-over: already_left tells the second. The operator's.
   */
  CloseCycle: grpc.handleUnaryCall<_tongfen_v1_CloseCycleRequest__Output, _tongfen_v1_CloseCycleResponse>;
  
  /**
   * Writes that a participant has settled a closed cycle, which posts it, or that it has not. What is settled stays settled.
   * The operator's.
   */
  ConfirmSettlement: grpc.handleUnaryCall<_tongfen_v1_ConfirmSettlementRequest__Output, _tongfen_v1_CycleSettlement>;
  
  /**
   * The settlement file of a participant for a closed cycle, in pieces. Its own, or anybody's for the operator;
   * docs/settlement.md describes it.
   */
  DownloadSettlementFile: grpc.handleServerStreamingCall<_tongfen_v1_DownloadSettlementFileRequest__Output, _tongfen_v1_SettlementFilePart>;
  
  /**
   * What issuers owe their members, program by program: of the caller's programs, or any for the operator. After
   * DEADLINE_EXCEEDED ask again: the first report adds up all closed cycles, and goes on with it meanwhile. One of a
   * participant at a time: RESOURCE_EXHAUSTED says when to come again.
   */
  GetLiability: grpc.handleUnaryCall<_tongfen_v1_GetLiabilityRequest__Output, _tongfen_v1_GetLiabilityResponse>;
  
  /**
   * What a cycle left to settle: a participant sees its own obligations, the operator all.
   */
  GetSettlement: grpc.handleUnaryCall<_tongfen_v1_GetSettlementRequest__Output, _tongfen_v1_CycleSettlement>;
  
  /**
   * The cycles, newest first.
   */
  ListCycles: grpc.handleUnaryCall<_tongfen_v1_ListCyclesRequest__Output, _tongfen_v1_ListCyclesResponse>;
  
  /**
   * Says what becomes of an exception; for its issuer and the operator. EXCEPTION_UPHOLD: the transaction stands, the issuer
   * bears it; nothing is posted, and the word of either is enough. EXCEPTION_REVERSE: the network bears it; the first of the
   * two to say so proposes it, the other one's same word approves it, and then it is posted in the cycle of that moment as
   * ADJUST, with both names in its reason. Said again, by another operator too, it changes nothing, and posts what a fault
   * kept from being posted. FAILED_PRECONDITION when it is resolved otherwise.
   */
  ResolveException: grpc.handleUnaryCall<_tongfen_v1_ResolveExceptionRequest__Output, _tongfen_v1_SettlementException>;
  
}

export interface SettlementDefinition extends grpc.ServiceDefinition {
  CloseCycle: MethodDefinition<_tongfen_v1_CloseCycleRequest, _tongfen_v1_CloseCycleResponse, _tongfen_v1_CloseCycleRequest__Output, _tongfen_v1_CloseCycleResponse__Output>
  ConfirmSettlement: MethodDefinition<_tongfen_v1_ConfirmSettlementRequest, _tongfen_v1_CycleSettlement, _tongfen_v1_ConfirmSettlementRequest__Output, _tongfen_v1_CycleSettlement__Output>
  DownloadSettlementFile: MethodDefinition<_tongfen_v1_DownloadSettlementFileRequest, _tongfen_v1_SettlementFilePart, _tongfen_v1_DownloadSettlementFileRequest__Output, _tongfen_v1_SettlementFilePart__Output>
  GetLiability: MethodDefinition<_tongfen_v1_GetLiabilityRequest, _tongfen_v1_GetLiabilityResponse, _tongfen_v1_GetLiabilityRequest__Output, _tongfen_v1_GetLiabilityResponse__Output>
  GetSettlement: MethodDefinition<_tongfen_v1_GetSettlementRequest, _tongfen_v1_CycleSettlement, _tongfen_v1_GetSettlementRequest__Output, _tongfen_v1_CycleSettlement__Output>
  ListCycles: MethodDefinition<_tongfen_v1_ListCyclesRequest, _tongfen_v1_ListCyclesResponse, _tongfen_v1_ListCyclesRequest__Output, _tongfen_v1_ListCyclesResponse__Output>
  ResolveException: MethodDefinition<_tongfen_v1_ResolveExceptionRequest, _tongfen_v1_SettlementException, _tongfen_v1_ResolveExceptionRequest__Output, _tongfen_v1_SettlementException__Output>
}
