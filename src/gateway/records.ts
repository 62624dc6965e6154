import type {
  Changes,
  MerchantRecord,
  ParticipantRecord,
  ProgramChanges,
  ProgramRecord,
} from '../directory/ports.ts';
import type { ExpiryPolicy } from '../ledger/calendar.ts';
import type { ArrivalPolicy, ClawbackPolicy, IssuerHost, Role } from '../ledger/network.ts';
import { ROLES } from '../ledger/network.ts';
import { AMOUNT_MAX } from '../ledger/transaction.ts';
import type { ExternalHost__Output } from '../wire/generated/tongfen/v1/ExternalHost.ts';
import type { Merchant__Output } from '../wire/generated/tongfen/v1/Merchant.ts';
import type { Participant__Output } from '../wire/generated/tongfen/v1/Participant.ts';
import type { Program__Output } from '../wire/generated/tongfen/v1/Program.ts';
import type { UpdateMerchantRequest__Output } from '../wire/generated/tongfen/v1/UpdateMerchantRequest.ts';
import type { UpdateParticipantRequest__Output } from '../wire/generated/tongfen/v1/UpdateParticipantRequest.ts';
import type { UpdateProgramRequest__Output } from '../wire/generated/tongfen/v1/UpdateProgramRequest.ts';
import type { Refusal } from './refusal.ts';
import { invalidArgument } from './refusal.ts';

// Messages of the contract as records of the directory. Values that have no place in a record are refused here; what a
// record must satisfy is the directory's to say.

export function participantOf(message: Participant__Output): ParticipantRecord | Refusal {
  const roles = message.roles.filter((role): role is Role => (ROLES as readonly string[]).includes(role));
  if (roles.length < message.roles.length) {
    return invalidArgument('participant.roles', `must be of ${ROLES.join(', ')}`);
  }
  const status = statusOf(message.status);
  if (status === undefined) return wrongStatus('participant.status');
  return {
    code: message.code,
    name: message.name,
    roles,
    cardPrefix: message.cardPrefix || undefined,
    certificateName: message.certificateName || undefined,
    rateLimit: message.rateLimit || undefined,
    rateBurst: message.rateBurst || undefined,
    status: status === 'active' ? 'active' : 'suspended',
  };
}

/** An empty certificate name and a rate of 0 take away what was set. */
export function participantChangesOf(
  request: UpdateParticipantRequest__Output,
): Changes<Omit<ParticipantRecord, 'code' | 'roles' | 'cardPrefix'>> | Refusal {
  const status = changedStatusOf(request.status);
  if (status === null) return wrongStatus('status');
  const { name, certificateName, rateLimit, rateBurst } = request;
  return {
    name,
    certificateName,
    rateLimit,
    rateBurst,
    status: status === 'blocked' ? 'suspended' : status,
  };
}

export function programOf(message: Program__Output): ProgramRecord | Refusal {
  const status = statusOf(message.status);
  if (status === undefined) return wrongStatus('program.status');
  const clawback = message.clawback === 'CLAWBACK_UNSPECIFIED' ? 'reject' : CLAWBACKS[message.clawback];
  const arrival = message.arrival === 'ARRIVAL_UNSPECIFIED' ? 'policy' : ARRIVALS[message.arrival];
  if (arrival === undefined) return wrongArrival('program.arrival');
  if (clawback === undefined) return wrongClawback('program.clawback');
  return {
    code: message.code,
    name: message.name,
    issuer: message.issuer,
    scale: message.scale,
    parNumerator: message.parNumerator,
    parDenominator: message.parDenominator,
    expiry: expiryOf(message) ?? { kind: 'none' },
    arrival,
    limitPerTransaction: message.limitPerTransaction || AMOUNT_MAX,
    clawback,
    status,
    host: hostOf(message.host),
  };
}

export function programChangesOf(request: UpdateProgramRequest__Output): ProgramChanges | Refusal {
  const status = changedStatusOf(request.status);
  if (status === null) return wrongStatus('status');
  const clawback = request.clawback === undefined ? undefined : CLAWBACKS[request.clawback];
  if (request.clawback !== undefined && clawback === undefined) return wrongClawback('clawback');
  const limitPerTransaction = request.limitPerTransaction === 0 ? AMOUNT_MAX : request.limitPerTransaction;
  const arrival = request.arrival === undefined ? undefined : ARRIVALS[request.arrival];
  if (request.arrival !== undefined && arrival === undefined) return wrongArrival('arrival');
  const { name } = request;
  const expiry = expiryOf(request);
  return { name, limitPerTransaction, clawback, status, arrival, expiry, host: hostOf(request.host) };
}

function hostOf(message: ExternalHost__Output | null | undefined): IssuerHost | undefined {
  if (!message) return undefined;
  const { address, floorLimit } = message;
  return { address, floorLimit };
}

export function merchantOf(message: Merchant__Output): MerchantRecord | Refusal {
  const status = statusOf(message.status);
  if (status === undefined) return wrongStatus('merchant.status');
  const { code, name, acquirer, programs } = message;
  return { code, name, acquirer, programs, status };
}

export function merchantChangesOf(
  request: UpdateMerchantRequest__Output,
): Changes<Pick<MerchantRecord, 'name' | 'programs' | 'status'>> | Refusal {
  const status = changedStatusOf(request.status);
  if (status === null) return wrongStatus('status');
  return { name: request.name, programs: request.programs?.codes, status };
}

type StatusMessage = Participant__Output['status'];

/** Active where nothing is said; undefined for what is no status. */
function statusOf(status: StatusMessage): 'active' | 'blocked' | undefined {
  if (status === 'ACTIVE' || status === 'STATUS_UNSPECIFIED') return 'active';
  return status === 'BLOCKED' ? 'blocked' : undefined;
}

/** Undefined where it stays; null for what is no status. */
function changedStatusOf(status: StatusMessage | undefined): 'active' | 'blocked' | undefined | null {
  if (status === undefined) return undefined;
  return status === 'STATUS_UNSPECIFIED' ? null : (statusOf(status) ?? null);
}

function wrongStatus(field: string): Refusal {
  return invalidArgument(field, 'must be ACTIVE or BLOCKED');
}

const CLAWBACKS: Readonly<Record<string, ClawbackPolicy>> = {
  REJECT: 'reject',
  PARTIAL: 'partial',
  OVERDRAW: 'overdraw',
};

const ARRIVALS: Readonly<Record<string, ArrivalPolicy>> = { BY_POLICY: 'policy', OLDER_DAY: 'older-day' };

function wrongArrival(field: string): Refusal {
  return invalidArgument(field, 'must be BY_POLICY or OLDER_DAY');
}

function wrongClawback(field: string): Refusal {
  return invalidArgument(field, 'must be REJECT, PARTIAL or OVERDRAW');
}

function expiryOf(
  message: Pick<Program__Output, 'expiry' | 'months' | 'fixedDay'>,
): ExpiryPolicy | undefined {
  switch (message.expiry) {
    case 'none':
      return { kind: 'none' };
    case 'months':
      return { kind: 'months', months: message.months?.months ?? 0 };
    case 'fixedDay':
      return { kind: 'fixed-day', month: message.fixedDay?.month ?? 0, day: message.fixedDay?.day ?? 0 };
    default:
      return undefined;
  }
}
