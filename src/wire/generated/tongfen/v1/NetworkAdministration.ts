// Original file: proto/tongfen/v1/network.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ApiKey as _tongfen_v1_ApiKey, ApiKey__Output as _tongfen_v1_ApiKey__Output } from '../../tongfen/v1/ApiKey.ts';
import type { ApproveRateRequest as _tongfen_v1_ApproveRateRequest, ApproveRateRequest__Output as _tongfen_v1_ApproveRateRequest__Output } from '../../tongfen/v1/ApproveRateRequest.ts';
import type { CreateApiKeyRequest as _tongfen_v1_CreateApiKeyRequest, CreateApiKeyRequest__Output as _tongfen_v1_CreateApiKeyRequest__Output } from '../../tongfen/v1/CreateApiKeyRequest.ts';
import type { CreateApiKeyResponse as _tongfen_v1_CreateApiKeyResponse, CreateApiKeyResponse__Output as _tongfen_v1_CreateApiKeyResponse__Output } from '../../tongfen/v1/CreateApiKeyResponse.ts';
import type { CreateMerchantRequest as _tongfen_v1_CreateMerchantRequest, CreateMerchantRequest__Output as _tongfen_v1_CreateMerchantRequest__Output } from '../../tongfen/v1/CreateMerchantRequest.ts';
import type { CreateParticipantRequest as _tongfen_v1_CreateParticipantRequest, CreateParticipantRequest__Output as _tongfen_v1_CreateParticipantRequest__Output } from '../../tongfen/v1/CreateParticipantRequest.ts';
import type { CreateProgramRequest as _tongfen_v1_CreateProgramRequest, CreateProgramRequest__Output as _tongfen_v1_CreateProgramRequest__Output } from '../../tongfen/v1/CreateProgramRequest.ts';
import type { CutOverRequest as _tongfen_v1_CutOverRequest, CutOverRequest__Output as _tongfen_v1_CutOverRequest__Output } from '../../tongfen/v1/CutOverRequest.ts';
import type { Cycle as _tongfen_v1_Cycle, Cycle__Output as _tongfen_v1_Cycle__Output } from '../../tongfen/v1/Cycle.ts';
import type { Exposure as _tongfen_v1_Exposure, Exposure__Output as _tongfen_v1_Exposure__Output } from '../../tongfen/v1/Exposure.ts';
import type { GetCycleRequest as _tongfen_v1_GetCycleRequest, GetCycleRequest__Output as _tongfen_v1_GetCycleRequest__Output } from '../../tongfen/v1/GetCycleRequest.ts';
import type { GetMerchantRequest as _tongfen_v1_GetMerchantRequest, GetMerchantRequest__Output as _tongfen_v1_GetMerchantRequest__Output } from '../../tongfen/v1/GetMerchantRequest.ts';
import type { GetParticipantRequest as _tongfen_v1_GetParticipantRequest, GetParticipantRequest__Output as _tongfen_v1_GetParticipantRequest__Output } from '../../tongfen/v1/GetParticipantRequest.ts';
import type { GetProgramRequest as _tongfen_v1_GetProgramRequest, GetProgramRequest__Output as _tongfen_v1_GetProgramRequest__Output } from '../../tongfen/v1/GetProgramRequest.ts';
import type { ListApiKeysRequest as _tongfen_v1_ListApiKeysRequest, ListApiKeysRequest__Output as _tongfen_v1_ListApiKeysRequest__Output } from '../../tongfen/v1/ListApiKeysRequest.ts';
import type { ListApiKeysResponse as _tongfen_v1_ListApiKeysResponse, ListApiKeysResponse__Output as _tongfen_v1_ListApiKeysResponse__Output } from '../../tongfen/v1/ListApiKeysResponse.ts';
import type { ListExposuresRequest as _tongfen_v1_ListExposuresRequest, ListExposuresRequest__Output as _tongfen_v1_ListExposuresRequest__Output } from '../../tongfen/v1/ListExposuresRequest.ts';
import type { ListExposuresResponse as _tongfen_v1_ListExposuresResponse, ListExposuresResponse__Output as _tongfen_v1_ListExposuresResponse__Output } from '../../tongfen/v1/ListExposuresResponse.ts';
import type { ListMerchantsRequest as _tongfen_v1_ListMerchantsRequest, ListMerchantsRequest__Output as _tongfen_v1_ListMerchantsRequest__Output } from '../../tongfen/v1/ListMerchantsRequest.ts';
import type { ListMerchantsResponse as _tongfen_v1_ListMerchantsResponse, ListMerchantsResponse__Output as _tongfen_v1_ListMerchantsResponse__Output } from '../../tongfen/v1/ListMerchantsResponse.ts';
import type { ListParticipantsRequest as _tongfen_v1_ListParticipantsRequest, ListParticipantsRequest__Output as _tongfen_v1_ListParticipantsRequest__Output } from '../../tongfen/v1/ListParticipantsRequest.ts';
import type { ListParticipantsResponse as _tongfen_v1_ListParticipantsResponse, ListParticipantsResponse__Output as _tongfen_v1_ListParticipantsResponse__Output } from '../../tongfen/v1/ListParticipantsResponse.ts';
import type { ListProgramsRequest as _tongfen_v1_ListProgramsRequest, ListProgramsRequest__Output as _tongfen_v1_ListProgramsRequest__Output } from '../../tongfen/v1/ListProgramsRequest.ts';
import type { ListProgramsResponse as _tongfen_v1_ListProgramsResponse, ListProgramsResponse__Output as _tongfen_v1_ListProgramsResponse__Output } from '../../tongfen/v1/ListProgramsResponse.ts';
import type { ListRatesRequest as _tongfen_v1_ListRatesRequest, ListRatesRequest__Output as _tongfen_v1_ListRatesRequest__Output } from '../../tongfen/v1/ListRatesRequest.ts';
import type { ListRatesResponse as _tongfen_v1_ListRatesResponse, ListRatesResponse__Output as _tongfen_v1_ListRatesResponse__Output } from '../../tongfen/v1/ListRatesResponse.ts';
import type { Merchant as _tongfen_v1_Merchant, Merchant__Output as _tongfen_v1_Merchant__Output } from '../../tongfen/v1/Merchant.ts';
import type { Participant as _tongfen_v1_Participant, Participant__Output as _tongfen_v1_Participant__Output } from '../../tongfen/v1/Participant.ts';
import type { Program as _tongfen_v1_Program, Program__Output as _tongfen_v1_Program__Output } from '../../tongfen/v1/Program.ts';
import type { ProposeRateRequest as _tongfen_v1_ProposeRateRequest, ProposeRateRequest__Output as _tongfen_v1_ProposeRateRequest__Output } from '../../tongfen/v1/ProposeRateRequest.ts';
import type { Rate as _tongfen_v1_Rate, Rate__Output as _tongfen_v1_Rate__Output } from '../../tongfen/v1/Rate.ts';
import type { RevokeApiKeyRequest as _tongfen_v1_RevokeApiKeyRequest, RevokeApiKeyRequest__Output as _tongfen_v1_RevokeApiKeyRequest__Output } from '../../tongfen/v1/RevokeApiKeyRequest.ts';
import type { SetNetDebitCapRequest as _tongfen_v1_SetNetDebitCapRequest, SetNetDebitCapRequest__Output as _tongfen_v1_SetNetDebitCapRequest__Output } from '../../tongfen/v1/SetNetDebitCapRequest.ts';
import type { SetStandInLimitRequest as _tongfen_v1_SetStandInLimitRequest, SetStandInLimitRequest__Output as _tongfen_v1_SetStandInLimitRequest__Output } from '../../tongfen/v1/SetStandInLimitRequest.ts';
import type { UpdateMerchantRequest as _tongfen_v1_UpdateMerchantRequest, UpdateMerchantRequest__Output as _tongfen_v1_UpdateMerchantRequest__Output } from '../../tongfen/v1/UpdateMerchantRequest.ts';
import type { UpdateParticipantRequest as _tongfen_v1_UpdateParticipantRequest, UpdateParticipantRequest__Output as _tongfen_v1_UpdateParticipantRequest__Output } from '../../tongfen/v1/UpdateParticipantRequest.ts';
import type { UpdateProgramRequest as _tongfen_v1_UpdateProgramRequest, UpdateProgramRequest__Output as _tongfen_v1_UpdateProgramRequest__Output } from '../../tongfen/v1/UpdateProgramRequest.ts';

