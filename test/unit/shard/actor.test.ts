import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import type { Card } from '../../../src/ledger/account.ts';
import type { HostMessage } from '../../../src/ledger/host-message.ts';
import { ANSWER_WITHIN_MS, NO_DEADLINE } from '../../../src/ledger/host-message.ts';
import type { Network } from '../../../src/ledger/network.ts';
import type { Entry } from '../../../src/ledger/transaction.ts';
import type { ActorPorts } from '../../../src/shard/actor.ts';
import { ShardActor } from '../../../src/shard/actor.ts';
import { ACTOR_LIMITS } from '../../../src/shard/actor-limits.ts';
import { CardCache } from '../../../src/shard/card-cache.ts';
import type { Envelope, Reply } from '../../../src/shard/envelope.ts';
import type { Delivery, Mailbox, ShardSession, ShardSnapshot, TurnRecord } from '../../../src/shard/ports.ts';
import { CARDS, SHARDS, tableCards, tableNetwork } from '../ledger/table-network.ts';
import { rowsOf } from '../ledger/table-parser.ts';
import { transactionOf } from '../ledger/table-transaction.ts';

const { A } = CARDS as { A: number };

const SNAPSHOT: ShardSnapshot = {
  turn: 5,
  seq: 40,
  ledgerTimeMs: 1_000,
  cycle: 3,
  businessDate: 20260115,
  hash: new Uint8Array(),
  newestId: '',
  outbox: [],
  messages: [],
  shares: [],
};

/** An actor whose ports tell what is asked of them; it is given deliveries, drain by drain, and then asked to stop. */
async function run(options: {
  drains: readonly (readonly Envelope[])[];
  inherited?: readonly Envelope[];
  session?: Partial<ShardSession>;
  mailbox?: Partial<Mailbox>;
  sender?: ActorPorts['sender'];
  snapshot?: Partial<ShardSnapshot>;
  network?: Network;
  recent?: () => Promise<Network>;
  nowMs?: () => number;
  /** Before its first drain. */
  begun?: (actor: ShardActor) => void;
}) {
  const told: string[] = [];
  const replies: Reply[] = [];
  const waitsMs: number[] = [];
  const turns: TurnRecord[] = [];
  const network = options.network ?? tableNetwork();
  const cards = new Map<number, Card>(tableCards().map((card) => [card.number, card]));
  const drains = options.drains.map(deliveriesOf);
  const session: ShardSession = {
    shard: 0,
    load: () => tell('load', { ...SNAPSHOT, ...options.snapshot }),
    prefetch: (request) => {
      const found = request.cards.flatMap((number) => cards.get(number) ?? []);
      return tell(`prefetch ${request.cards.length} cards`, { cards: found, entries: [], reversals: [] });
    },
    due: () => tell('due', []),
    moveHeadroom: () => tell('move headroom', []),
    commit: (turn) => {
      turns.push({ ...turn, entries: [...turn.entries] });
      return tell(`commit ${turn.number}`, undefined);
    },
    release: () => tell('release', undefined),
    ...options.session,
  };
  const mailbox: Mailbox = {
    takeOver: () => tell('take over', deliveriesOf(options.inherited ?? [])),
    drain: ({ waitMs }) => {
      if (waitsMs.length === 0) options.begun?.(actor);
      waitsMs.push(waitMs);
      const next = drains.shift();
      if (next === undefined) actor.stop();
      return tell('drain', next ?? []);
    },
    interrupt: () => {},
    complete: (deliveries) => tell(`complete ${deliveries.length}`, undefined),
    close: () => tell('close', undefined),
    ...options.mailbox,
  };
  const actor = new ShardActor(
    {
      session,
      mailbox,
      sender: options.sender ?? { send: (shard, { kind }) => tell(`send ${kind} to ${shard}`, undefined) },
      hosts: { send: ({ operation }) => tell(`message ${operation}`, undefined) },
      replies: {
        reply: (gateway, reply) => {
          told.push(`reply ${reply.kind} to ${gateway}`);
          replies.push(reply);
        },
      },
      network: {
        current: () => network,
        recent: options.recent ?? (() => Promise.resolve(network)),
        refresh: () => tell('refresh', network),
      },
      cache: new CardCache(10),
      clock: { nowMs: options.nowMs ?? (() => 2_000), sleep: () => Promise.resolve() },
      observer: {
        turnCommitted: () => {},
        cacheAccessed: () => {},
        shardAcquired: (shard, takenOver) => void told.push(`acquired ${shard}, ${takenOver} taken over`),
        shardReleased: (shard) => void told.push(`released ${shard}`),
        retried: () => {},
      },
    },
    { shards: SHARDS, limits: ACTOR_LIMITS },
  );
  const end = await actor.run();
  return { end, told, turns, replies, waitsMs };

  function tell<T>(what: string, answer: T): Promise<T> {
    told.push(what);
    return Promise.resolve(answer);
  }
}

