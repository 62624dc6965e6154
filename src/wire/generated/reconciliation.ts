import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';
import type { Break as _tongfen_v1_Break, Break__Output as _tongfen_v1_Break__Output } from './tongfen/v1/Break.ts';
import type { BreakAdjustment as _tongfen_v1_BreakAdjustment, BreakAdjustment__Output as _tongfen_v1_BreakAdjustment__Output } from './tongfen/v1/BreakAdjustment.ts';
import type { BreakSide as _tongfen_v1_BreakSide, BreakSide__Output as _tongfen_v1_BreakSide__Output } from './tongfen/v1/BreakSide.ts';
import type { DecideAdjustmentRequest as _tongfen_v1_DecideAdjustmentRequest, DecideAdjustmentRequest__Output as _tongfen_v1_DecideAdjustmentRequest__Output } from './tongfen/v1/DecideAdjustmentRequest.ts';
import type { ListAdjustmentsRequest as _tongfen_v1_ListAdjustmentsRequest, ListAdjustmentsRequest__Output as _tongfen_v1_ListAdjustmentsRequest__Output } from './tongfen/v1/ListAdjustmentsRequest.ts';
import type { ListAdjustmentsResponse as _tongfen_v1_ListAdjustmentsResponse, ListAdjustmentsResponse__Output as _tongfen_v1_ListAdjustmentsResponse__Output } from './tongfen/v1/ListAdjustmentsResponse.ts';
import type { ListBreaksRequest as _tongfen_v1_ListBreaksRequest, ListBreaksRequest__Output as _tongfen_v1_ListBreaksRequest__Output } from './tongfen/v1/ListBreaksRequest.ts';
import type { ListBreaksResponse as _tongfen_v1_ListBreaksResponse, ListBreaksResponse__Output as _tongfen_v1_ListBreaksResponse__Output } from './tongfen/v1/ListBreaksResponse.ts';
import type { ProposeAdjustmentRequest as _tongfen_v1_ProposeAdjustmentRequest, ProposeAdjustmentRequest__Output as _tongfen_v1_ProposeAdjustmentRequest__Output } from './tongfen/v1/ProposeAdjustmentRequest.ts';
import type { ReconcileRequest as _tongfen_v1_ReconcileRequest, ReconcileRequest__Output as _tongfen_v1_ReconcileRequest__Output } from './tongfen/v1/ReconcileRequest.ts';
import type { ReconciliationClient as _tongfen_v1_ReconciliationClient, ReconciliationDefinition as _tongfen_v1_ReconciliationDefinition } from './tongfen/v1/Reconciliation.ts';
import type { ReconciliationHeader as _tongfen_v1_ReconciliationHeader, ReconciliationHeader__Output as _tongfen_v1_ReconciliationHeader__Output } from './tongfen/v1/ReconciliationHeader.ts';
import type { ReconciliationResult as _tongfen_v1_ReconciliationResult, ReconciliationResult__Output as _tongfen_v1_ReconciliationResult__Output } from './tongfen/v1/ReconciliationResult.ts';

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
      AdjustmentStatus: EnumTypeDefinition
      Break: MessageTypeDefinition<_tongfen_v1_Break, _tongfen_v1_Break__Output>
      BreakAdjustment: MessageTypeDefinition<_tongfen_v1_BreakAdjustment, _tongfen_v1_BreakAdjustment__Output>
      BreakKind: EnumTypeDefinition
      BreakSide: MessageTypeDefinition<_tongfen_v1_BreakSide, _tongfen_v1_BreakSide__Output>
      DecideAdjustmentRequest: MessageTypeDefinition<_tongfen_v1_DecideAdjustmentRequest, _tongfen_v1_DecideAdjustmentRequest__Output>
      ListAdjustmentsRequest: MessageTypeDefinition<_tongfen_v1_ListAdjustmentsRequest, _tongfen_v1_ListAdjustmentsRequest__Output>
      ListAdjustmentsResponse: MessageTypeDefinition<_tongfen_v1_ListAdjustmentsResponse, _tongfen_v1_ListAdjustmentsResponse__Output>
      ListBreaksRequest: MessageTypeDefinition<_tongfen_v1_ListBreaksRequest, _tongfen_v1_ListBreaksRequest__Output>
      ListBreaksResponse: MessageTypeDefinition<_tongfen_v1_ListBreaksResponse, _tongfen_v1_ListBreaksResponse__Output>
      ProposeAdjustmentRequest: MessageTypeDefinition<_tongfen_v1_ProposeAdjustmentRequest, _tongfen_v1_ProposeAdjustmentRequest__Output>
      ReconcileRequest: MessageTypeDefinition<_tongfen_v1_ReconcileRequest, _tongfen_v1_ReconcileRequest__Output>
      /**
       * Compares a participant's own file of a closed cycle with the journal, and corrects what does not agree.
       * docs/reconciliation.md describes the file.
       */
      Reconciliation: SubtypeConstructor<typeof grpc.Client, _tongfen_v1_ReconciliationClient> & { service: _tongfen_v1_ReconciliationDefinition }
      ReconciliationHeader: MessageTypeDefinition<_tongfen_v1_ReconciliationHeader, _tongfen_v1_ReconciliationHeader__Output>
      ReconciliationResult: MessageTypeDefinition<_tongfen_v1_ReconciliationResult, _tongfen_v1_ReconciliationResult__Output>
    }
  }
}

