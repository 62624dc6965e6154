import type { HostOutboxOptions } from './host-outbox.ts';

/** How a shard is run. */
export interface ActorLimits extends HostOutboxOptions {
  /** Transactions per turn; more wait for the next. Larger turns cost less per transaction and answer later. */
  readonly itemsPerTurnMax: number;
  /** How long a turn waits for something to do before it looks for what is due. */
  readonly idleMs: number;
  /** How often the shard looks for lots and holds that fall due. */
  readonly dueEveryMs: number;
  /** Cards per turn that expire on their own; bounds what the clearing of others can be held up. */
  readonly duePerTurnMax: number;
  /**
   * Ids in memory, times two, by which a shard knows without asking that one is new. At 12,000 transactions a second of
   * one shard the default reaches back three to six seconds; what is older is looked up.
   */
  readonly recentIds: number;
  /** Authorizations in memory, so that capturing them soon reads nothing; about 500 bytes each. */
  readonly recentAuthorizations: number;
}

export const ACTOR_LIMITS: ActorLimits = {
  itemsPerTurnMax: 4_000,
  idleMs: 1_000,
  dueEveryMs: 1_000,
  duePerTurnMax: 500,
  resendAfterMs: 2_000,
  resendAfterMsMax: 60_000,
  tellAgainAfterMsMax: 600_000,
  recentIds: 32_768,
  recentAuthorizations: 4_096,
};
