import type { ParticipantRecord, ProgramRecord, Visibility } from '../directory/ports.ts';
import type { Network } from '../ledger/network.ts';
import type { Outcome } from '../ledger/outcome.ts';
import { DECLINED_BEFORE_MERCHANT, DECLINED_BEFORE_PROGRAM } from '../ledger/outcome.ts';
import type { Entry } from '../ledger/transaction.ts';
import type { NetworkSource } from '../shard/ports.ts';
import { isOperator } from './roles.ts';

/** What a participant may see: its programs and merchants, and the programs that those merchants accept. */
export interface Sight extends Visibility {
  readonly acceptedPrograms: ReadonlySet<string>;
}

/** The same, to be asked of single entries. */
export interface EntrySight extends Pick<Visibility, 'participant' | 'all'> {
  readonly programs: Pick<ReadonlySet<string>, 'has'>;
  readonly merchants: Pick<ReadonlySet<string>, 'has'>;
}

/** What belongs to each participant. */
type Owned = Omit<Sight, 'participant' | 'all'>;

const NOTHING: Owned = nothing();

function nothing() {
  return {
    programs: new Set<string>(),
    merchants: new Set<string>(),
    acceptedPrograms: new Set<string>(),
  };
}

/** Of its time a gateway spends at most so much on sorting out what belongs to whom, however often that changes. */
const PART_OF_TIME = 1 / 25;

/** Knows what each participant may see. */
export class Sights {
  readonly #source: Pick<NetworkSource, 'recent' | 'refresh'>;
  #owned: ReadonlyMap<string, Owned> = new Map();
  /** What `#owned` was made of. Its version may be above that of a later one, where Postgres has lost what it committed. */
  #network: Network | undefined;
  /** Another network is looked at from then on: at once, where it has few merchants. */
  #againFromMs = 0;

  constructor(source: Pick<NetworkSource, 'recent' | 'refresh'>) {
    this.#source = source;
  }

  /** As it was a second ago, or a little more. @throws {Fault} `STORE_UNAVAILABLE` */
  async of(participant: ParticipantRecord): Promise<Sight> {
    this.#follow(await this.#source.recent());
    return this.#of(participant);
  }

  /** For what is written once and kept: all that was committed before the call. @throws {Fault} `STORE_UNAVAILABLE` */
  async latest(participant: ParticipantRecord): Promise<Sight> {
    const network = await this.#source.refresh();
    this.#againFromMs = 0;
    this.#follow(network);
    return this.#of(participant);
  }

  /**
   * For entries that were read before the call. A worker may have posted in a program that this process has not heard of: then
   * it asks, so that nothing is taken for somebody else's that is the participant's.
   *
   * @throws {Fault} `STORE_UNAVAILABLE`
   */
  async ofEntries(participant: ParticipantRecord, entries: readonly Entry[]): Promise<EntrySight> {
    const { code } = participant;
    const all = isOperator(participant);
    let network = await this.#source.recent();
    const isNew = (entry: Entry): boolean => namesUnknown(network, entry);
    if (!all && entries.some(isNew)) network = await this.#source.refresh();
    const { programs, merchants } = network;
    return {
      participant: code,
      all,
      programs: { has: (program) => programs.get(program)?.issuer === code },
      merchants: { has: (merchant) => merchants.get(merchant)?.acquirer === code },
    };
  }

  #of(participant: ParticipantRecord): Sight {
    const owned = this.#owned.get(participant.code) ?? NOTHING;
    return { ...owned, participant: participant.code, all: isOperator(participant) };
  }

  #follow(network: Network): void {
    const startedMs = performance.now();
    if (network === this.#network || startedMs < this.#againFromMs) return;
    this.#owned = ownedIn(network);
    this.#network = network;
    const endedMs = performance.now();
    this.#againFromMs = endedMs + (endedMs - startedMs) / PART_OF_TIME;
  }
}

function ownedIn({ programs, merchants }: Network): ReadonlyMap<string, Owned> {
  const owned = new Map<string, ReturnType<typeof nothing>>();
  const ofOwner = (owner: string) => {
    const known = owned.get(owner);
    if (known !== undefined) return known;
    const made = nothing();
    owned.set(owner, made);
    return made;
  };
  for (const { code, issuer } of programs.values()) ofOwner(issuer).programs.add(code);
  for (const { code, acquirer, programs: accepted } of merchants.values()) {
    const own = ofOwner(acquirer);
    own.merchants.add(code);
    for (const program of accepted) own.acceptedPrograms.add(program);
  }
  return owned;
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

/** True where an entry shows that there is a program or a merchant which the network lacks, because it is older. */
function namesUnknown({ programs, merchants }: Network, { program, merchant, outcome }: Entry): boolean {
  if (!BEFORE_PROGRAM.has(outcome) && !programs.has(program)) return true;
  return merchant !== '' && !BEFORE_MERCHANT.has(outcome) && !merchants.has(merchant);
}

/** An entry that the participant may see, without what is on the account where that is not its business. */
export function seenEntry(sight: EntrySight, entry: Entry): Entry {
  const isTold = sight.all || sight.programs.has(entry.program) || !isBeforeAccount(entry.outcome);
  return isTold ? entry : { ...entry, balance: 0, available: 0 };
}

/** True for entries of the participant's own, of its programs and of its merchants. */
export function maySee(sight: EntrySight, entry: Entry): boolean {
  if (sight.all || entry.origin === sight.participant) return true;
  if (sight.programs.has(entry.program) && !BEFORE_PROGRAM.has(entry.outcome)) return true;
  return sight.merchants.has(entry.merchant) && !BEFORE_MERCHANT.has(entry.outcome);
}
