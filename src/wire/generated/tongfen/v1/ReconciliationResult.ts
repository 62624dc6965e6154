// Original file: proto/tongfen/v1/reconciliation.proto

import type { Long } from '@grpc/proto-loader';

export interface ReconciliationResult {
  'number'?: (number | string | Long);
  'cycle'?: (number);
  'participant'?: (string);
  'lines'?: (number | string | Long);
  'matched'?: (number | string | Long);
  /**
   * In both, but not the same.
   */
  'different'?: (number | string | Long);
  /**
   * In the file only.
   */
  'missingHere'?: (number | string | Long);
  /**
   * In the journal only.
   */
  'missingThere'?: (number | string | Long);
}

export interface ReconciliationResult__Output {
  'number': (number);
  'cycle': (number);
  'participant': (string);
  'lines': (number);
  'matched': (number);
  /**
   * In both, but not the same.
   */
  'different': (number);
  /**
   * In the file only.
   */
  'missingHere': (number);
  /**
   * In the journal only.
   */
  'missingThere': (number);
}
