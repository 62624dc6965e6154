import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';
import type { AccountBalance as _tongfen_issuer_v1_AccountBalance, AccountBalance__Output as _tongfen_issuer_v1_AccountBalance__Output } from './tongfen/issuer/v1/AccountBalance.ts';
import type { AdviseRequest as _tongfen_issuer_v1_AdviseRequest, AdviseRequest__Output as _tongfen_issuer_v1_AdviseRequest__Output } from './tongfen/issuer/v1/AdviseRequest.ts';
import type { AdviseResponse as _tongfen_issuer_v1_AdviseResponse, AdviseResponse__Output as _tongfen_issuer_v1_AdviseResponse__Output } from './tongfen/issuer/v1/AdviseResponse.ts';
import type { AuthorizeRequest as _tongfen_issuer_v1_AuthorizeRequest, AuthorizeRequest__Output as _tongfen_issuer_v1_AuthorizeRequest__Output } from './tongfen/issuer/v1/AuthorizeRequest.ts';
import type { AuthorizeResponse as _tongfen_issuer_v1_AuthorizeResponse, AuthorizeResponse__Output as _tongfen_issuer_v1_AuthorizeResponse__Output } from './tongfen/issuer/v1/AuthorizeResponse.ts';
import type { BalanceRequest as _tongfen_issuer_v1_BalanceRequest, BalanceRequest__Output as _tongfen_issuer_v1_BalanceRequest__Output } from './tongfen/issuer/v1/BalanceRequest.ts';
import type { BalanceResponse as _tongfen_issuer_v1_BalanceResponse, BalanceResponse__Output as _tongfen_issuer_v1_BalanceResponse__Output } from './tongfen/issuer/v1/BalanceResponse.ts';
import type { CaptureRequest as _tongfen_issuer_v1_CaptureRequest, CaptureRequest__Output as _tongfen_issuer_v1_CaptureRequest__Output } from './tongfen/issuer/v1/CaptureRequest.ts';
import type { CaptureResponse as _tongfen_issuer_v1_CaptureResponse, CaptureResponse__Output as _tongfen_issuer_v1_CaptureResponse__Output } from './tongfen/issuer/v1/CaptureResponse.ts';
import type { IssuerHostClient as _tongfen_issuer_v1_IssuerHostClient, IssuerHostDefinition as _tongfen_issuer_v1_IssuerHostDefinition } from './tongfen/issuer/v1/IssuerHost.ts';
import type { ReverseRequest as _tongfen_issuer_v1_ReverseRequest, ReverseRequest__Output as _tongfen_issuer_v1_ReverseRequest__Output } from './tongfen/issuer/v1/ReverseRequest.ts';
import type { ReverseResponse as _tongfen_issuer_v1_ReverseResponse, ReverseResponse__Output as _tongfen_issuer_v1_ReverseResponse__Output } from './tongfen/issuer/v1/ReverseResponse.ts';
import type { Transaction as _tongfen_issuer_v1_Transaction, Transaction__Output as _tongfen_issuer_v1_Transaction__Output } from './tongfen/issuer/v1/Transaction.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  google: {
    protobuf: {
      Timestamp: MessageTypeDefinition<_google_protobuf_Timestamp, _google_protobuf_Timestamp__Output>
    }
  }
  tongfen: {
    issuer: {
      v1: {
        AccountBalance: MessageTypeDefinition<_tongfen_issuer_v1_AccountBalance, _tongfen_issuer_v1_AccountBalance__Output>
        AdviceAnswer: EnumTypeDefinition
        AdviceCause: EnumTypeDefinition
        AdviseRequest: MessageTypeDefinition<_tongfen_issuer_v1_AdviseRequest, _tongfen_issuer_v1_AdviseRequest__Output>
        AdviseResponse: MessageTypeDefinition<_tongfen_issuer_v1_AdviseResponse, _tongfen_issuer_v1_AdviseResponse__Output>
        AuthorizeRequest: MessageTypeDefinition<_tongfen_issuer_v1_AuthorizeRequest, _tongfen_issuer_v1_AuthorizeRequest__Output>
        AuthorizeResponse: MessageTypeDefinition<_tongfen_issuer_v1_AuthorizeResponse, _tongfen_issuer_v1_AuthorizeResponse__Output>
        BalanceRequest: MessageTypeDefinition<_tongfen_issuer_v1_BalanceRequest, _tongfen_issuer_v1_BalanceRequest__Output>
        BalanceResponse: MessageTypeDefinition<_tongfen_issuer_v1_BalanceResponse, _tongfen_issuer_v1_BalanceResponse__Output>
        CaptureRequest: MessageTypeDefinition<_tongfen_issuer_v1_CaptureRequest, _tongfen_issuer_v1_CaptureRequest__Output>
        CaptureResponse: MessageTypeDefinition<_tongfen_issuer_v1_CaptureResponse, _tongfen_issuer_v1_CaptureResponse__Output>
        Decision: EnumTypeDefinition
        Direction: EnumTypeDefinition
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
        IssuerHost: SubtypeConstructor<typeof grpc.Client, _tongfen_issuer_v1_IssuerHostClient> & { service: _tongfen_issuer_v1_IssuerHostDefinition }
        Purpose: EnumTypeDefinition
        Reason: EnumTypeDefinition
        ReverseRequest: MessageTypeDefinition<_tongfen_issuer_v1_ReverseRequest, _tongfen_issuer_v1_ReverseRequest__Output>
        ReverseResponse: MessageTypeDefinition<_tongfen_issuer_v1_ReverseResponse, _tongfen_issuer_v1_ReverseResponse__Output>
        Transaction: MessageTypeDefinition<_tongfen_issuer_v1_Transaction, _tongfen_issuer_v1_Transaction__Output>
      }
    }
  }
}

