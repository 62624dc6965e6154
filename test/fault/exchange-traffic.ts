import type { NewTransaction } from '../../src/client/transaction.ts';
import { uuid7 } from '../../src/client/uuid7.ts';
import type { TrafficOptions, TrafficSource } from './traffic.ts';

/** Exchanges between any two of several programs, many of them of points that the member does not have. */
export class ExchangeTraffic implements TrafficSource {
  readonly #options: TrafficOptions;
  readonly #programs: readonly string[];

  constructor(options: TrafficOptions, programs: readonly string[]) {
    this.#options = options;
    this.#programs = programs;
  }

  batch(size: number): NewTransaction[] {
    const { cards, prng } = this.#options;
    return Array.from({ length: size }, () => {
      const program = prng.pick(this.#programs);
      const toProgram = prng.pick(this.#programs.filter((each) => each !== program));
      return {
        id: uuid7(),
        type: 'EXCHANGE',
        card: prng.pick(cards),
        program,
        amount: prng.between(1, 100),
        exchange: { toProgram, amountOutMin: 1 },
      };
    });
  }

  /** Nothing follows from an exchange. */
  answered(): void {}
}
