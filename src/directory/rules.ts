import type { ExpiryPolicy } from '../ledger/calendar.ts';
import { daysInMonth } from '../ledger/calendar.ts';
import { BASIS_POINTS } from '../ledger/exchange-value.ts';
import type { IssuerHost, LimitKind } from '../ledger/network.ts';
import { AMOUNT_MAX } from '../ledger/transaction.ts';
import {
  ALIAS,
  CARD_PREFIX_MAX,
  CARD_PREFIX_MIN,
  CERTIFICATE_NAME,
  EXPIRY_MONTHS_MAX,
  HOST_ADDRESS,
  isAmount,
  isBetween,
  MERCHANT_CODE,
  MERCHANT_PROGRAMS_MAX,
  NAME,
  OPEN_CARDS_MAX,
  PAR_MAX,
  PARTICIPANT_CODE,
  PROGRAM_CODE,
  RATE_MAX,
  SCALE_MAX,
} from './formats.ts';
import type {
  Changes,
  DirectoryRefusal,
  MerchantRecord,
  ParticipantRecord,
  ProgramRecord,
  RateProposal,
} from './ports.ts';
import { invalid } from './refusal.ts';

// What each record must satisfy by itself, before the database is asked about its relations. Each function takes a whole
// record or changes of one (what is undefined is not looked at) and answers with the first field that is wrong, by its
// name in the proto.

/** A leap year, so that 29 February is a day. */
const ANY_LEAP_YEAR = 2000;

/** The end of the year 2099. */
const TIME_MAX_MS = Date.UTC(2100, 0);

/** The database says the same of a well-formed code that nobody with the role has. */
const ISSUER_RULE = 'must be a participant with the role ISSUER';
const ACQUIRER_RULE = 'must be a participant with the role ACQUIRER';

const NAME_RULE = 'must be 1 to 100 characters';

/** An empty `certificateName` and a rate of 0 say "none". */
export function participantRefusal(changes: Changes<ParticipantRecord>): DirectoryRefusal | undefined {
  const { code, name, roles, cardPrefix, certificateName, rateLimit, rateBurst } = changes;
  if (code !== undefined && !PARTICIPANT_CODE.test(code)) {
    return invalid('code', 'must be 2 to 32 of A-Z, 0-9, - and _, the first a letter');
  }
  if (name !== undefined && !NAME.test(name)) return invalid('name', NAME_RULE);
  if (roles !== undefined && (roles.length === 0 || new Set(roles).size < roles.length)) {
    return invalid('roles', 'must be at least one role, each once');
  }
  if (cardPrefix !== undefined) {
    if (!isBetween(cardPrefix, CARD_PREFIX_MIN, CARD_PREFIX_MAX)) {
      return invalid('card_prefix', `must be ${CARD_PREFIX_MIN} to ${CARD_PREFIX_MAX}`);
    }
    if (roles !== undefined && !roles.includes('ISSUER')) {
      return invalid('card_prefix', 'is for participants with the role ISSUER');
    }
  }
  if (certificateName !== undefined && !CERTIFICATE_NAME.test(certificateName)) {
    return invalid('certificate_name', 'must be up to 64 characters');
  }
  if (rateLimit !== undefined && !isBetween(rateLimit, 0, RATE_MAX)) {
    return invalid('rate_limit', `must be 1 to ${RATE_MAX}, or 0 for the default`);
  }
  if (rateBurst !== undefined && !isBetween(rateBurst, 0, RATE_MAX)) {
    return invalid('rate_burst', `must be 1 to ${RATE_MAX}, or 0 for the default`);
  }
  return undefined;
}

export function programRefusal(changes: Changes<ProgramRecord>): DirectoryRefusal | undefined {
  const { code, name, issuer, scale, parNumerator, parDenominator, expiry, limitPerTransaction, host } =
    changes;
  if (code !== undefined && !PROGRAM_CODE.test(code)) {
    return invalid('code', 'must be 2 to 16 of A-Z, 0-9 and -, the first a letter');
  }
  if (name !== undefined && !NAME.test(name)) return invalid('name', NAME_RULE);
  if (scale !== undefined && !isBetween(scale, 0, SCALE_MAX)) {
    return invalid('scale', `must be 0 to ${SCALE_MAX}`);
  }
  if (parNumerator !== undefined && !isBetween(parNumerator, 1, PAR_MAX)) {
    return invalid('par_numerator', `must be 1 to ${PAR_MAX}`);
  }
  if (parDenominator !== undefined && !isBetween(parDenominator, 1, PAR_MAX)) {
    return invalid('par_denominator', `must be 1 to ${PAR_MAX}`);
  }
  if (limitPerTransaction !== undefined && !isAmount(limitPerTransaction)) {
    return invalid('limit_per_transaction', 'must be 1 to 10^12');
  }
  const refusal = expiry === undefined ? undefined : expiryRefusal(expiry);
  if (refusal !== undefined) return refusal;
  if (issuer !== undefined && !PARTICIPANT_CODE.test(issuer)) return invalid('issuer', ISSUER_RULE);
  return host === undefined ? undefined : hostRefusal(host);
}

