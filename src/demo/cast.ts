// Who plays in the demonstration: three issuers (one of them the office of an alliance), two acquirers, their merchants.

export interface ProgramRole {
  readonly code: string;
  readonly name: string;
  readonly issuer: string;
  readonly scale: number;
  /** Worth of a point in standard points: numerator, denominator. */
  readonly par: readonly [number, number];
  readonly expiry:
    | { readonly months: { readonly months: number } }
    | { readonly fixedDay: { readonly month: number; readonly day: number } };
  readonly clawback: 'REJECT' | 'PARTIAL' | 'OVERDRAW';
  /** What one transaction moves, about, in the smallest unit. */
  readonly typicalAmount: number;
  readonly limit: number;
}

export const PROGRAMS: readonly ProgramRole[] = [
  {
    code: 'SKYLINE',
    name: 'Skyline Bank Rewards',
    issuer: 'SKYLINE-BANK',
    scale: 2,
    par: [1, 1],
    expiry: { months: { months: 24 } },
    clawback: 'OVERDRAW',
    typicalAmount: 12_000,
    limit: 5_000_000,
  },
  {
    code: 'JADE-MILES',
    name: 'Jade Air Miles',
    issuer: 'JADE-AIR',
    scale: 0,
    par: [5, 2],
    expiry: { fixedDay: { month: 6, day: 30 } },
    clawback: 'REJECT',
    typicalAmount: 900,
    limit: 200_000,
  },
  {
    code: 'HARBOUR',
    name: 'Harbour Alliance Stamps',
    issuer: 'HARBOUR-OFFICE',
    scale: 1,
    par: [1, 4],
    // Short, so that a demonstration can see some of them expire.
    expiry: { months: { months: 1 } },
    clawback: 'PARTIAL',
    typicalAmount: 250,
    limit: 50_000,
  },
];

export interface IssuerRole {
  readonly code: string;
  readonly name: string;
  readonly cardPrefix: number;
  readonly cards: number;
}

export const ISSUERS: readonly IssuerRole[] = [
  { code: 'SKYLINE-BANK', name: 'Skyline Bank', cardPrefix: 621_700, cards: 4_000 },
  { code: 'JADE-AIR', name: 'Jade Air', cardPrefix: 731_200, cards: 3_000 },
  { code: 'HARBOUR-OFFICE', name: 'Harbour Alliance Office', cardPrefix: 845_100, cards: 1_000 },
];

/** Joins in the second act, with accounts on a host of its own. */
export const EXTERNAL = {
  code: 'LOTUS-STORES',
  name: 'Lotus Stores',
  program: 'LOTUS',
  programName: 'Lotus Club',
  scale: 0,
  store: 'LOTUS-STORE',
  /** What each member begins with, on the issuer's own books. */
  opening: 5_000,
  /** Net debit cap of every issuer: ten million standard points. */
  capMicro: 10_000_000_000_000,
} as const;

export interface MerchantRole {
  readonly code: string;
  readonly name: string;
  readonly acquirer: string;
  readonly programs: readonly string[];
}

export const ACQUIRERS = [
  { code: 'ORIENT-PAY', name: 'Orient Pay' },
  { code: 'NORTHGATE', name: 'Northgate Acquiring' },
] as const;

const DISTRICTS = ['HARBOUR', 'STATION', 'OLD-TOWN', 'AIRPORT', 'UNIVERSITY'] as const;

const TRADES = [
  { trade: 'CAFE', programs: ['HARBOUR', 'SKYLINE'] },
  { trade: 'BAKERY', programs: ['HARBOUR'] },
  { trade: 'BOOKS', programs: ['HARBOUR', 'SKYLINE', 'JADE-MILES'] },
  { trade: 'HOTEL', programs: ['SKYLINE', 'JADE-MILES'] },
  { trade: 'GROCER', programs: ['SKYLINE', 'HARBOUR'] },
  { trade: 'PHARMACY', programs: ['SKYLINE'] },
  { trade: 'TAXI', programs: ['JADE-MILES', 'SKYLINE'] },
  { trade: 'CINEMA', programs: ['HARBOUR', 'JADE-MILES'] },
] as const;

/** A merchant of every trade in every district, divided among the acquirers. */
export const MERCHANTS: readonly MerchantRole[] = DISTRICTS.flatMap((district, row) =>
  TRADES.map(({ trade, programs }, column) => ({
    code: `${district}-${trade}`,
    name: `${titled(district)} ${titled(trade)}`,
    acquirer: ACQUIRERS[(row + column) % 2 === 0 ? 0 : 1].code,
    programs,
  })),
);

function titled(code: string): string {
  return code
    .replaceAll(/([A-Z])([A-Z]*)/g, (_, first: string, rest: string) => first + rest.toLowerCase())
    .replaceAll('-', ' ');
}
