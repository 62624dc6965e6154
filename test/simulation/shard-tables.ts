import type { Account, Card, CardStatus } from '../../src/ledger/account.ts';
import type { Day } from '../../src/ledger/calendar.ts';
import { NEVER } from '../../src/ledger/calendar.ts';
import type { HostMessage } from '../../src/ledger/host-message.ts';
import type { Leg } from '../../src/ledger/leg.ts';
import type { LimitKind } from '../../src/ledger/network.ts';
import type { Share } from '../../src/ledger/shares.ts';
import { entryKey } from '../../src/ledger/state.ts';
import type { Entry } from '../../src/ledger/transaction.ts';
import type {
  EntryKey,
  OutboxRow,
  Prefetched,
  PrefetchRequest,
  ShardSnapshot,
  TurnRecord,
} from '../../src/shard/ports.ts';
import { newestIdOf } from '../../src/shard/recent-ids.ts';
import { issuerOf } from './network.ts';
import { accountKey, Replay } from './replay.ts';
import type { World } from './world.ts';

/** A turn as it travels to the database: nothing of it is shared with whoever sent it. */
export type EncodedTurn = string;

/** What the database insists on; a sabotaged one may not. */
export interface Constraints {
  readonly isUnique: boolean;
}

interface Head {
  readonly turn: number;
  readonly seq: number;
  readonly ledgerTimeMs: number;
  readonly cycle: number;
  readonly businessDate: Day;
}

/**
 * What Postgres holds of one shard, with its constraints, and with more: each commit is audited when it is made. Rows go
 * in and out as text, as they do there.
 */
export class ShardTables {
  readonly shard: number;
  readonly #world: World;
  readonly #constraints: Constraints;
  readonly #replay: Replay;
  head: Head;
  readonly cards = new Map<
    number,
    { readonly issuer: string; readonly status: CardStatus; readonly statusVersion: number }
  >();
  readonly journal: Entry[] = [];
  readonly accounts = new Map<string, Account>();
  readonly stripes = new Map<string, bigint>();
  readonly reversals = new Map<string, number>();
  readonly outbox = new Map<number, string>();
  /** Messages to hosts that are open. */
  readonly messages = new Map<string, string>();
  /** Advices that the issuer did not agree to. */
  readonly disputed: HostMessage[] = [];
  /** Shares of limits. */
  readonly #shares = new Map<string, Share>();
  readonly #byKey = new Map<string, string[]>();
  readonly #identities = new Map<string, Entry>();
  readonly #messageIds = new Set<string>();

  constructor(world: World, options: { shard: number; businessDate: Day; constraints: Constraints }) {
    this.#world = world;
    this.shard = options.shard;
    this.#constraints = options.constraints;
    this.#replay = new Replay(world);
    this.head = { turn: 0, seq: 0, ledgerTimeMs: 0, cycle: 1, businessDate: options.businessDate };
  }

  openCard(number: number): void {
    this.cards.set(number, { issuer: 'ISSUER', status: 'active', statusVersion: 0 });
  }

  /** Points that an account has before the first entry, from the issuance. */
  preload(account: Account): void {
    this.accounts.set(accountKey(account), account);
    this.#addToStripe(stripeKey(this.head.cycle, account.program, 'ISSUANCE', ''), -BigInt(account.posted));
    this.#replay.preload(account);
  }

  find(id: string, card: number, origin: string): Entry | undefined {
    return this.#identities.get(entryKey({ id, card, origin }));
  }

