import type { Figure, Measured } from './figures.ts';
import { judge } from './figures.ts';
import type { Usage } from './usage.ts';

/** What a run has measured so far. */
export class Results {
  readonly figures: Figure[] = [];
  /** CPU time by process, for each load that was measured. */
  readonly usages: { readonly load: string; readonly usage: Usage }[] = [];
  /** Transactions that were answered and are in the books; null where nobody looked. */
  recorded: number | null = null;
  /** Parts of the run that gave no figures. */
  readonly errors: { readonly part: string; readonly message: string }[] = [];

  add(measured: Measured): void {
    this.figures.push(judge(measured));
  }

  failed(part: string, error: unknown): void {
    this.errors.push({ part, message: error instanceof Error ? error.message : String(error) });
  }

  /** The medians of some rounds of a load. */
  addUsage(load: string, usage: Usage | undefined): void {
    if (usage !== undefined) this.usages.push({ load, usage });
  }
}
