// Original file: proto/tongfen/v1/network.proto

import type { Long } from '@grpc/proto-loader';

/**
 * An issuer's host (发卡方主机), which keeps the accounts of its members: it implements tongfen.issuer.v1.IssuerHost.
 */
export interface ExternalHost {
  /**
   * host:port.
   */
  'address'?: (string);
  /**
   * Largest amount of one EARN, REDEEM or AUTHORIZE for which the network stands in when the host does not answer, as long
   * as the issuer's stand-in limit leaves it (SetStandInLimit); 0 for never. For other types it does not stand in.
   */
  'floorLimit'?: (number | string | Long);
}

/**
 * An issuer's host (发卡方主机), which keeps the accounts of its members: it implements tongfen.issuer.v1.IssuerHost.
 */
export interface ExternalHost__Output {
  /**
   * host:port.
   */
  'address': (string);
  /**
   * Largest amount of one EARN, REDEEM or AUTHORIZE for which the network stands in when the host does not answer, as long
   * as the issuer's stand-in limit leaves it (SetStandInLimit); 0 for never. For other types it does not stand in.
   */
  'floorLimit': (number);
}
