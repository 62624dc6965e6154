import { exchangeValueOf } from '../ledger/exchange.ts';
import type { HostMessages } from '../ledger/host-message.ts';
import type { Network } from '../ledger/network.ts';
import type { Envelope } from './envelope.ts';
import type { HeadroomMove, HeadroomShare } from './ports.ts';

/** How often a shard gives back what it did not need, and looks for participants that were capped. */
const TEND_EVERY_MS = 1_000;

/** A pool that had less than was asked for is not asked again before. */
const EMPTY_MS = 100;

/**
 * A shard's shares of what capped participants may still come to owe. Together with what no shard has drawn, and with
 * what is owed, the shares of all shards are the cap: so each shard decides by its own share, none asks another, and no
 * cap is exceeded by a point.
 *
 * Before a turn, a shard draws from the free pool what the turn may need beyond its share; the smaller the pool, the less
 * of it at a time. Within the turn, exchanges use the share up and those that bring points give it back; the new share is
 * stored with the turn. Once a second, what lay idle the whole second goes back to the pool, so that near the cap little
 * lies in shards that do not need it.
 */
export class Headroom {
  /** By participant: the shares as they are stored, but for what the turn under way does to them. */
  readonly #shares: Map<string, number>;
  /** The least that each share has been since the last look. */
  readonly #idle = new Map<string, number>();
  readonly #emptyUntilMs = new Map<string, number>();
  #nextTendMs = 0;

  /** @param shares the state's own */
  constructor(shares: Map<string, number>, stored: readonly HeadroomShare[]) {
    this.#shares = shares;
    this.took(stored);
  }

  /**
   * What to draw or to give back before the turn, and where to take part; nearly always nothing.
   *
   * @param messages those under way to issuers' hosts, whose answers may let an exchange post
   */
  movesFor(
    envelopes: readonly Envelope[],
    network: Network,
    nowMs: number,
    messages: Pick<HostMessages, 'get'>,
  ): HeadroomMove[] {
    const moves = new Map<string, number>();
    if (nowMs >= this.#nextTendMs) this.#tend(moves, network, nowMs);
    for (const [participant, needed] of needsOf(envelopes, network, nowMs, messages)) {
      const share = this.#shares.get(participant);
      const missing = needed - (share ?? 0);
      if (missing > 0 && nowMs >= (this.#emptyUntilMs.get(participant) ?? 0)) {
        moves.set(participant, missing);
        this.#emptyUntilMs.set(participant, nowMs + EMPTY_MS);
      } else if (share === undefined) moves.set(participant, 0);
      else keepAtLeast(moves, participant, share - needed);
    }
    return [...moves].map(([participant, change]) => ({ participant, change }));
  }

  /** Takes note of shares as they are after moves. */
  took(shares: readonly HeadroomShare[]): void {
    for (const { participant, amount } of shares) {
      const before = this.#shares.get(participant) ?? 0;
      // It had what was asked for, as far as can be told: the next who needs more may ask at once.
      if (amount > before) this.#emptyUntilMs.delete(participant);
      this.#shares.set(participant, amount);
      this.#idle.set(participant, Math.min(this.#idle.get(participant) ?? amount, amount));
    }
  }

  /** Takes note of what a turn has left. */
  turned(): void {
    for (const [participant, share] of this.#shares) {
      if (share < (this.#idle.get(participant) ?? 0)) this.#idle.set(participant, share);
    }
  }

  #tend(moves: Map<string, number>, network: Network, nowMs: number): void {
    this.#nextTendMs = nowMs + TEND_EVERY_MS;
    for (const { code, isCapped } of network.participants.values()) {
      if (isCapped === true && !this.#shares.has(code)) moves.set(code, 0);
    }
    for (const [participant, share] of this.#shares) {
      const idle = this.#idle.get(participant) ?? 0;
      if (idle > 0) moves.set(participant, -idle);
      this.#idle.set(participant, share);
    }
  }
}

/** Gives no more back than the turn leaves over. */
function keepAtLeast(moves: Map<string, number>, participant: string, surplus: number): void {
  const back = Math.min(-(moves.get(participant) ?? 0), surplus);
  if (back > 0) moves.set(participant, -back);
  else moves.delete(participant);
}

/** What the exchanges of a turn may make capped participants owe at most; 0 for those that only receive. */
function needsOf(
  envelopes: readonly Envelope[],
  network: Network,
  nowMs: number,
  messages: Pick<HostMessages, 'get'>,
): Map<string, number> {
  const needs = new Map<string, number>();
  const need = (issuer: string | undefined, micro: number): void => {
    if (issuer === undefined || network.participants.get(issuer)?.isCapped !== true) return;
    needs.set(issuer, Math.min((needs.get(issuer) ?? 0) + micro, Number.MAX_SAFE_INTEGER));
  };
  const needExchange = (program: string, target: string | undefined, takenMicro: number): void => {
    need(network.programs.get(program)?.issuer, takenMicro);
    need(network.programs.get(target ?? '')?.issuer, 0);
  };
  for (const envelope of envelopes) {
    if (envelope.kind === 'host-answer') {
      const underWay = messages.get(envelope.message)?.exchange;
      if (underWay === undefined) continue;
      const { content, value } = underWay;
      needExchange(content.program, content.exchange?.peerProgram, value.takenMicro);
    }
    if (envelope.kind !== 'submit') continue;
    for (const tx of envelope.transactions) {
      if (tx.exchange === undefined) continue;
      const value = exchangeValueOf(tx, network, nowMs);
      const takenMicro = value === undefined || value === 'QUOTE_INVALID' ? 0 : value.takenMicro;
      needExchange(tx.program, tx.exchange.toProgram, takenMicro);
    }
  }
  return needs;
}
