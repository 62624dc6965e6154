import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shardOf } from '../../src/ledger/card.ts';
import type { Transaction } from '../../src/ledger/transaction.ts';
import { AMOUNT_MAX, BALANCE_MAX } from '../../src/ledger/transaction.ts';
import { Answers } from './answers.ts';
import {
  accountsOf,
  expectConservation,
  expectJournalAddsUp,
  expectNothingInTransit,
  expectSameBooks,
  expectSoundAccounts,
} from './books.ts';
import { arrangements, clear, GATEWAY, runs, timeLimitMs, told } from './clearing.ts';
import { Engine } from './engine.ts';
import { scenarios } from './generators.ts';
import type { NaiveResult } from './naive-ledger.ts';
import { planOf } from './plan.ts';
import type { Scenario } from './scenario.ts';
import { applyToNaive, naiveLedgerOf } from './scenario.ts';

const anyScenario = scenarios({ intentsMax: 80, transfersWeight: 15 });
const shardCounts = fc.constantFrom(1, 2, 3);

/** What arrives after each turn: drawn numbers, one a message. */
const lotteries = fc.array(fc.array(fc.nat(1_000), { maxLength: 4 }), {
  minLength: 1,
  maxLength: 40,
  size: 'max',
});

describe('several shards', { timeout: timeLimitMs() }, () => {
  test('end where the naive ledger ends when every leg arrives before the next transaction', () => {
    fc.assert(
      fc.property(anyScenario, arrangements, shardCounts, (scenario, arrangement, shards) => {
        const naive = naiveLedgerOf(scenario);
        const engine = new Engine(scenario, { shards, cached: arrangement.cached });
        for (const planned of planOf(scenario, { shards, ...arrangement })) {
          const results = clear(engine, planned).map(told);
          if (planned.kind === 'event') {
            applyToNaive(naive, planned.step);
            continue;
          }
          const expected = naive.submit(planned.units.flat());
          // Which of two reasons to decline a transfer comes first depends on where the receiving card lives.
          if (planned.isFar) expect(results.map(moved)).toEqual(expected.map(moved));
          else expect(results).toEqual(expected);
        }
        engine.expireAll();
        expectSameBooks(engine.shards, naive);
      }),
      { numRuns: runs(200) },
    );
  });

  test('lose and double nothing, in whatever order and however often legs arrive', () => {
    fc.assert(
      fc.property(
        anyScenario,
        arrangements,
        shardCounts,
        lotteries,
        (scenario, arrangement, shards, lottery) => {
          const engine = new Engine(scenario, { shards, cached: arrangement.cached });
          const answers = new Answers();
          for (const [index, planned] of planOf(scenario, { shards, ...arrangement }).entries()) {
            if (planned.kind === 'event') engine.apply(planned.step);
            else
              answers.add(planned.units.flat(), engine.submit(planned.shard, planned.units, GATEWAY).flat());
            deliver(engine, lottery[index % lottery.length]!);
            expectConservation(engine.shards);
            expectSoundAccounts(engine.shards);
          }
          makeRoom(engine, scenario);
          engine.settle();
          expectConservation(engine.shards);
          expectSoundAccounts(engine.shards);
          expectNothingInTransit(engine.shards);
          for (const shard of engine.shards) expectJournalAddsUp(shard, scenario);
          answers.expectOnePerTransaction(engine.late.map(({ answer }) => answer));
        },
      ),
      { numRuns: runs(200) },
    );
  });
});

function moved({ outcome, amount }: NaiveResult): unknown {
  return { posted: outcome === 'POSTED', amount };
}

/** Lets a few messages between shards arrive, some of them again and others not yet. */
function deliver(engine: Engine, draws: readonly number[]): void {
  for (const draw of draws) {
    const lottery = draw >> 2;
    if (draw % 2 === 0) engine.deliverRow(lottery);
    else engine.deliverAcknowledgement(lottery, draw % 4 === 1);
  }
}

/** Points without room for them rightly stay in transit: takes some from every account that is nearly full. */
function makeRoom(engine: Engine, scenario: Scenario): void {
  engine.apply({ kind: 'network', network: scenario.network, change: 'as in the beginning' });
  for (const [number, { card, program, posted }] of accountsOf(engine.shards).entries()) {
    if (posted < BALANCE_MAX - 100 * AMOUNT_MAX) continue;
    // What is above it could be more than the account has, and would take nothing.
    const amount = Math.min(scenario.network.programs.get(program)!.limitPerTransaction, AMOUNT_MAX);
    const debits = Array.from({ length: 100 }, (_, index) =>
      debitOf({ card, program, amount }, number * 100 + index),
    );
    engine.submit(shardOf(card, engine.shards.length), [debits], GATEWAY);
  }
}

function debitOf(what: Pick<Transaction, 'card' | 'program' | 'amount'>, index: number): Transaction {
  return {
    ...what,
    id: `ffffffff-0000-7000-8000-${String(index).padStart(12, '0')}`,
    type: 'ADJUST',
    participant: 'OPERATOR',
    merchant: '',
    reference: '',
    originalId: '',
    toCard: 0,
    holdSeconds: 0,
    debit: true,
    reason: 'to make room',
    linked: false,
  };
}
