import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Any as _google_protobuf_Any, Any__Output as _google_protobuf_Any__Output } from './google/protobuf/Any.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';
import type { Status as _google_rpc_Status, Status__Output as _google_rpc_Status__Output } from './google/rpc/Status.ts';
import type { Account as _tongfen_v1_Account, Account__Output as _tongfen_v1_Account__Output } from './tongfen/v1/Account.ts';
import type { AccountsClient as _tongfen_v1_AccountsClient, AccountsDefinition as _tongfen_v1_AccountsDefinition } from './tongfen/v1/Accounts.ts';
import type { ApiKey as _tongfen_v1_ApiKey, ApiKey__Output as _tongfen_v1_ApiKey__Output } from './tongfen/v1/ApiKey.ts';
import type { ApproveRateRequest as _tongfen_v1_ApproveRateRequest, ApproveRateRequest__Output as _tongfen_v1_ApproveRateRequest__Output } from './tongfen/v1/ApproveRateRequest.ts';
import type { Card as _tongfen_v1_Card, Card__Output as _tongfen_v1_Card__Output } from './tongfen/v1/Card.ts';
import type { ClearingClient as _tongfen_v1_ClearingClient, ClearingDefinition as _tongfen_v1_ClearingDefinition } from './tongfen/v1/Clearing.ts';
import type { CommittedTransaction as _tongfen_v1_CommittedTransaction, CommittedTransaction__Output as _tongfen_v1_CommittedTransaction__Output } from './tongfen/v1/CommittedTransaction.ts';
import type { CreateApiKeyRequest as _tongfen_v1_CreateApiKeyRequest, CreateApiKeyRequest__Output as _tongfen_v1_CreateApiKeyRequest__Output } from './tongfen/v1/CreateApiKeyRequest.ts';
import type { CreateApiKeyResponse as _tongfen_v1_CreateApiKeyResponse, CreateApiKeyResponse__Output as _tongfen_v1_CreateApiKeyResponse__Output } from './tongfen/v1/CreateApiKeyResponse.ts';
import type { CreateMerchantRequest as _tongfen_v1_CreateMerchantRequest, CreateMerchantRequest__Output as _tongfen_v1_CreateMerchantRequest__Output } from './tongfen/v1/CreateMerchantRequest.ts';
import type { CreateParticipantRequest as _tongfen_v1_CreateParticipantRequest, CreateParticipantRequest__Output as _tongfen_v1_CreateParticipantRequest__Output } from './tongfen/v1/CreateParticipantRequest.ts';
import type { CreateProgramRequest as _tongfen_v1_CreateProgramRequest, CreateProgramRequest__Output as _tongfen_v1_CreateProgramRequest__Output } from './tongfen/v1/CreateProgramRequest.ts';
import type { CutOverRequest as _tongfen_v1_CutOverRequest, CutOverRequest__Output as _tongfen_v1_CutOverRequest__Output } from './tongfen/v1/CutOverRequest.ts';
import type { Cycle as _tongfen_v1_Cycle, Cycle__Output as _tongfen_v1_Cycle__Output } from './tongfen/v1/Cycle.ts';
import type { Exchange as _tongfen_v1_Exchange, Exchange__Output as _tongfen_v1_Exchange__Output } from './tongfen/v1/Exchange.ts';
import type { Exposure as _tongfen_v1_Exposure, Exposure__Output as _tongfen_v1_Exposure__Output } from './tongfen/v1/Exposure.ts';
import type { ExternalHost as _tongfen_v1_ExternalHost, ExternalHost__Output as _tongfen_v1_ExternalHost__Output } from './tongfen/v1/ExternalHost.ts';
import type { FixedDayExpiry as _tongfen_v1_FixedDayExpiry, FixedDayExpiry__Output as _tongfen_v1_FixedDayExpiry__Output } from './tongfen/v1/FixedDayExpiry.ts';
import type { GetAccountsRequest as _tongfen_v1_GetAccountsRequest, GetAccountsRequest__Output as _tongfen_v1_GetAccountsRequest__Output } from './tongfen/v1/GetAccountsRequest.ts';
import type { GetAccountsResponse as _tongfen_v1_GetAccountsResponse, GetAccountsResponse__Output as _tongfen_v1_GetAccountsResponse__Output } from './tongfen/v1/GetAccountsResponse.ts';
import type { GetBalanceRequest as _tongfen_v1_GetBalanceRequest, GetBalanceRequest__Output as _tongfen_v1_GetBalanceRequest__Output } from './tongfen/v1/GetBalanceRequest.ts';
import type { GetBalanceResponse as _tongfen_v1_GetBalanceResponse, GetBalanceResponse__Output as _tongfen_v1_GetBalanceResponse__Output } from './tongfen/v1/GetBalanceResponse.ts';
import type { GetCardRequest as _tongfen_v1_GetCardRequest, GetCardRequest__Output as _tongfen_v1_GetCardRequest__Output } from './tongfen/v1/GetCardRequest.ts';
import type { GetCycleRequest as _tongfen_v1_GetCycleRequest, GetCycleRequest__Output as _tongfen_v1_GetCycleRequest__Output } from './tongfen/v1/GetCycleRequest.ts';
import type { GetMerchantRequest as _tongfen_v1_GetMerchantRequest, GetMerchantRequest__Output as _tongfen_v1_GetMerchantRequest__Output } from './tongfen/v1/GetMerchantRequest.ts';
import type { GetParticipantRequest as _tongfen_v1_GetParticipantRequest, GetParticipantRequest__Output as _tongfen_v1_GetParticipantRequest__Output } from './tongfen/v1/GetParticipantRequest.ts';
import type { GetProgramRequest as _tongfen_v1_GetProgramRequest, GetProgramRequest__Output as _tongfen_v1_GetProgramRequest__Output } from './tongfen/v1/GetProgramRequest.ts';
import type { GetTransactionRequest as _tongfen_v1_GetTransactionRequest, GetTransactionRequest__Output as _tongfen_v1_GetTransactionRequest__Output } from './tongfen/v1/GetTransactionRequest.ts';
import type { Hold as _tongfen_v1_Hold, Hold__Output as _tongfen_v1_Hold__Output } from './tongfen/v1/Hold.ts';
import type { ListApiKeysRequest as _tongfen_v1_ListApiKeysRequest, ListApiKeysRequest__Output as _tongfen_v1_ListApiKeysRequest__Output } from './tongfen/v1/ListApiKeysRequest.ts';
import type { ListApiKeysResponse as _tongfen_v1_ListApiKeysResponse, ListApiKeysResponse__Output as _tongfen_v1_ListApiKeysResponse__Output } from './tongfen/v1/ListApiKeysResponse.ts';
import type { ListExposuresRequest as _tongfen_v1_ListExposuresRequest, ListExposuresRequest__Output as _tongfen_v1_ListExposuresRequest__Output } from './tongfen/v1/ListExposuresRequest.ts';
import type { ListExposuresResponse as _tongfen_v1_ListExposuresResponse, ListExposuresResponse__Output as _tongfen_v1_ListExposuresResponse__Output } from './tongfen/v1/ListExposuresResponse.ts';
import type { ListMerchantsRequest as _tongfen_v1_ListMerchantsRequest, ListMerchantsRequest__Output as _tongfen_v1_ListMerchantsRequest__Output } from './tongfen/v1/ListMerchantsRequest.ts';
import type { ListMerchantsResponse as _tongfen_v1_ListMerchantsResponse, ListMerchantsResponse__Output as _tongfen_v1_ListMerchantsResponse__Output } from './tongfen/v1/ListMerchantsResponse.ts';
import type { ListParticipantsRequest as _tongfen_v1_ListParticipantsRequest, ListParticipantsRequest__Output as _tongfen_v1_ListParticipantsRequest__Output } from './tongfen/v1/ListParticipantsRequest.ts';
import type { ListParticipantsResponse as _tongfen_v1_ListParticipantsResponse, ListParticipantsResponse__Output as _tongfen_v1_ListParticipantsResponse__Output } from './tongfen/v1/ListParticipantsResponse.ts';
import type { ListProgramsRequest as _tongfen_v1_ListProgramsRequest, ListProgramsRequest__Output as _tongfen_v1_ListProgramsRequest__Output } from './tongfen/v1/ListProgramsRequest.ts';
import type { ListProgramsResponse as _tongfen_v1_ListProgramsResponse, ListProgramsResponse__Output as _tongfen_v1_ListProgramsResponse__Output } from './tongfen/v1/ListProgramsResponse.ts';
import type { ListRatesRequest as _tongfen_v1_ListRatesRequest, ListRatesRequest__Output as _tongfen_v1_ListRatesRequest__Output } from './tongfen/v1/ListRatesRequest.ts';
import type { ListRatesResponse as _tongfen_v1_ListRatesResponse, ListRatesResponse__Output as _tongfen_v1_ListRatesResponse__Output } from './tongfen/v1/ListRatesResponse.ts';
import type { ListStatementRequest as _tongfen_v1_ListStatementRequest, ListStatementRequest__Output as _tongfen_v1_ListStatementRequest__Output } from './tongfen/v1/ListStatementRequest.ts';
import type { ListStatementResponse as _tongfen_v1_ListStatementResponse, ListStatementResponse__Output as _tongfen_v1_ListStatementResponse__Output } from './tongfen/v1/ListStatementResponse.ts';
import type { Lot as _tongfen_v1_Lot, Lot__Output as _tongfen_v1_Lot__Output } from './tongfen/v1/Lot.ts';
import type { LotChange as _tongfen_v1_LotChange, LotChange__Output as _tongfen_v1_LotChange__Output } from './tongfen/v1/LotChange.ts';
import type { Merchant as _tongfen_v1_Merchant, Merchant__Output as _tongfen_v1_Merchant__Output } from './tongfen/v1/Merchant.ts';
import type { MerchantPrograms as _tongfen_v1_MerchantPrograms, MerchantPrograms__Output as _tongfen_v1_MerchantPrograms__Output } from './tongfen/v1/MerchantPrograms.ts';
import type { MonthsExpiry as _tongfen_v1_MonthsExpiry, MonthsExpiry__Output as _tongfen_v1_MonthsExpiry__Output } from './tongfen/v1/MonthsExpiry.ts';
import type { NetworkAdministrationClient as _tongfen_v1_NetworkAdministrationClient, NetworkAdministrationDefinition as _tongfen_v1_NetworkAdministrationDefinition } from './tongfen/v1/NetworkAdministration.ts';
import type { NoExpiry as _tongfen_v1_NoExpiry, NoExpiry__Output as _tongfen_v1_NoExpiry__Output } from './tongfen/v1/NoExpiry.ts';
import type { OpenCardsRequest as _tongfen_v1_OpenCardsRequest, OpenCardsRequest__Output as _tongfen_v1_OpenCardsRequest__Output } from './tongfen/v1/OpenCardsRequest.ts';
import type { OpenCardsResponse as _tongfen_v1_OpenCardsResponse, OpenCardsResponse__Output as _tongfen_v1_OpenCardsResponse__Output } from './tongfen/v1/OpenCardsResponse.ts';
import type { Participant as _tongfen_v1_Participant, Participant__Output as _tongfen_v1_Participant__Output } from './tongfen/v1/Participant.ts';
import type { Program as _tongfen_v1_Program, Program__Output as _tongfen_v1_Program__Output } from './tongfen/v1/Program.ts';
import type { ProposeRateRequest as _tongfen_v1_ProposeRateRequest, ProposeRateRequest__Output as _tongfen_v1_ProposeRateRequest__Output } from './tongfen/v1/ProposeRateRequest.ts';
import type { QuoteRequest as _tongfen_v1_QuoteRequest, QuoteRequest__Output as _tongfen_v1_QuoteRequest__Output } from './tongfen/v1/QuoteRequest.ts';
import type { QuoteResponse as _tongfen_v1_QuoteResponse, QuoteResponse__Output as _tongfen_v1_QuoteResponse__Output } from './tongfen/v1/QuoteResponse.ts';
import type { Rate as _tongfen_v1_Rate, Rate__Output as _tongfen_v1_Rate__Output } from './tongfen/v1/Rate.ts';
import type { RevokeApiKeyRequest as _tongfen_v1_RevokeApiKeyRequest, RevokeApiKeyRequest__Output as _tongfen_v1_RevokeApiKeyRequest__Output } from './tongfen/v1/RevokeApiKeyRequest.ts';
import type { SetCardStatusRequest as _tongfen_v1_SetCardStatusRequest, SetCardStatusRequest__Output as _tongfen_v1_SetCardStatusRequest__Output } from './tongfen/v1/SetCardStatusRequest.ts';
import type { SetNetDebitCapRequest as _tongfen_v1_SetNetDebitCapRequest, SetNetDebitCapRequest__Output as _tongfen_v1_SetNetDebitCapRequest__Output } from './tongfen/v1/SetNetDebitCapRequest.ts';
import type { SetStandInLimitRequest as _tongfen_v1_SetStandInLimitRequest, SetStandInLimitRequest__Output as _tongfen_v1_SetStandInLimitRequest__Output } from './tongfen/v1/SetStandInLimitRequest.ts';
import type { StandardPostings as _tongfen_v1_StandardPostings, StandardPostings__Output as _tongfen_v1_StandardPostings__Output } from './tongfen/v1/StandardPostings.ts';
import type { SubmitBatchRequest as _tongfen_v1_SubmitBatchRequest, SubmitBatchRequest__Output as _tongfen_v1_SubmitBatchRequest__Output } from './tongfen/v1/SubmitBatchRequest.ts';
import type { SubmitBatchResponse as _tongfen_v1_SubmitBatchResponse, SubmitBatchResponse__Output as _tongfen_v1_SubmitBatchResponse__Output } from './tongfen/v1/SubmitBatchResponse.ts';
import type { SubmitRequest as _tongfen_v1_SubmitRequest, SubmitRequest__Output as _tongfen_v1_SubmitRequest__Output } from './tongfen/v1/SubmitRequest.ts';
import type { SubmitResponse as _tongfen_v1_SubmitResponse, SubmitResponse__Output as _tongfen_v1_SubmitResponse__Output } from './tongfen/v1/SubmitResponse.ts';
import type { Transaction as _tongfen_v1_Transaction, Transaction__Output as _tongfen_v1_Transaction__Output } from './tongfen/v1/Transaction.ts';
import type { TransactionResult as _tongfen_v1_TransactionResult, TransactionResult__Output as _tongfen_v1_TransactionResult__Output } from './tongfen/v1/TransactionResult.ts';
import type { UpdateMerchantRequest as _tongfen_v1_UpdateMerchantRequest, UpdateMerchantRequest__Output as _tongfen_v1_UpdateMerchantRequest__Output } from './tongfen/v1/UpdateMerchantRequest.ts';
import type { UpdateParticipantRequest as _tongfen_v1_UpdateParticipantRequest, UpdateParticipantRequest__Output as _tongfen_v1_UpdateParticipantRequest__Output } from './tongfen/v1/UpdateParticipantRequest.ts';
import type { UpdateProgramRequest as _tongfen_v1_UpdateProgramRequest, UpdateProgramRequest__Output as _tongfen_v1_UpdateProgramRequest__Output } from './tongfen/v1/UpdateProgramRequest.ts';
import type { WatchTransactionsRequest as _tongfen_v1_WatchTransactionsRequest, WatchTransactionsRequest__Output as _tongfen_v1_WatchTransactionsRequest__Output } from './tongfen/v1/WatchTransactionsRequest.ts';
import type { WatchTransactionsResponse as _tongfen_v1_WatchTransactionsResponse, WatchTransactionsResponse__Output as _tongfen_v1_WatchTransactionsResponse__Output } from './tongfen/v1/WatchTransactionsResponse.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  google: {
    protobuf: {
      Any: MessageTypeDefinition<_google_protobuf_Any, _google_protobuf_Any__Output>
      Timestamp: MessageTypeDefinition<_google_protobuf_Timestamp, _google_protobuf_Timestamp__Output>
    }
    rpc: {
      Status: MessageTypeDefinition<_google_rpc_Status, _google_rpc_Status__Output>
    }
  }
  tongfen: {
    v1: {
      Account: MessageTypeDefinition<_tongfen_v1_Account, _tongfen_v1_Account__Output>
      /**
       * Cards (一卡通) and their accounts. Reads see every transaction that was answered before.
       */
      Accounts: SubtypeConstructor<typeof grpc.Client, _tongfen_v1_AccountsClient> & { service: _tongfen_v1_AccountsDefinition }
      Adjustment: EnumTypeDefinition
      ApiKey: MessageTypeDefinition<_tongfen_v1_ApiKey, _tongfen_v1_ApiKey__Output>
      ApproveRateRequest: MessageTypeDefinition<_tongfen_v1_ApproveRateRequest, _tongfen_v1_ApproveRateRequest__Output>
      Arrival: EnumTypeDefinition
      Card: MessageTypeDefinition<_tongfen_v1_Card, _tongfen_v1_Card__Output>
      CardStatus: EnumTypeDefinition
      Clawback: EnumTypeDefinition
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
      Clearing: SubtypeConstructor<typeof grpc.Client, _tongfen_v1_ClearingClient> & { service: _tongfen_v1_ClearingDefinition }
      CommittedTransaction: MessageTypeDefinition<_tongfen_v1_CommittedTransaction, _tongfen_v1_CommittedTransaction__Output>
      CreateApiKeyRequest: MessageTypeDefinition<_tongfen_v1_CreateApiKeyRequest, _tongfen_v1_CreateApiKeyRequest__Output>
      CreateApiKeyResponse: MessageTypeDefinition<_tongfen_v1_CreateApiKeyResponse, _tongfen_v1_CreateApiKeyResponse__Output>
      CreateMerchantRequest: MessageTypeDefinition<_tongfen_v1_CreateMerchantRequest, _tongfen_v1_CreateMerchantRequest__Output>
      CreateParticipantRequest: MessageTypeDefinition<_tongfen_v1_CreateParticipantRequest, _tongfen_v1_CreateParticipantRequest__Output>
      CreateProgramRequest: MessageTypeDefinition<_tongfen_v1_CreateProgramRequest, _tongfen_v1_CreateProgramRequest__Output>
      CutOverRequest: MessageTypeDefinition<_tongfen_v1_CutOverRequest, _tongfen_v1_CutOverRequest__Output>
      Cycle: MessageTypeDefinition<_tongfen_v1_Cycle, _tongfen_v1_Cycle__Output>
      Exchange: MessageTypeDefinition<_tongfen_v1_Exchange, _tongfen_v1_Exchange__Output>
      Exposure: MessageTypeDefinition<_tongfen_v1_Exposure, _tongfen_v1_Exposure__Output>
      ExternalHost: MessageTypeDefinition<_tongfen_v1_ExternalHost, _tongfen_v1_ExternalHost__Output>
      FixedDayExpiry: MessageTypeDefinition<_tongfen_v1_FixedDayExpiry, _tongfen_v1_FixedDayExpiry__Output>
      GetAccountsRequest: MessageTypeDefinition<_tongfen_v1_GetAccountsRequest, _tongfen_v1_GetAccountsRequest__Output>
      GetAccountsResponse: MessageTypeDefinition<_tongfen_v1_GetAccountsResponse, _tongfen_v1_GetAccountsResponse__Output>
      GetBalanceRequest: MessageTypeDefinition<_tongfen_v1_GetBalanceRequest, _tongfen_v1_GetBalanceRequest__Output>
      GetBalanceResponse: MessageTypeDefinition<_tongfen_v1_GetBalanceResponse, _tongfen_v1_GetBalanceResponse__Output>
      GetCardRequest: MessageTypeDefinition<_tongfen_v1_GetCardRequest, _tongfen_v1_GetCardRequest__Output>
      GetCycleRequest: MessageTypeDefinition<_tongfen_v1_GetCycleRequest, _tongfen_v1_GetCycleRequest__Output>
      GetMerchantRequest: MessageTypeDefinition<_tongfen_v1_GetMerchantRequest, _tongfen_v1_GetMerchantRequest__Output>
      GetParticipantRequest: MessageTypeDefinition<_tongfen_v1_GetParticipantRequest, _tongfen_v1_GetParticipantRequest__Output>
      GetProgramRequest: MessageTypeDefinition<_tongfen_v1_GetProgramRequest, _tongfen_v1_GetProgramRequest__Output>
      GetTransactionRequest: MessageTypeDefinition<_tongfen_v1_GetTransactionRequest, _tongfen_v1_GetTransactionRequest__Output>
      Hold: MessageTypeDefinition<_tongfen_v1_Hold, _tongfen_v1_Hold__Output>
      ListApiKeysRequest: MessageTypeDefinition<_tongfen_v1_ListApiKeysRequest, _tongfen_v1_ListApiKeysRequest__Output>
      ListApiKeysResponse: MessageTypeDefinition<_tongfen_v1_ListApiKeysResponse, _tongfen_v1_ListApiKeysResponse__Output>
      ListExposuresRequest: MessageTypeDefinition<_tongfen_v1_ListExposuresRequest, _tongfen_v1_ListExposuresRequest__Output>
      ListExposuresResponse: MessageTypeDefinition<_tongfen_v1_ListExposuresResponse, _tongfen_v1_ListExposuresResponse__Output>
      ListMerchantsRequest: MessageTypeDefinition<_tongfen_v1_ListMerchantsRequest, _tongfen_v1_ListMerchantsRequest__Output>
      ListMerchantsResponse: MessageTypeDefinition<_tongfen_v1_ListMerchantsResponse, _tongfen_v1_ListMerchantsResponse__Output>
      ListParticipantsRequest: MessageTypeDefinition<_tongfen_v1_ListParticipantsRequest, _tongfen_v1_ListParticipantsRequest__Output>
      ListParticipantsResponse: MessageTypeDefinition<_tongfen_v1_ListParticipantsResponse, _tongfen_v1_ListParticipantsResponse__Output>
      ListProgramsRequest: MessageTypeDefinition<_tongfen_v1_ListProgramsRequest, _tongfen_v1_ListProgramsRequest__Output>
      ListProgramsResponse: MessageTypeDefinition<_tongfen_v1_ListProgramsResponse, _tongfen_v1_ListProgramsResponse__Output>
      ListRatesRequest: MessageTypeDefinition<_tongfen_v1_ListRatesRequest, _tongfen_v1_ListRatesRequest__Output>
      ListRatesResponse: MessageTypeDefinition<_tongfen_v1_ListRatesResponse, _tongfen_v1_ListRatesResponse__Output>
      ListStatementRequest: MessageTypeDefinition<_tongfen_v1_ListStatementRequest, _tongfen_v1_ListStatementRequest__Output>
      ListStatementResponse: MessageTypeDefinition<_tongfen_v1_ListStatementResponse, _tongfen_v1_ListStatementResponse__Output>
      Lot: MessageTypeDefinition<_tongfen_v1_Lot, _tongfen_v1_Lot__Output>
      LotChange: MessageTypeDefinition<_tongfen_v1_LotChange, _tongfen_v1_LotChange__Output>
      Merchant: MessageTypeDefinition<_tongfen_v1_Merchant, _tongfen_v1_Merchant__Output>
      MerchantPrograms: MessageTypeDefinition<_tongfen_v1_MerchantPrograms, _tongfen_v1_MerchantPrograms__Output>
      MonthsExpiry: MessageTypeDefinition<_tongfen_v1_MonthsExpiry, _tongfen_v1_MonthsExpiry__Output>
      /**
       * Administration of the network: the operator's, and PERMISSION_DENIED for others. An issuer may read itself and its own
       * programs and propose rates for them, an acquirer may read itself, its own merchants and the programs that they accept,
       * and everybody the cycle; what else they ask to read is NOT_FOUND. Every process of the network knows a change within a
       * second.
       */
      NetworkAdministration: SubtypeConstructor<typeof grpc.Client, _tongfen_v1_NetworkAdministrationClient> & { service: _tongfen_v1_NetworkAdministrationDefinition }
      NoExpiry: MessageTypeDefinition<_tongfen_v1_NoExpiry, _tongfen_v1_NoExpiry__Output>
      OpenCardsRequest: MessageTypeDefinition<_tongfen_v1_OpenCardsRequest, _tongfen_v1_OpenCardsRequest__Output>
      OpenCardsResponse: MessageTypeDefinition<_tongfen_v1_OpenCardsResponse, _tongfen_v1_OpenCardsResponse__Output>
      Outcome: EnumTypeDefinition
      Participant: MessageTypeDefinition<_tongfen_v1_Participant, _tongfen_v1_Participant__Output>
      Program: MessageTypeDefinition<_tongfen_v1_Program, _tongfen_v1_Program__Output>
      ProposeRateRequest: MessageTypeDefinition<_tongfen_v1_ProposeRateRequest, _tongfen_v1_ProposeRateRequest__Output>
      QuoteRequest: MessageTypeDefinition<_tongfen_v1_QuoteRequest, _tongfen_v1_QuoteRequest__Output>
      QuoteResponse: MessageTypeDefinition<_tongfen_v1_QuoteResponse, _tongfen_v1_QuoteResponse__Output>
      Rate: MessageTypeDefinition<_tongfen_v1_Rate, _tongfen_v1_Rate__Output>
      RevokeApiKeyRequest: MessageTypeDefinition<_tongfen_v1_RevokeApiKeyRequest, _tongfen_v1_RevokeApiKeyRequest__Output>
      Role: EnumTypeDefinition
      SetCardStatusRequest: MessageTypeDefinition<_tongfen_v1_SetCardStatusRequest, _tongfen_v1_SetCardStatusRequest__Output>
      SetNetDebitCapRequest: MessageTypeDefinition<_tongfen_v1_SetNetDebitCapRequest, _tongfen_v1_SetNetDebitCapRequest__Output>
      SetStandInLimitRequest: MessageTypeDefinition<_tongfen_v1_SetStandInLimitRequest, _tongfen_v1_SetStandInLimitRequest__Output>
      StandardPostings: MessageTypeDefinition<_tongfen_v1_StandardPostings, _tongfen_v1_StandardPostings__Output>
      Status: EnumTypeDefinition
      SubmitBatchRequest: MessageTypeDefinition<_tongfen_v1_SubmitBatchRequest, _tongfen_v1_SubmitBatchRequest__Output>
      SubmitBatchResponse: MessageTypeDefinition<_tongfen_v1_SubmitBatchResponse, _tongfen_v1_SubmitBatchResponse__Output>
      SubmitRequest: MessageTypeDefinition<_tongfen_v1_SubmitRequest, _tongfen_v1_SubmitRequest__Output>
      SubmitResponse: MessageTypeDefinition<_tongfen_v1_SubmitResponse, _tongfen_v1_SubmitResponse__Output>
      Transaction: MessageTypeDefinition<_tongfen_v1_Transaction, _tongfen_v1_Transaction__Output>
      TransactionResult: MessageTypeDefinition<_tongfen_v1_TransactionResult, _tongfen_v1_TransactionResult__Output>
      TransactionType: EnumTypeDefinition
      UpdateMerchantRequest: MessageTypeDefinition<_tongfen_v1_UpdateMerchantRequest, _tongfen_v1_UpdateMerchantRequest__Output>
      UpdateParticipantRequest: MessageTypeDefinition<_tongfen_v1_UpdateParticipantRequest, _tongfen_v1_UpdateParticipantRequest__Output>
      UpdateProgramRequest: MessageTypeDefinition<_tongfen_v1_UpdateProgramRequest, _tongfen_v1_UpdateProgramRequest__Output>
      WatchTransactionsRequest: MessageTypeDefinition<_tongfen_v1_WatchTransactionsRequest, _tongfen_v1_WatchTransactionsRequest__Output>
      WatchTransactionsResponse: MessageTypeDefinition<_tongfen_v1_WatchTransactionsResponse, _tongfen_v1_WatchTransactionsResponse__Output>
    }
  }
}

