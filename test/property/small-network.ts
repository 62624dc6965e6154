import fc from 'fast-check';
import type { ExpiryPolicy } from '../../src/ledger/calendar.ts';
import { cardNumber } from '../../src/ledger/card.ts';
import type { Merchant, Network, Participant, Program } from '../../src/ledger/network.ts';
import { ARRIVAL_POLICIES, CLAWBACK_POLICIES } from '../../src/ledger/network.ts';
import { AMOUNT_MAX, BALANCE_MAX } from '../../src/ledger/transaction.ts';

// A network small enough that transactions meet each other. The second issuer acquires too, so that it is now master
// of a program and now a stranger to it.

const PARTICIPANTS: readonly Participant[] = [
  { code: 'OPERATOR', roles: ['OPERATOR'], status: 'active' },
  { code: 'ISSUER-1', roles: ['ISSUER'], status: 'active' },
  { code: 'ISSUER-2', roles: ['ISSUER', 'ACQUIRER'], status: 'active' },
  { code: 'ACQUIRER-1', roles: ['ACQUIRER'], status: 'active' },
  { code: 'ACQUIRER-2', roles: ['ACQUIRER'], status: 'active' },
  { code: 'SUSPENDED', roles: ['ACQUIRER', 'OPERATOR'], status: 'suspended' },
];

const MERCHANTS: readonly Merchant[] = [
  merchant('BAKER', 'ACQUIRER-1', ['AIR', 'BUS']),
  merchant('GROCER', 'ACQUIRER-1', ['AIR', 'BUS', 'CAR']),
  merchant('HOTEL', 'ACQUIRER-2', ['AIR', 'CAR']),
  merchant('KIOSK', 'ISSUER-2', ['AIR', 'CAR']),
];

export const NOBODY = 'NOBODY';

/** A card that was never opened. */
export const UNKNOWN_CARD = cardNumber(810001, 999);

/** Prefixes and sequences of cards whose first ones live in different shards, of two as of three. */
const CARDS = [
  [710001, 1],
  [720002, 1],
  [710001, 3],
  [720002, 4],
  [710001, 2],
  [720002, 6],
] as const;

/** Numbers of the cards of a scenario, at most six. */
export function cardNumbers(count: number): number[] {
  return CARDS.slice(0, count).map(([prefix, sequence]) => cardNumber(prefix, sequence));
}

const expiryPolicies: fc.Arbitrary<ExpiryPolicy> = fc.oneof(
  fc.constant({ kind: 'none' } as const),
  fc.constantFrom(1, 2, 12, 25).map((months) => ({ kind: 'months', months }) as const),
  fc
    .constantFrom([12, 31] as const, [2, 29] as const, [6, 30] as const, [1, 1] as const)
    .map(([month, day]) => ({ kind: 'fixed-day', month, day }) as const),
);

/** When the second rate of a program begins to hold. */
const SECOND_RATE_AT_MS = 1_700_003_600_000;

/** A rate that holds from the beginning, and perhaps another later. */
const rates = fc
  .array(
    fc.record({
      parNumerator: fc.constantFrom(1, 3, 7, 1_000_000_000),
      parDenominator: fc.constantFrom(1, 2, 9, 1_000, 1_000_000_000),
      spreadBasisPoints: fc.constantFrom(0, 1, 250, 9_999),
    }),
    { minLength: 1, maxLength: 2 },
  )
  .map((drawn) =>
    drawn.map((rate, version) => ({ ...rate, version, holdsFromMs: version * SECOND_RATE_AT_MS })),
  );

function programs(
  code: string,
  issuer: string,
  scale: number,
  limits: readonly number[],
): fc.Arbitrary<Program> {
  return fc
    .record({
      expiry: expiryPolicies,
      arrival: fc.constantFrom(...ARRIVAL_POLICIES),
      rates,
      limitPerTransaction: fc.constantFrom(...limits),
      clawback: fc.constantFrom(...CLAWBACK_POLICIES, 'partial', 'overdraw'),
    })
    .map((drawn) => ({ code, issuer, scale, status: 'active', ...drawn }));
}

/** The network with drawn policies. */
export const networks: fc.Arbitrary<Network> = fc
  .tuple(
    // The last is more than any program's may be: it takes one transaction where others take thousands (plots.ts).
    programs('AIR', 'ISSUER-1', 0, [AMOUNT_MAX, 1_000, BALANCE_MAX]),
    programs('BUS', 'ISSUER-1', 2, [100, AMOUNT_MAX]),
    programs('CAR', 'ISSUER-2', 4, [AMOUNT_MAX]),
  )
  .map((drawn) => ({
    version: 1,
    participants: byCode(PARTICIPANTS),
    programs: byCode(drawn),
    merchants: byCode(MERCHANTS),
  }));

/** The network after a change of status. */
export function withStatus(
  network: Network,
  kind: 'participants' | 'programs' | 'merchants',
  code: string,
  active: boolean,
): Network {
  const version = network.version + 1;
  switch (kind) {
    case 'participants': {
      const status = active ? 'active' : 'suspended';
      const changed = { ...network.participants.get(code)!, status } as const;
      return { ...network, version, participants: new Map(network.participants).set(code, changed) };
    }
    case 'programs': {
      const changed = { ...network.programs.get(code)!, status: active ? 'active' : 'blocked' } as const;
      return { ...network, version, programs: new Map(network.programs).set(code, changed) };
    }
    case 'merchants': {
      const changed = { ...network.merchants.get(code)!, status: active ? 'active' : 'blocked' } as const;
      return { ...network, version, merchants: new Map(network.merchants).set(code, changed) };
    }
  }
}

function merchant(code: string, acquirer: string, accepted: readonly string[]): Merchant {
  return { code, acquirer, programs: new Set(accepted), status: 'active' };
}

function byCode<T extends { readonly code: string }>(all: readonly T[]): Map<string, T> {
  return new Map(all.map((each) => [each.code, each]));
}
