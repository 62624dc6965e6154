import type { Card } from '../../../src/ledger/account.ts';
import { cardNumber, shardOf } from '../../../src/ledger/card.ts';
import type { Merchant, Network, Participant, Program } from '../../../src/ledger/network.ts';

// The network of the tables: two shards, a program for each clawback policy, one whose points never expire, and one of
// another issuer.

export const SHARDS = 2;

/** When every table begins. */
export const NOW_MS = Date.UTC(2026, 0, 15, 12);

const PROGRAM = {
  issuer: 'ISSUER',
  scale: 0,
  arrival: 'policy',
  rates: [{ version: 0, parNumerator: 1, parDenominator: 1, spreadBasisPoints: 0, holdsFromMs: 0 }],
  limitPerTransaction: 1_000_000,
  status: 'active',
} as const;

const PARTICIPANTS: readonly Participant[] = [
  { code: 'OPERATOR', roles: ['OPERATOR'], status: 'active' },
  { code: 'ISSUER', roles: ['ISSUER'], status: 'active' },
  { code: 'RIVAL', roles: ['ISSUER'], status: 'active' },
  { code: 'TILL', roles: ['ACQUIRER'], status: 'active' },
  { code: 'OTHER', roles: ['ACQUIRER'], status: 'active' },
];

const PROGRAMS: readonly Program[] = [
  { ...PROGRAM, code: 'ACME', expiry: { kind: 'months', months: 12 }, clawback: 'reject' },
  { ...PROGRAM, code: 'PART', expiry: { kind: 'months', months: 1 }, clawback: 'partial' },
  { ...PROGRAM, code: 'OVER', expiry: { kind: 'fixed-day', month: 6, day: 30 }, clawback: 'overdraw' },
  { ...PROGRAM, code: 'STAY', expiry: { kind: 'none' }, clawback: 'reject' },
  { ...PROGRAM, code: 'FARE', issuer: 'RIVAL', expiry: { kind: 'months', months: 1 }, clawback: 'reject' },
];

const MERCHANTS: readonly Merchant[] = [
  {
    code: 'SHOP',
    acquirer: 'TILL',
    programs: new Set(['ACME', 'PART', 'OVER', 'STAY', 'FARE']),
    status: 'active',
  },
  { code: 'CAFE', acquirer: 'OTHER', programs: new Set(['ACME', 'PART', 'OVER', 'STAY']), status: 'active' },
  { code: 'KIOSK', acquirer: 'TILL', programs: new Set(['PART']), status: 'active' },
];

export interface TableNetwork extends Network {
  readonly participants: Map<string, Participant>;
  readonly programs: Map<string, Program>;
  readonly merchants: Map<string, Merchant>;
}

export function tableNetwork(): TableNetwork {
  return {
    version: 1,
    participants: new Map(PARTICIPANTS.map((each) => [each.code, each])),
    programs: new Map(PROGRAMS.map((each) => [each.code, each])),
    merchants: new Map(MERCHANTS.map((each) => [each.code, each])),
  };
}

/** A and B live in the first shard, X and Y in the second; U and V were never opened there. */
export const CARDS: Readonly<Record<string, number>> = {
  A: cardOf(0, 0),
  B: cardOf(0, 1),
  U: cardOf(0, 2),
  X: cardOf(1, 0),
  Y: cardOf(1, 1),
  V: cardOf(1, 2),
};

export function tableCards(): Card[] {
  return ['A', 'B', 'X', 'Y'].map((name) => ({
    number: CARDS[name] as number,
    issuer: 'ISSUER',
    status: 'active',
    statusVersion: 0,
    accounts: [],
  }));
}

/** The card of a shard that comes after `skip` others. */
function cardOf(shard: number, skip: number): number {
  for (let sequence = 0, skipped = 0; ; sequence += 1) {
    const card = cardNumber(712_345, sequence);
    if (shardOf(card, SHARDS) !== shard) continue;
    if (skipped === skip) return card;
    skipped += 1;
  }
}
