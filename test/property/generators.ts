import fc from 'fast-check';
import { AMOUNT_MAX, BALANCE_MAX } from '../../src/ledger/transaction.ts';
import { focused, focuses } from './focus.ts';
import { intents } from './intents.ts';
import { materialize } from './materialize.ts';
import { naiveAddDays } from './naive-calendar.ts';
import type { Preload, Scenario } from './scenario.ts';
import { cardNumbers, networks } from './small-network.ts';

/**
 * Any scenario: a network, a few cards, and up to so many intents turned into steps.
 *
 * @param options.intentsMin at least so many, where each run is dear and should see much; 1 lets failures shrink
 * @param options.transfersWeight how many of about 30 transactions are transfers
 */
export function scenarios(options: {
  intentsMin?: number;
  intentsMax: number;
  transfersWeight: number;
}): fc.Arbitrary<Scenario> {
  return fc
    .record({
      network: networks,
      cardCount: fc.integer({ min: 4, max: 6 }),
      businessDate: fc.constantFrom(20231231, 20240131, 20240228, 20240229, 20250630),
      preloads: fc.array(
        fc.record({
          card: fc.nat(2),
          program: fc.constantFrom('AIR', 'BUS', 'CAR'),
          days: fc.constantFrom(0, 1, 7, 31, 366),
          amount: fc.integer({ min: 1, max: 40 }),
        }),
        { maxLength: 5 },
      ),
      /** How far from the largest balance one of the cards begins, if at all. */
      nearlyFull: fc.oneof(
        { weight: 5, arbitrary: fc.constant(undefined) },
        fc.record({ card: fc.nat(3), room: fc.constantFrom(0, 20, AMOUNT_MAX - 1, AMOUNT_MAX) }),
      ),
      focus: focuses,
      intents: fc.array(intents(options.transfersWeight), {
        minLength: options.intentsMin ?? 1,
        maxLength: options.intentsMax,
        size: 'max',
      }),
    })
    .map(({ focus, nearlyFull, ...drawn }) => {
      // Two cards and one program where a sequence is about few things: see focus.ts.
      const at = (card: number): number => (focus === undefined ? card : card % 2);
      const cards = cardNumbers(drawn.cardCount);
      const preloads = drawn.preloads.map(
        ({ card, program, days, amount }): Preload => ({
          card: cards[at(card)]!,
          program: focus === undefined ? program : 'AIR',
          day: naiveAddDays(drawn.businessDate, days),
          amount,
        }),
      );
      return materialize(
        {
          network: drawn.network,
          cards: cards.map((card, index) => [card, index === cards.length - 1 ? 'blocked' : 'active']),
          preloads:
            nearlyFull === undefined
              ? preloads
              : [
                  fill(cards[at(nearlyFull.card)]!, nearlyFull.room),
                  ...preloads.filter(({ program }) => program !== 'AIR'),
                ],
          nowMs: 1_700_000_000_000,
          businessDate: drawn.businessDate,
          steps: [],
        },
        focus === undefined ? drawn.intents : focused(drawn.intents, focus),
      );
    });
}

/** Points that never expire, so that what an account loses by expiry stays small. */
function fill(card: number, room: number): Preload {
  return { card, program: 'AIR', day: 99991231, amount: BALANCE_MAX - room };
}
