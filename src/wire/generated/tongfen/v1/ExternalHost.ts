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
   * Largest amount of one EARN or REDEEM for which the network stands in when the host does not answer; 0 for never. For other
   * types it does not stand in.
   */
  'floorLimit'?: (number | string | Long);
  /**
   * Most for which the network stands in until the issuer has heard of it, in this program; for all programs of an issuer
   * it is the sum of theirs. Each shard has an equal part of it.
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
   * Largest amount of one EARN or REDEEM for which the network stands in when the host does not answer; 0 for never. For other
   * types it does not stand in.
   */
  'floorLimit': (number);
  /**
   * Most for which the network stands in until the issuer has heard of it, in this program; for all programs of an issuer
   * it is the sum of theirs. Each shard has an equal part of it.
   */
  'standInLimit': (number);
}
