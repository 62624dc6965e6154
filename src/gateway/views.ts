import type { CutOverAnswer } from '../cycle/cut-over.ts';
import type {
  ApiKeyRecord,
  CardRecord,
  CycleRecord,
  ExposureRecord,
  MerchantRecord,
  ParticipantRecord,
  ProgramRecord,
  RateRecord,
  ShardEntry,
} from '../directory/ports.ts';
import { isNearCap } from '../exchange/exposure.ts';
import type { Account } from '../ledger/account.ts';
import { availableOf } from '../ledger/account.ts';
import type { ExpiryPolicy } from '../ledger/calendar.ts';
import { cardOfOrigin } from '../ledger/leg.ts';
import type { ClawbackPolicy } from '../ledger/network.ts';
import type { Entry } from '../ledger/transaction.ts';
import type { Account as AccountMessage } from '../wire/generated/tongfen/v1/Account.ts';
import type { ApiKey } from '../wire/generated/tongfen/v1/ApiKey.ts';
import type { Card } from '../wire/generated/tongfen/v1/Card.ts';
import type { Clawback } from '../wire/generated/tongfen/v1/Clawback.ts';
import type { CommittedTransaction } from '../wire/generated/tongfen/v1/CommittedTransaction.ts';
import type { Cycle } from '../wire/generated/tongfen/v1/Cycle.ts';
import type { Exchange } from '../wire/generated/tongfen/v1/Exchange.ts';
import type { Exposure } from '../wire/generated/tongfen/v1/Exposure.ts';
import type { LotChange } from '../wire/generated/tongfen/v1/LotChange.ts';
import type { Merchant } from '../wire/generated/tongfen/v1/Merchant.ts';
import type { Participant } from '../wire/generated/tongfen/v1/Participant.ts';
import type { Program } from '../wire/generated/tongfen/v1/Program.ts';
import type { Rate } from '../wire/generated/tongfen/v1/Rate.ts';
import { timestampOf } from './codec.ts';

// Records as the messages of the contract show them.

export function cardView(card: CardRecord): Card {
  return {
    card: card.number,
    issuer: card.issuer,
    alias: card.alias ?? '',
    status: card.status === 'active' ? 'CARD_STATUS_ACTIVE' : 'CARD_STATUS_BLOCKED',
  };
}

export function accountView(account: Account): AccountMessage {
  return {
    program: account.program,
    posted: account.posted,
    held: account.held,
    available: availableOf(account),
    lots: account.lots.map(({ expiresOn, amount }) => ({ expiresOn, amount })),
    holds: account.holds.map(({ id, amount, merchant, expiresAtMs }) => ({
      id,
      amount,
      merchant,
      expiresAt: timestampOf(expiresAtMs),
    })),
  };
}

export function entryView({ shard, entry }: ShardEntry): CommittedTransaction {
  return {
    shard,
    sequence: entry.seq,
    transaction: {
      id: entry.id,
      type: entry.type,
      card: entry.card,
      program: entry.program,
      amount: entry.amount,
      merchant: entry.merchant,
      reference: entry.reference,
      originalId: entry.originalId,
      // The card that points came from is in the origin.
      toCard: cardOfOrigin(entry.origin) === undefined ? entry.peer : 0,
      holdSeconds: entry.holdSeconds,
      adjustment: entry.type !== 'ADJUST' ? 'ADJUSTMENT_UNSPECIFIED' : entry.debit ? 'DEBIT' : 'CREDIT',
      reason: entry.reason,
      linked: entry.linked,
      exchange: exchangeView(entry),
    },
    outcome: entry.outcome,
    ledgerTime: timestampOf(entry.ledgerTimeMs),
    cycle: entry.cycle,
    businessDate: entry.businessDate,
    origin: entry.origin,
    postedChange: entry.postedChange,
    heldChange: entry.heldChange,
    balance: entry.balance,
    available: entry.available,
    lots: lotChanges(entry.lots),
    counter: entry.counter ?? '',
    standard: entry.exchange?.exchanged ?? null,
  };
}