/**
 * Administration of the network: the operator's, and PERMISSION_DENIED for others. An issuer may read itself and its own
 * programs and propose rates for them, an acquirer may read itself, its own merchants and the programs that they accept,
 * and everybody the cycle; what else they ask to read is NOT_FOUND. Every process of the network knows a change within a
 * second.
 */
export interface NetworkAdministrationClient extends grpc.Client {
  /**
   * Lets a proposed rate hold from its moment on, and no earlier than two seconds from now, when every process knows it. Not
   * by the participant that proposed it.
   */
  ApproveRate(argument: _tongfen_v1_ApproveRateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Rate__Output>): grpc.ClientUnaryCall;
  ApproveRate(argument: _tongfen_v1_ApproveRateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Rate__Output>): grpc.ClientUnaryCall;
  ApproveRate(argument: _tongfen_v1_ApproveRateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Rate__Output>): grpc.ClientUnaryCall;
  ApproveRate(argument: _tongfen_v1_ApproveRateRequest, callback: grpc.requestCallback<_tongfen_v1_Rate__Output>): grpc.ClientUnaryCall;
  /**
   * Lets a proposed rate hold from its moment on, and no earlier than two seconds from now, when every process knows it. Not
   * by the participant that proposed it.
   */
  approveRate(argument: _tongfen_v1_ApproveRateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Rate__Output>): grpc.ClientUnaryCall;
  approveRate(argument: _tongfen_v1_ApproveRateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Rate__Output>): grpc.ClientUnaryCall;
  approveRate(argument: _tongfen_v1_ApproveRateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Rate__Output>): grpc.ClientUnaryCall;
  approveRate(argument: _tongfen_v1_ApproveRateRequest, callback: grpc.requestCallback<_tongfen_v1_Rate__Output>): grpc.ClientUnaryCall;
  
