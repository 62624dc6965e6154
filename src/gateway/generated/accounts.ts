import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Any as _google_protobuf_Any, Any__Output as _google_protobuf_Any__Output } from './google/protobuf/Any.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';
import type { Status as _google_rpc_Status, Status__Output as _google_rpc_Status__Output } from './google/rpc/Status.ts';
import type { Account as _tongfen_v1_Account, Account__Output as _tongfen_v1_Account__Output } from './tongfen/v1/Account.ts';
import type { AccountsClient as _tongfen_v1_AccountsClient, AccountsDefinition as _tongfen_v1_AccountsDefinition } from './tongfen/v1/Accounts.ts';
import type { Card as _tongfen_v1_Card, Card__Output as _tongfen_v1_Card__Output } from './tongfen/v1/Card.ts';
import type { ClearingClient as _tongfen_v1_ClearingClient, ClearingDefinition as _tongfen_v1_ClearingDefinition } from './tongfen/v1/Clearing.ts';
import type { CommittedTransaction as _tongfen_v1_CommittedTransaction, CommittedTransaction__Output as _tongfen_v1_CommittedTransaction__Output } from './tongfen/v1/CommittedTransaction.ts';
import type { Exchange as _tongfen_v1_Exchange, Exchange__Output as _tongfen_v1_Exchange__Output } from './tongfen/v1/Exchange.ts';
import type { GetAccountsRequest as _tongfen_v1_GetAccountsRequest, GetAccountsRequest__Output as _tongfen_v1_GetAccountsRequest__Output } from './tongfen/v1/GetAccountsRequest.ts';
import type { GetAccountsResponse as _tongfen_v1_GetAccountsResponse, GetAccountsResponse__Output as _tongfen_v1_GetAccountsResponse__Output } from './tongfen/v1/GetAccountsResponse.ts';
import type { GetCardRequest as _tongfen_v1_GetCardRequest, GetCardRequest__Output as _tongfen_v1_GetCardRequest__Output } from './tongfen/v1/GetCardRequest.ts';
import type { GetTransactionRequest as _tongfen_v1_GetTransactionRequest, GetTransactionRequest__Output as _tongfen_v1_GetTransactionRequest__Output } from './tongfen/v1/GetTransactionRequest.ts';
import type { Hold as _tongfen_v1_Hold, Hold__Output as _tongfen_v1_Hold__Output } from './tongfen/v1/Hold.ts';
import type { ListStatementRequest as _tongfen_v1_ListStatementRequest, ListStatementRequest__Output as _tongfen_v1_ListStatementRequest__Output } from './tongfen/v1/ListStatementRequest.ts';
import type { ListStatementResponse as _tongfen_v1_ListStatementResponse, ListStatementResponse__Output as _tongfen_v1_ListStatementResponse__Output } from './tongfen/v1/ListStatementResponse.ts';
import type { Lot as _tongfen_v1_Lot, Lot__Output as _tongfen_v1_Lot__Output } from './tongfen/v1/Lot.ts';
import type { LotChange as _tongfen_v1_LotChange, LotChange__Output as _tongfen_v1_LotChange__Output } from './tongfen/v1/LotChange.ts';
import type { OpenCardsRequest as _tongfen_v1_OpenCardsRequest, OpenCardsRequest__Output as _tongfen_v1_OpenCardsRequest__Output } from './tongfen/v1/OpenCardsRequest.ts';
import type { OpenCardsResponse as _tongfen_v1_OpenCardsResponse, OpenCardsResponse__Output as _tongfen_v1_OpenCardsResponse__Output } from './tongfen/v1/OpenCardsResponse.ts';
import type { QuoteRequest as _tongfen_v1_QuoteRequest, QuoteRequest__Output as _tongfen_v1_QuoteRequest__Output } from './tongfen/v1/QuoteRequest.ts';
import type { QuoteResponse as _tongfen_v1_QuoteResponse, QuoteResponse__Output as _tongfen_v1_QuoteResponse__Output } from './tongfen/v1/QuoteResponse.ts';
import type { SetCardStatusRequest as _tongfen_v1_SetCardStatusRequest, SetCardStatusRequest__Output as _tongfen_v1_SetCardStatusRequest__Output } from './tongfen/v1/SetCardStatusRequest.ts';
import type { StandardPostings as _tongfen_v1_StandardPostings, StandardPostings__Output as _tongfen_v1_StandardPostings__Output } from './tongfen/v1/StandardPostings.ts';
import type { SubmitBatchRequest as _tongfen_v1_SubmitBatchRequest, SubmitBatchRequest__Output as _tongfen_v1_SubmitBatchRequest__Output } from './tongfen/v1/SubmitBatchRequest.ts';
import type { SubmitBatchResponse as _tongfen_v1_SubmitBatchResponse, SubmitBatchResponse__Output as _tongfen_v1_SubmitBatchResponse__Output } from './tongfen/v1/SubmitBatchResponse.ts';
import type { SubmitRequest as _tongfen_v1_SubmitRequest, SubmitRequest__Output as _tongfen_v1_SubmitRequest__Output } from './tongfen/v1/SubmitRequest.ts';
import type { SubmitResponse as _tongfen_v1_SubmitResponse, SubmitResponse__Output as _tongfen_v1_SubmitResponse__Output } from './tongfen/v1/SubmitResponse.ts';
import type { Transaction as _tongfen_v1_Transaction, Transaction__Output as _tongfen_v1_Transaction__Output } from './tongfen/v1/Transaction.ts';
import type { TransactionResult as _tongfen_v1_TransactionResult, TransactionResult__Output as _tongfen_v1_TransactionResult__Output } from './tongfen/v1/TransactionResult.ts';
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
      Card: MessageTypeDefinition<_tongfen_v1_Card, _tongfen_v1_Card__Output>
      CardStatus: EnumTypeDefinition
      /**
       * Clearing (清算): submits transactions and reads what became of them.
       * 
       * Every call carries the metadata `authorization: Bearer <API key>`, or comes over TLS with a client certificate that
       * belongs to a participant. A call whose deadline passes may still have been cleared: ask again with the same id and
       * get the outcome.
       */
      Clearing: SubtypeConstructor<typeof grpc.Client, _tongfen_v1_ClearingClient> & { service: _tongfen_v1_ClearingDefinition }
      CommittedTransaction: MessageTypeDefinition<_tongfen_v1_CommittedTransaction, _tongfen_v1_CommittedTransaction__Output>
      Exchange: MessageTypeDefinition<_tongfen_v1_Exchange, _tongfen_v1_Exchange__Output>
      GetAccountsRequest: MessageTypeDefinition<_tongfen_v1_GetAccountsRequest, _tongfen_v1_GetAccountsRequest__Output>
      GetAccountsResponse: MessageTypeDefinition<_tongfen_v1_GetAccountsResponse, _tongfen_v1_GetAccountsResponse__Output>
      GetCardRequest: MessageTypeDefinition<_tongfen_v1_GetCardRequest, _tongfen_v1_GetCardRequest__Output>
      GetTransactionRequest: MessageTypeDefinition<_tongfen_v1_GetTransactionRequest, _tongfen_v1_GetTransactionRequest__Output>
      Hold: MessageTypeDefinition<_tongfen_v1_Hold, _tongfen_v1_Hold__Output>
      ListStatementRequest: MessageTypeDefinition<_tongfen_v1_ListStatementRequest, _tongfen_v1_ListStatementRequest__Output>
      ListStatementResponse: MessageTypeDefinition<_tongfen_v1_ListStatementResponse, _tongfen_v1_ListStatementResponse__Output>
      Lot: MessageTypeDefinition<_tongfen_v1_Lot, _tongfen_v1_Lot__Output>
      LotChange: MessageTypeDefinition<_tongfen_v1_LotChange, _tongfen_v1_LotChange__Output>
      OpenCardsRequest: MessageTypeDefinition<_tongfen_v1_OpenCardsRequest, _tongfen_v1_OpenCardsRequest__Output>
      OpenCardsResponse: MessageTypeDefinition<_tongfen_v1_OpenCardsResponse, _tongfen_v1_OpenCardsResponse__Output>
      Outcome: EnumTypeDefinition
      QuoteRequest: MessageTypeDefinition<_tongfen_v1_QuoteRequest, _tongfen_v1_QuoteRequest__Output>
      QuoteResponse: MessageTypeDefinition<_tongfen_v1_QuoteResponse, _tongfen_v1_QuoteResponse__Output>
      SetCardStatusRequest: MessageTypeDefinition<_tongfen_v1_SetCardStatusRequest, _tongfen_v1_SetCardStatusRequest__Output>
      StandardPostings: MessageTypeDefinition<_tongfen_v1_StandardPostings, _tongfen_v1_StandardPostings__Output>
      SubmitBatchRequest: MessageTypeDefinition<_tongfen_v1_SubmitBatchRequest, _tongfen_v1_SubmitBatchRequest__Output>
      SubmitBatchResponse: MessageTypeDefinition<_tongfen_v1_SubmitBatchResponse, _tongfen_v1_SubmitBatchResponse__Output>
      SubmitRequest: MessageTypeDefinition<_tongfen_v1_SubmitRequest, _tongfen_v1_SubmitRequest__Output>
      SubmitResponse: MessageTypeDefinition<_tongfen_v1_SubmitResponse, _tongfen_v1_SubmitResponse__Output>
      Transaction: MessageTypeDefinition<_tongfen_v1_Transaction, _tongfen_v1_Transaction__Output>
      TransactionResult: MessageTypeDefinition<_tongfen_v1_TransactionResult, _tongfen_v1_TransactionResult__Output>
      TransactionType: EnumTypeDefinition
      WatchTransactionsRequest: MessageTypeDefinition<_tongfen_v1_WatchTransactionsRequest, _tongfen_v1_WatchTransactionsRequest__Output>
      WatchTransactionsResponse: MessageTypeDefinition<_tongfen_v1_WatchTransactionsResponse, _tongfen_v1_WatchTransactionsResponse__Output>
    }
  }
}

