import type pg from 'pg';
import type {
  ApiKeyRecord,
  CardRecord,
  Changes,
  CycleRecord,
  Directory,
  DirectoryRefusal,
  ExposureRecord,
  MerchantRecord,
  MerchantSelection,
  ParticipantRecord,
  ProgramChanges,
  ProgramRecord,
  RateProposal,
  RateRecord,
} from '../directory/ports.ts';
import type { Day } from '../ledger/calendar.ts';
import type { LimitKind } from '../ledger/network.ts';
import * as cards from './cards.ts';
import * as cycles from './directory-cycles.ts';
import * as exposures from './directory-exposures.ts';
import * as keys from './directory-keys.ts';
import * as merchants from './directory-merchants.ts';
import * as participants from './directory-participants.ts';
import * as programs from './directory-programs.ts';
import * as rates from './directory-rates.ts';
import { shardCount } from './directory-shards.ts';
import { OneAtATime } from './one-at-a-time.ts';

/** As long as others wait for a connection. */
const OPENING_WAIT_MS_MAX = 10_000;

/**
 * The reference data in Postgres. Every change raises `network.version` and notifies `tongfen_network` in its own
 * transaction. The constraints of the tables decide between changes at the same time, so that nothing is locked here but
 * an issuer that opens cards.
 */
export class PostgresDirectory implements Directory {
  readonly #pool: pg.Pool;
  readonly #shards: number;
  /** Openings of cards of one issuer: they would wait for one another at its row, each with a connection that others need. */
  readonly #openings = new OneAtATime(OPENING_WAIT_MS_MAX);

  private constructor(pool: pg.Pool, shards: number) {
    this.#pool = pool;
    this.#shards = shards;
  }

  /** @throws {Fault} `STORE_UNAVAILABLE` */
  static async open(pool: pg.Pool): Promise<PostgresDirectory> {
    return new PostgresDirectory(pool, await shardCount(pool));
  }

  createParticipant(participant: ParticipantRecord): Promise<ParticipantRecord | DirectoryRefusal> {
    return participants.createParticipant(this.#pool, participant);
  }

  updateParticipant(
    code: string,
    changes: Changes<Omit<ParticipantRecord, 'code' | 'roles' | 'cardPrefix'>>,
  ): Promise<ParticipantRecord | DirectoryRefusal> {
    return participants.updateParticipant(this.#pool, code, changes);
  }

  participant(code: string): Promise<ParticipantRecord | undefined> {
    return participants.participant(this.#pool, code);
  }

  participants(): Promise<ParticipantRecord[]> {
    return participants.participants(this.#pool);
  }

  createApiKey(participant: string): Promise<{ key: ApiKeyRecord; secret: string } | DirectoryRefusal> {
    return keys.createApiKey(this.#pool, participant);
  }

  apiKeys(participant: string): Promise<ApiKeyRecord[]> {
    return keys.apiKeys(this.#pool, participant);
  }

  revokeApiKey(keyId: string): Promise<ApiKeyRecord | DirectoryRefusal> {
    return keys.revokeApiKey(this.#pool, keyId);
  }

  createProgram(program: ProgramRecord): Promise<ProgramRecord | DirectoryRefusal> {
    return programs.createProgram(this.#pool, program);
  }

  updateProgram(code: string, changes: ProgramChanges): Promise<ProgramRecord | DirectoryRefusal> {
    return programs.updateProgram(this.#pool, code, changes);
  }

  program(code: string): Promise<ProgramRecord | undefined> {
    return programs.program(this.#pool, code);
  }

  programs(): Promise<ProgramRecord[]> {
    return programs.programs(this.#pool);
  }

  proposeRate(proposal: RateProposal): Promise<RateRecord | DirectoryRefusal> {
    return rates.proposeRate(this.#pool, proposal);
  }

  approveRate(program: string, version: number, approvedBy: string): Promise<RateRecord | DirectoryRefusal> {
    return rates.approveRate(this.#pool, program, version, approvedBy);
  }

  rates(program: string): Promise<RateRecord[]> {
    return rates.rates(this.#pool, program);
  }

  setLimit(
    kind: LimitKind,
    participant: string,
    limitMicro: number,
  ): Promise<ExposureRecord | DirectoryRefusal> {
    return exposures.setLimit(this.#pool, kind, participant, limitMicro);
  }

  exposures(): Promise<ExposureRecord[]> {
    return exposures.exposures(this.#pool);
  }

  createMerchant(merchant: MerchantRecord): Promise<MerchantRecord | DirectoryRefusal> {
    return merchants.createMerchant(this.#pool, merchant);
  }

  updateMerchant(
    code: string,
    changes: Changes<Pick<MerchantRecord, 'name' | 'programs' | 'status'>>,
  ): Promise<MerchantRecord | DirectoryRefusal> {
    return merchants.updateMerchant(this.#pool, code, changes);
  }

  merchant(code: string): Promise<MerchantRecord | undefined> {
    return merchants.merchant(this.#pool, code);
  }

  merchants(selection: MerchantSelection = {}): Promise<MerchantRecord[]> {
    return merchants.merchants(this.#pool, selection);
  }

  openCards(issuer: string, aliases: readonly string[]): Promise<CardRecord[] | DirectoryRefusal> {
    return this.#openings.run(issuer, () => cards.openCards(this.#pool, this.#shards, issuer, aliases));
  }

  card(number: number): Promise<CardRecord | undefined> {
    return cards.card(this.#pool, this.#shards, number);
  }

  cardByAlias(issuer: string, alias: string): Promise<CardRecord | undefined> {
    return cards.cardByAlias(this.#pool, this.#shards, issuer, alias);
  }

  cycle(): Promise<CycleRecord> {
    return cycles.cycle(this.#pool);
  }

  openCycle(after: number, businessDate: Day): Promise<boolean> {
    return cycles.openCycle(this.#pool, after, businessDate);
  }

  shardCycles(): Promise<number[]> {
    return cycles.shardCycles(this.#pool);
  }
}
