// Original file: proto/tongfen/v1/accounts.proto

import type { Card as _tongfen_v1_Card, Card__Output as _tongfen_v1_Card__Output } from '../../tongfen/v1/Card.ts';

export interface OpenCardsResponse {
  /**
   * In the order of the aliases.
   */
  'cards'?: (_tongfen_v1_Card)[];
}

export interface OpenCardsResponse__Output {
  /**
   * In the order of the aliases.
   */
  'cards': (_tongfen_v1_Card__Output)[];
}
