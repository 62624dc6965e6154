import { beforeEach, describe, expect, it } from 'vitest';
import { ShardState } from '../../../src/ledger/state.ts';
import type { Transaction } from '../../../src/ledger/transaction.ts';
import type { Envelope, Reply } from '../../../src/shard/envelope.ts';
import { Outbox } from '../../../src/shard/outbox.ts';
import type { OutboxRow } from '../../../src/shard/ports.ts';
import { Turn } from '../../../src/shard/turn.ts';
import { CARDS, SHARDS, tableCards, tableNetwork } from '../ledger/table-network.ts';
import { rowsOf } from '../ledger/table-parser.ts';
import { transactionOf } from '../ledger/table-transaction.ts';

const { A, X } = CARDS as { A: number; X: number };
const LIMITS = { resendAfterMs: 1, resendAfterMsMax: 1 };

type Handled = Parameters<Turn['handle']>[0];

/** A shard whose turns commit at once; everything that it has recorded stays at hand. */
class Shard {
  readonly state: ShardState;
  readonly outbox = new Outbox(LIMITS);
  #turns = 0;

  constructor(shard: number) {
    const basis = { nowMs: 1_000, cycle: 1, businessDate: 20260115, network: tableNetwork() };
    this.state = new ShardState({ shard, shards: SHARDS, seq: 0, basis });
    for (const card of tableCards()) this.state.cards.set(card.number, card);
  }

