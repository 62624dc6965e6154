// Original file: proto/tongfen/issuer/v1/host.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AdviseRequest as _tongfen_issuer_v1_AdviseRequest, AdviseRequest__Output as _tongfen_issuer_v1_AdviseRequest__Output } from '../../../tongfen/issuer/v1/AdviseRequest.ts';
import type { AdviseResponse as _tongfen_issuer_v1_AdviseResponse, AdviseResponse__Output as _tongfen_issuer_v1_AdviseResponse__Output } from '../../../tongfen/issuer/v1/AdviseResponse.ts';
import type { AuthorizeRequest as _tongfen_issuer_v1_AuthorizeRequest, AuthorizeRequest__Output as _tongfen_issuer_v1_AuthorizeRequest__Output } from '../../../tongfen/issuer/v1/AuthorizeRequest.ts';
import type { AuthorizeResponse as _tongfen_issuer_v1_AuthorizeResponse, AuthorizeResponse__Output as _tongfen_issuer_v1_AuthorizeResponse__Output } from '../../../tongfen/issuer/v1/AuthorizeResponse.ts';
import type { BalanceRequest as _tongfen_issuer_v1_BalanceRequest, BalanceRequest__Output as _tongfen_issuer_v1_BalanceRequest__Output } from '../../../tongfen/issuer/v1/BalanceRequest.ts';
import type { BalanceResponse as _tongfen_issuer_v1_BalanceResponse, BalanceResponse__Output as _tongfen_issuer_v1_BalanceResponse__Output } from '../../../tongfen/issuer/v1/BalanceResponse.ts';
import type { CaptureRequest as _tongfen_issuer_v1_CaptureRequest, CaptureRequest__Output as _tongfen_issuer_v1_CaptureRequest__Output } from '../../../tongfen/issuer/v1/CaptureRequest.ts';
import type { CaptureResponse as _tongfen_issuer_v1_CaptureResponse, CaptureResponse__Output as _tongfen_issuer_v1_CaptureResponse__Output } from '../../../tongfen/issuer/v1/CaptureResponse.ts';
import type { ReverseRequest as _tongfen_issuer_v1_ReverseRequest, ReverseRequest__Output as _tongfen_issuer_v1_ReverseRequest__Output } from '../../../tongfen/issuer/v1/ReverseRequest.ts';
import type { ReverseResponse as _tongfen_issuer_v1_ReverseResponse, ReverseResponse__Output as _tongfen_issuer_v1_ReverseResponse__Output } from '../../../tongfen/issuer/v1/ReverseResponse.ts';

/**
 * An issuer's host (发卡方主机): what a partner implements that keeps its members' accounts on its own system. The network
 * calls it, over TLS with certificates both ways, and sends its credential as metadata `authorization: Bearer ...`.
 * 
 * Messages and transactions. A *message* is one request, named by its `message_id`; a *transaction* is what several
 * messages may be about: its authorization, its capture, its reversal. The network sends a message again, byte for byte,
 * when it was not answered, and two copies of one message may be under way at the same time.
 * 
 * - The same message_id with the same content: the first answer again, nothing moves a second time; from two copies at
 * once, one is executed and both get its answer.
 * - The same message_id with other content: status ALREADY_EXISTS, nothing moves.
 * - A host stores a message, its answer and what it moved in one commit, and answers after that commit. A host that was
 * restarted still knows all of it.
 * 
 * Order. The network captures only what was approved or accepted, and what it tells (Reverse, Advise) about an account it
 * tells one by one: the next goes out when the one before is answered. Everything else may overtake: above all, a Reverse
 * can arrive before the Authorize that it undoes, and an Authorize before the advice of an earlier transaction.
 * 
 * Answers and statuses. An answer is the host's decision, for ever. A status is the lack of one:
 * UNAUTHENTICATED, PERMISSION_DENIED  the network's credential or certificate is not accepted; nothing moved
 * INVALID_ARGUMENT                    the message is not well-formed: an id that is no UUID, no transaction, an amount
 * out of range, an enum unspecified; nothing moved, nothing is remembered
 * ALREADY_EXISTS                      message_id with other content; nothing moved
 * DEADLINE_EXCEEDED, UNAVAILABLE and every other one: the network can't know what was done. It sends the same
 * message again, or undoes the transaction by Reverse.
 * 
 * Deadlines. Every call carries a gRPC deadline, for Authorize commonly 1 to 3 seconds. An approval that comes later is
 * no approval: the network declines the transaction (or stands in) and sends Reverse until it is answered. A host whose
 * decision is not made when the deadline passes is best off not making it.
 * 
 * What the network checks of an answer: that message_id and transaction_id are those of the request, and that an
 * approval has its amount. Any other answer counts as none, and raises an alert.
 * 
 * Memory. Messages with their answers for 90 days from their arrival. Transactions, and the reversal of transactions
 * that were never seen, for ever: they are the host's books.
 * 
 * Amounts are in the program's smallest unit (a program of scale 2 counts hundredths of a point): 1 to 10^12 in a
 * request. Balances are between -(2^53 - 1) and 2^53 - 1. Ids are UUIDs in lower case.
 */
