import type { CounterKind, StandardKind } from './transaction.ts';

/** What a turn adds to one system account. */
export interface StripeSum {
  readonly program: string;
  readonly kind: CounterKind | StandardKind;
  /** Of a `MERCHANT`; of a `POSITION`, its participant; else ''. */
  readonly merchant: string;
  readonly change: bigint;
}

/** A sum under way: plain numbers while they are exact, carried over before they are not. */
interface OpenSum extends Omit<StripeSum, 'change'> {
  low: number;
  carry: bigint;
}

/** Adds up what a turn does to the system accounts of its shard. */
export class StripeSums {
  readonly #sums = new Map<string, OpenSum>();

  add(program: string, kind: StripeSum['kind'], merchant: string, change: number): void {
    if (change === 0) return;
    const ofMerchant = kind === 'MERCHANT' || kind === 'POSITION' ? merchant : '';
    const key = `${program}/${kind}/${ofMerchant}`;
    let sum = this.#sums.get(key);
    if (sum === undefined) {
      sum = { program, kind, merchant: ofMerchant, low: 0, carry: 0n };
      this.#sums.set(key, sum);
    }
    const low = sum.low + change;
    if (Number.isSafeInteger(low)) {
      sum.low = low;
    } else {
      sum.carry += BigInt(sum.low);
      sum.low = change;
    }
  }

  all(): StripeSum[] {
    return [...this.#sums.values()].map(({ program, kind, merchant, low, carry }) => {
      return { program, kind, merchant, change: carry + BigInt(low) };
    });
  }
}
