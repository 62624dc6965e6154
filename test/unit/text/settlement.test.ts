import { expect, it } from 'vitest';
import { settlementText } from '../../../src/text/settlement.ts';
import type { CycleSettlement__Output } from '../../../src/wire/generated/tongfen/v1/CycleSettlement.ts';

type State = 'CYCLE_OPEN' | 'CYCLE_CROSSING' | 'CYCLE_CLOSED';

const shown = (state: State, net: CycleSettlement__Output['net'] = []): string => {
  const cycle = { number: 3, businessDate: 20261122, state, openedAt: null, closedAt: null, settledAt: null };
  const settlement: CycleSettlement__Output = { cycle, bilateral: [], net, exceptions: [] };
  return settlementText(settlement);
};

it.each(['CYCLE_OPEN', 'CYCLE_CROSSING'] as const)(
  'of a cycle that is %s nothing is said to be owed',
  (state) => {
    expect(shown(state)).toContain('What is owed is known when the cycle is closed.');
    expect(shown(state)).not.toContain('Sum of the net obligations');
  },
);

it('of a cycle that is closed all is shown', () => {
  expect(shown('CYCLE_CLOSED')).toContain('Sum of the net obligations: 0.000000');
});

it('a participant is shown what it is owed itself, and no sum of all', () => {
  const settling = { status: 'SETTLEMENT_PENDING', decidedBy: '', decidedAt: null, reason: '' } as const;
  const text = shown('CYCLE_CLOSED', [{ party: 'AIR', amountMicro: '3600000000', ...settling }]);
  expect(text).toMatch(/AIR .* 3,600\.000000 /);
  expect(text).not.toContain('Sum of the net obligations');
});
