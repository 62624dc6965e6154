// Original file: proto/tongfen/issuer/v1/host.proto

import type { Long } from '@grpc/proto-loader';

export interface AccountBalance {
  /**
   * Every amount that was captured, credits less debits; what is only authorized is not in it.
   */
  'posted'?: (number | string | Long);
  /**
   * Debits that are authorized and neither captured nor reversed.
   */
  'held'?: (number | string | Long);
  /**
   * What the member may spend: posted less held.
   */
  'available'?: (number | string | Long);
}

export interface AccountBalance__Output {
  /**
   * Every amount that was captured, credits less debits; what is only authorized is not in it.
   */
  'posted': (number);
  /**
   * Debits that are authorized and neither captured nor reversed.
   */
  'held': (number);
  /**
   * What the member may spend: posted less held.
   */
  'available': (number);
}