  snapshot(): ShardSnapshot {
    const outbox = [...this.outbox.values()].map((row) => JSON.parse(row) as OutboxRow);
    const shares = [...this.#shares.values()];
    const newestId = newestIdOf('', [...this.#identities.values()]);
    const messages = this.openMessages();
    return { ...this.head, hash: new Uint8Array(), newestId, outbox, messages, shares };
  }

  prefetch(request: PrefetchRequest): Prefetched {
    const rows = request.entries.flatMap((key) => this.#byKey.get(textKey(key)) ?? []);
    const entries = [...new Set(rows)].map((row) => JSON.parse(row) as Entry);
    const reversals = entries.flatMap(({ id, card, origin }) => {
      const amount = this.reversals.get(entryKey({ id, card, origin }));
      return amount === undefined ? [] : [{ id, card, origin, amount }];
    });
    return { cards: request.cards.flatMap((number) => this.#card(number) ?? []), entries, reversals };
  }

  due(request: { businessDate: Day; nowMs: number; limit: number }): number[] {
    const due = [...this.accounts.values()].filter(
      (account) => account.lotsDueOn < request.businessDate || account.holdsDueAtMs <= request.nowMs,
    );
    return [...new Set(due.map((account) => account.card))].slice(0, request.limit);
  }

  commit(encoded: EncodedTurn): void {
    const turn = decodeTurn(encoded);
    this.#follow(turn);
    for (const entry of turn.entries) this.#insertEntry(entry);
    this.#storeAccounts(turn);
    this.#addStripes(turn);
    for (const reversal of turn.reversals) this.reversals.set(entryKey(reversal), reversal.amount);
    for (const row of turn.outboxAdded) {
      this.#world.check(!this.outbox.has(row.number), 'an outbox row is inserted once');
      this.outbox.set(row.number, JSON.stringify(row));
    }
    for (const number of turn.outboxRemoved) this.outbox.delete(number);
    for (const message of turn.messagesSent) {
      this.#world.check(!this.#messageIds.has(message.id), 'a message is written down once');
      this.#messageIds.add(message.id);
      this.messages.set(message.id, JSON.stringify(message));
      if (message.standInMicro > 0) this.#world.met.add(`${message.content.type} stood in for`);
    }
    for (const { message, state } of turn.messagesEnded) {
      this.#world.met.add(`message ${state}`);
      if (message.operation === 'ADVISE') this.#world.met.add(`advice of ${message.content.type} ${state}`);
      if (state === 'DISPUTED') this.disputed.push(message);
      this.#world.check(this.messages.delete(message.id), 'a message that is open ends once');
    }
    for (const share of turn.shares) this.setShare(share);
    for (const { card: number, status, version } of turn.cardStatuses) {
      const card = this.cards.get(number);
      if (card !== undefined) this.cards.set(number, { ...card, status, statusVersion: version });
    }
  }

  openMessages(): HostMessage[] {
    return [...this.messages.values()].map((row) => JSON.parse(row) as HostMessage);
  }

  share(kind: LimitKind, participant: string): number | undefined {
    return this.#shares.get(`${kind}/${participant}`)?.amount;
  }

  setShare(share: Share): void {
    this.#shares.set(`${share.kind}/${share.participant}`, share);
  }

  /** What this shard uses of a limit: what a participant owes by exchanges, or what was stood in for. */
  usedOf(kind: LimitKind, participant: string): bigint {
    let used = 0n;
    if (kind === 'STAND_IN') {
      for (const { issuer, standInMicro } of this.openMessages())
        if (issuer === participant) used += BigInt(standInMicro);
    } else {
      for (const [key, change] of this.stripes)
        if (key.endsWith(`/*/POSITION/${participant}`)) used -= change;
    }
    return used;
  }

  /** Legs that are under way from here. */
  legs(): Leg[] {
    return [...this.outbox.values()].flatMap((row) => (JSON.parse(row) as OutboxRow).legs);
  }

  #follow(turn: TurnRecord): void {
    const { head } = this;
    const check = (condition: boolean, sentence: string): void =>
      this.#world.check(
        condition,
        () => `${sentence} (shard ${this.shard}, turn ${turn.number} after ${head.turn})`,
      );
    check(turn.number === head.turn + 1, 'turns have no gap');
    check(turn.ledgerTimeMs >= head.ledgerTimeMs, 'ledger time never goes back');
    check(turn.cycle >= head.cycle && turn.businessDate >= head.businessDate, 'cycles never go back');
    let { seq } = head;
    for (const entry of turn.entries) {
      seq += 1;
      check(entry.seq === seq, 'sequences have no gap');
      check(entry.ledgerTimeMs === turn.ledgerTimeMs, 'an entry has the ledger time of its turn');
      check(
        entry.cycle === turn.cycle && entry.businessDate === turn.businessDate,
        'an entry is of the cycle of its turn',
      );
    }
    const { number, ledgerTimeMs, cycle, businessDate } = turn;
    this.head = { turn: number, seq, ledgerTimeMs, cycle, businessDate };
  }

  #insertEntry(entry: Entry): void {
    const identity = entryKey(entry);
    if (this.#constraints.isUnique) {
      this.#world.check(
        !this.#identities.has(identity),
        () => `no identity has two entries: ${JSON.stringify(entry)}`,
      );
    }
    this.#identities.set(identity, entry);
    const rows = this.#byKey.get(textKey(entry)) ?? [];
    this.#byKey.set(textKey(entry), [...rows, JSON.stringify(entry)]);
    this.journal.push(entry);
    this.#replay.apply(entry);
  }

  #storeAccounts(turn: TurnRecord): void {
    const before = new Map<string, Account | undefined>();
    for (const row of turn.accounts) {
      const key = accountKey(row);
      this.#world.check(
        row.stored === this.accounts.has(key),
        `an account is inserted once and updated after: ${key}`,
      );
      before.set(key, this.accounts.get(key));
      this.accounts.set(key, { ...row, stored: true });
    }
    for (const row of turn.accounts) {
      this.#replay.compare(row, before.get(accountKey(row)), turn.businessDate);
    }
    for (const entry of turn.entries) {
      const isStored = entry.outcome !== 'POSTED' || before.has(accountKey(entry));
      this.#world.check(isStored, () => `an account changes with its entry: ${JSON.stringify(entry)}`);
    }
  }