function deliveriesOf(envelopes: readonly Envelope[]): Delivery[] {
  return envelopes.map((envelope) => ({ envelope, sentAtMs: 1_500 }));
}

function submit(number: number, ...rows: readonly string[]): Envelope {
  const transactions = rows.map((row) => transactionOf(rowsOf(`${row} | POSTED`)[0]!));
  return { kind: 'submit', gateway: 'g1', number, transactions };
}

const cutOver = (cycle: number, businessDate: number): Envelope => ({
  kind: 'cut-over',
  cycle,
  businessDate,
});

function storeAway(): Promise<never> {
  return Promise.reject(new Fault('SHARD_LOST', 'the session is gone'));
}

describe('an actor', () => {
  it('loads, takes over what was active, and then drains; a turn is read, committed, answered and completed', async () => {
    const { end, told } = await run({
      inherited: [submit(1, 'EARN e1 A 5')],
      drains: [[submit(2, 'EARN e2 A 5')]],
    });
    expect(end).toBe('stopped');
    expect(told.slice(0, 9)).toEqual([
      'load',
      'take over',
      'acquired 0, 1 taken over',
      'due',
      'prefetch 1 cards',
      'commit 6',
      'reply results to g1',
      'complete 1',
      'drain',
    ]);
    expect(told.at(-1)).toBe('released 0');
  });

  it('numbers turns and entries on from where the shard stands', async () => {
    const { turns } = await run({ drains: [[submit(1, 'EARN e1 A 5')], [submit(2, 'EARN e2 A 5')]] });
    expect(turns.map(({ number, entries }) => [number, entries.map(({ seq }) => seq)])).toEqual([
      [6, [41]],
      [7, [42]],
    ]);
  });

  it('recalls from the other shards what it has found too little of', async () => {
    const network = tableNetwork();
    network.participants.set('ISSUER', { ...network.participants.get('ISSUER')!, limits: ['NET_DEBIT'] });
    const { told, turns } = await run({
      network,
      snapshot: { shares: [{ kind: 'NET_DEBIT', participant: 'ISSUER', amount: 5 }] },
      drains: [[submit(1, 'EARN e1 A 50', 'EXCHANGE x1 A 10 into=FARE')]],
    });
    expect(told.filter((each) => each.startsWith('send'))).toEqual(
      Array.from({ length: SHARDS - 1 }, (_, index) => `send recall to ${index + 1}`),
    );
    expect(turns[0]?.entries.map(({ outcome }) => outcome)).toEqual(['POSTED', 'NET_DEBIT_CAP']);
  });

  it('draws nothing of a limit for exchanges that are not their participant’s to make or were recorded before', async () => {
    const network = tableNetwork();
    network.participants.set('ISSUER', { ...network.participants.get('ISSUER')!, limits: ['NET_DEBIT'] });
    const drawn: number[] = [];
    const recorded: Entry[] = [];
    await run({
      network,
      session: {
        moveHeadroom: async (moves) => {
          drawn.push(...moves.map(({ change }) => change).filter((change) => change > 0));
          return moves.map(({ change, ...limit }) => ({ ...limit, amount: change }));
        },
        prefetch: async () => ({ cards: tableCards(), entries: [...recorded], reversals: [] }),
        commit: async ({ entries }) => void recorded.push(...entries),
      },
      drains: [
        [submit(1, 'EARN e1 A 50', 'EXCHANGE x1 A 10 into=FARE')],
        [submit(2, 'EXCHANGE x1 A 10 into=FARE', 'EXCHANGE x2 A 999 into=FARE by=RIVAL')],
      ],
    });
    expect(drawn).toEqual([10_000_000]);
    expect(recorded.at(-1)).toMatchObject({ amount: 999, outcome: 'PROGRAM_UNKNOWN' });
  });

  it('keeps cards in memory from turn to turn', async () => {
    const { told } = await run({ drains: [[submit(1, 'EARN e1 A 5')], [submit(2, 'REDEEM r1 A 5')]] });
    expect(told.filter((each) => each.startsWith('prefetch'))).toEqual(['prefetch 1 cards']);
  });

  it('commits nothing where nothing changed, and answers all the same', async () => {
    const unknown: Envelope = {
      kind: 'card-status',
      gateway: 'g1',
      number: 1,
      card: 42,
      status: 'blocked',
      version: 1,
    };
    const { told } = await run({ drains: [[], [unknown]] });
    expect(told.filter((each) => each.startsWith('commit'))).toEqual([]);
    expect(told).toContain('reply done to g1');
    expect(told).toContain('complete 1');
  });

  it('crosses to a later cycle in a turn of its own, between what came before and after', async () => {
    const { turns } = await run({
      drains: [
        [submit(1, 'EARN e1 A 5'), cutOver(4, 20260116), submit(2, 'EARN e2 A 5'), cutOver(5, 20260117)],
      ],
    });
    expect(turns.map(({ cycle, businessDate, entries }) => [cycle, businessDate, entries.length])).toEqual([
      [3, 20260115, 1],
      [4, 20260116, 0],
      [4, 20260116, 1],
      [5, 20260117, 0],
    ]);
  });

  it('looks for what is due at once when it has crossed', async () => {
    const looks = async (between: readonly Envelope[]) => {
      const { told } = await run({
        drains: [[submit(1, 'EARN e1 A 5'), ...between, submit(2, 'EARN e2 A 5')]],
      });
      return told.filter((what) => what === 'due').length;
    };
    expect([await looks([]), await looks([cutOver(4, 20260116)])]).toEqual([1, 2]);
  });

  it('does not wait while more is due than a turn takes', async () => {
    const many = Array.from({ length: ACTOR_LIMITS.duePerTurnMax }, () => A);
    const waits = async (due: number[]) =>
      (await run({ drains: [[]], session: { due: () => Promise.resolve(due) } })).waitsMs;
    expect([await waits([A]), await waits(many)]).toEqual([
      [ACTOR_LIMITS.idleMs, ACTOR_LIMITS.idleMs],
      [0, 0],
    ]);
  });

  it('ignores a cut-over to a cycle that it has reached', async () => {
    const { turns, told } = await run({ drains: [[cutOver(3, 20260115), cutOver(2, 20260114)]] });
    expect(turns).toEqual([]);
    expect(told).toContain('complete 2');
  });

  it('never lets ledger time go back, whatever the clock says', async () => {
    let nowMs = 5_000;
    const { turns } = await run({
      drains: [[submit(1, 'EARN e1 A 5')], [cutOver(4, 20260116)], [submit(2, 'EARN e2 A 5')]],
      nowMs: () => nowMs,
      mailbox: {
        complete: () => {
          nowMs = 500;
          return Promise.resolve();
        },
      },
    });
    expect(turns.map(({ ledgerTimeMs }) => ledgerTimeMs)).toEqual([5_000, 5_000, 5_000]);
  });

  it('asks the database before it declines something as unknown', async () => {
    const { told } = await run({ drains: [[submit(1, 'EARN e1 A 5 at=GONE')], [submit(2, 'EARN e2 A 5')]] });
    expect(told.filter((each) => each === 'refresh')).toHaveLength(1);
    expect(told.indexOf('refresh')).toBeLessThan(told.indexOf('commit 6'));
  });

  it('decides nothing by reference data that may be old', async () => {
    const fault = new Fault('STORE_UNAVAILABLE', 'Postgres failed to read the reference data');
    const { end, told } = await run({
      drains: [[submit(1, 'EARN e1 A 5')]],
      recent: () => Promise.reject(fault),
    });
    expect(end).toEqual({ fault });
    expect(told.filter((what) => /commit|reply/.test(what))).toEqual([]);
  });

  it('sends legs only when they are committed, and at once when it takes a shard over', async () => {
    const { told, turns } = await run({ drains: [[submit(1, 'ADJUST j1 A 5', 'TRANSFER t1 A 5 to=X')]] });
    expect(told.indexOf('send legs to 1')).toBeGreaterThan(told.indexOf('commit 6'));
    const { told: toldNext } = await run({ drains: [], snapshot: { outbox: turns[0]!.outboxAdded } });
    expect(toldNext.slice(0, 3)).toEqual(['load', 'send legs to 1', 'take over']);
  });

  it('answers a transfer that the owner before left under way no sooner than the other shard does', async () => {
    const transfer = 'TRANSFER t1 A 5 to=X';
    const before = await run({ drains: [[submit(1, 'ADJUST j1 A 5', transfer)]] });
    const [{ entries, outboxAdded: outbox } = { entries: [], outboxAdded: [] }] = before.turns;
    const { replies } = await run({
      snapshot: { turn: 6, seq: 42, outbox },
      session: {
        prefetch: () => Promise.resolve({ cards: tableCards(), entries: [...entries], reversals: [] }),
      },
      drains: [[submit(2, transfer)]],
    });
    expect(replies).toEqual([{ kind: 'results', number: 2, results: [null] }]);
  });

  describe('that has asked a host', () => {
    const network = tableNetwork();
    network.programs.set('ACME', {
      ...network.programs.get('ACME')!,
      host: { address: 'host:1', floorLimit: 0 },
    });

    /** What it has asked, and the card that it asked about. */
    async function asked(): Promise<{ messages: readonly HostMessage[]; card: Card }> {
      const { turns } = await run({ drains: [[submit(1, 'EARN e1 A 5')]], network });
      const { messagesSent: messages, accounts } = turns[0] as TurnRecord;
      return { messages, card: { ...(tableCards()[0] as Card), accounts: [...accounts] } };
    }

    const knowing = (card: Card): Partial<ShardSession> => ({
      prefetch: () => Promise.resolve({ cards: [structuredClone(card)], entries: [], reversals: [] }),
    });

    const approvalOf = ({ id }: HostMessage) =>
      ({ kind: 'host-answer', message: id, answer: { kind: 'approved' } }) as const;

    const statesOf = (turns: readonly TurnRecord[]) =>
      turns.map(({ messagesEnded }) => messagesEnded.map(({ state }) => state));

    it('gives up what the owner before asked and was not answered', async () => {
      const { messages, card } = await asked();
      const takenOver = async (inherited: readonly Envelope[]) => {
        const { turns } = await run({
          drains: [],
          inherited,
          network,
          snapshot: { messages, seq: 50 },
          session: knowing(card),
          nowMs: () => 2_000 + ANSWER_WITHIN_MS,
        });
        return statesOf(turns).flat();
      };
      expect(await takenOver([])).toEqual(['UNANSWERED']);
      expect(await takenOver([approvalOf(messages[0]!)])).toEqual(['APPROVED']);
      const advice = { ...messages[0]!, operation: 'ADVISE', answerByMs: NO_DEADLINE, inTransit: 0 } as const;
      const advised = await run({
        drains: [[{ kind: 'host-answer', message: advice.id, answer: { kind: 'acknowledged' } }]],
        network,
        snapshot: { messages: [advice] },
        session: knowing(card),
      });
      expect(advised.turns.map(({ messagesEnded }) => messagesEnded.length)).toEqual([1]);
    });

    it('takes an answer that does not come through the queue in a turn at once', async () => {
      const { messages, card } = await asked();
      const { turns, told, waitsMs } = await run({
        drains: [],
        begun: (actor) => actor.hear(approvalOf(messages[0]!)),
        network,
        snapshot: { messages, seq: 50 },
        session: knowing(card),
      });
      expect(statesOf(turns)).toEqual([['APPROVED']]);
      expect(waitsMs).toHaveLength(1);
      expect(told).not.toContain('complete 1');
    });

    it('waits for nothing when an answer came during the turn before', async () => {
      const { messages, card } = await asked();
      const actors: ShardActor[] = [];
      let isFirst = true;
      const { waitsMs } = await run({
        drains: [[submit(2, 'EARN e2 A 7')]],
        begun: (actor) => void actors.push(actor),
        network,
        snapshot: { messages, seq: 50 },
        session: {
          ...knowing(card),
          commit: () => {
            if (isFirst) actors[0]?.hear(approvalOf(messages[0]!));
            isFirst = false;
            return Promise.resolve();
          },
        },
      });
      expect(waitsMs).toEqual([ACTOR_LIMITS.idleMs, 0]);
    });

    it('takes an answer once', async () => {
      const { messages, card } = await asked();
      const { waitsMs } = await run({
        drains: [[], []],
        begun: (actor) => actor.hear(approvalOf(messages[0]!)),
        network,
        snapshot: { messages, seq: 50 },
        session: knowing(card),
      });
      expect(waitsMs).toEqual([ACTOR_LIMITS.idleMs, ACTOR_LIMITS.idleMs, ACTOR_LIMITS.idleMs]);
    });

    it('takes an answer beside what the queue has, before a cut-over', async () => {
      const { messages, card } = await asked();
      const { turns } = await run({
        drains: [[submit(2, 'EARN e2 A 7'), cutOver(4, 20260116)]],
        begun: (actor) => actor.hear(approvalOf(messages[0]!)),
        network,
        snapshot: { messages, seq: 50 },
        session: knowing(card),
      });
      expect(turns.map(({ cycle }) => cycle)).toEqual([3, 4]);
      expect(statesOf(turns)).toEqual([['APPROVED'], []]);
    });
  });

  it('lets the queue refuse legs that are sent again', async () => {
    const sent: unknown[] = [];
    let nowMs = 2_000;
    await run({
      drains: [[submit(1, 'ADJUST j1 A 5', 'TRANSFER t1 A 5 to=X')], [submit(2, 'EARN e2 A 5')]],
      sender: { send: async (_shard, { kind }, options) => void sent.push([kind, options]) },
      nowMs: () => (nowMs += 1_000),
    });
    expect(sent.slice(0, 2)).toEqual([
      ['legs', { isAgain: false }],
      ['legs', { isAgain: true }],
    ]);
  });

  it('goes on when legs can not be sent: they are sent again', async () => {
    const { end } = await run({
      drains: [[submit(1, 'ADJUST j1 A 5', 'TRANSFER t1 A 5 to=X')]],
      sender: { send: () => Promise.reject(new Fault('QUEUE_UNAVAILABLE', 'away')) },
    });
    expect(end).toBe('stopped');
  });

  it('goes on when what it has done can not be completed: it will be found recorded', async () => {
    const { end, turns } = await run({
      drains: [[submit(1, 'EARN e1 A 5')], [submit(2, 'EARN e2 A 5')]],
      mailbox: { complete: () => Promise.reject(new Fault('QUEUE_UNAVAILABLE', 'away')) },
    });
    expect(end).toBe('stopped');
    expect(turns).toHaveLength(2);
  });

  it.each<[string, Partial<ShardSession>]>([
    ['loaded', { load: storeAway }],
    ['read', { prefetch: storeAway }],
    ['asked what is due', { due: storeAway }],
    ['committed', { commit: storeAway }],
  ])(
    'ends its term with the fault when the store can not be %s, and says nothing',
    async (_what, session) => {
      const { end, told } = await run({
        drains: [[submit(1, 'EARN e1 A 5')], [submit(2, 'EARN e2 A 5')]],
        session,
      });
      expect(end).toMatchObject({ fault: { code: 'SHARD_LOST' } });
      expect(told.filter((each) => /^(reply|send|complete)/.test(each))).toEqual([]);
      expect(told.at(-1)).toBe('released 0');
    },
  );

  it('stops at a bug, having said nothing', async () => {
    const bug: Partial<ShardSession> = { prefetch: () => Promise.reject(new TypeError('a bug')) };
    await expect(run({ drains: [[submit(1, 'EARN e1 A 5')]], session: bug })).rejects.toThrow('a bug');
  });

  it('expires what is due although nobody asks about the card', async () => {
    const [card] = tableCards() as [Card];
    card.accounts.push({
      card: A,
      program: 'ACME',
      posted: 5,
      held: 0,
      overdrawn: 0,
      lots: [{ expiresOn: 20260114, amount: 5 }],
      holds: [],
      lotsDueOn: 20260114,
      holdsDueAtMs: Number.POSITIVE_INFINITY,
      stored: true,
    });
    const { turns } = await run({
      drains: [],
      session: {
        due: () => Promise.resolve([A]),
        prefetch: () => Promise.resolve({ cards: [card], entries: [], reversals: [] }),
      },
    });
    expect(turns[0]?.entries.map(({ type, amount }) => [type, amount])).toEqual([['EXPIRE', 5]]);
  });
});
