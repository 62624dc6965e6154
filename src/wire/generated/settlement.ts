import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';
import type { BilateralObligation as _tongfen_v1_BilateralObligation, BilateralObligation__Output as _tongfen_v1_BilateralObligation__Output } from './tongfen/v1/BilateralObligation.ts';
import type { CloseCycleRequest as _tongfen_v1_CloseCycleRequest, CloseCycleRequest__Output as _tongfen_v1_CloseCycleRequest__Output } from './tongfen/v1/CloseCycleRequest.ts';
import type { CloseCycleResponse as _tongfen_v1_CloseCycleResponse, CloseCycleResponse__Output as _tongfen_v1_CloseCycleResponse__Output } from './tongfen/v1/CloseCycleResponse.ts';
import type { ConfirmSettlementRequest as _tongfen_v1_ConfirmSettlementRequest, ConfirmSettlementRequest__Output as _tongfen_v1_ConfirmSettlementRequest__Output } from './tongfen/v1/ConfirmSettlementRequest.ts';
import type { CycleSettlement as _tongfen_v1_CycleSettlement, CycleSettlement__Output as _tongfen_v1_CycleSettlement__Output } from './tongfen/v1/CycleSettlement.ts';
import type { DownloadSettlementFileRequest as _tongfen_v1_DownloadSettlementFileRequest, DownloadSettlementFileRequest__Output as _tongfen_v1_DownloadSettlementFileRequest__Output } from './tongfen/v1/DownloadSettlementFileRequest.ts';
import type { GetLiabilityRequest as _tongfen_v1_GetLiabilityRequest, GetLiabilityRequest__Output as _tongfen_v1_GetLiabilityRequest__Output } from './tongfen/v1/GetLiabilityRequest.ts';
import type { GetLiabilityResponse as _tongfen_v1_GetLiabilityResponse, GetLiabilityResponse__Output as _tongfen_v1_GetLiabilityResponse__Output } from './tongfen/v1/GetLiabilityResponse.ts';
import type { GetSettlementRequest as _tongfen_v1_GetSettlementRequest, GetSettlementRequest__Output as _tongfen_v1_GetSettlementRequest__Output } from './tongfen/v1/GetSettlementRequest.ts';
import type { Liability as _tongfen_v1_Liability, Liability__Output as _tongfen_v1_Liability__Output } from './tongfen/v1/Liability.ts';
import type { ListCyclesRequest as _tongfen_v1_ListCyclesRequest, ListCyclesRequest__Output as _tongfen_v1_ListCyclesRequest__Output } from './tongfen/v1/ListCyclesRequest.ts';
import type { ListCyclesResponse as _tongfen_v1_ListCyclesResponse, ListCyclesResponse__Output as _tongfen_v1_ListCyclesResponse__Output } from './tongfen/v1/ListCyclesResponse.ts';
import type { NetObligation as _tongfen_v1_NetObligation, NetObligation__Output as _tongfen_v1_NetObligation__Output } from './tongfen/v1/NetObligation.ts';
import type { OutstandingPoints as _tongfen_v1_OutstandingPoints, OutstandingPoints__Output as _tongfen_v1_OutstandingPoints__Output } from './tongfen/v1/OutstandingPoints.ts';
import type { SettlementClient as _tongfen_v1_SettlementClient, SettlementDefinition as _tongfen_v1_SettlementDefinition } from './tongfen/v1/Settlement.ts';
import type { SettlementCycle as _tongfen_v1_SettlementCycle, SettlementCycle__Output as _tongfen_v1_SettlementCycle__Output } from './tongfen/v1/SettlementCycle.ts';
import type { SettlementException as _tongfen_v1_SettlementException, SettlementException__Output as _tongfen_v1_SettlementException__Output } from './tongfen/v1/SettlementException.ts';
import type { SettlementFilePart as _tongfen_v1_SettlementFilePart, SettlementFilePart__Output as _tongfen_v1_SettlementFilePart__Output } from './tongfen/v1/SettlementFilePart.ts';

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
    v1: {
      BilateralObligation: MessageTypeDefinition<_tongfen_v1_BilateralObligation, _tongfen_v1_BilateralObligation__Output>
      CloseCycleRequest: MessageTypeDefinition<_tongfen_v1_CloseCycleRequest, _tongfen_v1_CloseCycleRequest__Output>
      CloseCycleResponse: MessageTypeDefinition<_tongfen_v1_CloseCycleResponse, _tongfen_v1_CloseCycleResponse__Output>
      ConfirmSettlementRequest: MessageTypeDefinition<_tongfen_v1_ConfirmSettlementRequest, _tongfen_v1_ConfirmSettlementRequest__Output>
      CycleSettlement: MessageTypeDefinition<_tongfen_v1_CycleSettlement, _tongfen_v1_CycleSettlement__Output>
      CycleState: EnumTypeDefinition
      DownloadSettlementFileRequest: MessageTypeDefinition<_tongfen_v1_DownloadSettlementFileRequest, _tongfen_v1_DownloadSettlementFileRequest__Output>
      GetLiabilityRequest: MessageTypeDefinition<_tongfen_v1_GetLiabilityRequest, _tongfen_v1_GetLiabilityRequest__Output>
      GetLiabilityResponse: MessageTypeDefinition<_tongfen_v1_GetLiabilityResponse, _tongfen_v1_GetLiabilityResponse__Output>
      GetSettlementRequest: MessageTypeDefinition<_tongfen_v1_GetSettlementRequest, _tongfen_v1_GetSettlementRequest__Output>
      Liability: MessageTypeDefinition<_tongfen_v1_Liability, _tongfen_v1_Liability__Output>
      ListCyclesRequest: MessageTypeDefinition<_tongfen_v1_ListCyclesRequest, _tongfen_v1_ListCyclesRequest__Output>
      ListCyclesResponse: MessageTypeDefinition<_tongfen_v1_ListCyclesResponse, _tongfen_v1_ListCyclesResponse__Output>
      NetObligation: MessageTypeDefinition<_tongfen_v1_NetObligation, _tongfen_v1_NetObligation__Output>
      OutstandingPoints: MessageTypeDefinition<_tongfen_v1_OutstandingPoints, _tongfen_v1_OutstandingPoints__Output>
      /**
       * Settlement of cycles in standard points (标准积分). Amounts in standard points are whole micro standard points (10^-6), and
       * like sums of points they are written as decimal digits, because they may pass what 64 bits hold.
       * 
       * A party is a participant's code, or a part of the network: *EXCHANGE, where exchanges meet; *SPREAD, what the network
       * earns by them; *ROUNDING, what is left of a micro standard point when points become standard points.
       */
      Settlement: SubtypeConstructor<typeof grpc.Client, _tongfen_v1_SettlementClient> & { service: _tongfen_v1_SettlementDefinition }
      SettlementCycle: MessageTypeDefinition<_tongfen_v1_SettlementCycle, _tongfen_v1_SettlementCycle__Output>
      SettlementException: MessageTypeDefinition<_tongfen_v1_SettlementException, _tongfen_v1_SettlementException__Output>
      SettlementFilePart: MessageTypeDefinition<_tongfen_v1_SettlementFilePart, _tongfen_v1_SettlementFilePart__Output>
      SettlementFormat: EnumTypeDefinition
      SettlementStatus: EnumTypeDefinition
    }
  }
}

