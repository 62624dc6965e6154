import type { Transaction } from '../../src/ledger/transaction.ts';
import { AMOUNT_MAX, BALANCE_MAX } from '../../src/ledger/transaction.ts';
import { BLANK } from '../support/blank-transaction.ts';
import { postedOf, spendableOf } from './naive-account.ts';
import type { NaiveLedger } from './naive-ledger.ts';
import { UNKNOWN_CARD } from './small-network.ts';

export const PLOTS = ['debt', 'regret', 'partial', 'twins', 'crowded', 'abyss'] as const;
export type Plot = (typeof PLOTS)[number];

interface Stage {
  readonly ledger: NaiveLedger;
  readonly card: number;
  readonly otherCard: number;
  /** How much is taken back that was spent, 1 to 30. */
  readonly debt: number;
  readonly newId: () => string;
}

type Line = Partial<Transaction> & Pick<Transaction, 'type' | 'amount'>;

/** Transactions that lead to a rare situation, if the ledger is as they need it; none otherwise. */
export function plotted(plot: Plot, stage: Stage): Transaction[] {
  const { card, otherCard, newId } = stage;
  const account = stage.ledger.account(card, 'AIR');
  const spendable = Number(spendableOf(account));
  const room = BALANCE_MAX - Number(postedOf(account));
  const say = (lines: readonly Line[]): Transaction[] =>
    lines.map((line) => ({ ...BLANK, id: newId(), card, program: 'AIR', participant: 'ISSUER-1', ...line }));
  const id = newId();

  switch (plot) {
    case 'debt':
    case 'regret': {
      // Two holds of what was there, the first made due last; then an earn is taken back that was spent. With regret, a
      // part of the first hold is captured then and given back.
      const third = Math.floor((spendable + 30) / 3);
      if (spendable < 0 || third > 1_000) return [];
      const [hold, capture] = [newId(), newId()];
      const part = Math.ceil(third / 2);
      return say([
        { type: 'EARN', amount: 30, id },
        { type: 'AUTHORIZE', amount: third, holdSeconds: 3_600, id: hold },
        { type: 'AUTHORIZE', amount: third, holdSeconds: 60 },
        { type: 'REDEEM', amount: spendable + 30 - 2 * third },
        { type: 'REVERSE', amount: stage.debt, originalId: id },
        ...(plot === 'debt'
          ? []
          : ([
              { type: 'CAPTURE', amount: part, originalId: hold, id: capture },
              { type: 'REVERSE', amount: part, originalId: capture },
            ] as const)),
      ]);
    }
    case 'partial':
      // A transfer is taken back whose points were spent but for a few; and again when there are more.
      if (spendable < 12 || spendable > 1_000) return [];
      return say([
        { type: 'TRANSFER', amount: 12, toCard: otherCard, id },
        { type: 'REDEEM', amount: leaving(stage, otherCard, 12, 5), card: otherCard },
        { type: 'REVERSE', amount: 12, originalId: id },
        { type: 'EARN', amount: 12, card: otherCard },
        { type: 'REVERSE', amount: 7, originalId: id },
      ]);
    case 'twins':
      // Two participants chose one id.
      return say([
        { type: 'EARN', amount: 10 },
        { type: 'AUTHORIZE', amount: 3, id },
        { type: 'AUTHORIZE', amount: 4, id, participant: 'OPERATOR' },
      ]);
    case 'crowded':
      // Points leave a full account for nowhere, and others take their place before they are back.
      if (room > AMOUNT_MAX) return [];
      return say([
        { type: 'TRANSFER', amount: AMOUNT_MAX, toCard: UNKNOWN_CARD },
        { type: 'EARN', amount: room + 1 },
        { type: 'EARN', amount: AMOUNT_MAX },
      ]);
    case 'abyss': {
      // All that an account can take is spent and taken back, beside a hold of what is taken back first.
      const held = BALANCE_MAX - room + stage.debt;
      if (spendable < 0 || held > 1_000) return [];
      const earlier = newId();
      return say([
        { type: 'EARN', amount: room, id },
        { type: 'REDEEM', amount: spendable + room },
        { type: 'EARN', amount: held, id: earlier },
        { type: 'AUTHORIZE', amount: held },
        { type: 'REVERSE', amount: held, originalId: earlier },
        { type: 'REVERSE', amount: room, originalId: id },
        { type: 'REVERSE', amount: room - stage.debt, originalId: id },
      ]);
    }
  }
}

/** What has to be spent of a card's points, when so many more have come, to leave so many. */
function leaving({ ledger }: Stage, card: number, coming: number, points: number): number {
  return Math.max(1, Number(spendableOf(ledger.account(card, 'AIR'))) + coming - points);
}
