import { describe, expect, it } from 'vitest';
import { OUTCOMES } from '../../../src/ledger/outcome.ts';
import { TRANSACTION_TYPES } from '../../../src/ledger/transaction.ts';
import { ADJUST } from './scenarios/adjust.ts';
import { CHAIN } from './scenarios/chain.ts';
import { EARN } from './scenarios/earn.ts';
import { EXCHANGE } from './scenarios/exchange.ts';
import { HOLD } from './scenarios/hold.ts';
import { REDEEM } from './scenarios/redeem.ts';
import { REVERSE } from './scenarios/reverse.ts';
import { TRANSFER, TRANSFER_REVERSALS } from './scenarios/transfer.ts';
import { rowsOf } from './table-parser.ts';
import { play } from './table-world.ts';

const TABLES = {
  EARN,
  REDEEM,
  ADJUST,
  'AUTHORIZE, CAPTURE and RELEASE': HOLD,
  REVERSE,
  TRANSFER,
  EXCHANGE,
  'REVERSE of a transfer': TRANSFER_REVERSALS,
  'linked chains': CHAIN,
};

describe.each(Object.entries(TABLES))('decide: %s', (_name, scenarios) => {
  it.each(scenarios.map((scenario) => [scenario.title, scenario] as const))('%s', (_title, scenario) => {
    play(scenario);
  });
});

/** What can't become of a type, with the reason. Everything else must have a row. */
const IMPOSSIBLE: readonly { outcomes: readonly string[]; types: readonly string[]; because: string }[] = [
  {
    outcomes: OUTCOMES.filter((outcome) => outcome !== 'POSTED'),
    types: ['EXPIRE'],
    because: 'the system expires only what is there',
  },
  {
    outcomes: ['PROGRAM_BLOCKED', 'CARD_BLOCKED', 'AMOUNT_ABOVE_LIMIT'],
    types: ['CAPTURE', 'RELEASE', 'REVERSE'],
    because: 'what was accepted is followed up',
  },
  { outcomes: ['CARD_BLOCKED'], types: ['ADJUST'], because: 'the issuer may put a blocked card right' },
  {
    outcomes: ['MERCHANT_UNKNOWN', 'MERCHANT_BLOCKED'],
    types: ['CAPTURE', 'RELEASE', 'REVERSE', 'TRANSFER', 'ADJUST', 'EXCHANGE'],
    because: 'they name no merchant',
  },
  {
    outcomes: ['INSUFFICIENT_POINTS'],
    types: ['EARN', 'CAPTURE', 'RELEASE'],
    because: 'they take nothing from what is available',
  },
  {
    outcomes: ['BALANCE_OVERFLOW'],
    types: ['REDEEM', 'AUTHORIZE', 'CAPTURE', 'RELEASE'],
    because: 'a balance that covers them stays above zero',
  },
  {
    outcomes: ['HOLD_UNKNOWN', 'HOLD_EXPIRED', 'HOLD_CLOSED', 'AMOUNT_ABOVE_HOLD'],
    types: ['EARN', 'REDEEM', 'AUTHORIZE', 'TRANSFER', 'REVERSE', 'ADJUST', 'EXCHANGE'],
    because: 'they end no hold',
  },
  { outcomes: ['AMOUNT_ABOVE_HOLD'], types: ['RELEASE'], because: 'a release has no amount' },
  {
    outcomes: ['ORIGINAL_UNKNOWN', 'ORIGINAL_NOT_REVERSIBLE', 'AMOUNT_ABOVE_ORIGINAL'],
    types: ['EARN', 'REDEEM', 'AUTHORIZE', 'CAPTURE', 'RELEASE', 'TRANSFER', 'ADJUST', 'EXCHANGE'],
    because: 'they reverse nothing',
  },
  {
    outcomes: ['PROGRAM_EXTERNAL', 'ISSUER_DECLINED', 'ISSUER_UNAVAILABLE'],
    types: TRANSACTION_TYPES,
    because: 'the programs of the tables are hosted here; see external.test.ts',
  },
  {
    outcomes: ['TOO_MANY_HOLDS'],
    types: TRANSACTION_TYPES.filter((type) => type !== 'AUTHORIZE'),
    because: 'they make no hold',
  },
  {
    outcomes: ['QUOTE_INVALID', 'AMOUNT_BELOW_MINIMUM', 'NET_DEBIT_CAP'],
    types: TRANSACTION_TYPES.filter((type) => type !== 'EXCHANGE'),
    because: 'they exchange nothing',
  },
];

describe('the tables', () => {
  it('have a row for every type and outcome that can be, and none for those that can not', () => {
    const shown = new Set<string>();
    for (const { table } of Object.values(TABLES).flat()) {
      for (const { verb, expected } of rowsOf(table)) {
        if (expected !== undefined && expected.outcome !== 'late')
          shown.add(`${typeOf(verb)} ${expected.outcome}`);
      }
    }
    const impossible = IMPOSSIBLE.flatMap(({ types, outcomes }) =>
      types.flatMap((type) => outcomes.map((outcome) => `${type} ${outcome}`)),
    );
    const all = TRANSACTION_TYPES.flatMap((type) => OUTCOMES.map((outcome) => `${type} ${outcome}`));
    expect(
      all.filter((pair) => !shown.has(pair) && !impossible.includes(pair)),
      'have no row',
    ).toEqual([]);
    expect(
      impossible.filter((pair) => shown.has(pair)),
      'were said to be impossible',
    ).toEqual([]);
  });
});

/** A leg is a part of the transfer, or of its reversal. */
function typeOf(verb: string): string {
  if (verb === 'credit' || verb === 'return') return 'TRANSFER';
  return verb === 'reclaim' || verb === 'settle' ? 'REVERSE' : verb;
}
