// Original file: proto/tongfen/v1/accounts.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { Card as _tongfen_v1_Card, Card__Output as _tongfen_v1_Card__Output } from '../../tongfen/v1/Card.ts';
import type { GetAccountsRequest as _tongfen_v1_GetAccountsRequest, GetAccountsRequest__Output as _tongfen_v1_GetAccountsRequest__Output } from '../../tongfen/v1/GetAccountsRequest.ts';
import type { GetAccountsResponse as _tongfen_v1_GetAccountsResponse, GetAccountsResponse__Output as _tongfen_v1_GetAccountsResponse__Output } from '../../tongfen/v1/GetAccountsResponse.ts';
import type { GetBalanceRequest as _tongfen_v1_GetBalanceRequest, GetBalanceRequest__Output as _tongfen_v1_GetBalanceRequest__Output } from '../../tongfen/v1/GetBalanceRequest.ts';
import type { GetBalanceResponse as _tongfen_v1_GetBalanceResponse, GetBalanceResponse__Output as _tongfen_v1_GetBalanceResponse__Output } from '../../tongfen/v1/GetBalanceResponse.ts';
import type { GetCardRequest as _tongfen_v1_GetCardRequest, GetCardRequest__Output as _tongfen_v1_GetCardRequest__Output } from '../../tongfen/v1/GetCardRequest.ts';
import type { ListStatementRequest as _tongfen_v1_ListStatementRequest, ListStatementRequest__Output as _tongfen_v1_ListStatementRequest__Output } from '../../tongfen/v1/ListStatementRequest.ts';
import type { ListStatementResponse as _tongfen_v1_ListStatementResponse, ListStatementResponse__Output as _tongfen_v1_ListStatementResponse__Output } from '../../tongfen/v1/ListStatementResponse.ts';
import type { OpenCardsRequest as _tongfen_v1_OpenCardsRequest, OpenCardsRequest__Output as _tongfen_v1_OpenCardsRequest__Output } from '../../tongfen/v1/OpenCardsRequest.ts';
import type { OpenCardsResponse as _tongfen_v1_OpenCardsResponse, OpenCardsResponse__Output as _tongfen_v1_OpenCardsResponse__Output } from '../../tongfen/v1/OpenCardsResponse.ts';
import type { SetCardStatusRequest as _tongfen_v1_SetCardStatusRequest, SetCardStatusRequest__Output as _tongfen_v1_SetCardStatusRequest__Output } from '../../tongfen/v1/SetCardStatusRequest.ts';

/**
 * Cards (一卡通) and their accounts. Reads see every transaction that was answered before.
 */
