import { LRUCache } from 'lru-cache';
import type { Directory, ParticipantRecord, ProgramRecord, Visibility } from '../directory/ports.ts';
import type { Outcome } from '../ledger/outcome.ts';
import { DECLINED_BEFORE_MERCHANT, DECLINED_BEFORE_PROGRAM } from '../ledger/outcome.ts';
import type { Entry } from '../ledger/transaction.ts';
import { isOperator } from './roles.ts';

/** What a participant may see: its programs and merchants, and the programs that those merchants accept. */
export interface Sight extends Visibility {
  readonly acceptedPrograms: ReadonlySet<string>;
}

/** Changes of the reference data are seen after this at most. */
const FRESH_MS = 500;
const PARTICIPANTS_MAX = 10_000;

/** Knows what each participant may see. */
export class Sights {
  readonly #cache: LRUCache<string, Sight, ParticipantRecord>;

  constructor(directory: Pick<Directory, 'programs' | 'merchants'>) {
    this.#cache = new LRUCache<string, Sight, ParticipantRecord>({
      max: PARTICIPANTS_MAX,
      ttl: FRESH_MS,
      fetchMethod: (_code, _stale, { context }) => sightOf(context, directory),
    });
  }

  /** @throws {Fault} `STORE_UNAVAILABLE` */
  of(participant: ParticipantRecord): Promise<Sight> {
    return this.#cache.forceFetch(participant.code, { context: participant });
  }
}

async function sightOf(
  participant: ParticipantRecord,
  directory: Pick<Directory, 'programs' | 'merchants'>,
): Promise<Sight> {
  const { code, roles } = participant;
  const own = roles.includes('ISSUER')
    ? (await directory.programs()).filter(({ issuer }) => issuer === code)
    : [];
  const merchants = roles.includes('ACQUIRER') ? await directory.merchants({ acquirer: code }) : [];
  return {
    participant: code,
    all: isOperator(participant),
    programs: new Set(own.map((program) => program.code)),
    merchants: new Set(merchants.map((merchant) => merchant.code)),
    acceptedPrograms: new Set(merchants.flatMap(({ programs }) => programs)),
  };
}

/** A program that the participant may see. Where its host is, and for how much the network stands in, is its issuer's business. */
export function seenProgram(sight: Sight, program: ProgramRecord): ProgramRecord {
  const isOwn = sight.all || sight.programs.has(program.code);
  return isOwn || program.host === undefined ? program : { ...program, host: { address: '', floorLimit: 0 } };
}

const BEFORE_PROGRAM: ReadonlySet<Outcome> = new Set<Outcome>(DECLINED_BEFORE_PROGRAM);
const BEFORE_MERCHANT: ReadonlySet<Outcome> = new Set<Outcome>(DECLINED_BEFORE_MERCHANT);

/**
 * Outcomes by which nobody has shown that the account is its business: whoever has a key gets them for any card and any
 * program. The reversal of one's own decline is among them.
 */
const BEFORE_ACCOUNT: ReadonlySet<Outcome> = new Set<Outcome>([
  ...BEFORE_MERCHANT,
  'PROGRAM_EXTERNAL',
  'HOLD_UNKNOWN',
  'ORIGINAL_UNKNOWN',
  'ORIGINAL_NOT_REVERSIBLE',
]);

export function isBeforeAccount(outcome: Outcome): boolean {
  return BEFORE_ACCOUNT.has(outcome);
}

/**
 * True for outcomes beside which a submitter is told what is on the account. Whoever is an issuer only gets past the program
 * with its own.
 */
export function tellsBalance(submitter: ParticipantRecord, outcome: Outcome): boolean {
  if (outcome === 'POSTED' || isOperator(submitter)) return true;
  return !(submitter.roles.includes('ACQUIRER') ? BEFORE_ACCOUNT : BEFORE_PROGRAM).has(outcome);
}

/** An entry that the participant may see, without what is on the account where that is not its business. */
export function seenEntry(sight: Visibility, entry: Entry): Entry {
  const isTold = sight.all || sight.programs.has(entry.program) || !isBeforeAccount(entry.outcome);
  return isTold ? entry : { ...entry, balance: 0, available: 0 };
}

/** True for entries of the participant's own, of its programs and of its merchants. */
export function maySee(sight: Visibility, entry: Entry): boolean {
  if (sight.all || entry.origin === sight.participant) return true;
  if (sight.programs.has(entry.program) && !BEFORE_PROGRAM.has(entry.outcome)) return true;
  return sight.merchants.has(entry.merchant) && !BEFORE_MERCHANT.has(entry.outcome);
}