export interface IssuerHostClient extends grpc.Client {
  /**
   * Tells what has happened already: the network stood in for a host that did not answer, or completed an authorization
   * whose capture was not answered, or that the network had given itself. Afterwards the transaction is captured with this
   * amount, or without `capture` authorized, for Capture, Reverse or another Advise to end; what of it was so before does
   * not move again. Can't be declined: what the host does not agree to it answers DISPUTED and moves nothing, and the
   * network lists what was captured as an exception of the settlement, for people to resolve. Of a transaction that was
   * reversed the answer is DISPUTED with TRANSACTION_REVERSED. A transaction whose authorization the host disputed may be
   * advised again when it is captured: that is decided anew.
   */
  Advise(argument: _tongfen_issuer_v1_AdviseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_AdviseResponse__Output>): grpc.ClientUnaryCall;
  Advise(argument: _tongfen_issuer_v1_AdviseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_issuer_v1_AdviseResponse__Output>): grpc.ClientUnaryCall;
  Advise(argument: _tongfen_issuer_v1_AdviseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_AdviseResponse__Output>): grpc.ClientUnaryCall;
  Advise(argument: _tongfen_issuer_v1_AdviseRequest, callback: grpc.requestCallback<_tongfen_issuer_v1_AdviseResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Tells what has happened already: the network stood in for a host that did not answer, or completed an authorization
   * whose capture was not answered, or that the network had given itself. Afterwards the transaction is captured with this
   * amount, or without `capture` authorized, for Capture, Reverse or another Advise to end; what of it was so before does
   * not move again. Can't be declined: what the host does not agree to it answers DISPUTED and moves nothing, and the
   * network lists what was captured as an exception of the settlement, for people to resolve. Of a transaction that was
   * reversed the answer is DISPUTED with TRANSACTION_REVERSED. A transaction whose authorization the host disputed may be
   * advised again when it is captured: that is decided anew.
   */
  advise(argument: _tongfen_issuer_v1_AdviseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_AdviseResponse__Output>): grpc.ClientUnaryCall;
  advise(argument: _tongfen_issuer_v1_AdviseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_issuer_v1_AdviseResponse__Output>): grpc.ClientUnaryCall;
  advise(argument: _tongfen_issuer_v1_AdviseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_AdviseResponse__Output>): grpc.ClientUnaryCall;
  advise(argument: _tongfen_issuer_v1_AdviseRequest, callback: grpc.requestCallback<_tongfen_issuer_v1_AdviseResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * May the member be debited, or credited, now? When the answer is APPROVED, a debit's points are set aside and a
   * credit's are promised but not yet the member's, until Capture or Reverse ends it; the host never ends it by itself.
   * With `capture` set it is both at once: authorized and captured, as for an earn, a redemption or an exchange.
   * 
   * One transaction is authorized by one message: another message for a transaction that the host knows is declined with
   * TRANSACTION_KNOWN, or TRANSACTION_REVERSED when it was reversed, also when the reversal came before.
   */
  Authorize(argument: _tongfen_issuer_v1_AuthorizeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_AuthorizeResponse__Output>): grpc.ClientUnaryCall;
  Authorize(argument: _tongfen_issuer_v1_AuthorizeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_issuer_v1_AuthorizeResponse__Output>): grpc.ClientUnaryCall;
  Authorize(argument: _tongfen_issuer_v1_AuthorizeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_AuthorizeResponse__Output>): grpc.ClientUnaryCall;
  Authorize(argument: _tongfen_issuer_v1_AuthorizeRequest, callback: grpc.requestCallback<_tongfen_issuer_v1_AuthorizeResponse__Output>): grpc.ClientUnaryCall;
  /**
   * May the member be debited, or credited, now? When the answer is APPROVED, a debit's points are set aside and a
   * credit's are promised but not yet the member's, until Capture or Reverse ends it; the host never ends it by itself.
   * With `capture` set it is both at once: authorized and captured, as for an earn, a redemption or an exchange.
   * 
   * One transaction is authorized by one message: another message for a transaction that the host knows is declined with
   * TRANSACTION_KNOWN, or TRANSACTION_REVERSED when it was reversed, also when the reversal came before.
   */
  authorize(argument: _tongfen_issuer_v1_AuthorizeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_AuthorizeResponse__Output>): grpc.ClientUnaryCall;
  authorize(argument: _tongfen_issuer_v1_AuthorizeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_issuer_v1_AuthorizeResponse__Output>): grpc.ClientUnaryCall;
  authorize(argument: _tongfen_issuer_v1_AuthorizeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_AuthorizeResponse__Output>): grpc.ClientUnaryCall;
  authorize(argument: _tongfen_issuer_v1_AuthorizeRequest, callback: grpc.requestCallback<_tongfen_issuer_v1_AuthorizeResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * An account, as of every message answered before. Status NOT_FOUND when there is no such card or program.
   */
  Balance(argument: _tongfen_issuer_v1_BalanceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_BalanceResponse__Output>): grpc.ClientUnaryCall;
  Balance(argument: _tongfen_issuer_v1_BalanceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_issuer_v1_BalanceResponse__Output>): grpc.ClientUnaryCall;
  Balance(argument: _tongfen_issuer_v1_BalanceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_BalanceResponse__Output>): grpc.ClientUnaryCall;
  Balance(argument: _tongfen_issuer_v1_BalanceRequest, callback: grpc.requestCallback<_tongfen_issuer_v1_BalanceResponse__Output>): grpc.ClientUnaryCall;
  /**
   * An account, as of every message answered before. Status NOT_FOUND when there is no such card or program.
   */
  balance(argument: _tongfen_issuer_v1_BalanceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_BalanceResponse__Output>): grpc.ClientUnaryCall;
  balance(argument: _tongfen_issuer_v1_BalanceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_issuer_v1_BalanceResponse__Output>): grpc.ClientUnaryCall;
  balance(argument: _tongfen_issuer_v1_BalanceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_BalanceResponse__Output>): grpc.ClientUnaryCall;
  balance(argument: _tongfen_issuer_v1_BalanceRequest, callback: grpc.requestCallback<_tongfen_issuer_v1_BalanceResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Takes (or gives) the points of an approved authorization, or a part of them, and ends it; what is not captured is
   * free again. Happens once: another message is declined with AUTHORIZATION_CLOSED, more than was authorized with
   * AMOUNT_ABOVE_AUTHORIZED (and the authorization stays open), no authorization with AUTHORIZATION_UNKNOWN.
   */
  Capture(argument: _tongfen_issuer_v1_CaptureRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_CaptureResponse__Output>): grpc.ClientUnaryCall;
  Capture(argument: _tongfen_issuer_v1_CaptureRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_issuer_v1_CaptureResponse__Output>): grpc.ClientUnaryCall;
  Capture(argument: _tongfen_issuer_v1_CaptureRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_CaptureResponse__Output>): grpc.ClientUnaryCall;
  Capture(argument: _tongfen_issuer_v1_CaptureRequest, callback: grpc.requestCallback<_tongfen_issuer_v1_CaptureResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Takes (or gives) the points of an approved authorization, or a part of them, and ends it; what is not captured is
   * free again. Happens once: another message is declined with AUTHORIZATION_CLOSED, more than was authorized with
   * AMOUNT_ABOVE_AUTHORIZED (and the authorization stays open), no authorization with AUTHORIZATION_UNKNOWN.
   */
  capture(argument: _tongfen_issuer_v1_CaptureRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_CaptureResponse__Output>): grpc.ClientUnaryCall;
  capture(argument: _tongfen_issuer_v1_CaptureRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_issuer_v1_CaptureResponse__Output>): grpc.ClientUnaryCall;
  capture(argument: _tongfen_issuer_v1_CaptureRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_CaptureResponse__Output>): grpc.ClientUnaryCall;
  capture(argument: _tongfen_issuer_v1_CaptureRequest, callback: grpc.requestCallback<_tongfen_issuer_v1_CaptureResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Undoes whatever the transaction did, whole: frees what is set aside, gives back what was taken, takes back what was
   * given. Can't be declined: an account may go below zero by it. What has been undone, or was declined, is undone
   * without moving anything. Of a transaction that the host does not know it is answered likewise and remembered: when
   * the original arrives later, it is declined with TRANSACTION_REVERSED.
   */
  Reverse(argument: _tongfen_issuer_v1_ReverseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_ReverseResponse__Output>): grpc.ClientUnaryCall;
  Reverse(argument: _tongfen_issuer_v1_ReverseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_issuer_v1_ReverseResponse__Output>): grpc.ClientUnaryCall;
  Reverse(argument: _tongfen_issuer_v1_ReverseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_ReverseResponse__Output>): grpc.ClientUnaryCall;
  Reverse(argument: _tongfen_issuer_v1_ReverseRequest, callback: grpc.requestCallback<_tongfen_issuer_v1_ReverseResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Undoes whatever the transaction did, whole: frees what is set aside, gives back what was taken, takes back what was
   * given. Can't be declined: an account may go below zero by it. What has been undone, or was declined, is undone
   * without moving anything. Of a transaction that the host does not know it is answered likewise and remembered: when
   * the original arrives later, it is declined with TRANSACTION_REVERSED.
   */
  reverse(argument: _tongfen_issuer_v1_ReverseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_ReverseResponse__Output>): grpc.ClientUnaryCall;
  reverse(argument: _tongfen_issuer_v1_ReverseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tongfen_issuer_v1_ReverseResponse__Output>): grpc.ClientUnaryCall;
  reverse(argument: _tongfen_issuer_v1_ReverseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tongfen_issuer_v1_ReverseResponse__Output>): grpc.ClientUnaryCall;
  reverse(argument: _tongfen_issuer_v1_ReverseRequest, callback: grpc.requestCallback<_tongfen_issuer_v1_ReverseResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * An issuer's host (发卡方主机): what a partner implements that keeps its members' accounts on its own system. The network
 * calls it, over TLS with certificates both ways, and sends its credential as metadata `authorization: Bearer ...`.
 * 
 * Messages and transactions. A *message* is one request, named by its `message_id`; a *transaction* is what several
 * messages may be about: its authorization, its capture, its reversal. The network sends a message again, byte for byte,
 * when it was not answered, and two copies of one message may be under way at the same time.
 * 
 * - The same message_id with the same content: the first answer again, nothing moves a second time; from two copies at
 * once, one is executed and both get its answer.
 * - The same message_id with other content: status ALREADY_EXISTS, nothing moves.
 * - A host stores a message, its answer and what it moved in one commit, and answers after that commit. A host that was
 * restarted still knows all of it.
 * 
 * Order. The network captures only what was approved or accepted, and what it tells (Reverse, Advise) about an account it
 * tells one by one: the next goes out when the one before is answered. Everything else may overtake: above all, a Reverse
 * can arrive before the Authorize that it undoes, and an Authorize before the advice of an earlier transaction.
 * 
 * Answers and statuses. An answer is the host's decision, for ever. A status is the lack of one:
 * UNAUTHENTICATED, PERMISSION_DENIED  the network's credential or certificate is not accepted; nothing moved
 * INVALID_ARGUMENT                    the message is not well-formed: an id that is no UUID, no transaction, an amount
 * out of range, an enum unspecified; nothing moved, nothing is remembered
 * ALREADY_EXISTS                      message_id with other content; nothing moved
 * DEADLINE_EXCEEDED, UNAVAILABLE and every other one: the network can't know what was done. It sends the same
 * message again, or undoes the transaction by Reverse.
 * 
 * Deadlines. Every call carries a gRPC deadline, for Authorize commonly 1 to 3 seconds. An approval that comes later is
 * no approval: the network declines the transaction (or stands in) and sends Reverse until it is answered. A host whose
 * decision is not made when the deadline passes is best off not making it.
 * 
 * What the network checks of an answer: that message_id and transaction_id are those of the request, and that an
 * approval has its amount. Any other answer counts as none, and raises an alert.
 * 
 * Memory. Messages with their answers for 90 days from their arrival. Transactions, and the reversal of transactions
 * that were never seen, for ever: they are the host's books.
 * 
 * Amounts are in the program's smallest unit (a program of scale 2 counts hundredths of a point): 1 to 10^12 in a
 * request. Balances are between -(2^53 - 1) and 2^53 - 1. Ids are UUIDs in lower case.
 */
export interface IssuerHostHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Tells what has happened already: the network stood in for a host that did not answer, or completed an authorization
   * whose capture was not answered, or that the network had given itself. Afterwards the transaction is captured with this
   * amount, or without `capture` authorized, for Capture, Reverse or another Advise to end; what of it was so before does
   * not move again. Can't be declined: what the host does not agree to it answers DISPUTED and moves nothing, and the
   * network lists what was captured as an exception of the settlement, for people to resolve. Of a transaction that was
   * reversed the answer is DISPUTED with TRANSACTION_REVERSED. A transaction whose authorization the host disputed may be
   * advised again when it is captured: that is decided anew.
   */
  Advise: grpc.handleUnaryCall<_tongfen_issuer_v1_AdviseRequest__Output, _tongfen_issuer_v1_AdviseResponse>;
  
  /**
   * May the member be debited, or credited, now? When the answer is APPROVED, a debit's points are set aside and a
   * credit's are promised but not yet the member's, until Capture or Reverse ends it; the host never ends it by itself.
   * With `capture` set it is both at once: authorized and captured, as for an earn, a redemption or an exchange.
   * 
   * One transaction is authorized by one message: another message for a transaction that the host knows is declined with
   * TRANSACTION_KNOWN, or TRANSACTION_REVERSED when it was reversed, also when the reversal came before.
   */
  Authorize: grpc.handleUnaryCall<_tongfen_issuer_v1_AuthorizeRequest__Output, _tongfen_issuer_v1_AuthorizeResponse>;
  
  /**
   * An account, as of every message answered before. Status NOT_FOUND when there is no such card or program.
   */
  Balance: grpc.handleUnaryCall<_tongfen_issuer_v1_BalanceRequest__Output, _tongfen_issuer_v1_BalanceResponse>;
  
  /**
   * Takes (or gives) the points of an approved authorization, or a part of them, and ends it; what is not captured is
   * free again. Happens once: another message is declined with AUTHORIZATION_CLOSED, more than was authorized with
   * AMOUNT_ABOVE_AUTHORIZED (and the authorization stays open), no authorization with AUTHORIZATION_UNKNOWN.
   */
  Capture: grpc.handleUnaryCall<_tongfen_issuer_v1_CaptureRequest__Output, _tongfen_issuer_v1_CaptureResponse>;
  
  /**
   * Undoes whatever the transaction did, whole: frees what is set aside, gives back what was taken, takes back what was
   * given. Can't be declined: an account may go below zero by it. What has been undone, or was declined, is undone
   * without moving anything. Of a transaction that the host does not know it is answered likewise and remembered: when
   * the original arrives later, it is declined with TRANSACTION_REVERSED.
   */
  Reverse: grpc.handleUnaryCall<_tongfen_issuer_v1_ReverseRequest__Output, _tongfen_issuer_v1_ReverseResponse>;
  
}

export interface IssuerHostDefinition extends grpc.ServiceDefinition {
  Advise: MethodDefinition<_tongfen_issuer_v1_AdviseRequest, _tongfen_issuer_v1_AdviseResponse, _tongfen_issuer_v1_AdviseRequest__Output, _tongfen_issuer_v1_AdviseResponse__Output>
  Authorize: MethodDefinition<_tongfen_issuer_v1_AuthorizeRequest, _tongfen_issuer_v1_AuthorizeResponse, _tongfen_issuer_v1_AuthorizeRequest__Output, _tongfen_issuer_v1_AuthorizeResponse__Output>
  Balance: MethodDefinition<_tongfen_issuer_v1_BalanceRequest, _tongfen_issuer_v1_BalanceResponse, _tongfen_issuer_v1_BalanceRequest__Output, _tongfen_issuer_v1_BalanceResponse__Output>
  Capture: MethodDefinition<_tongfen_issuer_v1_CaptureRequest, _tongfen_issuer_v1_CaptureResponse, _tongfen_issuer_v1_CaptureRequest__Output, _tongfen_issuer_v1_CaptureResponse__Output>
  Reverse: MethodDefinition<_tongfen_issuer_v1_ReverseRequest, _tongfen_issuer_v1_ReverseResponse, _tongfen_issuer_v1_ReverseRequest__Output, _tongfen_issuer_v1_ReverseResponse__Output>
}
