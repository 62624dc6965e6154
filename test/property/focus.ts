import fc from 'fast-check';
import type { SubmittedType } from '../../src/ledger/transaction.ts';
import type { Intent, TransactionIntent } from './intents.ts';

// What takes three or four rare things in a row is hardly ever met by sequences of everything. So some sequences are of
// a few types only, on two cards of one program, by those who may (swarm testing: Groce et al., ISSTA 2012).

const CHOSEN: readonly SubmittedType[] = ['REDEEM', 'AUTHORIZE', 'CAPTURE', 'RELEASE', 'TRANSFER', 'ADJUST'];

/** The types that a sequence is of, beside earns and reversals; undefined for any transactions on any card. */
export const focuses: fc.Arbitrary<readonly SubmittedType[] | undefined> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(undefined) },
  { weight: 3, arbitrary: fc.subarray([...CHOSEN], { minLength: 1, maxLength: 4 }) },
);

/** Leaves of intents what a sequence is about. */
export function focused(all: readonly Intent[], types: readonly SubmittedType[]): Intent[] {
  const isWanted = ({ type }: TransactionIntent): boolean =>
    type === 'EARN' || type === 'REVERSE' || types.includes(type);
  return all.flatMap((intent): Intent[] => {
    switch (intent.kind) {
      case 'one':
        return isWanted(intent.item) ? [{ ...intent, item: narrowed(intent.item) }] : [];
      case 'batch':
      case 'chain': {
        const items = intent.items.filter(isWanted).map(narrowed);
        return items.length === 0 ? [] : [{ ...intent, items }];
      }
      case 'card-status':
      case 'participants':
      case 'programs':
      case 'merchants':
        return [];
      default:
        return [intent];
    }
  });
}

function narrowed(intent: TransactionIntent): TransactionIntent {
  return {
    ...intent,
    card: intent.card % 2,
    otherCard: (intent.card + 1) % 2,
    program: 'AIR',
    by: 'issuer',
    merchant: intent.merchant === 'any' ? 'fitting' : intent.merchant,
  };
}
