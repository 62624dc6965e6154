// Original file: proto/tongfen/v1/network.proto

import type { NoExpiry as _tongfen_v1_NoExpiry, NoExpiry__Output as _tongfen_v1_NoExpiry__Output } from '../../tongfen/v1/NoExpiry.ts';
import type { MonthsExpiry as _tongfen_v1_MonthsExpiry, MonthsExpiry__Output as _tongfen_v1_MonthsExpiry__Output } from '../../tongfen/v1/MonthsExpiry.ts';
import type { FixedDayExpiry as _tongfen_v1_FixedDayExpiry, FixedDayExpiry__Output as _tongfen_v1_FixedDayExpiry__Output } from '../../tongfen/v1/FixedDayExpiry.ts';
import type { Clawback as _tongfen_v1_Clawback, Clawback__Output as _tongfen_v1_Clawback__Output } from '../../tongfen/v1/Clawback.ts';
import type { Status as _tongfen_v1_Status, Status__Output as _tongfen_v1_Status__Output } from '../../tongfen/v1/Status.ts';
import type { Arrival as _tongfen_v1_Arrival, Arrival__Output as _tongfen_v1_Arrival__Output } from '../../tongfen/v1/Arrival.ts';
import type { ExternalHost as _tongfen_v1_ExternalHost, ExternalHost__Output as _tongfen_v1_ExternalHost__Output } from '../../tongfen/v1/ExternalHost.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A points currency (积分计划).
 */
export interface Program {
  /**
   * 2 to 16 of A-Z, 0-9 and -, the first a letter.
   */
  'code'?: (string);
  /**
   * 1 to 100 characters.
   */
  'name'?: (string);
  /**
   * Participant with the role ISSUER.
   */
  'issuer'?: (string);
  /**
   * Decimals of a point, 0 to 4.
   */
  'scale'?: (number);
  /**
   * Value of one point in standard points (标准积分), an exact fraction: 1 to 10^9 each. It is what the program begins with;
   * see ListRates for what holds since.
   */
  'parNumerator'?: (number | string | Long);
  'parDenominator'?: (number | string | Long);
  'none'?: (_tongfen_v1_NoExpiry | null);
  'months'?: (_tongfen_v1_MonthsExpiry | null);
  'fixedDay'?: (_tongfen_v1_FixedDayExpiry | null);
  /**
   * Largest amount of one transaction, in the smallest unit: 1 to 10^12; 0 for 10^12.
   */
  'limitPerTransaction'?: (number | string | Long);
  /**
   * Default REJECT.
   */
  'clawback'?: (_tongfen_v1_Clawback);
  'status'?: (_tongfen_v1_Status);
  /**
   * Default BY_POLICY.
   */
  'arrival'?: (_tongfen_v1_Arrival);
  /**
   * Where the accounts of its members are kept; unset: here. For acquirers it is set and says nothing.
   */
  'host'?: (_tongfen_v1_ExternalHost | null);
  'expiry'?: "none"|"months"|"fixedDay";
}

/**
 * A points currency (积分计划).
 */
export interface Program__Output {
  /**
   * 2 to 16 of A-Z, 0-9 and -, the first a letter.
   */
  'code': (string);
  /**
   * 1 to 100 characters.
   */
  'name': (string);
  /**
   * Participant with the role ISSUER.
   */
  'issuer': (string);
  /**
   * Decimals of a point, 0 to 4.
   */
  'scale': (number);
  /**
   * Value of one point in standard points (标准积分), an exact fraction: 1 to 10^9 each. It is what the program begins with;
   * see ListRates for what holds since.
   */
  'parNumerator': (number);
  'parDenominator': (number);
  'none'?: (_tongfen_v1_NoExpiry__Output | null);
  'months'?: (_tongfen_v1_MonthsExpiry__Output | null);
  'fixedDay'?: (_tongfen_v1_FixedDayExpiry__Output | null);
  /**
   * Largest amount of one transaction, in the smallest unit: 1 to 10^12; 0 for 10^12.
   */
  'limitPerTransaction': (number);
  /**
   * Default REJECT.
   */
  'clawback': (_tongfen_v1_Clawback__Output);
  'status': (_tongfen_v1_Status__Output);
  /**
   * Default BY_POLICY.
   */
  'arrival': (_tongfen_v1_Arrival__Output);
  /**
   * Where the accounts of its members are kept; unset: here. For acquirers it is set and says nothing.
   */
  'host': (_tongfen_v1_ExternalHost__Output | null);
  'expiry'?: "none"|"months"|"fixedDay";
}
