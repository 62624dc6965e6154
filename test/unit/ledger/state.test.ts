import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/ledger/account.ts';
import { openAccount } from '../../../src/ledger/account.ts';
import { decide } from '../../../src/ledger/decide.ts';
import { expireDue } from '../../../src/ledger/expire.ts';
import { Recorded } from '../../../src/ledger/recorded.ts';
import { fits } from '../../../src/ledger/room.ts';
import type { TurnBasis } from '../../../src/ledger/state.ts';
import { entryKey, resultOf, ShardState } from '../../../src/ledger/state.ts';
import type { Entry } from '../../../src/ledger/transaction.ts';
import { BALANCE_MAX } from '../../../src/ledger/transaction.ts';
import { tableCards, tableNetwork } from './table-network.ts';
import { rowsOf } from './table-parser.ts';
import { transactionOf } from './table-transaction.ts';

const BASIS: TurnBasis = { nowMs: 1_000, cycle: 3, businessDate: 20260115, network: tableNetwork() };

function stateWithCards(): { state: ShardState; card: Card } {
  const state = new ShardState({ shard: 0, shards: 2, seq: 41, basis: BASIS });
  for (const card of tableCards()) state.cards.set(card.number, card);
  return { state, card: tableCards()[0] as Card };
}

function transaction(row: string) {
  return transactionOf(rowsOf(`${row} | POSTED`)[0]!);
}

describe('the state of a shard', () => {
  it('numbers entries on from the last one, and stamps them with the basis of the turn', () => {
    const { state } = stateWithCards();
    decide(state, transaction('EARN e1 A 100'), 'gateway');
    decide(state, transaction('REDEEM r1 A 500'), 'gateway');
    expect(
      state.entries.map(({ seq, ledgerTimeMs, cycle, businessDate }) => [
        seq,
        ledgerTimeMs,
        cycle,
        businessDate,
      ]),
    ).toEqual([
      [42, 1_000, 3, 20260115],
      [43, 1_000, 3, 20260115],
    ]);
    expect(state.seq).toBe(43);
  });

  it('adds up what a turn posts against each system account', () => {
    const { state } = stateWithCards();
    for (const row of [
      'EARN e1 A 100',
      'EARN e2 A 30 at=CAFE by=OTHER',
      'EARN e3 B 50 by=ISSUER at=',
      'REDEEM r1 A 40',
      'REDEEM r2 A 400',
      'ADJUST j1 A 5',
      'EARN e4 A 7 in=PART',
    ]) {
      decide(state, transaction(row), 'gateway');
    }
    expect(state.stripes()).toEqual([
      { program: 'ACME', kind: 'MERCHANT', merchant: 'SHOP', change: -60n },
      { program: 'ACME', kind: 'MERCHANT', merchant: 'CAFE', change: -30n },
      { program: 'ACME', kind: 'ISSUANCE', merchant: '', change: -50n },
      { program: 'ACME', kind: 'ADJUSTMENT', merchant: '', change: -5n },
      { program: 'PART', kind: 'MERCHANT', merchant: 'SHOP', change: -7n },
    ]);
  });

  it('adds up exactly beyond what a number holds', () => {
    const { state } = stateWithCards();
    const accounts = [...state.cards.values()].map((card) => openAccount(card, 'STAY'));
    for (const [index, account] of accounts.entries()) {
      account.lots.push({ expiresOn: 20260101, amount: BALANCE_MAX - index });
      account.posted = BALANCE_MAX - index;
      account.lotsDueOn = 20260101;
    }
    for (const card of state.cards.values()) expireDue(state, card);
    expect(state.stripes()).toEqual([
      { program: 'STAY', kind: 'BREAKAGE', merchant: '', change: 4n * BigInt(BALANCE_MAX) - 6n },
    ]);
  });

  it('begins a turn with nothing of the last one, but for its sequence', () => {
    const { state } = stateWithCards();
    decide(state, transaction('EARN e1 A 100'), 'gateway');
    decide(state, transaction('REVERSE v1 A 40 of=e1'), 'gateway');
    expect(state.reversals().map(({ amount }) => amount)).toEqual([40]);

    state.begin({ ...BASIS, nowMs: 2_000 });
    expect(state.seq).toBe(43);
    expect([state.entries, state.legs, state.stripes(), state.reversals()]).toEqual([[], [], [], []]);
    expect([state.cards.size, state.changed.size, state.reversed.size]).toEqual([0, 0, 0]);
    expect(state.recorded.all(transaction('EARN e1 A 100').id, transaction('EARN e1 A 100').card)).toEqual(
      [],
    );
  });

  it('keeps what is in transit from turn to turn', () => {
    const { state } = stateWithCards();
    decide(state, transaction('ADJUST j1 A 100'), 'gateway');
    expect(decide(state, transaction('TRANSFER t1 A 100 to=X'), 'gateway')).toBeNull();
    state.begin(BASIS);
    expect(state.transit.size).toBe(1);
  });

  it('does not go back in time, nor to an earlier cycle', () => {
    const { state } = stateWithCards();
    expect(() => state.begin({ ...BASIS, nowMs: 999 })).toThrow('ledger time does not go backwards');
    expect(() => state.begin({ ...BASIS, cycle: 2 })).toThrow('cycles do not go backwards');
  });

  it('knows which balances are exact', () => {
    expect(fits(0, BALANCE_MAX)).toBe(true);
    expect(fits(1, BALANCE_MAX)).toBe(false);
    expect(fits(BALANCE_MAX, BALANCE_MAX)).toBe(false);
    expect(fits(0, -BALANCE_MAX)).toBe(true);
    expect(fits(-1, -BALANCE_MAX)).toBe(false);
  });
});