export function rateRefusal(
  proposal: Omit<RateProposal, 'program' | 'proposedBy'>,
): DirectoryRefusal | undefined {
  const { parNumerator, parDenominator, spreadBasisPoints, holdsFromMs } = proposal;
  const refusal = programRefusal({ parNumerator, parDenominator });
  if (refusal !== undefined) return refusal;
  if (!isBetween(spreadBasisPoints, 0, BASIS_POINTS - 1)) {
    return invalid('spread_basis_points', `must be 0 to ${BASIS_POINTS - 1}`);
  }
  if (!isBetween(holdsFromMs, 0, TIME_MAX_MS)) return invalid('holds_from', 'must be a time of this century');
  return undefined;
}

export function limitRefusal(kind: LimitKind, limitMicro: number): DirectoryRefusal | undefined {
  if (isBetween(limitMicro, 0, Number.MAX_SAFE_INTEGER)) return undefined;
  return invalid(kind === 'NET_DEBIT' ? 'cap_micro' : 'limit_micro', 'must be 0 to 2^53 - 1');
}

export function merchantRefusal(changes: Changes<MerchantRecord>): DirectoryRefusal | undefined {
  const { code, name, acquirer, programs } = changes;
  if (code !== undefined && !MERCHANT_CODE.test(code)) {
    return invalid('code', 'must be 2 to 32 of A-Z, 0-9, - and _, the first a letter');
  }
  if (name !== undefined && !NAME.test(name)) return invalid('name', NAME_RULE);
  if (programs !== undefined) {
    if (programs.length > MERCHANT_PROGRAMS_MAX) {
      return invalid('programs', `must be at most ${MERCHANT_PROGRAMS_MAX}`);
    }
    if (new Set(programs).size < programs.length) return invalid('programs', 'must be named once each');
    if (!programs.every((program) => PROGRAM_CODE.test(program)))
      return invalid('programs', 'must be codes of programs');
  }
  if (acquirer !== undefined && !PARTICIPANT_CODE.test(acquirer)) return invalid('acquirer', ACQUIRER_RULE);
  return undefined;
}

/** Members that get cards in one call. An alias is personal, so that it is named by its place. */
export function aliasesRefusal(aliases: readonly string[]): DirectoryRefusal | undefined {
  if (!isBetween(aliases.length, 1, OPEN_CARDS_MAX)) {
    return invalid('aliases', `must be 1 to ${OPEN_CARDS_MAX}`);
  }
  const index = aliases.findIndex((alias) => !ALIAS.test(alias));
  return index === -1
    ? undefined
    : invalid(`aliases[${index}]`, 'must be 1 to 64 printable ASCII characters');
}

function hostRefusal({ address, floorLimit }: IssuerHost): DirectoryRefusal | undefined {
  const port = Number(address.slice(address.lastIndexOf(':') + 1));
  if (!HOST_ADDRESS.test(address) || port > 65_535) return invalid('host.address', 'must be host:port');
  if (!isBetween(floorLimit, 0, AMOUNT_MAX)) return invalid('host.floor_limit', 'must be 0 to 10^12');
  return undefined;
}

function expiryRefusal(expiry: ExpiryPolicy): DirectoryRefusal | undefined {
  switch (expiry.kind) {
    case 'none':
      return undefined;
    case 'months':
      return isBetween(expiry.months, 1, EXPIRY_MONTHS_MAX)
        ? undefined
        : invalid('months.months', `must be 1 to ${EXPIRY_MONTHS_MAX}`);
    case 'fixed-day':
      if (!isBetween(expiry.month, 1, 12)) return invalid('fixed_day.month', 'must be 1 to 12');
      return isBetween(expiry.day, 1, daysInMonth(ANY_LEAP_YEAR, expiry.month))
        ? undefined
        : invalid('fixed_day.day', 'must be a day of that month');
  }
}
