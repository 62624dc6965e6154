import { describe, expect, it } from 'vitest';
import type { Card, Hold } from '../../../src/ledger/account.ts';
import { openAccount } from '../../../src/ledger/account.ts';
import { decideAll } from '../../../src/ledger/chain.ts';
import { decide } from '../../../src/ledger/decide.ts';
import { expireDue } from '../../../src/ledger/expire.ts';
import { hear } from '../../../src/ledger/host-answer.ts';
import type { HostAnswer, HostMessage } from '../../../src/ledger/host-message.ts';
import type { Participant, Program } from '../../../src/ledger/network.ts';
import { ShardState } from '../../../src/ledger/state.ts';
import type { Decision, SubmittedType, Transaction } from '../../../src/ledger/transaction.ts';
import { CARDS, NOW_MS, tableCards, tableNetwork } from './table-network.ts';

const { A } = CARDS as { A: number };
const FLOOR_LIMIT = 50;
/** A point of the external program is one standard point. */
const POINT = 1_000_000;

/** A shard, one of two, with a card in a program on its issuer's host; what is given a name keeps its id. */
class Shard {
  readonly state: ShardState;
  readonly card: Card;
  #ids = 0;

  constructor() {
    const network = tableNetwork();
    const stay = network.programs.get('STAY');
    if (stay === undefined) throw new Error('the tables have a program STAY');
    const host = { address: 'host:1', floorLimit: FLOOR_LIMIT };
    network.programs.set('STAY', { ...stay, host });
    const basis = { nowMs: NOW_MS, cycle: 1, businessDate: 20260115, network };
    this.state = new ShardState({ shard: 0, shards: 2, seq: 0, basis });
    this.card = tableCards().find(({ number }) => number === A) as Card;
    this.state.cards.set(A, this.card);
  }

  transaction(type: SubmittedType, amount: number, rest: Partial<Transaction> = {}): Transaction {
    this.#ids += 1;
    const id = `00000000-0000-7000-8000-${String(this.#ids).padStart(12, '0')}`;
    const nothing = { reference: '', originalId: '', toCard: 0, holdSeconds: 0, debit: false, reason: '' };
    const named = { id, type, card: A, program: 'STAY', amount, participant: 'ISSUER', merchant: '' };
    return { ...nothing, ...named, linked: false, exchange: undefined, ...rest };
  }

  /** Submits what a host has to answer, and answers for it. */
  play(transaction: Transaction, answer: HostAnswer): string | undefined {
    expect(decide(this.state, transaction, 'gateway')).toBeNull();
    return hear(this.state, this.lastMessage(), answer)?.outcome;
  }

  lastMessage(): HostMessage {
    return this.state.messages.sent.at(-1) as HostMessage;
  }

  /** Points for which the network may still stand in. */
  set standInLeft(points: number) {
    this.state.shares.set({ kind: 'STAND_IN', participant: 'ISSUER', amount: points * POINT });
  }

  get standInLeft(): number {
    return (this.state.shares.of('STAND_IN').get('ISSUER') ?? 0) / POINT;
  }

  /** Answers the oldest message that is open. */
  answer(answer: HostAnswer): void {
    const { sent, ended } = this.state.messages;
    const done = new Set(ended.map(({ message }) => message.id));
    hear(this.state, sent.find(({ id }) => !done.has(id)) as HostMessage, answer);
  }

  /** What TRANSIT of a program has. */
  transit(program = 'STAY'): number {
    const stripe = this.state.stripes().find((each) => each.program === program && each.kind === 'TRANSIT');
    return Number(stripe?.change ?? 0);
  }

  held(): number {
    return this.card.accounts.find((account) => account.program === 'STAY')?.held ?? 0;
  }

  posted(program = 'STAY'): number {
    return this.card.accounts.find((account) => account.program === program)?.posted ?? 0;
  }

  open(): string[] {
    const { sent, ended } = this.state.messages;
    const done = new Set(ended.map(({ message }) => message.id));
    return sent.filter(({ id }) => !done.has(id)).map(({ operation }) => operation);
  }
}

function outcomeOf(decision: Decision | undefined): string | null | undefined {
  return decision === null || decision === 'again' ? decision : decision?.outcome;
}

const APPROVED: HostAnswer = { kind: 'approved' };
const DECLINED: HostAnswer = { kind: 'declined', outcome: 'INSUFFICIENT_POINTS' };
const NONE: HostAnswer = { kind: 'none' };
const MAX = Number.MAX_SAFE_INTEGER;
const INTO_ACME = { toProgram: 'ACME', amountOutMin: 1, quote: '', isQuoteGenuine: false };

/** Lets the account of the external program be below zero by so much. */
function owe(shard: Shard, amount: number): void {
  const account = openAccount(shard.card, 'STAY');
  account.posted -= amount;
  account.overdrawn += amount;
}

