import { assert } from '../assert.ts';
import type {
  ApiKeyRecord,
  CycleRecord,
  MerchantRecord,
  ParticipantRecord,
  ProgramRecord,
} from '../directory/ports.ts';
import type { ExpiryPolicy } from '../ledger/calendar.ts';
import type { ClawbackPolicy, Role } from '../ledger/network.ts';

// Rows of the reference data as `pg` gives them by default (int8 as text, timestamptz as Date), and their records. The
// unions of the records are constraints of the tables.

export const PARTICIPANT_COLUMNS =
  'code, name, roles, card_prefix, certificate_name, rate_limit, rate_burst, status';

export interface ParticipantRow {
  readonly code: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly card_prefix: number | null;
  readonly certificate_name: string | null;
  readonly rate_limit: number | null;
  readonly rate_burst: number | null;
  readonly status: string;
}

export function participantFromRow(row: ParticipantRow): ParticipantRecord {
  return {
    code: row.code,
    name: row.name,
    roles: row.roles as readonly Role[],
    cardPrefix: row.card_prefix ?? undefined,
    certificateName: row.certificate_name ?? undefined,
    rateLimit: row.rate_limit ?? undefined,
    rateBurst: row.rate_burst ?? undefined,
    status: row.status as ParticipantRecord['status'],
  };
}

export const API_KEY_COLUMNS = 'key_id, participant, created_at, revoked_at';

export interface ApiKeyRow {
  readonly key_id: string;
  readonly participant: string;
  readonly created_at: Date;
  readonly revoked_at: Date | null;
}

export function apiKeyFromRow(row: ApiKeyRow): ApiKeyRecord {
  return {
    keyId: row.key_id,
    participant: row.participant,
    createdAtMs: row.created_at.getTime(),
    revokedAtMs: row.revoked_at?.getTime(),
  };
}

export const PROGRAM_COLUMNS =
  'code, name, issuer, scale, par_numerator, par_denominator, expiry_kind, expiry_months, expiry_month, expiry_day, ' +
  'limit_per_transaction, clawback, status, arrival, host_address, floor_limit';

export interface ProgramRow {
  readonly code: string;
  readonly name: string;
  readonly issuer: string;
  readonly scale: number;
  readonly par_numerator: string;
  readonly par_denominator: string;
  readonly expiry_kind: string;
  readonly expiry_months: number | null;
  readonly expiry_month: number | null;
  readonly expiry_day: number | null;
  readonly limit_per_transaction: string;
  readonly clawback: string;
  readonly status: string;
  readonly arrival: string;
  readonly host_address: string | null;
  readonly floor_limit: string | null;
}

export function programFromRow(row: ProgramRow): ProgramRecord {
  return {
    code: row.code,
    name: row.name,
    issuer: row.issuer,
    scale: row.scale,
    parNumerator: Number(row.par_numerator),
    parDenominator: Number(row.par_denominator),
    expiry: expiryFromRow(row),
    limitPerTransaction: Number(row.limit_per_transaction),
    clawback: row.clawback as ClawbackPolicy,
    status: row.status as ProgramRecord['status'],
    arrival: row.arrival as ProgramRecord['arrival'],
    host:
      row.host_address === null
        ? undefined
        : { address: row.host_address, floorLimit: Number(row.floor_limit) },
  };
}

/** The values of `expiry_kind`, `expiry_months`, `expiry_month` and `expiry_day`. */
export function expiryToRow(
  expiry: ExpiryPolicy,
): [kind: string, months: number | null, month: number | null, day: number | null] {
  switch (expiry.kind) {
    case 'none':
      return ['none', null, null, null];
    case 'months':
      return ['months', expiry.months, null, null];
    case 'fixed-day':
      return ['fixed-day', null, expiry.month, expiry.day];
  }
}

function expiryFromRow(row: ProgramRow): ExpiryPolicy {
  const { expiry_kind: kind, expiry_months: months, expiry_month: month, expiry_day: day } = row;
  if (kind === 'none') return { kind };
  if (kind === 'months' && months !== null) return { kind, months };
  assert(kind === 'fixed-day' && month !== null && day !== null, 'a program has one whole expiry policy');
  return { kind, month, day };
}

export const MERCHANT_COLUMNS = 'code, name, acquirer, programs, status';

export interface MerchantRow {
  readonly code: string;
  readonly name: string;
  readonly acquirer: string;
  readonly programs: readonly string[];
  readonly status: string;
}

export function merchantFromRow(row: MerchantRow): MerchantRecord {
  return { ...row, status: row.status as MerchantRecord['status'] };
}

export const CYCLE_COLUMNS = 'number, business_date, opened_at';

export interface CycleRow {
  readonly number: number;
  readonly business_date: number;
  readonly opened_at: Date;
}

export function cycleFromRow(row: CycleRow): CycleRecord {
  return { number: row.number, businessDate: row.business_date, openedAtMs: row.opened_at.getTime() };
}