describe('what the system makes', () => {
  it('has ids of its own, made of the shard and the sequence', () => {
    const state = new ShardState({ shard: 0x2a, shards: 64, seq: 2 ** 32 + 0x12345677, basis: BASIS });
    const [card] = tableCards() as [Card];
    const account = openAccount(card, 'ACME');
    account.lots.push({ expiresOn: 20251231, amount: 5 }, { expiresOn: 20260114, amount: 7 });
    account.posted = 12;
    account.lotsDueOn = 20251231;
    state.cards.set(card.number, card);
    expireDue(state, card);
    expect(state.entries.map(({ id, origin }) => [id, origin])).toEqual([
      ['00000001-1234-8000-802a-000000005678', 'tongfen'],
      ['00000001-1234-8000-802a-000000005679', 'tongfen'],
    ]);
    expect(account.lotsDueOn).toBe(99991231);
  });
});

describe('recorded entries', () => {
  const entry = (id: string, card: number, origin: string, seq: number) =>
    ({ id, card, origin, seq }) as Entry;

  it('are found by id, card and origin', () => {
    const recorded = new Recorded();
    const entries = [
      entry('a', 1, 'P', 3),
      entry('a', 1, 'Q', 1),
      entry('a', 2, 'P', 2),
      entry('b', 1, 'P', 4),
    ];
    for (const each of entries) recorded.add(each);
    expect(recorded.find('a', 1, 'P')).toBe(entries[0]);
    expect(recorded.find('a', 1, 'Q')).toBe(entries[1]);
    expect(recorded.find('a', 2, 'P')).toBe(entries[2]);
    expect(recorded.find('b', 1, 'P')).toBe(entries[3]);
    expect(recorded.find('b', 1, 'Q')).toBeUndefined();
    expect(recorded.find('b', 2, 'P')).toBeUndefined();
    expect(recorded.find('c', 1, 'P')).toBeUndefined();
  });

  it('are listed by id and card, oldest first', () => {
    const recorded = new Recorded();
    for (const each of [
      entry('a', 1, 'P', 3),
      entry('a', 1, 'Q', 1),
      entry('a', 2, 'P', 2),
      entry('b', 1, 'P', 4),
    ]) {
      recorded.add(each);
    }
    expect(recorded.all('a', 1).map(({ seq }) => seq)).toEqual([1, 3]);
    expect(recorded.all('b', 1).map(({ seq }) => seq)).toEqual([4]);
    expect(recorded.all('b', 2)).toEqual([]);
    expect(recorded.all('c', 1)).toEqual([]);
  });

  it('are taken back, the last first', () => {
    const recorded = new Recorded();
    const [first, second, third] = [entry('a', 1, 'P', 1), entry('a', 1, 'Q', 2), entry('b', 1, 'P', 3)];
    for (const each of [first, second, third]) recorded.add(each);
    recorded.remove(third);
    expect(recorded.all('b', 1)).toEqual([]);
    recorded.remove(second);
    expect(recorded.all('a', 1)).toEqual([first]);
    recorded.remove(first);
    expect(recorded.all('a', 1)).toEqual([]);
  });

  it('have a name that tells them apart', () => {
    const names = [
      entry('a', 1, 'P', 1),
      entry('a', 1, 'Q', 1),
      entry('a', 2, 'P', 1),
      entry('b', 1, 'P', 1),
    ].map(entryKey);
    expect(new Set(names).size).toBe(4);
  });
});

describe('a result', () => {
  it('is the entry as the caller sees it', () => {
    const { state } = stateWithCards();
    decide(state, transaction('EARN e1 A 100'), 'gateway');
    decide(state, transaction('AUTHORIZE a1 A 30'), 'gateway');
    decide(state, transaction('RELEASE l1 A of=a1'), 'gateway');
    decide(state, transaction('REDEEM r1 A 200'), 'gateway');
    const results = state.entries.map((each) => resultOf(each, 7, true));
    const common = { shard: 7, ledgerTimeMs: 1_000, duplicate: true };
    expect(results).toEqual([
      { ...common, outcome: 'POSTED', seq: 42, amount: 100, balance: 100, available: 100 },
      { ...common, outcome: 'POSTED', seq: 43, amount: 30, balance: 100, available: 70 },
      { ...common, outcome: 'POSTED', seq: 44, amount: 0, balance: 100, available: 100 },
      { ...common, outcome: 'INSUFFICIENT_POINTS', seq: 45, amount: 0, balance: 100, available: 100 },
    ]);
  });
});
