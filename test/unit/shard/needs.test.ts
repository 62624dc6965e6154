import { describe, expect, it } from 'vitest';
import { HostMessages } from '../../../src/ledger/host-messages.ts';
import type { Leg } from '../../../src/ledger/leg.ts';
import type { Transaction } from '../../../src/ledger/transaction.ts';
import type { Envelope } from '../../../src/shard/envelope.ts';
import { namesUnknown, needsOf } from '../../../src/shard/needs.ts';
import { Outbox } from '../../../src/shard/outbox.ts';
import { RecentIds } from '../../../src/shard/recent-ids.ts';
import { CARDS, SHARDS, tableNetwork } from '../ledger/table-network.ts';
import { rowsOf } from '../ledger/table-parser.ts';
import { transactionOf } from '../ledger/table-transaction.ts';

const { A, B, X } = CARDS as { A: number; B: number; X: number };

function transaction(row: string): Transaction {
  return transactionOf(rowsOf(`${row} | POSTED`)[0]!);
}

function submit(...rows: readonly string[]): Envelope {
  return { kind: 'submit', gateway: 'gateway', number: 1, transactions: rows.map(transaction) };
}

function needs(envelope: Envelope, outbox = new Outbox({ resendAfterMs: 1, resendAfterMsMax: 1 })) {
  const { cards, entries } = needsOf([envelope], {
    shard: 0,
    shards: SHARDS,
    outbox,
    recentIds: new RecentIds('ffffffff-ffff-7fff-bfff-ffffffffffff', 1),
    messages: new HostMessages(),
  });
  return { cards: [...cards], entries };
}

const idOf = (row: string): string => transaction(row).id;
const LEG = { id: 'leg', card: A, peer: X, originalId: 'original' } as unknown as Leg;

describe('a turn needs', () => {
  it('the card of a transaction, and what its id was used for', () => {
    expect(needs(submit('EARN e1 A 1'))).toEqual({
      cards: [A],
      entries: [{ id: idOf('EARN e1 A 1'), card: A }],
    });
  });

  it('the original that is followed up', () => {
    const { entries } = needs(submit('REVERSE v1 A 1 of=e1'));
    expect(entries).toEqual([
      { id: idOf('EARN v1 A 1'), card: A },
      { id: idOf('EARN e1 A 1'), card: A },
    ]);
  });

  it('the receiving card of a transfer, where it lives here', () => {
    expect(needs(submit('TRANSFER t1 A 1 to=B')).cards).toEqual([A, B]);
    expect(needs(submit('TRANSFER t1 A 1 to=X')).cards).toEqual([A]);
  });

  it('each card once', () => {
    expect(
      needs(submit('EARN e1 A 1', 'REDEEM r1 A 1', 'TRANSFER t1 A 1 to=B', 'EARN e2 B 1')).cards,
    ).toEqual([A, B]);
  });

  it('the card of a leg, what it was recorded under, and the original of a reversal', () => {
    const envelope = (leg: Leg): Envelope => ({ kind: 'legs', from: 1, outbox: 7, legs: [leg] });
    const own = { id: 'leg', card: A };
    expect(needs(envelope({ ...LEG, kind: 'credit' } as Leg))).toEqual({ cards: [A], entries: [own] });
    for (const kind of ['reclaim', 'settle']) {
      const { entries } = needs(envelope({ ...LEG, kind } as Leg));
      expect(entries).toEqual([own, { id: 'original', card: A }]);
    }
  });

  it('the sending cards of a row only when points come back', () => {
    const outbox = new Outbox({ resendAfterMs: 1, resendAfterMsMax: 1 });
    const leg = { ...LEG, kind: 'credit', card: X, peer: A } as Leg;
    outbox.add({ number: 7, target: 1, legs: [leg] });
    const acknowledge = (refusals: readonly object[]): Envelope =>
      ({ kind: 'acknowledge', from: 1, outbox: 7, refusals }) as unknown as Envelope;
    expect(needs(acknowledge([]), outbox)).toEqual({ cards: [], entries: [] });
    expect(needs(acknowledge([{}]), outbox)).toEqual({ cards: [A], entries: [{ id: 'leg', card: A }] });
    outbox.remove(7);
    expect(needs(acknowledge([{}]), outbox)).toEqual({ cards: [], entries: [] });
  });

  it('the card whose status changes, and nothing for a cut-over', () => {
    const status: Envelope = {
      kind: 'card-status',
      gateway: 'g',
      number: 1,
      card: A,
      status: 'blocked',
      version: 1,
    };
    expect(needs(status)).toEqual({ cards: [A], entries: [] });
    expect(needs({ kind: 'cut-over', cycle: 2, businessDate: 20260116 })).toEqual({ cards: [], entries: [] });
  });
});

describe('the database is asked for reference data', () => {
  it.each([
    ['EARN e1 A 1', false],
    ['EARN e1 A 1 at=', false],
    ['CAPTURE c1 A 1 of=a1', false],
    ['EARN e1 A 1 in=GONE', true],
    ['EARN e1 A 1 by=NOBODY', true],
    ['EARN e1 A 1 at=GONE', true],
    // It may take the program by now.
    ['EARN e1 A 1 at=KIOSK', true],
  ])('before %s is decided: %s', (row, expected) => {
    expect(namesUnknown([submit('EARN e0 A 1', row)], tableNetwork())).toBe(expected);
  });

  it('not for what is no transaction', () => {
    expect(namesUnknown([{ kind: 'cut-over', cycle: 2, businessDate: 20260116 }], tableNetwork())).toBe(
      false,
    );
  });
});