describe('a transaction that a host is asked about', () => {
  it.each([
    ['EARN', 100, -100],
    ['REDEEM', -100, 100],
    ['AUTHORIZE', 0, 0],
  ] as const)('%s has its points in transit while the host is asked', (type, posted, transit) => {
    const shard = new Shard();
    expect(decide(shard.state, shard.transaction(type, 100), 'gateway')).toBeNull();
    expect([shard.posted(), shard.transit()]).toEqual([posted, transit]);
    expect(shard.lastMessage().inTransit).toBe(transit);
  });

  it.each([
    ['EARN', APPROVED, 'POSTED', 100, 0, []],
    ['REDEEM', APPROVED, 'POSTED', -100, 0, []],
    ['AUTHORIZE', APPROVED, 'POSTED', 0, 0, []],
    ['EARN', DECLINED, 'INSUFFICIENT_POINTS', 0, 0, []],
    ['REDEEM', DECLINED, 'INSUFFICIENT_POINTS', 0, 0, []],
    ['AUTHORIZE', DECLINED, 'INSUFFICIENT_POINTS', 0, 0, []],
    ['EARN', NONE, 'ISSUER_UNAVAILABLE', 100, -100, ['REVERSE']],
    ['REDEEM', NONE, 'ISSUER_UNAVAILABLE', -100, 100, ['REVERSE']],
    ['AUTHORIZE', NONE, 'ISSUER_UNAVAILABLE', 0, 0, ['REVERSE']],
  ] as const)('%s that is answered %o is %s', (type, answer, outcome, posted, transit, open) => {
    const shard = new Shard();
    expect(shard.play(shard.transaction(type, 100), answer)).toBe(outcome);
    expect([shard.posted(), shard.transit(), shard.open()]).toEqual([posted, transit, open]);
  });

  it('has its points back when the reversal is acknowledged', () => {
    const shard = new Shard();
    shard.play(shard.transaction('REDEEM', 100), NONE);
    hear(shard.state, shard.lastMessage(), { kind: 'acknowledged' });
    expect([shard.posted(), shard.transit(), shard.open()]).toEqual([0, 0, []]);
  });

  it('waits when it comes again, and under its id nothing else is taken', () => {
    const shard = new Shard();
    const redeem = shard.transaction('REDEEM', 100);
    decide(shard.state, redeem, 'gateway');
    expect(decide(shard.state, redeem, 'other gateway')).toBeNull();
    expect(outcomeOf(decide(shard.state, { ...redeem, amount: 101 }, 'gateway'))).toBe('ID_REUSED');
    const name = { id: redeem.id, card: A, origin: 'ISSUER' };
    expect([...shard.state.messages.takeWaiting(name)]).toEqual(['gateway', 'other gateway']);
  });

  it.each([
    // What was disputed at a merchant of another acquirer, at one of the issuer's own, and at none.
    ['SHOP', { debit: false }, 100, 'EXCEPTION', ''],
    ['SHOP', { debit: true }, -100, 'EXCEPTION', ''],
    ['OWN', { debit: false }, 100, 'MERCHANT', 'OWN'],
    ['', { debit: false }, 100, 'ISSUANCE', ''],
  ] as const)('is reversed, when it was disputed at %j, %o', (at, { debit }, change, counter, merchant) => {
    const shard = new Shard();
    const { network } = shard.state.basis;
    const programs = new Set(['STAY']);
    shard.state.basis = {
      ...shard.state.basis,
      network: {
        ...network,
        merchants: new Map([
          ...network.merchants,
          ['OWN', { code: 'OWN', acquirer: 'ISSUER', programs, status: 'active' }],
        ]),
        programs: new Map([
          ...network.programs,
          ['STAY', { ...(network.programs.get('STAY') as Program), status: 'blocked' }],
        ]),
      },
    };
    const originalId = '00000000-0000-7000-8000-000000000099';
    const reversal = shard.transaction('ADJUST', 100, { merchant: at, debit, originalId });
    expect(decide(shard.state, reversal, 'gateway')).toMatchObject({ outcome: 'POSTED', balance: change });
    expect(shard.state.entries.at(-1)).toMatchObject({ counter, merchant, postedChange: change, originalId });
    expect(shard.state.messages.sent).toEqual([]);
    expect(decide(shard.state, reversal, 'gateway')).toMatchObject({ outcome: 'POSTED', duplicate: true });
    const adjustment = shard.transaction('ADJUST', 100);
    shard.state.basis = { ...shard.state.basis, network };
    expect(outcomeOf(decide(shard.state, adjustment, 'gateway'))).toBe('PROGRAM_EXTERNAL');
  });

  it.each(['EARN', 'REDEEM', 'AUTHORIZE'] as const)(
    '%s is stood in for within the floor limit, until the share of the issuer’s limit is used up',
    (type) => {
      const shard = new Shard();
      shard.standInLeft = 60;
      const outcomes = [FLOOR_LIMIT + 1, FLOOR_LIMIT, 11, 10].map((amount) =>
        shard.play(shard.transaction(type, amount), NONE),
      );
      expect(outcomes).toEqual(['ISSUER_UNAVAILABLE', 'POSTED', 'ISSUER_UNAVAILABLE', 'POSTED']);
      expect(shard.open()).toEqual(['REVERSE', 'ADVISE', 'REVERSE', 'ADVISE']);
      expect(shard.standInLeft).toBe(0);
    },
  );

  it('is not stood in for where the issuer has no limit', () => {
    const shard = new Shard();
    expect(shard.play(shard.transaction('REDEEM', 1), NONE)).toBe('ISSUER_UNAVAILABLE');
  });

  it('is not stood in for when it changes an earlier one', () => {
    const shard = new Shard();
    shard.standInLeft = 100;
    const redeem = shard.transaction('REDEEM', 10);
    shard.play(redeem, APPROVED);
    const reverse = shard.transaction('REVERSE', 10, { originalId: redeem.id });
    expect(shard.play(reverse, NONE)).toBe('ISSUER_UNAVAILABLE');
  });

  it.each([[{ kind: 'acknowledged' }], [{ kind: 'disputed', reason: 'REFUSED' }]] as const)(
    'uses the share until its advice is %o',
    (answer) => {
      const shard = new Shard();
      shard.standInLeft = 40;
      shard.play(shard.transaction('EARN', 15), NONE);
      expect(shard.standInLeft).toBe(25);
      shard.answer(answer);
      expect([shard.standInLeft, shard.open(), shard.posted()]).toEqual([40, [], 15]);
    },
  );

  it.each([
    [APPROVED, 'POSTED', -60, []],
    [{ kind: 'declined', outcome: 'HOLD_CLOSED' } as const, 'HOLD_CLOSED', 0, ['REVERSE']],
    [NONE, 'POSTED', -60, ['ADVISE']],
  ])('a capture that is answered %o is %s', (answer, outcome, posted, open) => {
    const shard = new Shard();
    const authorize = shard.transaction('AUTHORIZE', 100);
    shard.play(authorize, APPROVED);
    expect(shard.play(shard.transaction('CAPTURE', 60, { originalId: authorize.id }), answer)).toBe(outcome);
    expect([shard.posted(), shard.transit(), shard.open()]).toEqual([posted, 0, open]);
  });

  // What the member has here and the share that is left while the advice of the authorization is open, and what is told.
  it.each([
    ['CAPTURE', 30, 'POSTED', -30, ['ADVISE', 'ADVISE']],
    ['CAPTURE', 41, 'AMOUNT_ABOVE_HOLD', 0, ['ADVISE']],
    ['RELEASE', 0, 'POSTED', 0, ['ADVISE', 'REVERSE']],
  ] as const)(
    '%s of %d of an authorization that was stood in for is %s without asking the host',
    (type, amount, outcome, posted, open) => {
      const shard = new Shard();
      shard.standInLeft = 60;
      const authorize = shard.transaction('AUTHORIZE', 40);
      shard.play(authorize, NONE);
      expect([shard.held(), shard.standInLeft]).toEqual([40, 20]);
      const ending = shard.transaction(type, amount, { originalId: authorize.id });
      expect(outcomeOf(decide(shard.state, ending, 'gateway'))).toBe(outcome);
      expect([shard.posted(), shard.transit(), shard.open()]).toEqual([posted, 0, open]);
      expect(decide(shard.state, ending, 'gateway')).toMatchObject({ outcome, duplicate: true });
      // All of it is one transaction of the host's, and only the authorization is an exposure.
      const told = shard.state.messages.sent.filter(({ operation }) => operation !== 'AUTHORIZE');
      expect(new Set(told.map((message) => message.transaction)).size).toBe(1);
      expect(told.map(({ standInMicro }) => standInMicro / POINT)).toEqual([40, 0].slice(0, told.length));
      shard.answer({ kind: 'acknowledged' });
      expect(shard.standInLeft).toBe(60);
    },
  );

  it('an authorization that was stood in for expires as others do, and is reversed behind its advice', () => {
    const shard = new Shard();
    shard.standInLeft = 60;
    shard.play(shard.transaction('AUTHORIZE', 40, { holdSeconds: 2 }), NONE);
    shard.state.basis = { ...shard.state.basis, nowMs: NOW_MS + 2_000 };
    expireDue(shard.state, shard.card);
    expect([shard.held(), shard.open()]).toEqual([0, ['ADVISE', 'REVERSE']]);
  });

  it.each([
    ['accepted', { kind: 'acknowledged' }, null, ['CAPTURE']],
    ['disputed', { kind: 'disputed', reason: 'INSUFFICIENT_POINTS' }, 'POSTED', ['ADVISE']],
  ] as const)('a capture after the issuer has %s the authorization is %o', (_how, answer, outcome, open) => {
    const shard = new Shard();
    shard.standInLeft = 60;
    const authorize = shard.transaction('AUTHORIZE', 40);
    shard.play(authorize, NONE);
    shard.answer(answer);
    const capture = shard.transaction('CAPTURE', 40, { originalId: authorize.id });
    const result = decide(shard.state, capture, 'gateway');
    expect([outcomeOf(result), shard.open()]).toEqual([outcome, open]);
  });

  it('a capture without the host’s word can be reversed like any other', () => {
    const shard = new Shard();
    shard.standInLeft = 60;
    const authorize = shard.transaction('AUTHORIZE', 40);
    shard.play(authorize, NONE);
    const capture = shard.transaction('CAPTURE', 40, { originalId: authorize.id });
    decide(shard.state, capture, 'gateway');
    const reverse = shard.transaction('REVERSE', 15, { originalId: capture.id });
    expect(shard.play(reverse, APPROVED)).toBe('POSTED');
    const [first] = shard.state.messages.sent;
    expect(shard.state.messages.sent.find(({ original }) => original !== undefined)?.original).toEqual({
      transaction: first?.transaction,
      origin: 'ISSUER',
    });
    expect(shard.posted()).toBe(-25);
  });

  it('a release is done at once, and told the host', () => {
    const shard = new Shard();
    const authorize = shard.transaction('AUTHORIZE', 100);
    shard.play(authorize, APPROVED);
    const release = shard.transaction('RELEASE', 0, { originalId: authorize.id });
    expect(outcomeOf(decide(shard.state, release, 'gateway'))).toBe('POSTED');
    expect(shard.open()).toEqual(['REVERSE']);
    expect(shard.lastMessage().transaction).toBe(shard.state.messages.sent[0]?.transaction);
  });

  it('a reversal sets the original aside until the host has declined it', () => {
    const shard = new Shard();
    const redeem = shard.transaction('REDEEM', 100);
    shard.play(redeem, APPROVED);
    const reverse = () => shard.transaction('REVERSE', 60, { originalId: redeem.id });
    expect(decide(shard.state, reverse(), 'gateway')).toBeNull();
    expect(outcomeOf(decide(shard.state, reverse(), 'gateway'))).toBe('AMOUNT_ABOVE_ORIGINAL');
    hear(shard.state, shard.lastMessage(), DECLINED);
    expect(shard.play(reverse(), APPROVED)).toBe('POSTED');
    expect(shard.posted()).toBe(-40);
  });

  it.each([
    ['TRANSFER', 1, { toCard: CARDS['B'] }, 'PROGRAM_EXTERNAL'],
    ['TRANSFER', 1, { toCard: CARDS['U'] }, 'CARD_UNKNOWN'],
    ['TRANSFER', 1_000_000_000_000, { toCard: CARDS['B'] }, 'AMOUNT_ABOVE_LIMIT'],
    ['ADJUST', 1, { reason: 'goodwill' }, 'PROGRAM_EXTERNAL'],
  ] as const)('%s of %d with %j is not cleared: %s', (type, amount, rest, outcome) => {
    const shard = new Shard();
    for (const card of tableCards()) shard.state.cards.set(card.number, card);
    const transaction = shard.transaction(type, amount, rest as Partial<Transaction>);
    expect(outcomeOf(decide(shard.state, transaction, 'gateway'))).toBe(outcome);
  });

  it.each([
    ['REDEEM', 'REVERSE', 'POSTED', 0, 0],
    ['EARN', 'REVERSE', 'POSTED', 0, 0],
    ['AUTHORIZE', 'RELEASE', 'POSTED', 0, 0],
    ['AUTHORIZE', 'CAPTURE', 'POSTED', -100, 0],
  ] as const)(
    '%s and its %s, which comes before the host has answered',
    (type, follows, outcome, posted, held) => {
      const shard = new Shard();
      const original = shard.transaction(type, 100);
      expect(decide(shard.state, original, 'gateway')).toBeNull();
      const asked = shard.lastMessage();
      const amount = follows === 'RELEASE' ? 0 : 100;
      const next = shard.transaction(follows, amount, { originalId: original.id });
      // Nothing is recorded of it, so that the gateway may ask again.
      expect(decide(shard.state, next, 'gateway')).toBe('again');
      expect(shard.state.messages.sent).toHaveLength(1);
      expect(hear(shard.state, asked, APPROVED)?.outcome).toBe('POSTED');
      const result = decide(shard.state, next, 'gateway') ?? hear(shard.state, shard.lastMessage(), APPROVED);
      expect([outcomeOf(result), shard.posted(), shard.held()]).toEqual([outcome, posted, held]);
    },
  );

  it('for whose reversal there is no room has no room before it is too small', () => {
    const shard = new Shard();
    const earn = shard.transaction('EARN', 10);
    shard.play(earn, APPROVED);
    owe(shard, MAX);
    const outcomes = [100, 10].map((amount) =>
      outcomeOf(
        decide(shard.state, shard.transaction('REVERSE', amount, { originalId: earn.id }), 'gateway'),
      ),
    );
    expect(outcomes[0]).toBe('BALANCE_OVERFLOW');
  });

  it('what another may not see is unknown to it, answered or not', () => {
    const shard = new Shard();
    const original = shard.transaction('REDEEM', 10, { participant: 'ACQUIRER', merchant: 'SHOP' });
    decide(shard.state, original, 'gateway');
    const other = { originalId: original.id, participant: 'RIVAL' };
    const outcome = outcomeOf(decide(shard.state, shard.transaction('REVERSE', 10, other), 'gateway'));
    expect(outcome).toMatch(/UNKNOWN$/);
  });

  it.each(['card', 'program', 'issuer'] as const)(
    'is not stood in for when its %s was blocked while the host was asked',
    (what) => {
      const shard = new Shard();
      shard.standInLeft = 100;
      expect(decide(shard.state, shard.transaction('REDEEM', 50), 'gateway')).toBeNull();
      const programs = shard.state.basis.network.programs as Map<string, Program>;
      const participants = shard.state.basis.network.participants as Map<string, Participant>;
      if (what === 'card') shard.card.status = 'blocked';
      if (what === 'program') programs.set('STAY', { ...programs.get('STAY')!, status: 'blocked' });
      if (what === 'issuer')
        participants.set('ISSUER', { ...participants.get('ISSUER')!, status: 'suspended' });
      expect(hear(shard.state, shard.lastMessage(), NONE)?.outcome).toBe('ISSUER_UNAVAILABLE');
      expect([shard.standInLeft, shard.open()]).toEqual([100, ['REVERSE']]);
    },
  );

  it('what is held counts towards the bound of an account as if it were captured', () => {
    const shard = new Shard();
    owe(shard, MAX - 150);
    expect(shard.play(shard.transaction('AUTHORIZE', 100), APPROVED)).toBe('POSTED');
    for (const type of ['AUTHORIZE', 'REDEEM'] as const)
      expect(outcomeOf(decide(shard.state, shard.transaction(type, 100), 'gateway'))).toBe(
        'BALANCE_OVERFLOW',
      );
  });

  it.each([
    ['REDEEM', {}],
    ['ADJUST', { originalId: '00000000-0000-7000-8000-000000000099', debit: true }],
    ['EXCHANGE', { exchange: INTO_ACME, participant: 'OPERATOR' }],
  ] as const)('%s takes no more beside what is held than is exact', (type, rest) => {
    const shard = new Shard();
    expect(shard.play(shard.transaction('AUTHORIZE', 100), APPROVED)).toBe('POSTED');
    owe(shard, MAX - 150);
    expect(outcomeOf(decide(shard.state, shard.transaction(type, 51, rest), 'gateway'))).toBe(
      'BALANCE_OVERFLOW',
    );
    expect(outcomeOf(decide(shard.state, shard.transaction(type, 50, rest), 'gateway'))).not.toBe(
      'BALANCE_OVERFLOW',
    );
  });

  it.each([APPROVED, NONE])(
    'is not held when the account has lost its room meanwhile, answered %o',
    (answer) => {
      const shard = new Shard();
      shard.standInLeft = 100;
      owe(shard, MAX - 50);
      expect(decide(shard.state, shard.transaction('AUTHORIZE', 50), 'gateway')).toBeNull();
      const message = shard.lastMessage();
      expect(shard.play(shard.transaction('REDEEM', 1), APPROVED)).toBe('POSTED');
      const outcome = answer === APPROVED ? 'BALANCE_OVERFLOW' : 'ISSUER_UNAVAILABLE';
      expect(hear(shard.state, message, answer)?.outcome).toBe(outcome);
      expect([shard.held(), shard.standInLeft, shard.open()]).toEqual([0, 100, ['REVERSE']]);
    },
  );

  it('what is held is exact beside points that were earned', () => {
    const shard = new Shard();
    const account = openAccount(shard.card, 'STAY');
    account.posted = MAX;
    account.held = MAX - 50;
    expect(outcomeOf(decide(shard.state, shard.transaction('AUTHORIZE', 51), 'gateway'))).toBe(
      'BALANCE_OVERFLOW',
    );
    expect(decide(shard.state, shard.transaction('AUTHORIZE', 50), 'gateway')).toBeNull();
  });

  it('points that were given before the host declined them stay in transit until there is room to take them', () => {
    const shard = new Shard();
    owe(shard, MAX - 50);
    expect(decide(shard.state, shard.transaction('EARN', 100), 'gateway')).toBeNull();
    const earn = shard.lastMessage();
    expect(shard.play(shard.transaction('AUTHORIZE', 100), APPROVED)).toBe('POSTED');
    expect(hear(shard.state, earn, DECLINED)).toBeUndefined();
    expect([shard.transit(), shard.open()]).toEqual([-100, ['AUTHORIZE']]);
    expect(shard.play(shard.transaction('EARN', 50), APPROVED)).toBe('POSTED');
    expect(hear(shard.state, earn, DECLINED)?.outcome).toBe('INSUFFICIENT_POINTS');
    expect([shard.transit(), shard.posted()]).toEqual([0, -(MAX - 100)]);
  });

  it('a host is not asked for a hold of an account that has a thousand', () => {
    const shard = new Shard();
    const hold: Hold = {
      ...{ id: 'hold', participant: 'ISSUER', merchant: '', amount: 0, lots: [] },
      expiresAtMs: Number.POSITIVE_INFINITY,
    };
    openAccount(shard.card, 'STAY').holds = Array.from({ length: 1_000 }, () => hold);
    const decision = decide(shard.state, shard.transaction('AUTHORIZE', 1), 'gateway');
    expect(outcomeOf(decision)).toBe('TOO_MANY_HOLDS');
    expect(shard.open()).toEqual([]);
  });

  it('comes again while the host is asked as much as it answers in time, and nothing is recorded of it', () => {
    const shard = new Shard();
    const authorization = shard.transaction('AUTHORIZE', 10);
    expect(shard.play(authorization, APPROVED)).toBe('POSTED');
    while (shard.state.messages.mayAsk('ISSUER'))
      expect(decide(shard.state, shard.transaction('EARN', 10), 'gateway')).toBeNull();
    const { seq } = shard.state;
    openAccount(shard.card, 'FARE').posted = 100;
    for (const transaction of [
      shard.transaction('EARN', 10),
      shard.transaction('REDEEM', 10),
      shard.transaction('AUTHORIZE', 10),
      shard.transaction('CAPTURE', 10, { originalId: authorization.id }),
      shard.transaction('EXCHANGE', 10, { exchange: INTO_ACME, participant: 'OPERATOR' }),
      shard.transaction('EXCHANGE', 10, {
        program: 'FARE',
        exchange: { ...INTO_ACME, toProgram: 'STAY' },
        participant: 'OPERATOR',
      }),
    ])
      expect(decide(shard.state, transaction, 'gateway')).toBe('again');
    expect([shard.state.seq, shard.held()]).toEqual([seq, 10]);
    const release = shard.transaction('RELEASE', 0, { originalId: authorization.id });
    expect(outcomeOf(decide(shard.state, release, 'gateway'))).toBe('POSTED');
    shard.answer(APPROVED);
    expect(decide(shard.state, shard.transaction('EARN', 10), 'gateway')).toBeNull();
  });

  it('puts off with a transaction whatever follows it up, in one envelope and in the next', () => {
    const shard = new Shard();
    const authorization = shard.transaction('AUTHORIZE', 10);
    const capture = shard.transaction('CAPTURE', 10, { originalId: authorization.id });
    const reversal = shard.transaction('REVERSE', 10, { originalId: capture.id });
    const all = [authorization, capture, reversal];
    while (shard.state.messages.mayAsk('ISSUER'))
      decide(shard.state, shard.transaction('EARN', 10), 'gateway');
    expect(decideAll(shard.state, all, 'gateway')).toEqual(['again', 'again', 'again']);
    expect(decideAll(shard.state, [capture, reversal], 'gateway')).toEqual(['again', 'again']);
    const ofAnother = { originalId: authorization.id, participant: 'RIVAL' };
    const strangers = outcomeOf(decide(shard.state, shard.transaction('CAPTURE', 10, ofAnother), 'gateway'));
    expect(strangers).toMatch(/UNKNOWN$/);

    while (shard.open().length > 0) shard.answer(APPROVED);
    for (const [index, transaction] of all.entries()) {
      const decisions = decideAll(shard.state, all.slice(index), 'gateway');
      expect(decisions).toEqual(all.slice(index).map((each) => (each === transaction ? null : 'again')));
      shard.answer(APPROVED);
      expect(outcomeOf(decide(shard.state, transaction, 'gateway'))).toBe('POSTED');
    }
    expect(shard.held()).toBe(0);
  });

  it('is forgotten when it has not come again for long', () => {
    const shard = new Shard();
    while (shard.state.messages.mayAsk('ISSUER'))
      decide(shard.state, shard.transaction('EARN', 10), 'gateway');
    const authorization = shard.transaction('AUTHORIZE', 10);
    const capture = shard.transaction('CAPTURE', 10, { originalId: authorization.id });
    expect(decideAll(shard.state, [authorization, capture], 'gateway')).toEqual(['again', 'again']);
    const { basis } = shard.state;
    shard.state.begin({ ...basis, nowMs: basis.nowMs + 30_000 });
    shard.state.cards.set(A, shard.card);
    // What comes then is put off itself, and makes room for itself.
    expect(decide(shard.state, shard.transaction('EARN', 10), 'gateway')).toBe('again');
    expect(outcomeOf(decide(shard.state, capture, 'gateway'))).toBe('HOLD_UNKNOWN');
  });

  it('a linked chain does not wait for a host', () => {
    const shard = new Shard();
    const chain = [shard.transaction('EARN', 1, { linked: true }), shard.transaction('EARN', 1)];
    const outcomes = decideAll(shard.state, chain, 'gateway').map(outcomeOf);
    expect(outcomes).toEqual(['PROGRAM_EXTERNAL', 'LINKED_DECLINED']);
    expect(shard.open()).toEqual([]);
  });
});

