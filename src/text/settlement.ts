import type { Timestamp__Output } from '../wire/generated/google/protobuf/Timestamp.ts';
import type { CycleSettlement__Output } from '../wire/generated/tongfen/v1/CycleSettlement.ts';
import type { Liability__Output } from '../wire/generated/tongfen/v1/Liability.ts';
import type { SettlementCycle__Output } from '../wire/generated/tongfen/v1/SettlementCycle.ts';
import type { SettlementException__Output } from '../wire/generated/tongfen/v1/SettlementException.ts';
import { formatPoints } from './points.ts';
import { tableOf } from './table.ts';

/** Decimals of a standard point, of which amounts are written in millionths. */
const MICRO_SCALE = 6;

/** Cycles, a row each. */
export function cyclesTable(cycles: readonly SettlementCycle__Output[]): string {
  return tableOf(
    ['cycle', 'business date', 'state', 'opened', 'closed', 'settled'],
    cycles.map((cycle) => [
      cycle.number,
      cycle.businessDate,
      cycle.state.replace('CYCLE_', '').toLowerCase(),
      timeOf(cycle.openedAt),
      timeOf(cycle.closedAt),
      timeOf(cycle.settledAt),
    ]),
    'rlllll',
  );
}

/** A cycle, who owes whom in it, what each party has to settle, and what issuers dispute. */
export function settlementText({ cycle, bilateral, net, exceptions }: CycleSettlement__Output): string {
  const cycles = cycle === null ? [] : [cycle];
  const isOver = cycle !== null && (cycle.state === 'CYCLE_CLOSED' || cycle.state === 'CYCLE_SETTLED');
  const owed = bilateral.map((each) => [
    each.debtor,
    each.creditor,
    each.program,
    each.points,
    each.parNumerator === 0 ? '' : `${each.parNumerator}/${each.parDenominator}`,
    standardPoints(each.amountMicro),
  ]);
  const netted = net.map((each) => [
    each.party,
    standardPoints(each.amountMicro),
    each.status.replace('SETTLEMENT_', '').toLowerCase(),
    [each.decidedBy, each.reason].filter((text) => text !== '').join(': '),
  ]);
  const sum = net.reduce((total, each) => total + BigInt(each.amountMicro), 0n);
  return [
    cyclesTable(cycles),
    ...(isOver
      ? [
          'Who owes whom (points in the smallest unit, amounts in standard points):',
          tableOf(['debtor', 'creditor', 'program', 'points', 'par', 'amount'], owed, 'lllrrr'),
          'What each has to settle (below zero: to pay):',
          tableOf(['party', 'net', 'status', 'decided by'], netted, 'lrll'),
          // A participant sees its own alone.
          ...(net.length === 1 ? [] : [`Sum of the net obligations: ${standardPoints(String(sum))}`]),
        ]
      : ['What is owed is known when the cycle is closed.']),
    ...(exceptions.length === 0
      ? []
      : [
          'Exceptions: cleared without the issuer’s host, and disputed by the issuer (points in the smallest unit):',
          exceptionsTable(exceptions),
        ]),
  ].join('\n');
}

/** What issuers dispute, and what becomes of it, a row each. */
export function exceptionsTable(exceptions: readonly SettlementException__Output[]): string {
  return tableOf(
    [
      ...['exception', 'issuer', 'program', 'transaction', 'submitted by', 'merchant', 'change', 'reason'],
      ...['state', 'proposed by', 'decided by', 'outcome'],
    ],
    exceptions.map((each) => [
      each.exception,
      each.issuer,
      each.program,
      each.transactionId,
      each.participant,
      each.merchant,
      each.postedChange,
      each.reason,
      each.state.replace('EXCEPTION_', '').toLowerCase(),
      each.proposedBy,
      each.decidedBy,
      each.outcome,
    ]),
    'llllllrlllll',
  );
}

/** What issuers owe their members, a table of movements and one of months. */
export function liabilityText(liabilities: readonly Liability__Output[]): string {
  const movements = liabilities.map((each) => {
    const points = (amount: string): string => formatPoints(BigInt(amount), each.scale);
    return [
      each.program,
      points(each.issued),
      points(each.adjusted),
      points(each.exchangedIn),
      points(each.redeemed),
      points(each.expired),
      points(each.exchangedOut),
      points(each.outstanding),
      points(each.inTransit),
    ];
  });
  const months = liabilities.flatMap((each) =>
    each.byMonth.map(({ month, amount }) => [
      each.program,
      monthName(month),
      formatPoints(BigInt(amount), each.scale),
    ]),
  );
  return [
    tableOf(
      [
        ...['program', 'issued', 'adjusted', 'exchanged in', 'redeemed', 'expired', 'exchanged out'],
        ...['outstanding', 'in transit'],
      ],
      movements,
      'lrrrrrrrr',
    ),
    tableOf(['program', 'expires', 'outstanding'], months, 'llr'),
  ].join('\n');
}

function monthName(month: number): string {
  if (month === 0) return 'overdrawn';
  return month === 999_912 ? 'never' : `${Math.floor(month / 100)}-${String(month % 100).padStart(2, '0')}`;
}

function standardPoints(amountMicro: string): string {
  return formatPoints(BigInt(amountMicro), MICRO_SCALE);
}

function timeOf(time: Timestamp__Output | null): string {
  return time === null ? '' : new Date(Number(time.seconds) * 1_000).toISOString().replace('.000Z', 'Z');
}