  /** The stripes change by exactly what the entries post against them: debits equal credits in every commit. */
  #addStripes(turn: TurnRecord): void {
    const expected = new Map<string, bigint>();
    for (const entry of turn.entries) {
      if (entry.counter === undefined || entry.counter === null) {
        this.#world.check(
          entry.postedChange === 0,
          () => `a posting has two sides: ${JSON.stringify(entry)}`,
        );
        continue;
      }
      const merchant = entry.counter === 'MERCHANT' ? entry.merchant : '';
      const key = stripeKey(entry.cycle, entry.program, entry.counter, merchant);
      expected.set(key, (expected.get(key) ?? 0n) - BigInt(entry.postedChange));
      for (const [kind, participant, micro] of this.#standardPostings(entry)) {
        const account = stripeKey(entry.cycle, '*', kind, participant);
        expected.set(account, (expected.get(account) ?? 0n) + BigInt(micro));
      }
    }
    for (const { program, kind, merchant, change } of turn.stripes) {
      const key = stripeKey(turn.cycle, program, kind, merchant);
      this.#world.check((expected.get(key) ?? 0n) === change, `debits equal credits in ${key}`);
      expected.delete(key);
      this.#addToStripe(key, change);
    }
    for (const [key, change] of expected) this.#world.check(change === 0n, `debits equal credits in ${key}`);
  }

  /** What an exchange posts in standard points; its issuers are those of its programs. */
  #standardPostings({ program, exchange }: Entry): [kind: string, participant: string, micro: number][] {
    const value = exchange?.exchanged;
    if (exchange === undefined || value === undefined) return [];
    return [
      ['POSITION', issuerOf(program), -value.takenMicro],
      ['POSITION', issuerOf(exchange.peerProgram), value.givenMicro],
      ['SPREAD', '', value.spreadMicro],
      ['ROUNDING', '', value.roundingMicro],
    ];
  }

  #addToStripe(key: string, change: bigint): void {
    this.stripes.set(key, (this.stripes.get(key) ?? 0n) + change);
  }

  #card(number: number): Card | undefined {
    const card = this.cards.get(number);
    if (card === undefined) return undefined;
    const rows = [...this.accounts.values()].filter((account) => account.card === number);
    return { number, ...card, accounts: rows.map((row) => decodeAccount(JSON.stringify(row))) };
  }
}

export function encodeTurn(turn: TurnRecord): EncodedTurn {
  return JSON.stringify(turn, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

function decodeTurn(encoded: EncodedTurn): TurnRecord {
  const turn = JSON.parse(encoded) as TurnRecord;
  const stripes = turn.stripes.map((stripe) => ({ ...stripe, change: BigInt(stripe.change) }));
  return { ...turn, stripes, accounts: turn.accounts.map(revived) };
}

function decodeAccount(row: string): Account {
  return revived(JSON.parse(row) as Account);
}

/** JSON has no Infinity; like the column, it says null where no hold falls due. */
function revived(account: Account): Account {
  const holdsDueAtMs: number | null = account.holdsDueAtMs;
  const lotsDueOn: number | null = account.lotsDueOn;
  return {
    ...account,
    holdsDueAtMs: holdsDueAtMs ?? Number.POSITIVE_INFINITY,
    lotsDueOn: lotsDueOn ?? NEVER,
  };
}

function stripeKey(cycle: number, program: string, kind: string, merchant: string): string {
  return `${cycle}/${program}/${kind}/${merchant}`;
}

function textKey(key: EntryKey): string {
  return `${key.id}/${key.card}`;
}
