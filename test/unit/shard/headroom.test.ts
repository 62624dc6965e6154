import { describe, expect, it } from 'vitest';
import type { HostMessage } from '../../../src/ledger/host-message.ts';
import { HostMessages } from '../../../src/ledger/host-message.ts';
import type { Envelope } from '../../../src/shard/envelope.ts';
import { Headroom } from '../../../src/shard/headroom.ts';
import { tableNetwork } from '../ledger/table-network.ts';
import { rowsOf } from '../ledger/table-parser.ts';
import { transactionOf } from '../ledger/table-transaction.ts';

const POINT = 1_000_000;
const messages = new HostMessages();
const network = tableNetwork();
for (const code of ['ISSUER', 'RIVAL']) {
  network.participants.set(code, { ...network.participants.get(code)!, isCapped: true });
}

/** Headroom of a shard that has been looked after at time 0. */
function headroomWith(shares: Record<string, number>) {
  const state = new Map<string, number>();
  const stored = Object.entries(shares).map(([participant, amount]) => ({ participant, amount }));
  const headroom = new Headroom(state, stored);
  headroom.movesFor([], network, 0, messages);
  return { headroom, state };
}

function envelope(...rows: readonly string[]): Envelope {
  const transactions = rows.map((row) => transactionOf(rowsOf(`${row} | POSTED`)[0]!));
  return { kind: 'submit', gateway: 'g', number: 1, transactions };
}

describe('the headroom of a shard', () => {
  it('takes part for every capped participant when it is first looked after', () => {
    const headroom = new Headroom(new Map([['ISSUER', 5]]), []);
    expect(headroom.movesFor([], network, 0, messages)).toEqual([{ participant: 'RIVAL', change: 0 }]);
  });

  it('takes part before the first exchange that brings a participant points', () => {
    const headroom = new Headroom(new Map(), [{ participant: 'ISSUER', amount: 0 }]);
    const uncapped = { ...network, participants: tableNetwork().participants };
    expect(headroom.movesFor([], uncapped, 0, messages)).toEqual([]);
    const moves = headroom.movesFor([envelope('EXCHANGE x1 A 10 into=FARE')], network, 1, messages);
    expect(moves).toEqual([
      { participant: 'ISSUER', change: 10 * POINT },
      { participant: 'RIVAL', change: 0 },
    ]);
  });

  it('draws what a turn may need beyond its share, and nothing for a turn that needs no more', () => {
    const { headroom } = headroomWith({ ISSUER: 25 * POINT, RIVAL: 0 });
    const turn = [envelope('EXCHANGE x1 A 10 into=FARE', 'EXCHANGE x2 B 15 into=FARE', 'EARN e1 A 99')];
    expect(headroom.movesFor(turn, network, 1, messages)).toEqual([]);
    const larger = [...turn, envelope('EXCHANGE x3 A 4 into=FARE')];
    expect(headroom.movesFor(larger, network, 1, messages)).toEqual([
      { participant: 'ISSUER', change: 4 * POINT },
    ]);
  });

  it('draws for an exchange that the answer of a host may let post', () => {
    const { headroom } = headroomWith({ ISSUER: 0, RIVAL: 0 });
    const asked = {
      exchange: {
        content: { program: transactionOf(rowsOf('EXCHANGE x1 A 10 into=FARE | POSTED')[0]!).program },
        value: { takenMicro: 7 * POINT },
      },
    } as HostMessage;
    const underWay = { get: (id: string) => (id === 'm1' ? asked : undefined) };
    const answer = (message: string): Envelope => ({
      kind: 'host-answer',
      message,
      answer: { kind: 'approved' },
    });
    const moves = headroom.movesFor([answer('m1'), answer('m2')], network, 1, underWay);
    expect(moves).toEqual([{ participant: 'ISSUER', change: 7 * POINT }]);
  });

  it('asks an empty pool again only after a while, and one that gave something at once', () => {
    const { headroom } = headroomWith({ ISSUER: 0, RIVAL: 0 });
    const turn = [envelope('EXCHANGE x1 A 10 into=FARE')];
    const draw = (change: number) => [{ participant: 'ISSUER', change: change * POINT }];
    expect(headroom.movesFor(turn, network, 1, messages)).toEqual(draw(10));
    headroom.took([{ participant: 'ISSUER', amount: 4 * POINT }]);
    expect(headroom.movesFor(turn, network, 2, messages)).toEqual(draw(6));
    headroom.took([{ participant: 'ISSUER', amount: 4 * POINT }]);
    expect(headroom.movesFor(turn, network, 3, messages)).toEqual([]);
    expect(headroom.movesFor(turn, network, 102, messages)).toEqual(draw(6));
  });

  it('gives back once a second what lay idle the whole second', () => {
    const { headroom, state } = headroomWith({ ISSUER: 100, RIVAL: 50 });
    headroom.movesFor([], network, 1_000, messages);
    headroom.took([
      { participant: 'ISSUER', amount: 100 },
      { participant: 'RIVAL', amount: 0 },
    ]);
    state.set('ISSUER', 30);
    headroom.turned();
    state.set('ISSUER', 80);
    headroom.turned();
    expect(headroom.movesFor([], network, 1_999, messages)).toEqual([]);
    expect(headroom.movesFor([], network, 2_000, messages)).toEqual([{ participant: 'ISSUER', change: -30 }]);
  });

  it('gives back no more than the turn at hand leaves over', () => {
    const { headroom } = headroomWith({ ISSUER: 25 * POINT, RIVAL: 0 });
    const turn = [envelope('EXCHANGE x1 A 10 into=FARE')];
    expect(headroom.movesFor(turn, network, 1_000, messages)).toEqual([
      { participant: 'ISSUER', change: -15 * POINT },
    ]);
  });
});
