import { shardOf } from '../../src/ledger/card.ts';
import type { Transaction } from '../../src/ledger/transaction.ts';
import type { Scenario, Step } from './scenario.ts';

/** One or more transactions that are decided together: a linked chain, or one alone. */
export type Unit = readonly Transaction[];

/** One turn of a shard, or something else that happens. */
export type Planned =
  | {
      readonly kind: 'turn';
      readonly shard: number;
      readonly units: readonly Unit[];
      readonly isFar: boolean;
    }
  | { readonly kind: 'event'; readonly step: Exclude<Step, { kind: 'submit' }> };

/**
 * A scenario as turns of shards: neighbours of one shard may share a turn, up to so many. What may have to wait for
 * another card's shard has a turn of its own (`isFar`): a transfer between shards, the reversal of any transfer.
 */
export function planOf(
  scenario: Scenario,
  options: { readonly shards: number; readonly unitsPerTurn: number },
): Planned[] {
  const transfers = new Set<string>();
  const plan: Planned[] = [];
  for (const step of scenario.steps) {
    if (step.kind !== 'submit') {
      plan.push({ kind: 'event', step });
      continue;
    }
    for (const unit of unitsOf(step.transactions)) {
      const shard = shardOf(unit[0]!.card, options.shards);
      const isFar = unit.some(
        ({ type, originalId, toCard }) =>
          (type === 'TRANSFER' && shardOf(toCard, options.shards) !== shard) ||
          (type === 'REVERSE' && transfers.has(originalId)),
      );
      for (const { type, id } of unit) if (type === 'TRANSFER') transfers.add(id);
      const last = plan.at(-1);
      if (
        last?.kind === 'turn' &&
        !last.isFar &&
        !isFar &&
        last.shard === shard &&
        last.units.length < options.unitsPerTurn
      ) {
        plan[plan.length - 1] = { ...last, units: [...last.units, unit] };
      } else {
        plan.push({ kind: 'turn', shard, units: [unit], isFar });
      }
    }
  }
  return plan;
}

/** Cuts a batch into its chains and single items. */
export function unitsOf(transactions: readonly Transaction[]): Unit[] {
  const units: Transaction[][] = [[]];
  for (const transaction of transactions) {
    units.at(-1)!.push(transaction);
    if (!transaction.linked) units.push([]);
  }
  return units.filter((unit) => unit.length > 0);
}