  /** Handles envelopes in one turn. */
  turn(...envelopes: readonly Envelope[]) {
    const turn = new Turn(this.state, this.outbox);
    for (const envelope of envelopes) turn.handle(envelope as Handled);
    const { replies, acknowledgements } = turn.finish();
    this.#turns += 1;
    const added = Outbox.rowsOf(this.#turns, this.state.legs.splice(0), SHARDS);
    for (const row of added) this.outbox.add(row);
    for (const number of turn.outboxRemoved) this.outbox.remove(number);
    return {
      turn,
      replies,
      acknowledgements,
      added,
      sent: added.map((row) => legsOf(this.state.shard, row)),
    };
  }
}

function legsOf(from: number, row: OutboxRow): Envelope {
  return { kind: 'legs', from, outbox: row.number, legs: row.legs };
}

function transactions(...rows: readonly string[]): Transaction[] {
  return rows.map((row) => transactionOf(rowsOf(`${row} | POSTED`)[0]!));
}

function submit(gateway: string, number: number, ...rows: readonly string[]): Envelope {
  return { kind: 'submit', gateway, number, transactions: transactions(...rows) };
}

/** Who is told what: gateway, kind, and the outcomes. */
function cardStatus(
  number: number,
  card: number,
  change: Pick<Extract<Envelope, { kind: 'card-status' }>, 'status' | 'version'>,
): Envelope {
  return { kind: 'card-status', gateway: 'g1', number, card, ...change };
}

function told(replies: readonly { gateway: string; reply: Reply }[]): string[] {
  return replies.map(({ gateway, reply }) => {
    if (reply.kind === 'done' || reply.kind === 'balance') return `${gateway}: ${reply.kind} ${reply.number}`;
    const results = reply.results.map((each) => {
      if (each === null || each === 'again') return String(each);
      const result = 'result' in each ? each.result : each;
      return `${result.outcome}${result.duplicate ? ' again' : ''}`;
    });
    return `${gateway}: ${reply.kind} ${results.join(', ')}`;
  });
}

let here: Shard;
let there: Shard;

beforeEach(() => {
  here = new Shard(0);
  there = new Shard(1);
  here.turn(submit('setup', 1, 'ADJUST j1 A 100'));
});

describe('a turn', () => {
  it('answers each envelope with results in the order of its transactions', () => {
    const { replies, turn } = here.turn(
      submit('g1', 7, 'EARN e1 A 5', 'REDEEM r1 A 500'),
      submit('g2', 8, 'EARN e1 A 5'),
    );
    expect(told(replies)).toEqual(['g1: results POSTED, INSUFFICIENT_POINTS', 'g2: results POSTED again']);
    expect(replies.map(({ reply }) => reply.kind === 'results' && reply.number)).toEqual([7, 8]);
    expect(turn.duplicates).toBe(1);
  });

  it('sets the status of a card that is there, and confirms it either way', () => {
    const blocked = { status: 'blocked', version: 1 } as const;
    const { replies, turn } = here.turn(
      cardStatus(1, A, blocked),
      cardStatus(2, 42, blocked),
      submit('g1', 3, 'EARN e1 A 5'),
    );
    expect(told(replies)).toEqual(['g1: done 1', 'g1: done 2', 'g1: results CARD_BLOCKED']);
    expect(turn.cardStatuses).toEqual([{ card: A, ...blocked }]);
  });

  it('a status that was overtaken changes nothing, however late its copies come, and is confirmed all the same', () => {
    const blocked = { status: 'blocked', version: 1 } as const;
    const active = { status: 'active', version: 2 } as const;
    here.turn(cardStatus(1, A, blocked), cardStatus(2, A, active));
    const { replies, turn } = here.turn(
      cardStatus(3, A, blocked),
      cardStatus(4, A, { ...blocked, version: 2 }),
      submit('g1', 5, 'EARN e1 A 5'),
    );
    expect(told(replies)).toEqual(['g1: done 3', 'g1: done 4', 'g1: results POSTED']);
    expect(turn.cardStatuses).toEqual([]);
  });
});

describe('a transfer to another shard', () => {
  it('is answered by the receiver, which acknowledges the row', () => {
    const debited = here.turn(submit('g1', 1, 'TRANSFER t1 A 40 to=X'));
    expect(told(debited.replies)).toEqual(['g1: results null']);
    expect(debited.added.map(({ target }) => target)).toEqual([1]);

    const credited = there.turn(...debited.sent);
    expect(told(credited.replies)).toEqual(['g1: late POSTED']);
    expect(credited.acknowledgements).toEqual([
      {
        shard: 0,
        envelope: { kind: 'acknowledge', from: 1, outbox: debited.added[0]?.number, refusals: [] },
      },
    ]);

    const acknowledged = here.turn(...credited.acknowledgements.map(({ envelope }) => envelope));
    expect(acknowledged.replies).toEqual([]);
    expect(here.outbox.size).toBe(0);
    expect(here.state.transit.size).toBe(0);
  });

  it('answers who asks again in the meantime, whatever gateway asks', () => {
    const debited = here.turn(submit('g1', 1, 'TRANSFER t1 A 40 to=X'));
    const again = here.turn(
      submit('g1', 2, 'TRANSFER t1 A 40 to=X'),
      submit('g2', 1, 'TRANSFER t1 A 40 to=X'),
    );
    expect(told(again.replies)).toEqual(['g1: results null', 'g2: results null']);
    const { acknowledgements } = there.turn(...debited.sent);
    const { replies } = here.turn(...acknowledgements.map(({ envelope }) => envelope));
    expect(told(replies)).toEqual(['g1: late POSTED again', 'g2: late POSTED again']);
    const later = here.turn(submit('g2', 3, 'TRANSFER t1 A 40 to=X'));
    expect(told(later.replies)).toEqual(['g2: results POSTED again']);
  });

  it('changes nothing when it or its acknowledgement comes again', () => {
    const debited = here.turn(submit('g1', 1, 'TRANSFER t1 A 40 to=X'));
    const credited = there.turn(...debited.sent, ...debited.sent);
    const creditedAgain = there.turn(...debited.sent);
    expect(there.state.seq).toBe(1);
    expect(creditedAgain.acknowledgements).toHaveLength(1);
    const acknowledgements = [...credited.acknowledgements, ...creditedAgain.acknowledgements];
    const { turn } = here.turn(...acknowledgements.map(({ envelope }) => envelope));
    expect(turn.outboxRemoved).toEqual(debited.added.map(({ number }) => number));
    expect(here.state.seq).toBe(2);
  });

  it('that is refused comes back, and the sender answers', () => {
    there.state.cards.get(X)!.status = 'blocked';
    const debited = here.turn(submit('g1', 1, 'TRANSFER t1 A 40 to=X', 'TRANSFER t2 A 10 to=Y'));
    const credited = there.turn(...debited.sent);
    expect(told(credited.replies)).toEqual(['g1: late POSTED']);
    const returned = here.turn(...credited.acknowledgements.map(({ envelope }) => envelope));
    expect(told(returned.replies)).toEqual(['g1: late CARD_BLOCKED']);
    expect(here.state.cards.get(A)?.accounts[0]?.posted).toBe(90);
    expect(here.outbox.size).toBe(0);
  });

  it('that is refused stays in the outbox while there is no room for its points', () => {
    there.state.cards.get(X)!.status = 'blocked';
    const debited = here.turn(submit('g1', 1, 'TRANSFER t1 A 40 to=X'));
    const account = here.state.cards.get(A)!.accounts[0]!;
    account.posted = Number.MAX_SAFE_INTEGER;
    const { acknowledgements } = there.turn(...debited.sent);
    const envelopes = acknowledgements.map(({ envelope }) => envelope);
    expect(told(here.turn(...envelopes).replies)).toEqual([]);
    expect(here.outbox.size).toBe(1);
    account.posted = 60;
    expect(told(here.turn(...envelopes).replies)).toEqual(['g1: late CARD_BLOCKED']);
    expect(here.outbox.size).toBe(0);
  });
});

describe('the reversal of a transfer', () => {
  /** A transfer of 40 that has arrived. */
  function transferred(): void {
    const debited = here.turn(submit('g1', 1, 'TRANSFER t1 A 40 to=X'));
    const credited = there.turn(...debited.sent);
    here.turn(...credited.acknowledgements.map(({ envelope }) => envelope));
  }

  it('is not acknowledged but settled, which ends both rows and answers all who wait', () => {
    transferred();
    const requested = here.turn(submit('g1', 2, 'REVERSE v1 A 30 of=t1 by=ISSUER'));
    expect(told(requested.replies)).toEqual(['g1: results null']);
    here.turn(submit('g2', 1, 'REVERSE v1 A 30 of=t1 by=ISSUER'));

    const reclaimed = there.turn(...requested.sent);
    expect([reclaimed.replies, reclaimed.acknowledgements]).toEqual([[], []]);
    expect(reclaimed.sent).toHaveLength(1);

    const settled = here.turn(...reclaimed.sent);
    expect(told(settled.replies)).toEqual(['g1: late POSTED', 'g2: late POSTED']);
    expect(here.outbox.size).toBe(0);

    there.turn(...settled.acknowledgements.map(({ envelope }) => envelope));
    expect(there.outbox.size).toBe(0);
  });

  it('changes nothing when any of it comes again', () => {
    transferred();
    const requested = here.turn(submit('g1', 2, 'REVERSE v1 A 30 of=t1 by=ISSUER'));
    const reclaimed = there.turn(...requested.sent, ...requested.sent);
    expect(there.turn(...requested.sent).sent).toEqual([]);
    const settled = here.turn(...reclaimed.sent, ...reclaimed.sent);
    expect(told(settled.replies)).toEqual(['g1: late POSTED']);
    const settledAgain = here.turn(...reclaimed.sent);
    expect(settledAgain.replies).toEqual([]);
    expect(settledAgain.acknowledgements).toHaveLength(1);
    expect([here.state.seq, there.state.seq]).toEqual([3, 2]);
    expect(here.state.cards.get(A)?.accounts[0]?.posted).toBe(90);
  });

  it('stays in both outboxes while there is no room for its points', () => {
    transferred();
    const requested = here.turn(submit('g1', 2, 'REVERSE v1 A 30 of=t1 by=ISSUER'));
    const reclaimed = there.turn(...requested.sent);
    const account = here.state.cards.get(A)!.accounts[0]!;
    account.posted = Number.MAX_SAFE_INTEGER;
    const early = here.turn(...reclaimed.sent);
    expect([early.replies, early.acknowledgements, here.outbox.size]).toEqual([[], [], 1]);
    account.posted = 60;
    expect(told(here.turn(...reclaimed.sent).replies)).toEqual(['g1: late POSTED']);
    expect(here.outbox.size).toBe(0);
  });

  it('waits at the receiver until the transfer has arrived', () => {
    const debited = here.turn(submit('g1', 1, 'TRANSFER t1 A 40 to=X'));
    const requested = here.turn(submit('g1', 2, 'REVERSE v1 A 30 of=t1 by=ISSUER'));
    expect(there.turn(...requested.sent).sent).toEqual([]);
    there.turn(...debited.sent);
    expect(there.turn(...requested.sent).sent).toHaveLength(1);
  });
});
