import { assert } from '../assert.ts';
import type { StandardKind } from '../ledger/transaction.ts';
import { STANDARD_POINTS } from '../ledger/transaction.ts';

/** 10^-6 standard points: in these everything is settled. */
export const MICRO = 1_000_000n;

/**
 * The parts of the network that can be owed something. No participant's code begins with `*`.
 *
 * - `*EXCHANGE`: where exchanges meet; what comes in goes out again.
 * - `*SPREAD`: what the network earns by exchanges.
 * - `*ROUNDING`: what is left of a micro standard point when points become standard points.
 * - `*EXCEPTION`: what the network bears of what issuers disputed.
 */
export const NETWORK_PARTIES = {
  exchange: '*EXCHANGE',
  spread: '*SPREAD',
  rounding: '*ROUNDING',
  exception: '*EXCEPTION',
} as const;

/** The value of one point of a program in standard points, an exact fraction, and the decimals of its points. */
export interface ParValue {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly scale: number;
}

/** What a cycle did between the members of a program and the merchants of one acquirer. */
export interface ProgramPosition {
  readonly program: string;
  readonly issuer: string;
  /** Or `*EXCEPTION`, which takes an acquirer's place for what the network bears. */
  readonly acquirer: string;
  /** In the program's smallest unit: points that members spent there, less those they earned there. */
  readonly points: bigint;
  readonly par: ParValue;
}

/** What the exchanges of a cycle left, in micro standard points. Sums to zero with the other positions of its kind. */
export interface StandardPosition {
  /** `POSITION` is a participant's; the others are the network's. */
  readonly kind: StandardKind;
  /** '' for the network. */
  readonly participant: string;
  /** Above zero: it is owed. */
  readonly amountMicro: bigint;
}

/** What one party owes another. */
export interface BilateralObligation {
  /** Of the points that it arose from; `STANDARD_POINTS` for exchanges. */
  readonly program: string;
  readonly debtor: string;
  readonly creditor: string;
  /** The points it is for; 0 for exchanges and for rounding. */
  readonly points: bigint;
  readonly par: ParValue | undefined;
  /** Not below zero. */
  readonly amountMicro: bigint;
}

/** What a party is owed by all others together; below zero, what it owes. */
export interface NetObligation {
  readonly party: string;
  readonly amountMicro: bigint;
}

/** Everything that the parties owe each other after a cycle, at most once for a program and two parties. */
export function obligationsOf(
  positions: readonly ProgramPosition[],
  standardPositions: readonly StandardPosition[],
): BilateralObligation[] {
  const obligations = new Map<string, BilateralObligation>();
  for (const each of [
    ...positions.flatMap(obligationsOfProgram),
    ...obligationsOfExchange(standardPositions),
  ]) {
    const key = `${each.program}/${each.debtor}/${each.creditor}`;
    const known = obligations.get(key);
    obligations.set(key, {
      ...each,
      points: each.points + (known?.points ?? 0n),
      amountMicro: each.amountMicro + (known?.amountMicro ?? 0n),
    });
  }
  return [...obligations.values()];
}

/**
 * Who owes whom for a program's points. The issuer pays for points that were spent, the acquirer for points that its
 * merchants gave away. Whoever pays pays the value rounded up, whoever is paid gets it rounded down, and what lies
 * between, at most one micro standard point, is the network's.
 */
function obligationsOfProgram(position: ProgramPosition): BilateralObligation[] {
  const { program, issuer, acquirer, par } = position;
  if (position.points === 0n || issuer === acquirer) return [];
  const isSpent = position.points > 0n;
  const points = isSpent ? position.points : -position.points;
  const [debtor, creditor] = isSpent ? [issuer, acquirer] : [acquirer, issuer];
  const value = points * par.numerator * MICRO;
  const divisor = par.denominator * 10n ** BigInt(par.scale);
  const received = value / divisor;
  const rounding = value % divisor === 0n ? 0n : 1n;
  const owed = { program, debtor, creditor, points, par, amountMicro: received };
  const rest = { ...owed, creditor: NETWORK_PARTIES.rounding, points: 0n, amountMicro: rounding };
  return rounding === 0n ? [owed] : [owed, rest];
}

/** Who owes whom after exchanges, which meet in `*EXCHANGE`: no issuer owes another one in particular. */
function obligationsOfExchange(positions: readonly StandardPosition[]): BilateralObligation[] {
  const sum = positions.reduce((total, { amountMicro }) => total + amountMicro, 0n);
  assert(sum === 0n, 'what exchanges leave sums to zero');
  return positions
    .filter(({ amountMicro }) => amountMicro !== 0n)
    .map(({ kind, participant, amountMicro }) => {
      const party = partyOf(kind, participant);
      const { exchange } = NETWORK_PARTIES;
      return {
        program: STANDARD_POINTS,
        debtor: amountMicro < 0n ? party : exchange,
        creditor: amountMicro < 0n ? exchange : party,
        points: 0n,
        par: undefined,
        amountMicro: amountMicro < 0n ? -amountMicro : amountMicro,
      };
    });
}

function partyOf(kind: StandardPosition['kind'], participant: string): string {
  switch (kind) {
    case 'POSITION':
      return participant;
    case 'SPREAD':
      return NETWORK_PARTIES.spread;
    case 'ROUNDING':
      return NETWORK_PARTIES.rounding;
  }
}

/**
 * Multilateral netting: one amount for each party, however many it deals with. Sums to zero, for every obligation is one
 * party's and another's.
 *
 * @returns by party; those that come out even are among them
 */
export function net(obligations: readonly BilateralObligation[]): NetObligation[] {
  const amounts = new Map<string, bigint>();
  const add = (party: string, change: bigint): void => {
    amounts.set(party, (amounts.get(party) ?? 0n) + change);
  };
  for (const { debtor, creditor, amountMicro } of obligations) {
    assert(amountMicro >= 0n && debtor !== creditor, 'an obligation is of one party to another');
    add(debtor, -amountMicro);
    add(creditor, amountMicro);
  }
  return [...amounts]
    .map(([party, amountMicro]) => ({ party, amountMicro }))
    .sort((a, b) => (a.party < b.party ? -1 : 1));
}
