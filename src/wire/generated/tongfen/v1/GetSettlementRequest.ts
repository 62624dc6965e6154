// Original file: proto/tongfen/v1/settlement.proto


export interface GetSettlementRequest {
  'cycle'?: (number);
}

export interface GetSettlementRequest__Output {
  'cycle': (number);
}
