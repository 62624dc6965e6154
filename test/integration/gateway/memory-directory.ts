import type {
  ApiKeyRecord,
  CardRecord,
  Credentials,
  CycleRecord,
  Directory,
  DirectoryRefusal,
  MerchantRecord,
  MerchantSelection,
  ParticipantRecord,
  Principal,
  ProgramRecord,
  RateProposal,
  RateRecord,
} from '../../../src/directory/ports.ts';
import { exists, notFound } from '../../../src/directory/refusal.ts';
import {
  limitRefusal,
  merchantRefusal,
  participantRefusal,
  programRefusal,
  rateRefusal,
} from '../../../src/directory/rules.ts';
import { cardNumber } from '../../../src/ledger/card.ts';
import type { LimitKind, Network } from '../../../src/ledger/network.ts';

/** The reference data of a test, in memory. */
export class MemoryDirectory implements Directory, Credentials {
  readonly #participants = new Map<string, ParticipantRecord>();
  readonly #programs = new Map<string, ProgramRecord>();
  readonly #merchants = new Map<string, MerchantRecord>();
  readonly #cards = new Map<number, CardRecord>();
  readonly #rates: RateRecord[] = [];
  readonly #keys = new Map<string, ApiKeyRecord>();

  async createParticipant(record: ParticipantRecord) {
    return participantRefusal(record) ?? created(this.#participants, record);
  }

  async updateParticipant(code: string, changes: object) {
    return participantRefusal(changes) ?? updated(this.#participants, code, changes);
  }

  async participant(code: string) {
    return this.#participants.get(code);
  }

  async participants() {
    return [...this.#participants.values()];
  }

  async createApiKey(participant: string) {
    if (!this.#participants.has(participant)) return notFound('participant', 'does not exist');
    const secret = `tf_${participant}_${this.#keys.size}`;
    const key = { keyId: `key-${this.#keys.size}`, participant, createdAtMs: 1_000, revokedAtMs: undefined };
    this.#keys.set(secret, key);
    return { key, secret };
  }

  async apiKeys(participant: string) {
    return [...this.#keys.values()].filter((key) => key.participant === participant);
  }

  async revokeApiKey(keyId: string): Promise<ApiKeyRecord | DirectoryRefusal> {
    for (const [secret, key] of this.#keys) {
      if (key.keyId !== keyId) continue;
      const revoked = { ...key, revokedAtMs: 2_000 };
      this.#keys.set(secret, revoked);
      return revoked;
    }
    return notFound('key_id', 'does not exist');
  }

  async createProgram(record: ProgramRecord) {
    return programRefusal(record) ?? created(this.#programs, record);
  }

  async updateProgram(code: string, changes: object) {
    return programRefusal(changes) ?? updated(this.#programs, code, changes);
  }

  async program(code: string) {
    return this.#programs.get(code);
  }

  async programs() {
    return [...this.#programs.values()];
  }

  async proposeRate(proposal: RateProposal): Promise<RateRecord | DirectoryRefusal> {
    const refusal = rateRefusal(proposal);
    if (refusal !== undefined) return refusal;
    const version = this.#rates.length + 1;
    const rate = {
      ...proposal,
      version,
      proposedAtMs: 1_000,
      approvedBy: undefined,
      approvedAtMs: undefined,
    };
    this.#rates.push(rate);
    return rate;
  }

  async approveRate(program: string, version: number, approvedBy: string) {
    const index = this.#rates.findIndex((rate) => rate.program === program && rate.version === version);
    const rate = this.#rates[index];
    if (rate === undefined) return notFound('version', 'does not exist');
    const approved = { ...rate, approvedBy, approvedAtMs: 2_000 };
    this.#rates[index] = approved;
    return approved;
  }

  async rates(program: string) {
    return this.#rates.filter((rate) => rate.program === program);
  }

  async setLimit(kind: LimitKind, participant: string, limitMicro: number) {
    const none = { participant, owedMicro: 0, capMicro: undefined };
    const exposure = { ...none, standInMicro: 0, standInLimitMicro: undefined };
    const limit = kind === 'NET_DEBIT' ? { capMicro: limitMicro } : { standInLimitMicro: limitMicro };
    return limitRefusal(kind, limitMicro) ?? { ...exposure, ...limit };
  }

  async exposures() {
    return [];
  }

  async createMerchant(record: MerchantRecord) {
    return merchantRefusal(record) ?? created(this.#merchants, record);
  }

  async updateMerchant(code: string, changes: object) {
    return merchantRefusal(changes) ?? updated(this.#merchants, code, changes);
  }

  async merchant(code: string) {
    return this.#merchants.get(code);
  }

  async merchants({ acquirer, after = '', limit }: MerchantSelection = {}) {
    const selected = [...this.#merchants.values()].filter(
      (merchant) => (acquirer === undefined || merchant.acquirer === acquirer) && merchant.code > after,
    );
    return selected.sort((one, other) => (one.code < other.code ? -1 : 1)).slice(0, limit);
  }

  /** What belongs to whom, as all processes know it. */
  async refresh(): Promise<Network> {
    const programs = [...this.#programs.values()].map(
      ({ code, issuer }) => [code, { code, issuer }] as const,
    );
    const merchants = [...this.#merchants.values()].map(
      (merchant) => [merchant.code, { ...merchant, programs: new Set(merchant.programs) }] as const,
    );
    const network = { version: 1, programs: new Map(programs), merchants: new Map(merchants) };
    return network as unknown as Network;
  }

  recent(): Promise<Network> {
    return this.refresh();
  }

  async openCards(issuer: string, aliases: readonly string[]): Promise<CardRecord[] | DirectoryRefusal> {
    const prefix = this.#participants.get(issuer)?.cardPrefix;
    if (prefix === undefined) return notFound('issuer', 'does not exist');
    const cards: CardRecord[] = [];
    for (const alias of aliases) {
      const number = cardNumber(prefix, this.#cards.size);
      const opened: CardRecord = { number, issuer, alias, status: 'active', statusVersion: 0 };
      const card = (await this.cardByAlias(issuer, alias)) ?? opened;
      this.#cards.set(card.number, card);
      cards.push(card);
    }
    return cards;
  }

  async card(number: number) {
    return this.#cards.get(number);
  }

  async cardByAlias(issuer: string, alias: string) {
    return [...this.#cards.values()].find((card) => card.issuer === issuer && card.alias === alias);
  }

  /** As a shard does it. */
  setCardStatus(number: number, change: Pick<CardRecord, 'status' | 'statusVersion'>): void {
    const card = this.#cards.get(number);
    if (card === undefined || card.statusVersion >= change.statusVersion) return;
    this.#cards.set(number, { ...card, ...change });
  }

  async cycle(): Promise<CycleRecord> {
    return { number: 3, businessDate: 20_260_105, openedAtMs: 1_000 };
  }

  async openCycle(): Promise<boolean> {
    return false;
  }

  async shardCycles() {
    return [];
  }

  async byApiKey(secret: string): Promise<Principal | undefined> {
    const key = this.#keys.get(secret);
    if (key === undefined || key.revokedAtMs !== undefined) return undefined;
    return this.#principal(this.#participants.get(key.participant));
  }

  async byCertificateName(name: string): Promise<Principal | undefined> {
    return this.#principal(
      [...this.#participants.values()].find(({ certificateName }) => certificateName === name),
    );
  }

  #principal(participant: ParticipantRecord | undefined): Principal | undefined {
    return participant === undefined ? undefined : { participant };
  }
}

function created<Stored extends { readonly code: string }>(
  stored: Map<string, Stored>,
  record: Stored,
): Stored | DirectoryRefusal {
  if (stored.has(record.code)) return exists('code', 'is taken');
  stored.set(record.code, record);
  return record;
}

function updated<Stored>(
  stored: Map<string, Stored>,
  code: string,
  changes: object,
): Stored | DirectoryRefusal {
  const record = stored.get(code);
  if (record === undefined) return notFound('code', 'does not exist');
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const changed = { ...record, ...Object.fromEntries(given) };
  stored.set(code, changed);
  return changed;
}