function exchangeView({ exchange }: Entry): Exchange | null {
  if (exchange === undefined) return null;
  return { toProgram: exchange.peerProgram, amountOutMin: exchange.amountOutMin, quote: exchange.quote };
}

function lotChanges(pairs: readonly number[]): LotChange[] {
  const changes: LotChange[] = [];
  for (let index = 0; index < pairs.length; index += 2) {
    changes.push({ expiresOn: pairs[index] as number, change: pairs[index + 1] as number });
  }
  return changes;
}

export function participantView(participant: ParticipantRecord): Participant {
  return {
    code: participant.code,
    name: participant.name,
    roles: [...participant.roles],
    cardPrefix: participant.cardPrefix ?? 0,
    certificateName: participant.certificateName ?? '',
    rateLimit: participant.rateLimit ?? 0,
    rateBurst: participant.rateBurst ?? 0,
    status: participant.status === 'active' ? 'ACTIVE' : 'BLOCKED',
  };
}

export function apiKeyView(key: ApiKeyRecord): ApiKey {
  return {
    keyId: key.keyId,
    participant: key.participant,
    createdAt: timestampOf(key.createdAtMs),
    revokedAt: key.revokedAtMs === undefined ? null : timestampOf(key.revokedAtMs),
  };
}

const CLAWBACKS: Readonly<Record<ClawbackPolicy, Clawback>> = {
  reject: 'REJECT',
  partial: 'PARTIAL',
  overdraw: 'OVERDRAW',
};

export function programView(program: ProgramRecord): Program {
  return {
    code: program.code,
    name: program.name,
    issuer: program.issuer,
    scale: program.scale,
    parNumerator: program.parNumerator,
    parDenominator: program.parDenominator,
    ...expiryView(program.expiry),
    limitPerTransaction: program.limitPerTransaction,
    clawback: CLAWBACKS[program.clawback],
    status: program.status === 'active' ? 'ACTIVE' : 'BLOCKED',
    host: program.host ?? null,
    arrival: program.arrival === 'policy' ? 'BY_POLICY' : 'OLDER_DAY',
  };
}

export function rateView(rate: RateRecord): Rate {
  return {
    program: rate.program,
    version: rate.version,
    parNumerator: rate.parNumerator,
    parDenominator: rate.parDenominator,
    spreadBasisPoints: rate.spreadBasisPoints,
    holdsFrom: timestampOf(rate.holdsFromMs),
    proposedBy: rate.proposedBy,
    proposedAt: timestampOf(rate.proposedAtMs),
    approvedBy: rate.approvedBy ?? '',
    approvedAt: rate.approvedAtMs === undefined ? null : timestampOf(rate.approvedAtMs),
  };
}

function expiryView(expiry: ExpiryPolicy): Pick<Program, 'none' | 'months' | 'fixedDay'> {
  switch (expiry.kind) {
    case 'none':
      return { none: {} };
    case 'months':
      return { months: { months: expiry.months } };
    case 'fixed-day':
      return { fixedDay: { month: expiry.month, day: expiry.day } };
  }
}

export function exposureView(exposure: ExposureRecord): Exposure {
  return {
    participant: exposure.participant,
    owedMicro: exposure.owedMicro,
    ...(exposure.capMicro === undefined ? {} : { capMicro: exposure.capMicro }),
    isNearCap: isNearCap(exposure),
    standInMicro: exposure.standInMicro,
    ...(exposure.standInLimitMicro === undefined ? {} : { standInLimitMicro: exposure.standInLimitMicro }),
  };
}

export function merchantView(merchant: MerchantRecord): Merchant {
  return {
    code: merchant.code,
    name: merchant.name,
    acquirer: merchant.acquirer,
    programs: [...merchant.programs],
    status: merchant.status === 'active' ? 'ACTIVE' : 'BLOCKED',
  };
}

export function cycleView(cycle: CycleRecord & Partial<Pick<CutOverAnswer, 'alreadyCutOver'>>): Cycle {
  return {
    number: cycle.number,
    businessDate: cycle.businessDate,
    openedAt: timestampOf(cycle.openedAtMs),
    alreadyCutOver: cycle.alreadyCutOver ?? false,
  };
}
