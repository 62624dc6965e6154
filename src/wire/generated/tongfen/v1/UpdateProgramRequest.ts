// Original file: proto/tongfen/v1/network.proto

import type { Clawback as _tongfen_v1_Clawback, Clawback__Output as _tongfen_v1_Clawback__Output } from '../../tongfen/v1/Clawback.ts';
import type { Status as _tongfen_v1_Status, Status__Output as _tongfen_v1_Status__Output } from '../../tongfen/v1/Status.ts';
import type { NoExpiry as _tongfen_v1_NoExpiry, NoExpiry__Output as _tongfen_v1_NoExpiry__Output } from '../../tongfen/v1/NoExpiry.ts';
import type { MonthsExpiry as _tongfen_v1_MonthsExpiry, MonthsExpiry__Output as _tongfen_v1_MonthsExpiry__Output } from '../../tongfen/v1/MonthsExpiry.ts';
import type { FixedDayExpiry as _tongfen_v1_FixedDayExpiry, FixedDayExpiry__Output as _tongfen_v1_FixedDayExpiry__Output } from '../../tongfen/v1/FixedDayExpiry.ts';
import type { Arrival as _tongfen_v1_Arrival, Arrival__Output as _tongfen_v1_Arrival__Output } from '../../tongfen/v1/Arrival.ts';
import type { ExternalHost as _tongfen_v1_ExternalHost, ExternalHost__Output as _tongfen_v1_ExternalHost__Output } from '../../tongfen/v1/ExternalHost.ts';
import type { Long } from '@grpc/proto-loader';

export interface UpdateProgramRequest {
  'code'?: (string);
  'name'?: (string);
  'limitPerTransaction'?: (number | string | Long);
  'clawback'?: (_tongfen_v1_Clawback);
  'status'?: (_tongfen_v1_Status);
  'none'?: (_tongfen_v1_NoExpiry | null);
  'months'?: (_tongfen_v1_MonthsExpiry | null);
  'fixedDay'?: (_tongfen_v1_FixedDayExpiry | null);
  'arrival'?: (_tongfen_v1_Arrival);
  /**
   * Of an external program: its new host and limits, as a whole.
   */
  'host'?: (_tongfen_v1_ExternalHost | null);
  '_name'?: "name";
  '_limitPerTransaction'?: "limitPerTransaction";
  '_clawback'?: "clawback";
  '_status'?: "status";
  'expiry'?: "none"|"months"|"fixedDay";
  '_arrival'?: "arrival";
}

export interface UpdateProgramRequest__Output {
  'code': (string);
  'name'?: (string);
  'limitPerTransaction'?: (number);
  'clawback'?: (_tongfen_v1_Clawback__Output);
  'status'?: (_tongfen_v1_Status__Output);
  'none'?: (_tongfen_v1_NoExpiry__Output | null);
  'months'?: (_tongfen_v1_MonthsExpiry__Output | null);
  'fixedDay'?: (_tongfen_v1_FixedDayExpiry__Output | null);
  'arrival'?: (_tongfen_v1_Arrival__Output);
  /**
   * Of an external program: its new host and limits, as a whole.
   */
  'host': (_tongfen_v1_ExternalHost__Output | null);
  '_name'?: "name";
  '_limitPerTransaction'?: "limitPerTransaction";
  '_clawback'?: "clawback";
  '_status'?: "status";
  'expiry'?: "none"|"months"|"fixedDay";
  '_arrival'?: "arrival";
}
