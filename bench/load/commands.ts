import type { MixName } from './mixes.ts';
import type { Reading } from './record.ts';

/** Where a load goes to, and as whom. */
export interface Target {
  readonly address: string;
  readonly apiKey: string;
}

export type LoadShape =
  | { readonly kind: 'stream'; readonly mix: MixName }
  /** Points for each of so many cards, those of the loads last, over a stream; ends by itself. Default: of the program of the loads. */
  | { readonly kind: 'opening'; readonly cards: number; readonly program?: string }
  | { readonly kind: 'unary'; readonly callers: number }
  | { readonly kind: 'open-loop'; readonly perSecond: number };

/** What the bench asks of the process that makes the load. There is one load at a time. */
export type LoadCommand =
  /** Answered once it is under way. */
  | { readonly kind: 'start'; readonly target: Target; readonly shape: LoadShape }
  | { readonly kind: 'read' }
  /** Answered once everything that was sent is answered. */
  | { readonly kind: 'stop' }
  /** The same for a load that ends by itself. */
  | { readonly kind: 'finish' };

export interface LoadReply {
  readonly reading: Reading;
}
