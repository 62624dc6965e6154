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
   * Largest amount of one transaction for which the network stands in when the host does not answer; 0 for never.
   */
  'floorLimit'?: (number | string | Long);
  /**
   * Most for which the network stands in until the issuer has heard of it.
   */
  'standInLimit'?: (number | string | Long);
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
   * Largest amount of one transaction for which the network stands in when the host does not answer; 0 for never.
   */
  'floorLimit': (number);
  /**
   * Most for which the network stands in until the issuer has heard of it.
   */
  'standInLimit': (number);
}
