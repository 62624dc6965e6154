import fc from 'fast-check';
import type { SubmittedType } from '../../src/ledger/transaction.ts';
import type { Intent, TransactionIntent } from './intents.ts';
import { UNKNOWN_CARD_INDEX } from './intents.ts';

// What takes three or four rare things in a row is hardly ever met by sequences of everything. So some sequences are of
// a few types only, on two cards of one program, by those who may (swarm testing: Groce et al., ISSTA 2012).

const CHOSEN: readonly SubmittedType[] = ['REDEEM', 'AUTHORIZE', 'CAPTURE', 'RELEASE', 'TRANSFER', 'ADJUST'];

/** The types that a sequence is of, beside earns and reversals; undefined for any transactions on any card. */
export const focuses: fc.Arbitrary<readonly SubmittedType[] | undefined> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(undefined) },
  { weight: 3, arbitrary: fc.subarray([...CHOSEN], { minLength: 1, maxLength: 4 }) },
);

/** The same intents, but of these types, on two cards of one program. */
export function focused(all: readonly Intent[], types: readonly SubmittedType[]): Intent[] {
  return all.flatMap((intent): Intent[] => {
    switch (intent.kind) {
      case 'one':
        return [{ ...intent, item: narrowed(intent.item, types) }];
      case 'batch':
        return [{ ...intent, items: intent.items.map((item) => narrowed(item, types)) }];
      case 'chain': {
        const linkable = types.filter((type) => type !== 'TRANSFER');
        return [{ ...intent, items: intent.items.map((item) => narrowed(item, linkable)) }];
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

function narrowed(intent: TransactionIntent, types: readonly SubmittedType[]): TransactionIntent {
  const isWanted = intent.type === 'EARN' || intent.type === 'REVERSE' || types.includes(intent.type);
  return {
    ...intent,
    type: isWanted ? intent.type : (types[intent.anyone % types.length] ?? 'EARN'),
    card: intent.card % 2,
    otherCard: intent.otherCard > 3 ? UNKNOWN_CARD_INDEX : (intent.card + 1) % 2,
    program: 'AIR',
    by: 'issuer',
    merchant: intent.merchant === 'any' ? 'fitting' : intent.merchant,
  };
}
