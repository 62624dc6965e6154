import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Outcome } from '../../src/ledger/outcome.ts';
import { OUTCOMES } from '../../src/ledger/outcome.ts';
import { BALANCE_MAX } from '../../src/ledger/transaction.ts';
import { scenarios } from './generators.ts';
import type { NaiveLedger, NaiveResult } from './naive-ledger.ts';
import type { Step } from './scenario.ts';
import { applyToNaive, naiveLedgerOf } from './scenario.ts';

/** What the properties would say nothing about if it did not happen. */
const SITUATIONS = [
  'a duplicate',
  'a chain that posts',
  'a chain that is declined',
  'a hold that expires',
  'points that expire',
  'points that are owed',
  'points that are owed beside an open hold',
  'points that are owed down to the bound',
  'a partial clawback',
  'a capture of a part',
  'a capture that is reversed',
  'an original reversed twice',
  'a transfer that is reversed',
];

test('drawn scenarios meet every outcome and every situation that matters', () => {
  const seen = new Set<string>();
  for (const scenario of fc.sample(scenarios({ intentsMax: 80, transfersWeight: 3 }), {
    numRuns: 300,
    seed: 1,
  })) {
    const ledger = naiveLedgerOf(scenario);
    for (const step of scenario.steps) {
      const results = applyToNaive(ledger, step);
      for (const { outcome } of results) seen.add(outcome);
      for (const situation of situationsOf(ledger, step, results)) seen.add(situation);
    }
  }
  const wanted = [...OUTCOMES.filter((each) => !ELSEWHERE.has(each)), ...SITUATIONS];
  expect(wanted.filter((each) => !seen.has(each))).toEqual([]);
});

/** Nobody is capped here, and no issuer is on a host of its own: see the simulation. Nobody has a thousand holds. */
const ELSEWHERE: ReadonlySet<Outcome> = new Set([
  'NET_DEBIT_CAP',
  'PROGRAM_EXTERNAL',
  'ISSUER_DECLINED',
  'ISSUER_UNAVAILABLE',
  'TOO_MANY_HOLDS',
]);

function situationsOf(ledger: NaiveLedger, step: Step, results: readonly NaiveResult[]): string[] {
  if (step.kind !== 'submit') return [];
  const situations: string[] = [];
  for (const [index, transaction] of step.transactions.entries()) {
    const { outcome, amount, duplicate } = results[index]!;
    if (duplicate) situations.push('a duplicate');
    if (transaction.linked)
      situations.push(outcome === 'POSTED' ? 'a chain that posts' : 'a chain that is declined');
    if (outcome === 'POSTED' && transaction.type === 'REVERSE' && amount < transaction.amount)
      situations.push('a partial clawback');
  }
  for (const { transaction, result, reversed, ended } of ledger.records) {
    if (ended === 'expired') situations.push('a hold that expires');
    if (reversed > 0n && transaction.type === 'CAPTURE') situations.push('a capture that is reversed');
    if (reversed > 0n && transaction.type === 'TRANSFER') situations.push('a transfer that is reversed');
    if (transaction.type !== 'CAPTURE' && transaction.type !== 'REVERSE') continue;
    const named = ledger.records.filter(
      (other) =>
        other.transaction.id === transaction.originalId && other.transaction.card === transaction.card,
    );
    const [original] = named;
    if (original === undefined || named.length > 1 || result.outcome !== 'POSTED') continue;
    if (transaction.type === 'CAPTURE' && result.amount < original.result.amount)
      situations.push('a capture of a part');
    if (transaction.type === 'REVERSE' && original.reversed > result.amount)
      situations.push('an original reversed twice');
  }
  for (const [counter, balance] of ledger.counters)
    if (counter.includes('/BREAKAGE/') && balance > 0n) situations.push('points that expire');
  for (const { overdrawn, holds } of ledger.accounts.values()) {
    if (overdrawn === 0n) continue;
    situations.push('points that are owed');
    if (holds.length > 0) situations.push('points that are owed beside an open hold');
    if (overdrawn === BigInt(BALANCE_MAX)) situations.push('points that are owed down to the bound');
  }
  return situations;
}
