import type { ParticipantRecord } from '../directory/ports.ts';
import type { Clock } from '../shard/ports.ts';
import type { GatewayLimits, Limit } from './limits.ts';
import type { Refusal } from './refusal.ts';
import { limitPassed } from './refusal.ts';

/** What a caller is told to wait who has too much in flight: about the time of a few turns. */
export const IN_FLIGHT_RETRY_MS = 100;

interface Account {
  itemsInFlight: number;
  /** Below zero after a batch larger than what was left: the next one pays for it. */
  tokens: number;
  refilledAtMs: number;
}

/** Lets in what a participant may have in flight and per second. */
export class Admission {
  readonly #limits: GatewayLimits;
  readonly #clock: Clock;
  readonly #onLimit: (limit: Limit) => void;
  readonly #accounts = new Map<string, Account>();

  constructor(limits: GatewayLimits, clock: Clock, onLimit: (limit: Limit) => void) {
    this.#limits = limits;
    this.#clock = clock;
    this.#onLimit = onLimit;
  }

  /**
   * Takes items in; `leave` has to follow.
   *
   * @returns undefined, or why they can't come in now
   */
  enter(participant: ParticipantRecord, items: number): Refusal | undefined {
    const account = this.#accountOf(participant);
    const { participantItemsInFlightMax } = this.#limits;
    if (account.itemsInFlight + items > participantItemsInFlightMax) {
      const description = `at most ${participantItemsInFlightMax} transactions of a participant in flight`;
      return this.#refuse('participant-items-in-flight', description, IN_FLIGHT_RETRY_MS);
    }
    const refusal = this.#takeTokens(account, participant, items);
    if (refusal === undefined) account.itemsInFlight += items;
    return refusal;
  }

  leave(participant: ParticipantRecord, items: number): void {
    this.#accountOf(participant).itemsInFlight -= items;
  }

  #takeTokens(account: Account, participant: ParticipantRecord, items: number): Refusal | undefined {
    const { rate, burst } = this.#bucketOf(participant);
    const nowMs = this.#clock.nowMs();
    const elapsedMs = nowMs - account.refilledAtMs;
    account.tokens = Math.min(burst, account.tokens + (elapsedMs * rate) / 1_000);
    account.refilledAtMs = nowMs;
    // More than the bucket holds comes in when it is full, or it never would.
    const needed = Math.min(items, burst);
    if (account.tokens >= needed) {
      account.tokens -= items;
      return undefined;
    }
    const retryDelayMs = Math.ceil(((needed - account.tokens) / rate) * 1_000);
    return this.#refuse('participant-rate', `at most ${rate} transactions per second`, retryDelayMs);
  }

  #refuse(limit: Limit, description: string, retryDelayMs: number): Refusal {
    this.#onLimit(limit);
    return limitPassed(limit, description, retryDelayMs);
  }

  #bucketOf(participant: ParticipantRecord): { rate: number; burst: number } {
    const rate = participant.rateLimit ?? this.#limits.rateLimit;
    const burst = participant.rateBurst ?? participant.rateLimit ?? this.#limits.rateBurst;
    return { rate, burst };
  }

  #accountOf(participant: ParticipantRecord): Account {
    let account = this.#accounts.get(participant.code);
    if (account === undefined) {
      const { burst } = this.#bucketOf(participant);
      account = { itemsInFlight: 0, tokens: burst, refilledAtMs: this.#clock.nowMs() };
      this.#accounts.set(participant.code, account);
    }
    return account;
  }
}
