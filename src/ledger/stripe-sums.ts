import type { CounterKind, StandardKind } from './transaction.ts';

/**
 * What a turn adds to this shard's part of a system account. The database adds it to the stripe of the turn's cycle
 * (`numeric`: no sequence of transactions overflows it), so that no stripe has to be read.
 */
export interface StripeChange {
  readonly program: string;
  readonly kind: CounterKind | StandardKind;
  /** Merchant code for `MERCHANT`, participant for `POSITION`, else ''. */
  readonly merchant: string;
  readonly change: bigint;
}

/** A sum under way: plain numbers while they are exact, carried over before they are not. */
interface OpenSum extends Omit<StripeChange, 'change'> {
  low: number;
  carry: bigint;
}

/** Adds up what a turn does to the system accounts of its shard. */
export class StripeSums {
  readonly #sums = new Map<string, OpenSum>();

  add(program: string, kind: StripeChange['kind'], merchant: string, change: number): void {
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

  all(): StripeChange[] {
    return [...this.#sums.values()].map(({ program, kind, merchant, low, carry }) => {
      return { program, kind, merchant, change: carry + BigInt(low) };
    });
  }
}
