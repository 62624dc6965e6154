import { describe, expect, it } from 'vitest';
import type { LimitKind } from '../../../src/ledger/network.ts';
import { Shares } from '../../../src/ledger/shares.ts';
import { Headroom } from '../../../src/shard/headroom.ts';
import { tableNetwork } from '../ledger/table-network.ts';

const unlimited = tableNetwork();
const network = tableNetwork();
for (const code of ['ISSUER', 'RIVAL']) {
  network.participants.set(code, { ...network.participants.get(code)!, limits: ['NET_DEBIT'] });
}
const NOTHING = new Map<string, number>();

/** Headroom of a shard that has been looked after at time 0. */
function headroomWith(amounts: Record<string, number>) {
  const shares = new Shares();
  for (const [participant, amount] of Object.entries(amounts)) shares.set(share(participant, amount));
  const headroom = new Headroom('NET_DEBIT', shares);
  headroom.movesFor(NOTHING, network, 0);
  return { headroom, shares };
}

function share(participant: string, amount: number, kind: LimitKind = 'NET_DEBIT') {
  return { kind, participant, amount };
}

function move(participant: string, change: number) {
  return { kind: 'NET_DEBIT', participant, change };
}

function needs(amounts: Record<string, number>): Map<string, number> {
  return new Map(Object.entries(amounts));
}

describe('the headroom of a shard', () => {
  it('takes part for every participant with a limit when it is first looked after', () => {
    const shares = new Shares();
    shares.set(share('ISSUER', 5));
    const headroom = new Headroom('NET_DEBIT', shares);
    expect(headroom.movesFor(NOTHING, network, 0)).toEqual([move('RIVAL', 0), move('ISSUER', -5)]);
  });

  it('takes part before the first transaction that a new limit counts', () => {
    const { headroom } = headroomWith({});
    expect(headroom.movesFor(needs({ ISSUER: 1 }), unlimited, 1)).toEqual([]);
    const moves = headroom.movesFor(needs({ ISSUER: 10, RIVAL: 0 }), network, 2);
    expect(moves).toEqual([move('ISSUER', 10), move('RIVAL', 0)]);
  });

  it('leaves alone what is of other limits', () => {
    const shares = new Shares();
    const headroom = new Headroom('STAND_IN', shares);
    expect(headroom.movesFor(needs({ ISSUER: 10 }), network, 0)).toEqual([]);
    headroom.took([share('ISSUER', 7)]);
    expect(shares.of('NET_DEBIT').size).toBe(0);
  });

  it('draws what a turn may need beyond its share, and nothing for a turn that needs no more', () => {
    const { headroom } = headroomWith({ ISSUER: 25, RIVAL: 0 });
    expect(headroom.movesFor(needs({ ISSUER: 25, RIVAL: 0 }), network, 1)).toEqual([]);
    expect(headroom.movesFor(needs({ ISSUER: 29 }), network, 1)).toEqual([move('ISSUER', 4)]);
  });

  it('asks an empty pool again only after a while, and one that gave something at once', () => {
    const { headroom } = headroomWith({ ISSUER: 0, RIVAL: 0 });
    const turn = needs({ ISSUER: 10 });
    expect(headroom.movesFor(turn, network, 1)).toEqual([move('ISSUER', 10)]);
    headroom.took([share('ISSUER', 4)]);
    expect(headroom.movesFor(turn, network, 2)).toEqual([move('ISSUER', 6)]);
    headroom.took([share('ISSUER', 4)]);
    expect(headroom.movesFor(turn, network, 3)).toEqual([]);
    expect(headroom.movesFor(turn, network, 102)).toEqual([move('ISSUER', 6)]);
  });

  it('asks again when the clock was set back', () => {
    const { headroom } = headroomWith({ ISSUER: 0, RIVAL: 0 });
    const hourMs = 3_600_000;
    const ask = (nowMs: number) => headroom.movesFor(needs({ ISSUER: 10 }), network, nowMs);
    expect(ask(hourMs)).toEqual([move('ISSUER', 10)]);
    headroom.took([share('ISSUER', 0)]);
    expect(headroom.shortOf(needs({ ISSUER: 10 }), hourMs)).toHaveLength(1);
    expect(ask(1_000)).toEqual([move('ISSUER', 10)]);
    expect(headroom.shortOf(needs({ ISSUER: 10 }), 1_000)).toHaveLength(1);
  });

  it('gives back once a second what lay idle the whole second', () => {
    const { headroom, shares } = headroomWith({ ISSUER: 100, RIVAL: 50 });
    headroom.movesFor(NOTHING, network, 1_000);
    headroom.took([share('ISSUER', 100), share('RIVAL', 0)]);
    shares.change('NET_DEBIT', 'ISSUER', -70);
    headroom.turned();
    shares.change('NET_DEBIT', 'ISSUER', 50);
    headroom.turned();
    expect(headroom.movesFor(NOTHING, network, 1_999)).toEqual([]);
    expect(headroom.movesFor(NOTHING, network, 2_000)).toEqual([move('ISSUER', -30)]);
  });

  it('does not give back what it has drawn since it last looked', () => {
    const { headroom } = headroomWith({ ISSUER: 25, RIVAL: 0 });
    expect(headroom.movesFor(needs({ ISSUER: 29 }), network, 1)).toEqual([move('ISSUER', 4)]);
    headroom.took([share('ISSUER', 29)]);
    expect(headroom.movesFor(NOTHING, network, 1_000)).toEqual([move('ISSUER', -25)]);
  });

  it('gives back no more than the turn at hand leaves over', () => {
    const { headroom } = headroomWith({ ISSUER: 25, RIVAL: 0 });
    expect(headroom.movesFor(needs({ ISSUER: 10 }), network, 1_000)).toEqual([move('ISSUER', -15)]);
  });

  it('gives back at once what the turn at hand leaves over when another shard has found too little', () => {
    const { headroom } = headroomWith({ ISSUER: 25, RIVAL: 0 });
    expect(headroom.movesFor(needs({ ISSUER: 10 }), network, 1, ['ISSUER', 'RIVAL'])).toEqual([
      move('ISSUER', -15),
    ]);
  });

  it('recalls what other shards have when it has found too little, once a second', () => {
    const { headroom } = headroomWith({ ISSUER: 5, RIVAL: 5 });
    const turn = needs({ ISSUER: 6, RIVAL: 5, NOBODY: 1 });
    const times = [1, 500, 1_000, 1_001, 1_500].filter((nowMs) => headroom.shortOf(turn, nowMs).length > 0);
    expect(times).toEqual([1, 1_001]);
    expect(headroom.shortOf(turn, 3_000)).toEqual([{ limit: 'NET_DEBIT', participant: 'ISSUER' }]);
  });
});
