import { describe, expect, it } from 'vitest';
import type { HostMessage } from '../../../src/ledger/host-message.ts';
import { HostMessages } from '../../../src/ledger/host-messages.ts';
import type { LimitKind, Network } from '../../../src/ledger/network.ts';
import { Recorded } from '../../../src/ledger/recorded.ts';
import type { Entry } from '../../../src/ledger/transaction.ts';
import type { Envelope } from '../../../src/shard/envelope.ts';
import type { TurnAhead } from '../../../src/shard/headroom-needs.ts';
import { netDebitNeeds, recalledIn, standInNeeds } from '../../../src/shard/headroom-needs.ts';
import { tableNetwork } from '../ledger/table-network.ts';
import { rowsOf } from '../ledger/table-parser.ts';
import { transactionOf } from '../ledger/table-transaction.ts';

const POINT = 1_000_000;

function ahead(envelopes: readonly Envelope[], rest: Partial<TurnAhead> = {}): TurnAhead {
  const nothing = { overdue: [], messages: new HostMessages(), recorded: new Recorded() };
  return { envelopes, network: tableNetwork(), nowMs: 1, ...nothing, ...rest };
}

function submit(...rows: readonly string[]): Envelope {
  const transactions = rows.map((row) => transactionOf(rowsOf(`${row} | POSTED`)[0]!));
  return { kind: 'submit', gateway: 'g', number: 1, transactions };
}

function answer(message: string, kind: 'approved' | 'none'): Envelope {
  return { kind: 'host-answer', message, answer: { kind } };
}

describe('what a turn may make issuers owe', () => {
  it('is what its exchanges take, and nothing of issuers that only receive', () => {
    const turn = [
      submit('EXCHANGE x1 A 10 into=FARE', 'EXCHANGE x2 B 15 into=FARE', 'EARN e1 A 99'),
      submit('EXCHANGE x3 A 4 into=FARE'),
    ];
    expect([...netDebitNeeds(ahead(turn))]).toEqual([
      ['ISSUER', 29 * POINT],
      ['RIVAL', 0],
    ]);
  });

  it.each([
    ['of a program that is not the participant’s', 'EXCHANGE x1 A 10 into=FARE by=RIVAL'],
    ['into a program that is not there', 'EXCHANGE x1 A 10 into=GONE'],
    [
      'of more than the program’s limit',
      'EXCHANGE x1 A 1000001 into=FARE quote=ISSUER:ACME:FARE:1000001:9:60',
    ],
    ['into more than the other program’s limit', 'EXCHANGE x1 A 1000001 into=FARE'],
    ['of which too little would arrive', 'EXCHANGE x1 A 10 into=FARE min=11'],
    [
      'by a quote that is not the network’s',
      'EXCHANGE x1 A 10 into=FARE quote=ISSUER:ACME:FARE:10:9:60 forged',
    ],
  ])('is nothing by an exchange %s', (_what, row) => {
    expect([...netDebitNeeds(ahead([submit(row)]))]).toEqual([]);
  });

  it('is nothing by an exchange that has its outcome', () => {
    const again = submit('EXCHANGE x1 A 10 into=FARE', 'EXCHANGE x2 A 15 into=FARE');
    const {
      id,
      card,
      participant: origin,
    } = transactionOf(rowsOf('EXCHANGE x1 A 10 into=FARE | POSTED')[0]!);
    const recorded = new Recorded();
    recorded.add({ id, card, origin } as Entry);
    expect(netDebitNeeds(ahead([again], { recorded })).get('ISSUER')).toBe(15 * POINT);
  });

  it('is also what the answer of a host may let post', () => {
    const { program } = transactionOf(rowsOf('EXCHANGE x1 A 10 into=FARE | POSTED')[0]!);
    const asked = { exchange: { content: { program }, value: { takenMicro: 7 * POINT } } } as HostMessage;
    const messages = { get: (id: string) => (id === 'm1' ? asked : undefined) };
    const turn = [answer('m1', 'approved'), answer('m2', 'approved')];
    expect([...netDebitNeeds(ahead(turn, { messages }))]).toEqual([['ISSUER', 7 * POINT]]);
  });
});

it('what other shards recall is told from what they recall of other limits', () => {
  const recall = (limit: LimitKind, participant: string): Envelope => ({
    kind: 'recall',
    limit,
    participant,
  });
  const turn = [recall('NET_DEBIT', 'ISSUER'), recall('STAND_IN', 'RIVAL'), submit('EARN e1 A 99')];
  expect([...recalledIn(ahead(turn), 'NET_DEBIT')]).toEqual(['ISSUER']);
  expect([...recalledIn(ahead(turn), 'STAND_IN')]).toEqual(['RIVAL']);
});

describe('what standing in may use in a turn', () => {
  const FLOOR_LIMIT = 50;

  function withHost(): Network {
    const network = tableNetwork();
    const stay = network.programs.get('STAY')!;
    network.programs.set('STAY', { ...stay, host: { address: 'host:1', floorLimit: FLOOR_LIMIT } });
    return network;
  }

  function asked(id: string, amount: number, rest: Partial<HostMessage> = {}): HostMessage {
    const content = { type: 'REDEEM', program: 'STAY', amount };
    return { id, operation: 'AUTHORIZE', issuer: 'ISSUER', content, ...rest } as HostMessage;
  }

  it('is what hosts have not answered within the floor limit, each once', () => {
    const open = [
      asked('m1', 10),
      asked('m2', FLOOR_LIMIT),
      asked('m3', FLOOR_LIMIT + 1),
      asked('m4', 1),
      asked('m5', 5, { operation: 'CAPTURE' }),
      asked('m6', 6, { exchange: {} as NonNullable<HostMessage['exchange']> }),
      asked('m7', 7, { content: { type: 'REVERSE', program: 'STAY', amount: 7 } as HostMessage['content'] }),
    ];
    const messages = { get: (id: string) => open.find((message) => message.id === id) };
    const turn = [
      ...['m1', 'm2', 'm3', 'm5', 'm6', 'm7', 'm8'].map((id) => answer(id, 'none')),
      answer('m4', 'approved'),
    ];
    const overdue = [open[0] as HostMessage];
    const needs = standInNeeds(ahead(turn, { messages, overdue, network: withHost() }));
    expect([...needs]).toEqual([['ISSUER', (10 + FLOOR_LIMIT) * POINT]]);
  });
});
