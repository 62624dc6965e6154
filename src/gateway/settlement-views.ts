import type {
  CycleSettlement,
  CycleState,
  Liability,
  SettlementCycle,
  SettlementStatus,
} from '../settlement/ports.ts';
import type { CycleSettlement as CycleSettlementMessage } from '../wire/generated/tongfen/v1/CycleSettlement.ts';
import type { CycleState as CycleStateMessage } from '../wire/generated/tongfen/v1/CycleState.ts';
import type { Liability as LiabilityMessage } from '../wire/generated/tongfen/v1/Liability.ts';
import type { SettlementCycle as SettlementCycleMessage } from '../wire/generated/tongfen/v1/SettlementCycle.ts';
import type { SettlementStatus as SettlementStatusMessage } from '../wire/generated/tongfen/v1/SettlementStatus.ts';
import { timestampOf } from './codec.ts';

// Settlement as the messages of the contract show it.

const STATES: Readonly<Record<CycleState, CycleStateMessage>> = {
  open: 'CYCLE_OPEN',
  crossing: 'CYCLE_CROSSING',
  closed: 'CYCLE_CLOSED',
  settled: 'CYCLE_SETTLED',
};

const STATUSES: Readonly<Record<SettlementStatus['status'], SettlementStatusMessage>> = {
  pending: 'SETTLEMENT_PENDING',
  failed: 'SETTLEMENT_FAILED',
  settled: 'SETTLEMENT_SETTLED',
};

export function settlementCycleView(cycle: SettlementCycle): SettlementCycleMessage {
  return {
    number: cycle.number,
    businessDate: cycle.businessDate,
    state: STATES[cycle.state],
    openedAt: timestampOf(cycle.openedAtMs),
    closedAt: cycle.closedAtMs === undefined ? null : timestampOf(cycle.closedAtMs),
    settledAt: cycle.settledAtMs === undefined ? null : timestampOf(cycle.settledAtMs),
  };
}

export function settlementView({
  cycle,
  bilateral,
  net,
  exceptions,
}: CycleSettlement): CycleSettlementMessage {
  return {
    cycle: settlementCycleView(cycle),
    bilateral: bilateral.map(({ debtor, creditor, program, points, par, amountMicro }) => ({
      debtor,
      creditor,
      program,
      points: String(points),
      parNumerator: Number(par?.numerator ?? 0),
      parDenominator: Number(par?.denominator ?? 0),
      amountMicro: String(amountMicro),
    })),
    net: net.map((each) => ({
      party: each.party,
      amountMicro: String(each.amountMicro),
      status: STATUSES[each.status],
      decidedBy: each.decidedBy,
      decidedAt: each.decidedAtMs === undefined ? null : timestampOf(each.decidedAtMs),
      reason: each.reason,
    })),
    exceptions: exceptions.map(({ id, ...each }) => ({ transactionId: id, ...each })),
  };
}

export function liabilityView(liability: Liability): LiabilityMessage {
  return {
    program: liability.program,
    scale: liability.scale,
    issued: String(liability.issued),
    redeemed: String(liability.redeemed),
    expired: String(liability.expired),
    adjusted: String(liability.adjusted),
    exchangedIn: String(liability.exchangedIn),
    exchangedOut: String(liability.exchangedOut),
    outstanding: String(liability.outstanding),
    inTransit: String(liability.inTransit),
    byMonth: liability.byMonth.map(({ month, amount }) => ({ month, amount: String(amount) })),
  };
}
