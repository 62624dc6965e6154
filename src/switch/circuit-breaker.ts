export interface CircuitBreakerOptions {
  /** Calls in a row that are not answered, after which the circuit opens. */
  readonly failuresMax: number;
  /** How long it is open at first; each try that fails doubles that, up to the maximum. */
  readonly openMs: number;
  readonly openMsMax: number;
}

export const CIRCUIT_BREAKER: CircuitBreakerOptions = { failuresMax: 5, openMs: 500, openMsMax: 15_000 };

/**
 * Whether a host that does not answer is called all the same.
 *
 * - Closed: it is called.
 * - Open: so many calls in a row were not answered. It is not called, until the time is over.
 * - Half open: one call tries. Answered, it closes the circuit; unanswered, it opens it again, for longer.
 */
export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  #failures = 0;
  #openUntilMs = 0;
  #openMs: number;
  #isTrying = false;

  constructor(options: CircuitBreakerOptions) {
    this.#options = options;
    this.#openMs = options.openMs;
  }

  get isOpen(): boolean {
    return this.#failures >= this.#options.failuresMax;
  }

  /** True when the host may be called; `answered` or `failed` has to follow. */
  mayCall(nowMs: number): boolean {
    if (!this.isOpen) return true;
    const leftMs = this.#openUntilMs - nowMs;
    // It is never open for longer than its pause: what seems to be began before the clock went back, and is over.
    if (this.#isTrying || (leftMs > 0 && leftMs <= this.#openMs)) return false;
    this.#isTrying = true;
    return true;
  }

  /** The host has answered something else: if it is open, the next call tries, whatever is left of the pause. */
  heard(): void {
    this.#openUntilMs = Number.NEGATIVE_INFINITY;
  }

  /** Returns true when it was open until now. */
  answered(): boolean {
    const wasOpen = this.isOpen;
    this.#failures = 0;
    this.#openMs = this.#options.openMs;
    this.#isTrying = false;
    return wasOpen;
  }

  /** Returns true when it was closed until now. */
  failed(nowMs: number): boolean {
    const wasOpen = this.isOpen;
    this.#failures += 1;
    if (!this.isOpen || (wasOpen && !this.#isTrying)) return false;
    if (this.#isTrying) this.#openMs = Math.min(this.#openMs * 2, this.#options.openMsMax);
    this.#isTrying = false;
    this.#openUntilMs = nowMs + this.#openMs;
    return !wasOpen;
  }
}
