import type { Counter } from 'prom-client';

/** Counts of one batch or turn, added to the metric at its end: so that a transaction costs two look-ups, not a hash of labels. */
export class CountsByTypeAndOutcome {
  readonly #counts = new Map<string, Map<string, number>>();

  count(type: string, outcome: string): void {
    let outcomes = this.#counts.get(type);
    if (outcomes === undefined) {
      outcomes = new Map();
      this.#counts.set(type, outcomes);
    }
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }

  addTo(counter: Counter<'type' | 'outcome'>): void {
    for (const [type, outcomes] of this.#counts) {
      for (const [outcome, count] of outcomes) counter.inc({ type, outcome }, count);
    }
  }
}
