import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  expectConservation,
  expectJournalAddsUp,
  expectSameBooks,
  expectSoundAccounts,
  inBrief,
  withoutZeros,
} from './books.ts';
import type { Arrangement } from './clearing.ts';
import { arrangements, clear, runs, timeLimitMs, told } from './clearing.ts';
import { Engine } from './engine.ts';
import { scenarios } from './generators.ts';
import { planOf } from './plan.ts';
import type { Scenario } from './scenario.ts';
import { applyToNaive, naiveLedgerOf } from './scenario.ts';

const anyScenario = scenarios({ intentsMax: 80, transfersWeight: 3 });

describe('one shard, whatever is submitted to it', { timeout: timeLimitMs() }, () => {
  test('gives the outcomes, amounts and balances of the naive ledger, and ends with its lots and holds', () => {
    fc.assert(
      fc.property(anyScenario, arrangements, (scenario, arrangement) => {
        const naive = naiveLedgerOf(scenario);
        const engine = new Engine(scenario, { shards: 1, cached: arrangement.cached });
        for (const planned of planOf(scenario, { shards: 1, ...arrangement })) {
          const results = clear(engine, planned);
          if (planned.kind === 'event') applyToNaive(naive, planned.step);
          else expect(results.map(told)).toEqual(naive.submit(planned.units.flat()));
        }
        engine.expireAll();
        expectSameBooks(engine.shards, naive);
      }),
      { numRuns: runs(400) },
    );
  });

  test('conserves points and keeps its accounts sound after every turn, and its journal adds up', () => {
    fc.assert(
      fc.property(anyScenario, arrangements, (scenario, arrangement) => {
        const engine = new Engine(scenario, { shards: 1, cached: arrangement.cached });
        for (const planned of planOf(scenario, { shards: 1, ...arrangement })) {
          clear(engine, planned);
          expectConservation(engine.shards);
          expectSoundAccounts(engine.shards);
        }
        expectJournalAddsUp(engine.shards[0]!, scenario);
      }),
      { numRuns: runs(200) },
    );
  });

  test('makes the same journal and state from the same sequence, however it is cut into turns', () => {
    fc.assert(
      fc.property(anyScenario, arrangements, arrangements, (scenario, one, other) => {
        expect(journalAndState(scenario, one)).toEqual(journalAndState(scenario, other));
      }),
      { numRuns: runs(200) },
    );
  });
});

function journalAndState(scenario: Scenario, arrangement: Arrangement): unknown {
  const engine = new Engine(scenario, { shards: 1, cached: arrangement.cached });
  for (const planned of planOf(scenario, { shards: 1, ...arrangement })) clear(engine, planned);
  const { journal, stripes } = engine.shards[0]!;
  return { journal, accounts: inBrief(engine.shards), stripes: withoutZeros(stripes) };
}