describe('an exchange with an external side', () => {
  function exchange(shard: Shard, program: string, toProgram: string): Transaction {
    const request = { toProgram, amountOutMin: 1, quote: '', isQuoteGenuine: false };
    return shard.transaction('EXCHANGE', 100, { program, exchange: request, participant: 'OPERATOR' });
  }

  it.each([
    [APPROVED, 'POSTED', -100, 100, 0, []],
    [DECLINED, 'INSUFFICIENT_POINTS', 0, 0, 0, []],
    [NONE, 'ISSUER_UNAVAILABLE', -100, 0, 100, ['REVERSE']],
  ] as const)('out of it, answered %o, is %s', (answer, outcome, posted, arrived, transit, open) => {
    const shard = new Shard();
    expect(shard.play(exchange(shard, 'STAY', 'ACME'), answer)).toBe(outcome);
    expect([shard.posted(), shard.posted('ACME'), shard.transit()]).toEqual([posted, arrived, transit]);
    expect(shard.open()).toEqual(open);
  });

  it.each([
    [APPROVED, 'POSTED', 0, 100, 0, []],
    [DECLINED, 'INSUFFICIENT_POINTS', 100, 0, 0, []],
    [NONE, 'ISSUER_UNAVAILABLE', 100, 100, -100, ['REVERSE']],
  ] as const)('into it, answered %o, is %s', (answer, outcome, left, arrived, transit, open) => {
    const shard = new Shard();
    decide(shard.state, shard.transaction('EARN', 100, { program: 'ACME' }), 'gateway');
    expect(shard.play(exchange(shard, 'ACME', 'STAY'), answer)).toBe(outcome);
    expect([shard.posted('ACME'), shard.posted(), shard.transit()]).toEqual([left, arrived, transit]);
    expect(shard.transit('ACME')).toBe(0);
    expect(shard.open()).toEqual(open);
  });

  it.each([
    [APPROVED, 'ORIGINAL_UNKNOWN'],
    [DECLINED, 'ORIGINAL_UNKNOWN'],
    [NONE, 'ORIGINAL_UNKNOWN'],
  ] as const)('into it, answered %o: to reverse what arrives is declined as %s', (answer, outcome) => {
    const shard = new Shard();
    decide(shard.state, shard.transaction('EARN', 100, { program: 'ACME' }), 'gateway');
    const original = exchange(shard, 'ACME', 'STAY');
    const reversal = () => shard.transaction('REVERSE', 100, { originalId: original.id });
    decide(shard.state, original, 'gateway');
    const early = decide(shard.state, reversal(), 'gateway');
    hear(shard.state, shard.lastMessage(), answer);
    const late = decide(shard.state, reversal(), 'gateway');
    expect([early, late].map(outcomeOf)).toEqual([outcome, outcome]);
  });

  it('leaves no account behind when it is undone, nor does a chain that is taken back after it', () => {
    const shard = new Shard();
    shard.state.shares.set({ kind: 'NET_DEBIT', participant: 'ISSUER', amount: 100 * POINT });
    decide(shard.state, exchange(shard, 'STAY', 'FARE'), 'gateway');
    shard.state.shares.set({ kind: 'NET_DEBIT', participant: 'ISSUER', amount: 0 });
    expect(hear(shard.state, shard.lastMessage(), APPROVED)?.outcome).toBe('NET_DEBIT_CAP');
    expect(shard.card.accounts.map(({ program }) => program)).toEqual(['STAY']);

    const known = openAccount(shard.card, 'FARE');
    const toRival = { program: 'FARE', participant: 'RIVAL' };
    const chain = [
      shard.transaction('EARN', 5, { ...toRival, linked: true }),
      shard.transaction('REDEEM', 500, toRival),
    ];
    expect(decideAll(shard.state, chain, 'gateway').map(outcomeOf)).toEqual([
      'LINKED_DECLINED',
      'INSUFFICIENT_POINTS',
    ]);
    expect(shard.state.changed.has(known)).toBe(false);
  });

  it('that is linked is first of all above a limit', () => {
    const shard = new Shard();
    const programs = shard.state.basis.network.programs as Map<string, Program>;
    programs.set('STAY', { ...programs.get('STAY')!, limitPerTransaction: 99 });
    const earn = shard.transaction('EARN', 100, { program: 'ACME', linked: true });
    const outcomes = decideAll(shard.state, [earn, exchange(shard, 'ACME', 'STAY')], 'gateway').map(
      outcomeOf,
    );
    expect(outcomes).toEqual(['LINKED_DECLINED', 'AMOUNT_ABOVE_LIMIT']);
  });

  it('is undone when the program that it goes into has lost its room meanwhile', () => {
    const shard = new Shard();
    const programs = shard.state.basis.network.programs as Map<string, Program>;
    programs.set('PART', { ...programs.get('PART')!, host: { address: 'host:2', floorLimit: 0 } });
    expect(decide(shard.state, exchange(shard, 'PART', 'STAY'), 'gateway')).toBeNull();
    const debit = shard.lastMessage();
    openAccount(shard.card, 'STAY').posted = MAX - 99;
    expect(hear(shard.state, debit, APPROVED)?.outcome).toBe('BALANCE_OVERFLOW');
    expect([shard.posted(), shard.transit('PART'), shard.open()]).toEqual([MAX - 99, 100, ['REVERSE']]);
  });

  it('is undone when the hosted account that it goes into has lost its room meanwhile', () => {
    const shard = new Shard();
    expect(decide(shard.state, exchange(shard, 'STAY', 'ACME'), 'gateway')).toBeNull();
    openAccount(shard.card, 'ACME').posted = MAX - 99;
    expect(hear(shard.state, shard.lastMessage(), APPROVED)?.outcome).toBe('BALANCE_OVERFLOW');
    expect([shard.posted('ACME'), shard.transit(), shard.open()]).toEqual([MAX - 99, 100, ['REVERSE']]);
  });

  it('is undone, at the host that gave as well, when the cap has been used up meanwhile', () => {
    const shard = new Shard();
    const capOf = (points: number) =>
      shard.state.shares.set({ kind: 'NET_DEBIT', participant: 'RIVAL', amount: points * POINT });
    decide(shard.state, shard.transaction('EARN', 100, { program: 'FARE', participant: 'RIVAL' }), 'gateway');
    capOf(100);
    expect(decide(shard.state, exchange(shard, 'FARE', 'STAY'), 'gateway')).toBeNull();
    capOf(99);
    expect(hear(shard.state, shard.lastMessage(), APPROVED)?.outcome).toBe('NET_DEBIT_CAP');
    // Until it says that it has undone it, the member has there what is in transit here.
    expect([shard.posted('FARE'), shard.posted(), shard.transit()]).toEqual([100, 100, -100]);
    expect(shard.open()).toEqual(['REVERSE']);
    hear(shard.state, shard.lastMessage(), { kind: 'acknowledged' });
    expect([shard.posted(), shard.transit(), shard.open()]).toEqual([0, 0, []]);
  });

  it('is declined, or undone, when more would be owed to an issuer with a cap than is counted exactly', () => {
    const shard = new Shard();
    const leave = (points: number) =>
      shard.state.shares.set({ kind: 'NET_DEBIT', participant: 'RIVAL', amount: MAX - points * POINT });
    leave(99);
    expect(outcomeOf(decide(shard.state, exchange(shard, 'STAY', 'FARE'), 'gateway'))).toBe(
      'BALANCE_OVERFLOW',
    );
    leave(100);
    expect(decide(shard.state, exchange(shard, 'STAY', 'FARE'), 'gateway')).toBeNull();
    leave(99);
    expect(hear(shard.state, shard.lastMessage(), APPROVED)?.outcome).toBe('BALANCE_OVERFLOW');
    expect(shard.state.shares.of('NET_DEBIT').get('RIVAL')).toBe(MAX - 99 * POINT);
    expect([shard.transit(), shard.open()]).toEqual([100, ['REVERSE']]);
  });

  it('gives nothing back beside what is held until there is room for it', () => {
    const shard = new Shard();
    openAccount(shard.card, 'ACME').posted = 100;
    openAccount(shard.card, 'ACME').lots = [{ expiresOn: 20270131, amount: 100 }];
    owe(shard, MAX - 50);
    expect(decide(shard.state, exchange(shard, 'ACME', 'STAY'), 'gateway')).toBeNull();
    const credit = shard.lastMessage();
    expect(shard.play(shard.transaction('AUTHORIZE', 100), APPROVED)).toBe('POSTED');
    expect(hear(shard.state, credit, DECLINED)).toBeUndefined();
    expect(shard.play(shard.transaction('EARN', 50), APPROVED)).toBe('POSTED');
    expect(hear(shard.state, credit, DECLINED)?.outcome).toBe('INSUFFICIENT_POINTS');
    expect([shard.posted('ACME'), shard.transit('ACME'), shard.transit()]).toEqual([100, 0, 0]);
  });
});