export interface AccountsClient extends grpc.Client {
  /**
   * The accounts of a card that the caller may see, with their lots and holds. That of an external program has what moved
   * through the network; GetBalance asks its issuer for the rest.
   */
  GetAccounts(argument: _tongfen_v1_GetAccountsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_GetAccountsResponse__Output>): grpc.ClientUnaryCall;
  GetAccounts(argument: _tongfen_v1_GetAccountsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_GetAccountsResponse__Output>): grpc.ClientUnaryCall;
  GetAccounts(argument: _tongfen_v1_GetAccountsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_GetAccountsResponse__Output>): grpc.ClientUnaryCall;
  GetAccounts(argument: _tongfen_v1_GetAccountsRequest, callback: grpc.requestCallback<_tongfen_v1_GetAccountsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The accounts of a card that the caller may see, with their lots and holds. That of an external program has what moved
   * through the network; GetBalance asks its issuer for the rest.
   */
  getAccounts(argument: _tongfen_v1_GetAccountsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_GetAccountsResponse__Output>): grpc.ClientUnaryCall;
  getAccounts(argument: _tongfen_v1_GetAccountsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_GetAccountsResponse__Output>): grpc.ClientUnaryCall;
  getAccounts(argument: _tongfen_v1_GetAccountsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_GetAccountsResponse__Output>): grpc.ClientUnaryCall;
  getAccounts(argument: _tongfen_v1_GetAccountsRequest, callback: grpc.requestCallback<_tongfen_v1_GetAccountsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * What a member has in one program, said by whoever keeps the account: the ledger, or for an external program its issuer's
   * host, which is asked now. Nothing moves and nothing is recorded. For whom GetAccounts shows the program's accounts;
   * NOT_FOUND when the program is not the caller's to see or there is no such account. UNAVAILABLE when the host does not
   * answer: the network never guesses a balance.
   */
  GetBalance(argument: _tongfen_v1_GetBalanceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_GetBalanceResponse__Output>): grpc.ClientUnaryCall;
  GetBalance(argument: _tongfen_v1_GetBalanceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_GetBalanceResponse__Output>): grpc.ClientUnaryCall;
  GetBalance(argument: _tongfen_v1_GetBalanceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_GetBalanceResponse__Output>): grpc.ClientUnaryCall;
  GetBalance(argument: _tongfen_v1_GetBalanceRequest, callback: grpc.requestCallback<_tongfen_v1_GetBalanceResponse__Output>): grpc.ClientUnaryCall;
  /**
   * What a member has in one program, said by whoever keeps the account: the ledger, or for an external program its issuer's
   * host, which is asked now. Nothing moves and nothing is recorded. For whom GetAccounts shows the program's accounts;
   * NOT_FOUND when the program is not the caller's to see or there is no such account. UNAVAILABLE when the host does not
   * answer: the network never guesses a balance.
   */
  getBalance(argument: _tongfen_v1_GetBalanceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_GetBalanceResponse__Output>): grpc.ClientUnaryCall;
  getBalance(argument: _tongfen_v1_GetBalanceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_GetBalanceResponse__Output>): grpc.ClientUnaryCall;
  getBalance(argument: _tongfen_v1_GetBalanceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_GetBalanceResponse__Output>): grpc.ClientUnaryCall;
  getBalance(argument: _tongfen_v1_GetBalanceRequest, callback: grpc.requestCallback<_tongfen_v1_GetBalanceResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * A card by number or by the issuer's alias. NOT_FOUND when there is none, or it is not the caller's to see: an
   * issuer sees its own cards, and of others the accounts in its programs.
   */
  GetCard(argument: _tongfen_v1_GetCardRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Card__Output>): grpc.ClientUnaryCall;
  GetCard(argument: _tongfen_v1_GetCardRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Card__Output>): grpc.ClientUnaryCall;
  GetCard(argument: _tongfen_v1_GetCardRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Card__Output>): grpc.ClientUnaryCall;
  GetCard(argument: _tongfen_v1_GetCardRequest, callback: grpc.requestCallback<_tongfen_v1_Card__Output>): grpc.ClientUnaryCall;
  /**
   * A card by number or by the issuer's alias. NOT_FOUND when there is none, or it is not the caller's to see: an
   * issuer sees its own cards, and of others the accounts in its programs.
   */
  getCard(argument: _tongfen_v1_GetCardRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Card__Output>): grpc.ClientUnaryCall;
  getCard(argument: _tongfen_v1_GetCardRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Card__Output>): grpc.ClientUnaryCall;
  getCard(argument: _tongfen_v1_GetCardRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Card__Output>): grpc.ClientUnaryCall;
  getCard(argument: _tongfen_v1_GetCardRequest, callback: grpc.requestCallback<_tongfen_v1_Card__Output>): grpc.ClientUnaryCall;
  
  /**
   * The transactions of an account, newest first.
   */
  ListStatement(argument: _tongfen_v1_ListStatementRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListStatementResponse__Output>): grpc.ClientUnaryCall;
  ListStatement(argument: _tongfen_v1_ListStatementRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListStatementResponse__Output>): grpc.ClientUnaryCall;
  ListStatement(argument: _tongfen_v1_ListStatementRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListStatementResponse__Output>): grpc.ClientUnaryCall;
  ListStatement(argument: _tongfen_v1_ListStatementRequest, callback: grpc.requestCallback<_tongfen_v1_ListStatementResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The transactions of an account, newest first.
   */
  listStatement(argument: _tongfen_v1_ListStatementRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListStatementResponse__Output>): grpc.ClientUnaryCall;
  listStatement(argument: _tongfen_v1_ListStatementRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_ListStatementResponse__Output>): grpc.ClientUnaryCall;
  listStatement(argument: _tongfen_v1_ListStatementRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_ListStatementResponse__Output>): grpc.ClientUnaryCall;
  listStatement(argument: _tongfen_v1_ListStatementRequest, callback: grpc.requestCallback<_tongfen_v1_ListStatementResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Opens up to 10,000 cards of the calling issuer. An alias that has a card already is answered with that card, so
   * that a retry opens nothing twice.
   */
  OpenCards(argument: _tongfen_v1_OpenCardsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_OpenCardsResponse__Output>): grpc.ClientUnaryCall;
  OpenCards(argument: _tongfen_v1_OpenCardsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_OpenCardsResponse__Output>): grpc.ClientUnaryCall;
  OpenCards(argument: _tongfen_v1_OpenCardsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_OpenCardsResponse__Output>): grpc.ClientUnaryCall;
  OpenCards(argument: _tongfen_v1_OpenCardsRequest, callback: grpc.requestCallback<_tongfen_v1_OpenCardsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Opens up to 10,000 cards of the calling issuer. An alias that has a card already is answered with that card, so
   * that a retry opens nothing twice.
   */
  openCards(argument: _tongfen_v1_OpenCardsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_OpenCardsResponse__Output>): grpc.ClientUnaryCall;
  openCards(argument: _tongfen_v1_OpenCardsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_OpenCardsResponse__Output>): grpc.ClientUnaryCall;
  openCards(argument: _tongfen_v1_OpenCardsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_OpenCardsResponse__Output>): grpc.ClientUnaryCall;
  openCards(argument: _tongfen_v1_OpenCardsRequest, callback: grpc.requestCallback<_tongfen_v1_OpenCardsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Blocks a card of the calling issuer or makes it active again. A blocked card earns, redeems, authorizes, transfers
   * and exchanges nothing; what was authorized before can still be captured, and what was cleared be reversed. After
   * DEADLINE_EXCEEDED and UNAVAILABLE it may have happened: asking again is harmless. Up to 64 calls of a participant at a
   * time; past it, RESOURCE_EXHAUSTED says when to come again.
   */
  SetCardStatus(argument: _tongfen_v1_SetCardStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Card__Output>): grpc.ClientUnaryCall;
  SetCardStatus(argument: _tongfen_v1_SetCardStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Card__Output>): grpc.ClientUnaryCall;
  SetCardStatus(argument: _tongfen_v1_SetCardStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Card__Output>): grpc.ClientUnaryCall;
  SetCardStatus(argument: _tongfen_v1_SetCardStatusRequest, callback: grpc.requestCallback<_tongfen_v1_Card__Output>): grpc.ClientUnaryCall;
  /**
   * Blocks a card of the calling issuer or makes it active again. A blocked card earns, redeems, authorizes, transfers
   * and exchanges nothing; what was authorized before can still be captured, and what was cleared be reversed. After
   * DEADLINE_EXCEEDED and UNAVAILABLE it may have happened: asking again is harmless. Up to 64 calls of a participant at a
   * time; past it, RESOURCE_EXHAUSTED says when to come again.
   */
  setCardStatus(argument: _tongfen_v1_SetCardStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Card__Output>): grpc.ClientUnaryCall;
  setCardStatus(argument: _tongfen_v1_SetCardStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_v1_Card__Output>): grpc.ClientUnaryCall;
  setCardStatus(argument: _tongfen_v1_SetCardStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_v1_Card__Output>): grpc.ClientUnaryCall;
  setCardStatus(argument: _tongfen_v1_SetCardStatusRequest, callback: grpc.requestCallback<_tongfen_v1_Card__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Cards (一卡通) and their accounts. Reads see every transaction that was answered before.
 */
export interface AccountsHandlers extends grpc.UntypedServiceImplementation {
  /**
   * The accounts of a card that the caller may see, with their lots and holds. That of an external program has what moved
   * through the network; GetBalance asks its issuer for the rest.
   */
  GetAccounts: grpc.handleUnaryCall<_tongfen_v1_GetAccountsRequest__Output, _tongfen_v1_GetAccountsResponse>;
  
  /**
   * What a member has in one program, said by whoever keeps the account: the ledger, or for an external program its issuer's
   * host, which is asked now. Nothing moves and nothing is recorded. For whom GetAccounts shows the program's accounts;
   * NOT_FOUND when the program is not the caller's to see or there is no such account. UNAVAILABLE when the host does not
   * answer: the network never guesses a balance.
   */
  GetBalance: grpc.handleUnaryCall<_tongfen_v1_GetBalanceRequest__Output, _tongfen_v1_GetBalanceResponse>;
  
  /**
   * A card by number or by the issuer's alias. NOT_FOUND when there is none, or it is not the caller's to see: an
   * issuer sees its own cards, and of others the accounts in its programs.
   */
  GetCard: grpc.handleUnaryCall<_tongfen_v1_GetCardRequest__Output, _tongfen_v1_Card>;
  
  /**
   * The transactions of an account, newest first.
   */
  ListStatement: grpc.handleUnaryCall<_tongfen_v1_ListStatementRequest__Output, _tongfen_v1_ListStatementResponse>;
  
  /**
   * Opens up to 10,000 cards of the calling issuer. An alias that has a card already is answered with that card, so
   * that a retry opens nothing twice.
   */
  OpenCards: grpc.handleUnaryCall<_tongfen_v1_OpenCardsRequest__Output, _tongfen_v1_OpenCardsResponse>;
  
  /**
   * Blocks a card of the calling issuer or makes it active again. A blocked card earns, redeems, authorizes, transfers
   * and exchanges nothing; what was authorized before can still be captured, and what was cleared be reversed. After
   * DEADLINE_EXCEEDED and UNAVAILABLE it may have happened: asking again is harmless. Up to 64 calls of a participant at a
   * time; past it, RESOURCE_EXHAUSTED says when to come again.
   */
  SetCardStatus: grpc.handleUnaryCall<_tongfen_v1_SetCardStatusRequest__Output, _tongfen_v1_Card>;
  
}

export interface AccountsDefinition extends grpc.ServiceDefinition {
  GetAccounts: MethodDefinition<_tongfen_v1_GetAccountsRequest, _tongfen_v1_GetAccountsResponse, _tongfen_v1_GetAccountsRequest__Output, _tongfen_v1_GetAccountsResponse__Output>
  GetBalance: MethodDefinition<_tongfen_v1_GetBalanceRequest, _tongfen_v1_GetBalanceResponse, _tongfen_v1_GetBalanceRequest__Output, _tongfen_v1_GetBalanceResponse__Output>
  GetCard: MethodDefinition<_tongfen_v1_GetCardRequest, _tongfen_v1_Card, _tongfen_v1_GetCardRequest__Output, _tongfen_v1_Card__Output>
  ListStatement: MethodDefinition<_tongfen_v1_ListStatementRequest, _tongfen_v1_ListStatementResponse, _tongfen_v1_ListStatementRequest__Output, _tongfen_v1_ListStatementResponse__Output>
  OpenCards: MethodDefinition<_tongfen_v1_OpenCardsRequest, _tongfen_v1_OpenCardsResponse, _tongfen_v1_OpenCardsRequest__Output, _tongfen_v1_OpenCardsResponse__Output>
  SetCardStatus: MethodDefinition<_tongfen_v1_SetCardStatusRequest, _tongfen_v1_Card, _tongfen_v1_SetCardStatusRequest__Output, _tongfen_v1_Card__Output>
}
