// Original file: proto/tongfen/v1/settlement.proto

import type { OutstandingPoints as _tongfen_v1_OutstandingPoints, OutstandingPoints__Output as _tongfen_v1_OutstandingPoints__Output } from '../../tongfen/v1/OutstandingPoints.ts';

/**
 * All in the program's smallest unit. Since the beginning, issued + adjusted + exchanged_in − redeemed − expired −
 * exchanged_out = outstanding + in_transit.
 */
export interface Liability {
  'program'?: (string);
  'scale'?: (number);
  /**
   * Earned, less what of it was reversed.
   */
  'issued'?: (string);
  /**
   * Redeemed and captured, less what was refunded.
   */
  'redeemed'?: (string);
  /**
   * Breakage.
   */
  'expired'?: (string);
  /**
   * Given by adjustments, less what they took.
   */
  'adjusted'?: (string);
  'exchangedIn'?: (string);
  'exchangedOut'?: (string);
  /**
   * On members' accounts now, held points included.
   */
  'outstanding'?: (string);
  /**
   * Under way between members now.
   */
  'inTransit'?: (string);
  'byMonth'?: (_tongfen_v1_OutstandingPoints)[];
}

/**
 * All in the program's smallest unit. Since the beginning, issued + adjusted + exchanged_in − redeemed − expired −
 * exchanged_out = outstanding + in_transit.
 */
export interface Liability__Output {
  'program': (string);
  'scale': (number);
  /**
   * Earned, less what of it was reversed.
   */
  'issued': (string);
  /**
   * Redeemed and captured, less what was refunded.
   */
  'redeemed': (string);
  /**
   * Breakage.
   */
  'expired': (string);
  /**
   * Given by adjustments, less what they took.
   */
  'adjusted': (string);
  'exchangedIn': (string);
  'exchangedOut': (string);
  /**
   * On members' accounts now, held points included.
   */
  'outstanding': (string);
  /**
   * Under way between members now.
   */
  'inTransit': (string);
  'byMonth': (_tongfen_v1_OutstandingPoints__Output)[];
}
