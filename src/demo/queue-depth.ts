/** Ask the gateway this often. */
const EVERY_MS = 1_000;
const ANSWER_MS_MAX = 900;

const WAITING = /^tongfen_gateway_(?:waiting|out)_transactions\{[^}]*\} (\d+)$/gm;

/** Follows how many transactions wait in the gateway and its shards, from the gateway's own metrics. */
export class QueueDepth {
  readonly #metricsUrl: string;
  readonly #timer: NodeJS.Timeout;
  /** Undefined until the metrics were read. */
  #transactions: number | undefined;

  constructor(httpUrl: string) {
    this.#metricsUrl = `${httpUrl}/metrics`;
    this.#timer = setInterval(() => void this.#ask(), EVERY_MS);
  }

  get transactions(): number | undefined {
    return this.#transactions;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #ask(): Promise<void> {
    try {
      const response = await fetch(this.#metricsUrl, { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
      const text = await response.text();
      this.#transactions = [...text.matchAll(WAITING)].reduce((sum, [, count]) => sum + Number(count), 0);
    } catch {
      // It is shown, and nothing rests on it.
      this.#transactions = undefined;
    }
  }
}
