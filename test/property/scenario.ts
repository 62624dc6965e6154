import type { CardStatus } from '../../src/ledger/account.ts';
import type { Day } from '../../src/ledger/calendar.ts';
import type { Network } from '../../src/ledger/network.ts';
import type { Transaction } from '../../src/ledger/transaction.ts';
import type { NaiveResult } from './naive-ledger.ts';
import { NaiveLedger } from './naive-ledger.ts';

/** One thing that happens to a ledger. */
export type Step =
  | { readonly kind: 'submit'; readonly transactions: readonly Transaction[] }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'cut-over'; readonly businessDate: Day }
  | { readonly kind: 'card-status'; readonly card: number; readonly status: CardStatus }
  | { readonly kind: 'network'; readonly network: Network; readonly change: string };

/** Points that a card begins with. */
export interface Preload {
  readonly card: number;
  readonly program: string;
  readonly day: Day;
  readonly amount: number;
}

/** A network, its cards, and what happens to them, down to the last field: the same scenario is the same run. */
export interface Scenario {
  readonly network: Network;
  readonly cards: readonly (readonly [number: number, status: CardStatus])[];
  readonly preloads: readonly Preload[];
  readonly nowMs: number;
  readonly businessDate: Day;
  readonly steps: readonly Step[];
}

/** A naive ledger as it is before the first step. */
export function naiveLedgerOf(scenario: Scenario): NaiveLedger {
  const ledger = new NaiveLedger(scenario);
  for (const { card, program, day, amount } of scenario.preloads)
    ledger.preload(card, program, [{ day, amount: BigInt(amount) }]);
  return ledger;
}

/** Lets a step happen to a naive ledger. Returns the results of a submission. */
export function applyToNaive(ledger: NaiveLedger, step: Step): NaiveResult[] {
  switch (step.kind) {
    case 'submit':
      return ledger.submit(step.transactions);
    case 'wait':
      ledger.nowMs += step.ms;
      return [];
    case 'cut-over':
      ledger.businessDate = step.businessDate;
      return [];
    case 'card-status':
      ledger.cards.set(step.card, step.status);
      return [];
    case 'network':
      ledger.network = step.network;
      return [];
  }
}

/** A scenario to read: one line a step, fields that say nothing left out. */
export function describeScenario(scenario: Scenario): string {
  const programs = [...scenario.network.programs.values()].map((program) => brief(program));
  const cards = scenario.cards.map(([number, status]) => `${number} ${status}`);
  const preloads = scenario.preloads.map((preload) => brief(preload));
  const steps = scenario.steps.map((step) => describeStep(step));
  return [
    `on ${scenario.businessDate}`,
    ...programs.map((line) => `  program ${line}`),
    ...cards.map((line) => `  card ${line}`),
    ...preloads.map((line) => `  preload ${line}`),
    ...steps.map((line) => `  ${line}`),
  ].join('\n');
}

function describeStep(step: Step): string {
  switch (step.kind) {
    case 'submit':
      return step.transactions.map((transaction) => brief(transaction)).join('\n    ');
    case 'wait':
      return `wait ${step.ms} ms`;
    case 'cut-over':
      return `cut-over to ${step.businessDate}`;
    case 'card-status':
      return `card ${step.card} is ${step.status}`;
    case 'network':
      return step.change;
  }
}

function brief(value: object): string {
  return JSON.stringify(value, (_key, field: unknown) =>
    field === '' || field === 0 || field === false ? undefined : field,
  );
}
