import type { ExpiryPolicy } from '../../src/ledger/calendar.ts';
import { cardNumber } from '../../src/ledger/card.ts';
import type { ClawbackPolicy, LimitKind, Merchant, Network, Program } from '../../src/ledger/network.ts';
import { ARRIVAL_POLICIES, CLAWBACK_POLICIES, LIMIT_KINDS } from '../../src/ledger/network.ts';
import type { Prng } from './prng.ts';

// A network so small that everybody gets in everybody's way.

export const ISSUER = 'ISSUER';
/** The issuer of the last program. */
export const RIVAL = 'RIVAL';
export const OPERATOR = 'OPERATOR';
/** The merchant of each acquirer; a third is opened while a run goes on. */
export const MERCHANTS = { 'ACQUIRER-1': 'BAKER', 'ACQUIRER-2': 'HOTEL' } as const;
export const PROGRAMS = ['AIR', 'BUS', 'CAR'] as const;
/** Programs whose issuers keep the accounts on hosts of their own. */
export const EXTERNALS = ['FAR', 'OUT'] as const;

const EXPIRY: readonly ExpiryPolicy[] = [
  { kind: 'none' },
  { kind: 'months', months: 1 },
  { kind: 'fixed-day', month: 1, day: 16 },
  { kind: 'fixed-day', month: 2, day: 29 },
];

export function drawNetwork(prng: Prng): Network {
  const programs = PROGRAMS.map(
    (code, index): Program => ({
      code,
      issuer: issuerOf(code),
      scale: 0,
      expiry: prng.pick(EXPIRY),
      arrival: prng.pick(ARRIVAL_POLICIES),
      rates: [
        { version: 0, parNumerator: 1, parDenominator: index + 1, spreadBasisPoints: 50, holdsFromMs: 0 },
      ],
      limitPerTransaction: prng.chance(0.2) ? 80 : 1_000_000_000_000,
      clawback: CLAWBACK_POLICIES[index] as ClawbackPolicy,
      status: 'active',
    }),
  );
  for (const [index, code] of EXTERNALS.entries()) {
    programs.push({
      code,
      issuer: issuerOf(code),
      scale: 0,
      expiry: { kind: 'none' },
      arrival: 'policy',
      rates: [
        { version: 0, parNumerator: index + 1, parDenominator: 1, spreadBasisPoints: 50, holdsFromMs: 0 },
      ],
      limitPerTransaction: 1_000_000_000_000,
      clawback: 'reject',
      status: 'active',
      host: {
        address: code,
        floorLimit: prng.pick([0, 40, 1_000]),
      },
    });
  }
  const merchants = Object.entries(MERCHANTS).map(([acquirer, code]) => merchantOf(code, acquirer));
  return {
    version: 1,
    participants: new Map([
      [OPERATOR, { code: OPERATOR, roles: ['OPERATOR'], status: 'active' }],
      [ISSUER, { code: ISSUER, roles: ['ISSUER'], status: 'active', limits: drawLimits(prng) }],
      [RIVAL, { code: RIVAL, roles: ['ISSUER'], status: 'active', limits: drawLimits(prng) }],
      ['ACQUIRER-1', { code: 'ACQUIRER-1', roles: ['ACQUIRER'], status: 'active' }],
      ['ACQUIRER-2', { code: 'ACQUIRER-2', roles: ['ACQUIRER'], status: 'active' }],
    ]),
    programs: new Map(programs.map((program) => [program.code, program])),
    merchants: new Map(merchants.map((merchant) => [merchant.code, merchant])),
  };
}

function drawLimits(prng: Prng): LimitKind[] {
  return LIMIT_KINDS.filter((kind) => prng.chance(kind === 'NET_DEBIT' ? 0.5 : 0.8));
}

/** The network with one merchant more. */
export function withMerchant(network: Network, code: string, acquirer: string): Network {
  const merchants = new Map(network.merchants).set(code, merchantOf(code, acquirer));
  return { ...network, version: network.version + 1, merchants };
}

export function cardOf(sequence: number): number {
  return cardNumber(765_432, sequence);
}

function merchantOf(code: string, acquirer: string): Merchant {
  return { code, acquirer, programs: new Set([...PROGRAMS, ...EXTERNALS]), status: 'active' };
}

export function isExternal(program: string): boolean {
  return (EXTERNALS as readonly string[]).includes(program);
}

export function issuerOf(program: string): string {
  return program === PROGRAMS.at(-1) || program === EXTERNALS.at(-1) ? RIVAL : ISSUER;
}