  /**
   * Makes a key; the answer is the only time it is shown.
   */
  CreateApiKey(argument: _tongfen_v1_CreateApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  CreateApiKey(argument: _tongfen_v1_CreateApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  CreateApiKey(argument: _tongfen_v1_CreateApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  CreateApiKey(argument: _tongfen_v1_CreateApiKeyRequest, callback: grpc.requestCallback<_tongfen_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Makes a key; the answer is the only time it is shown.
   */
  createApiKey(argument: _tongfen_v1_CreateApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  createApiKey(argument: _tongfen_v1_CreateApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  createApiKey(argument: _tongfen_v1_CreateApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  createApiKey(argument: _tongfen_v1_CreateApiKeyRequest, callback: grpc.requestCallback<_tongfen_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  
  CreateMerchant(argument: _tongfen_v1_CreateMerchantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  CreateMerchant(argument: _tongfen_v1_CreateMerchantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  CreateMerchant(argument: _tongfen_v1_CreateMerchantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  CreateMerchant(argument: _tongfen_v1_CreateMerchantRequest, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  createMerchant(argument: _tongfen_v1_CreateMerchantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  createMerchant(argument: _tongfen_v1_CreateMerchantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  createMerchant(argument: _tongfen_v1_CreateMerchantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  createMerchant(argument: _tongfen_v1_CreateMerchantRequest, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  
  CreateParticipant(argument: _tongfen_v1_CreateParticipantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  CreateParticipant(argument: _tongfen_v1_CreateParticipantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  CreateParticipant(argument: _tongfen_v1_CreateParticipantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  CreateParticipant(argument: _tongfen_v1_CreateParticipantRequest, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  createParticipant(argument: _tongfen_v1_CreateParticipantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  createParticipant(argument: _tongfen_v1_CreateParticipantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  createParticipant(argument: _tongfen_v1_CreateParticipantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  createParticipant(argument: _tongfen_v1_CreateParticipantRequest, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  
  CreateProgram(argument: _tongfen_v1_CreateProgramRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  CreateProgram(argument: _tongfen_v1_CreateProgramRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  CreateProgram(argument: _tongfen_v1_CreateProgramRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  CreateProgram(argument: _tongfen_v1_CreateProgramRequest, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  createProgram(argument: _tongfen_v1_CreateProgramRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  createProgram(argument: _tongfen_v1_CreateProgramRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  createProgram(argument: _tongfen_v1_CreateProgramRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  createProgram(argument: _tongfen_v1_CreateProgramRequest, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  
  /**
   * Moves the network to the next cycle and business date: an ordered message through every shard. Answers when every
   * shard has crossed. Asked for twice it is one cut-over, and already_cut_over tells the second: by the same date, or
   * without a date while the first is under way or within a minute of its beginning.
   */
  CutOver(argument: _tongfen_v1_CutOverRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Cycle__Output>): grpc.ClientUnaryCall;
  CutOver(argument: _tongfen_v1_CutOverRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Cycle__Output>): grpc.ClientUnaryCall;
  CutOver(argument: _tongfen_v1_CutOverRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Cycle__Output>): grpc.ClientUnaryCall;
  CutOver(argument: _tongfen_v1_CutOverRequest, callback: grpc.requestCallback<_tongfen_v1_Cycle__Output>): grpc.ClientUnaryCall;
  /**
   * Moves the network to the next cycle and business date: an ordered message through every shard. Answers when every
   * shard has crossed. Asked for twice it is one cut-over, and already_cut_over tells the second: by the same date, or
   * without a date while the first is under way or within a minute of its beginning.
   */
  cutOver(argument: _tongfen_v1_CutOverRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Cycle__Output>): grpc.ClientUnaryCall;
  cutOver(argument: _tongfen_v1_CutOverRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Cycle__Output>): grpc.ClientUnaryCall;
  cutOver(argument: _tongfen_v1_CutOverRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Cycle__Output>): grpc.ClientUnaryCall;
  cutOver(argument: _tongfen_v1_CutOverRequest, callback: grpc.requestCallback<_tongfen_v1_Cycle__Output>): grpc.ClientUnaryCall;
  
  /**
   * The cycle that the network is in.
   */
  GetCycle(argument: _tongfen_v1_GetCycleRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Cycle__Output>): grpc.ClientUnaryCall;
  GetCycle(argument: _tongfen_v1_GetCycleRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Cycle__Output>): grpc.ClientUnaryCall;
  GetCycle(argument: _tongfen_v1_GetCycleRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Cycle__Output>): grpc.ClientUnaryCall;
  GetCycle(argument: _tongfen_v1_GetCycleRequest, callback: grpc.requestCallback<_tongfen_v1_Cycle__Output>): grpc.ClientUnaryCall;
  /**
   * The cycle that the network is in.
   */
  getCycle(argument: _tongfen_v1_GetCycleRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Cycle__Output>): grpc.ClientUnaryCall;
  getCycle(argument: _tongfen_v1_GetCycleRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Cycle__Output>): grpc.ClientUnaryCall;
  getCycle(argument: _tongfen_v1_GetCycleRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Cycle__Output>): grpc.ClientUnaryCall;
  getCycle(argument: _tongfen_v1_GetCycleRequest, callback: grpc.requestCallback<_tongfen_v1_Cycle__Output>): grpc.ClientUnaryCall;
  
  GetMerchant(argument: _tongfen_v1_GetMerchantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  GetMerchant(argument: _tongfen_v1_GetMerchantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  GetMerchant(argument: _tongfen_v1_GetMerchantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  GetMerchant(argument: _tongfen_v1_GetMerchantRequest, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  getMerchant(argument: _tongfen_v1_GetMerchantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  getMerchant(argument: _tongfen_v1_GetMerchantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  getMerchant(argument: _tongfen_v1_GetMerchantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  getMerchant(argument: _tongfen_v1_GetMerchantRequest, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  
  GetParticipant(argument: _tongfen_v1_GetParticipantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  GetParticipant(argument: _tongfen_v1_GetParticipantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  GetParticipant(argument: _tongfen_v1_GetParticipantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  GetParticipant(argument: _tongfen_v1_GetParticipantRequest, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  getParticipant(argument: _tongfen_v1_GetParticipantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  getParticipant(argument: _tongfen_v1_GetParticipantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  getParticipant(argument: _tongfen_v1_GetParticipantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  getParticipant(argument: _tongfen_v1_GetParticipantRequest, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  
  GetProgram(argument: _tongfen_v1_GetProgramRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  GetProgram(argument: _tongfen_v1_GetProgramRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  GetProgram(argument: _tongfen_v1_GetProgramRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  GetProgram(argument: _tongfen_v1_GetProgramRequest, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  getProgram(argument: _tongfen_v1_GetProgramRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  getProgram(argument: _tongfen_v1_GetProgramRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  getProgram(argument: _tongfen_v1_GetProgramRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  getProgram(argument: _tongfen_v1_GetProgramRequest, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  
  ListApiKeys(argument: _tongfen_v1_ListApiKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  ListApiKeys(argument: _tongfen_v1_ListApiKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  ListApiKeys(argument: _tongfen_v1_ListApiKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  ListApiKeys(argument: _tongfen_v1_ListApiKeysRequest, callback: grpc.requestCallback<_tongfen_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  listApiKeys(argument: _tongfen_v1_ListApiKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  listApiKeys(argument: _tongfen_v1_ListApiKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  listApiKeys(argument: _tongfen_v1_ListApiKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  listApiKeys(argument: _tongfen_v1_ListApiKeysRequest, callback: grpc.requestCallback<_tongfen_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * What exchanges make issuers owe the network, in cycles that they have not settled, and what the network has stood in
   * for: all issuers for the operator, an issuer itself.
   */
  ListExposures(argument: _tongfen_v1_ListExposuresRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListExposuresResponse__Output>): grpc.ClientUnaryCall;
  ListExposures(argument: _tongfen_v1_ListExposuresRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListExposuresResponse__Output>): grpc.ClientUnaryCall;
  ListExposures(argument: _tongfen_v1_ListExposuresRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListExposuresResponse__Output>): grpc.ClientUnaryCall;
  ListExposures(argument: _tongfen_v1_ListExposuresRequest, callback: grpc.requestCallback<_tongfen_v1_ListExposuresResponse__Output>): grpc.ClientUnaryCall;
  /**
   * What exchanges make issuers owe the network, in cycles that they have not settled, and what the network has stood in
   * for: all issuers for the operator, an issuer itself.
   */
  listExposures(argument: _tongfen_v1_ListExposuresRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListExposuresResponse__Output>): grpc.ClientUnaryCall;
  listExposures(argument: _tongfen_v1_ListExposuresRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListExposuresResponse__Output>): grpc.ClientUnaryCall;
  listExposures(argument: _tongfen_v1_ListExposuresRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListExposuresResponse__Output>): grpc.ClientUnaryCall;
  listExposures(argument: _tongfen_v1_ListExposuresRequest, callback: grpc.requestCallback<_tongfen_v1_ListExposuresResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * By code, in pages.
   */
  ListMerchants(argument: _tongfen_v1_ListMerchantsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListMerchantsResponse__Output>): grpc.ClientUnaryCall;
  ListMerchants(argument: _tongfen_v1_ListMerchantsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListMerchantsResponse__Output>): grpc.ClientUnaryCall;
  ListMerchants(argument: _tongfen_v1_ListMerchantsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListMerchantsResponse__Output>): grpc.ClientUnaryCall;
  ListMerchants(argument: _tongfen_v1_ListMerchantsRequest, callback: grpc.requestCallback<_tongfen_v1_ListMerchantsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * By code, in pages.
   */
  listMerchants(argument: _tongfen_v1_ListMerchantsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListMerchantsResponse__Output>): grpc.ClientUnaryCall;
  listMerchants(argument: _tongfen_v1_ListMerchantsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListMerchantsResponse__Output>): grpc.ClientUnaryCall;
  listMerchants(argument: _tongfen_v1_ListMerchantsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListMerchantsResponse__Output>): grpc.ClientUnaryCall;
  listMerchants(argument: _tongfen_v1_ListMerchantsRequest, callback: grpc.requestCallback<_tongfen_v1_ListMerchantsResponse__Output>): grpc.ClientUnaryCall;
  
  ListParticipants(argument: _tongfen_v1_ListParticipantsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListParticipantsResponse__Output>): grpc.ClientUnaryCall;
  ListParticipants(argument: _tongfen_v1_ListParticipantsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListParticipantsResponse__Output>): grpc.ClientUnaryCall;
  ListParticipants(argument: _tongfen_v1_ListParticipantsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListParticipantsResponse__Output>): grpc.ClientUnaryCall;
  ListParticipants(argument: _tongfen_v1_ListParticipantsRequest, callback: grpc.requestCallback<_tongfen_v1_ListParticipantsResponse__Output>): grpc.ClientUnaryCall;
  listParticipants(argument: _tongfen_v1_ListParticipantsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListParticipantsResponse__Output>): grpc.ClientUnaryCall;
  listParticipants(argument: _tongfen_v1_ListParticipantsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListParticipantsResponse__Output>): grpc.ClientUnaryCall;
  listParticipants(argument: _tongfen_v1_ListParticipantsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListParticipantsResponse__Output>): grpc.ClientUnaryCall;
  listParticipants(argument: _tongfen_v1_ListParticipantsRequest, callback: grpc.requestCallback<_tongfen_v1_ListParticipantsResponse__Output>): grpc.ClientUnaryCall;
  
  ListPrograms(argument: _tongfen_v1_ListProgramsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListProgramsResponse__Output>): grpc.ClientUnaryCall;
  ListPrograms(argument: _tongfen_v1_ListProgramsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListProgramsResponse__Output>): grpc.ClientUnaryCall;
  ListPrograms(argument: _tongfen_v1_ListProgramsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListProgramsResponse__Output>): grpc.ClientUnaryCall;
  ListPrograms(argument: _tongfen_v1_ListProgramsRequest, callback: grpc.requestCallback<_tongfen_v1_ListProgramsResponse__Output>): grpc.ClientUnaryCall;
  listPrograms(argument: _tongfen_v1_ListProgramsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListProgramsResponse__Output>): grpc.ClientUnaryCall;
  listPrograms(argument: _tongfen_v1_ListProgramsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListProgramsResponse__Output>): grpc.ClientUnaryCall;
  listPrograms(argument: _tongfen_v1_ListProgramsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListProgramsResponse__Output>): grpc.ClientUnaryCall;
  listPrograms(argument: _tongfen_v1_ListProgramsRequest, callback: grpc.requestCallback<_tongfen_v1_ListProgramsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * All rates of a program that were proposed, by version.
   */
  ListRates(argument: _tongfen_v1_ListRatesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListRatesResponse__Output>): grpc.ClientUnaryCall;
  ListRates(argument: _tongfen_v1_ListRatesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListRatesResponse__Output>): grpc.ClientUnaryCall;
  ListRates(argument: _tongfen_v1_ListRatesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListRatesResponse__Output>): grpc.ClientUnaryCall;
  ListRates(argument: _tongfen_v1_ListRatesRequest, callback: grpc.requestCallback<_tongfen_v1_ListRatesResponse__Output>): grpc.ClientUnaryCall;
  /**
   * All rates of a program that were proposed, by version.
   */
  listRates(argument: _tongfen_v1_ListRatesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListRatesResponse__Output>): grpc.ClientUnaryCall;
  listRates(argument: _tongfen_v1_ListRatesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListRatesResponse__Output>): grpc.ClientUnaryCall;
  listRates(argument: _tongfen_v1_ListRatesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListRatesResponse__Output>): grpc.ClientUnaryCall;
  listRates(argument: _tongfen_v1_ListRatesRequest, callback: grpc.requestCallback<_tongfen_v1_ListRatesResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The next version of a rate of the calling issuer's program. It holds once the operator has approved it.
   */
  ProposeRate(argument: _tongfen_v1_ProposeRateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Rate__Output>): grpc.ClientUnaryCall;
  ProposeRate(argument: _tongfen_v1_ProposeRateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Rate__Output>): grpc.ClientUnaryCall;
  ProposeRate(argument: _tongfen_v1_ProposeRateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Rate__Output>): grpc.ClientUnaryCall;
  ProposeRate(argument: _tongfen_v1_ProposeRateRequest, callback: grpc.requestCallback<_tongfen_v1_Rate__Output>): grpc.ClientUnaryCall;
  /**
   * The next version of a rate of the calling issuer's program. It holds once the operator has approved it.
   */
  proposeRate(argument: _tongfen_v1_ProposeRateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Rate__Output>): grpc.ClientUnaryCall;
  proposeRate(argument: _tongfen_v1_ProposeRateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Rate__Output>): grpc.ClientUnaryCall;
  proposeRate(argument: _tongfen_v1_ProposeRateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Rate__Output>): grpc.ClientUnaryCall;
  proposeRate(argument: _tongfen_v1_ProposeRateRequest, callback: grpc.requestCallback<_tongfen_v1_Rate__Output>): grpc.ClientUnaryCall;
  
  /**
   * Every gateway refuses it within a second, on open streams of transactions and events too.
   */
  RevokeApiKey(argument: _tongfen_v1_RevokeApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ApiKey__Output>): grpc.ClientUnaryCall;
  RevokeApiKey(argument: _tongfen_v1_RevokeApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ApiKey__Output>): grpc.ClientUnaryCall;
  RevokeApiKey(argument: _tongfen_v1_RevokeApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ApiKey__Output>): grpc.ClientUnaryCall;
  RevokeApiKey(argument: _tongfen_v1_RevokeApiKeyRequest, callback: grpc.requestCallback<_tongfen_v1_ApiKey__Output>): grpc.ClientUnaryCall;
  /**
   * Every gateway refuses it within a second, on open streams of transactions and events too.
   */
  revokeApiKey(argument: _tongfen_v1_RevokeApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ApiKey__Output>): grpc.ClientUnaryCall;
  revokeApiKey(argument: _tongfen_v1_RevokeApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ApiKey__Output>): grpc.ClientUnaryCall;
  revokeApiKey(argument: _tongfen_v1_RevokeApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ApiKey__Output>): grpc.ClientUnaryCall;
  revokeApiKey(argument: _tongfen_v1_RevokeApiKeyRequest, callback: grpc.requestCallback<_tongfen_v1_ApiKey__Output>): grpc.ClientUnaryCall;
  
  /**
   * Sets the most that an issuer may owe the network from exchanges; it is exact within two seconds of the first time. A
   * cap can be changed, not taken away. Lowering it takes effect as shards give back what they hold of it.
   */
  SetNetDebitCap(argument: _tongfen_v1_SetNetDebitCapRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Exposure__Output>): grpc.ClientUnaryCall;
  SetNetDebitCap(argument: _tongfen_v1_SetNetDebitCapRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Exposure__Output>): grpc.ClientUnaryCall;
  SetNetDebitCap(argument: _tongfen_v1_SetNetDebitCapRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Exposure__Output>): grpc.ClientUnaryCall;
  SetNetDebitCap(argument: _tongfen_v1_SetNetDebitCapRequest, callback: grpc.requestCallback<_tongfen_v1_Exposure__Output>): grpc.ClientUnaryCall;
  /**
   * Sets the most that an issuer may owe the network from exchanges; it is exact within two seconds of the first time. A
   * cap can be changed, not taken away. Lowering it takes effect as shards give back what they hold of it.
   */
  setNetDebitCap(argument: _tongfen_v1_SetNetDebitCapRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Exposure__Output>): grpc.ClientUnaryCall;
  setNetDebitCap(argument: _tongfen_v1_SetNetDebitCapRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Exposure__Output>): grpc.ClientUnaryCall;
  setNetDebitCap(argument: _tongfen_v1_SetNetDebitCapRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Exposure__Output>): grpc.ClientUnaryCall;
  setNetDebitCap(argument: _tongfen_v1_SetNetDebitCapRequest, callback: grpc.requestCallback<_tongfen_v1_Exposure__Output>): grpc.ClientUnaryCall;
  
  /**
   * Sets the most for which the network stands in for an issuer whose host does not answer, over all its external programs,
   * until the host has heard of it; without one the network does not stand in. A limit can be changed, and 0 ends standing
   * in. Lowering it takes effect as shards give back what they hold of it.
   */
  SetStandInLimit(argument: _tongfen_v1_SetStandInLimitRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Exposure__Output>): grpc.ClientUnaryCall;
  SetStandInLimit(argument: _tongfen_v1_SetStandInLimitRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Exposure__Output>): grpc.ClientUnaryCall;
  SetStandInLimit(argument: _tongfen_v1_SetStandInLimitRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Exposure__Output>): grpc.ClientUnaryCall;
  SetStandInLimit(argument: _tongfen_v1_SetStandInLimitRequest, callback: grpc.requestCallback<_tongfen_v1_Exposure__Output>): grpc.ClientUnaryCall;
  /**
   * Sets the most for which the network stands in for an issuer whose host does not answer, over all its external programs,
   * until the host has heard of it; without one the network does not stand in. A limit can be changed, and 0 ends standing
   * in. Lowering it takes effect as shards give back what they hold of it.
   */
  setStandInLimit(argument: _tongfen_v1_SetStandInLimitRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Exposure__Output>): grpc.ClientUnaryCall;
  setStandInLimit(argument: _tongfen_v1_SetStandInLimitRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Exposure__Output>): grpc.ClientUnaryCall;
  setStandInLimit(argument: _tongfen_v1_SetStandInLimitRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Exposure__Output>): grpc.ClientUnaryCall;
  setStandInLimit(argument: _tongfen_v1_SetStandInLimitRequest, callback: grpc.requestCallback<_tongfen_v1_Exposure__Output>): grpc.ClientUnaryCall;
  
  UpdateMerchant(argument: _tongfen_v1_UpdateMerchantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  UpdateMerchant(argument: _tongfen_v1_UpdateMerchantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  UpdateMerchant(argument: _tongfen_v1_UpdateMerchantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  UpdateMerchant(argument: _tongfen_v1_UpdateMerchantRequest, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  updateMerchant(argument: _tongfen_v1_UpdateMerchantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  updateMerchant(argument: _tongfen_v1_UpdateMerchantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  updateMerchant(argument: _tongfen_v1_UpdateMerchantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  updateMerchant(argument: _tongfen_v1_UpdateMerchantRequest, callback: grpc.requestCallback<_tongfen_v1_Merchant__Output>): grpc.ClientUnaryCall;
  
  /**
   * Changes what is set in the request. The last operator that is active is not blocked: nobody could undo it.
   */
  UpdateParticipant(argument: _tongfen_v1_UpdateParticipantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  UpdateParticipant(argument: _tongfen_v1_UpdateParticipantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  UpdateParticipant(argument: _tongfen_v1_UpdateParticipantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  UpdateParticipant(argument: _tongfen_v1_UpdateParticipantRequest, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  /**
   * Changes what is set in the request. The last operator that is active is not blocked: nobody could undo it.
   */
  updateParticipant(argument: _tongfen_v1_UpdateParticipantRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  updateParticipant(argument: _tongfen_v1_UpdateParticipantRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  updateParticipant(argument: _tongfen_v1_UpdateParticipantRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  updateParticipant(argument: _tongfen_v1_UpdateParticipantRequest, callback: grpc.requestCallback<_tongfen_v1_Participant__Output>): grpc.ClientUnaryCall;
  
  /**
   * Changes what is set in the request. Scale and issuer never change.
   */
  UpdateProgram(argument: _tongfen_v1_UpdateProgramRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  UpdateProgram(argument: _tongfen_v1_UpdateProgramRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  UpdateProgram(argument: _tongfen_v1_UpdateProgramRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  UpdateProgram(argument: _tongfen_v1_UpdateProgramRequest, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  /**
   * Changes what is set in the request. Scale and issuer never change.
   */
  updateProgram(argument: _tongfen_v1_UpdateProgramRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  updateProgram(argument: _tongfen_v1_UpdateProgramRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  updateProgram(argument: _tongfen_v1_UpdateProgramRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  updateProgram(argument: _tongfen_v1_UpdateProgramRequest, callback: grpc.requestCallback<_tongfen_v1_Program__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Administration of the network: the operator's, and PERMISSION_DENIED for others. An issuer may read itself and its own
 * programs and propose rates for them, an acquirer may read itself, its own merchants and the programs that they accept,
 * and everybody the cycle; what else they ask to read is NOT_FOUND. Every process of the network knows a change within a
 * second.
 */
export interface NetworkAdministrationHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Lets a proposed rate hold from its moment on, and no earlier than two seconds from now, when every process knows it. Not
   * by the participant that proposed it.
   */
  ApproveRate: grpc.handleUnaryCall<_tongfen_v1_ApproveRateRequest__Output, _tongfen_v1_Rate>;
  
  /**
   * Makes a key; the answer is the only time it is shown.
   */
  CreateApiKey: grpc.handleUnaryCall<_tongfen_v1_CreateApiKeyRequest__Output, _tongfen_v1_CreateApiKeyResponse>;
  
  CreateMerchant: grpc.handleUnaryCall<_tongfen_v1_CreateMerchantRequest__Output, _tongfen_v1_Merchant>;
  
  CreateParticipant: grpc.handleUnaryCall<_tongfen_v1_CreateParticipantRequest__Output, _tongfen_v1_Participant>;
  
  CreateProgram: grpc.handleUnaryCall<_tongfen_v1_CreateProgramRequest__Output, _tongfen_v1_Program>;
  
  /**
   * Moves the network to the next cycle and business date: an ordered message through every shard. Answers when every
   * shard has crossed. Asked for twice it is one cut-over, and already_cut_over tells the second: by the same date, or
   * without a date while the first is under way or within a minute of its beginning.
   */
  CutOver: grpc.handleUnaryCall<_tongfen_v1_CutOverRequest__Output, _tongfen_v1_Cycle>;
  
  /**
   * The cycle that the network is in.
   */
  GetCycle: grpc.handleUnaryCall<_tongfen_v1_GetCycleRequest__Output, _tongfen_v1_Cycle>;
  
  GetMerchant: grpc.handleUnaryCall<_tongfen_v1_GetMerchantRequest__Output, _tongfen_v1_Merchant>;
  
  GetParticipant: grpc.handleUnaryCall<_tongfen_v1_GetParticipantRequest__Output, _tongfen_v1_Participant>;
  
  GetProgram: grpc.handleUnaryCall<_tongfen_v1_GetProgramRequest__Output, _tongfen_v1_Program>;
  
  ListApiKeys: grpc.handleUnaryCall<_tongfen_v1_ListApiKeysRequest__Output, _tongfen_v1_ListApiKeysResponse>;
  
  /**
   * What exchanges make issuers owe the network, in cycles that they have not settled, and what the network has stood in
   * for: all issuers for the operator, an issuer itself.
   */
  ListExposures: grpc.handleUnaryCall<_tongfen_v1_ListExposuresRequest__Output, _tongfen_v1_ListExposuresResponse>;
  
  /**
   * By code, in pages.
   */
  ListMerchants: grpc.handleUnaryCall<_tongfen_v1_ListMerchantsRequest__Output, _tongfen_v1_ListMerchantsResponse>;
  
  ListParticipants: grpc.handleUnaryCall<_tongfen_v1_ListParticipantsRequest__Output, _tongfen_v1_ListParticipantsResponse>;
  
  ListPrograms: grpc.handleUnaryCall<_tongfen_v1_ListProgramsRequest__Output, _tongfen_v1_ListProgramsResponse>;
  
  /**
   * All rates of a program that were proposed, by version.
   */
  ListRates: grpc.handleUnaryCall<_tongfen_v1_ListRatesRequest__Output, _tongfen_v1_ListRatesResponse>;
  
  /**
   * The next version of a rate of the calling issuer's program. It holds once the operator has approved it.
   */
  ProposeRate: grpc.handleUnaryCall<_tongfen_v1_ProposeRateRequest__Output, _tongfen_v1_Rate>;
  
  /**
   * Every gateway refuses it within a second, on open streams of transactions and events too.
   */
  RevokeApiKey: grpc.handleUnaryCall<_tongfen_v1_RevokeApiKeyRequest__Output, _tongfen_v1_ApiKey>;
  
  /**
   * Sets the most that an issuer may owe the network from exchanges; it is exact within two seconds of the first time. A
   * cap can be changed, not taken away. Lowering it takes effect as shards give back what they hold of it.
   */
  SetNetDebitCap: grpc.handleUnaryCall<_tongfen_v1_SetNetDebitCapRequest__Output, _tongfen_v1_Exposure>;
  
  /**
   * Sets the most for which the network stands in for an issuer whose host does not answer, over all its external programs,
   * until the host has heard of it; without one the network does not stand in. A limit can be changed, and 0 ends standing
   * in. Lowering it takes effect as shards give back what they hold of it.
   */
  SetStandInLimit: grpc.handleUnaryCall<_tongfen_v1_SetStandInLimitRequest__Output, _tongfen_v1_Exposure>;
  
  UpdateMerchant: grpc.handleUnaryCall<_tongfen_v1_UpdateMerchantRequest__Output, _tongfen_v1_Merchant>;
  
  /**
   * Changes what is set in the request. The last operator that is active is not blocked: nobody could undo it.
   */
  UpdateParticipant: grpc.handleUnaryCall<_tongfen_v1_UpdateParticipantRequest__Output, _tongfen_v1_Participant>;
  
  /**
   * Changes what is set in the request. Scale and issuer never change.
   */
  UpdateProgram: grpc.handleUnaryCall<_tongfen_v1_UpdateProgramRequest__Output, _tongfen_v1_Program>;
  
}

export interface NetworkAdministrationDefinition extends grpc.ServiceDefinition {
  ApproveRate: MethodDefinition<_tongfen_v1_ApproveRateRequest, _tongfen_v1_Rate, _tongfen_v1_ApproveRateRequest__Output, _tongfen_v1_Rate__Output>
  CreateApiKey: MethodDefinition<_tongfen_v1_CreateApiKeyRequest, _tongfen_v1_CreateApiKeyResponse, _tongfen_v1_CreateApiKeyRequest__Output, _tongfen_v1_CreateApiKeyResponse__Output>
  CreateMerchant: MethodDefinition<_tongfen_v1_CreateMerchantRequest, _tongfen_v1_Merchant, _tongfen_v1_CreateMerchantRequest__Output, _tongfen_v1_Merchant__Output>
  CreateParticipant: MethodDefinition<_tongfen_v1_CreateParticipantRequest, _tongfen_v1_Participant, _tongfen_v1_CreateParticipantRequest__Output, _tongfen_v1_Participant__Output>
  CreateProgram: MethodDefinition<_tongfen_v1_CreateProgramRequest, _tongfen_v1_Program, _tongfen_v1_CreateProgramRequest__Output, _tongfen_v1_Program__Output>
  CutOver: MethodDefinition<_tongfen_v1_CutOverRequest, _tongfen_v1_Cycle, _tongfen_v1_CutOverRequest__Output, _tongfen_v1_Cycle__Output>
  GetCycle: MethodDefinition<_tongfen_v1_GetCycleRequest, _tongfen_v1_Cycle, _tongfen_v1_GetCycleRequest__Output, _tongfen_v1_Cycle__Output>
  GetMerchant: MethodDefinition<_tongfen_v1_GetMerchantRequest, _tongfen_v1_Merchant, _tongfen_v1_GetMerchantRequest__Output, _tongfen_v1_Merchant__Output>
  GetParticipant: MethodDefinition<_tongfen_v1_GetParticipantRequest, _tongfen_v1_Participant, _tongfen_v1_GetParticipantRequest__Output, _tongfen_v1_Participant__Output>
  GetProgram: MethodDefinition<_tongfen_v1_GetProgramRequest, _tongfen_v1_Program, _tongfen_v1_GetProgramRequest__Output, _tongfen_v1_Program__Output>
  ListApiKeys: MethodDefinition<_tongfen_v1_ListApiKeysRequest, _tongfen_v1_ListApiKeysResponse, _tongfen_v1_ListApiKeysRequest__Output, _tongfen_v1_ListApiKeysResponse__Output>
  ListExposures: MethodDefinition<_tongfen_v1_ListExposuresRequest, _tongfen_v1_ListExposuresResponse, _tongfen_v1_ListExposuresRequest__Output, _tongfen_v1_ListExposuresResponse__Output>
  ListMerchants: MethodDefinition<_tongfen_v1_ListMerchantsRequest, _tongfen_v1_ListMerchantsResponse, _tongfen_v1_ListMerchantsRequest__Output, _tongfen_v1_ListMerchantsResponse__Output>
  ListParticipants: MethodDefinition<_tongfen_v1_ListParticipantsRequest, _tongfen_v1_ListParticipantsResponse, _tongfen_v1_ListParticipantsRequest__Output, _tongfen_v1_ListParticipantsResponse__Output>
  ListPrograms: MethodDefinition<_tongfen_v1_ListProgramsRequest, _tongfen_v1_ListProgramsResponse, _tongfen_v1_ListProgramsRequest__Output, _tongfen_v1_ListProgramsResponse__Output>
  ListRates: MethodDefinition<_tongfen_v1_ListRatesRequest, _tongfen_v1_ListRatesResponse, _tongfen_v1_ListRatesRequest__Output, _tongfen_v1_ListRatesResponse__Output>
  ProposeRate: MethodDefinition<_tongfen_v1_ProposeRateRequest, _tongfen_v1_Rate, _tongfen_v1_ProposeRateRequest__Output, _tongfen_v1_Rate__Output>
  RevokeApiKey: MethodDefinition<_tongfen_v1_RevokeApiKeyRequest, _tongfen_v1_ApiKey, _tongfen_v1_RevokeApiKeyRequest__Output, _tongfen_v1_ApiKey__Output>
  SetNetDebitCap: MethodDefinition<_tongfen_v1_SetNetDebitCapRequest, _tongfen_v1_Exposure, _tongfen_v1_SetNetDebitCapRequest__Output, _tongfen_v1_Exposure__Output>
  SetStandInLimit: MethodDefinition<_tongfen_v1_SetStandInLimitRequest, _tongfen_v1_Exposure, _tongfen_v1_SetStandInLimitRequest__Output, _tongfen_v1_Exposure__Output>
  UpdateMerchant: MethodDefinition<_tongfen_v1_UpdateMerchantRequest, _tongfen_v1_Merchant, _tongfen_v1_UpdateMerchantRequest__Output, _tongfen_v1_Merchant__Output>
  UpdateParticipant: MethodDefinition<_tongfen_v1_UpdateParticipantRequest, _tongfen_v1_Participant, _tongfen_v1_UpdateParticipantRequest__Output, _tongfen_v1_Participant__Output>
  UpdateProgram: MethodDefinition<_tongfen_v1_UpdateProgramRequest, _tongfen_v1_Program, _tongfen_v1_UpdateProgramRequest__Output, _tongfen_v1_Program__Output>
}
