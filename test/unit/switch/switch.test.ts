import { expect, test } from 'vitest';
import type { HostMessage } from '../../../src/ledger/host-message.ts';
import type { Network } from '../../../src/ledger/network.ts';
import type { HostReply } from '../../../src/switch/ports.ts';
import { SWITCH_DEFAULTS, Switch } from '../../../src/switch/switch.ts';

const MESSAGE = {
  id: '00000000-0000-8000-8000-000000000001',
  operation: 'AUTHORIZE',
  issuer: 'BANK',
  content: { card: 4_000_010_000_000_008, program: 'FAR' },
  answerByMs: Number.POSITIVE_INFINITY,
} as HostMessage;

type Handle = (message: HostMessage) => Promise<void>;

/** The handles of an issuer's two queues, with what their switch says and sends. */
async function handlesOf(answer: (message: HostMessage) => HostReply, nowMs: () => number) {
  const said: string[] = [];
  const sent: unknown[] = [];
  const circuits: boolean[] = [];
  const handles: Handle[] = [];
  const programs = new Map([['FAR', { issuer: 'BANK', host: { address: 'bank:1' } }]]);
  const network = { programs } as unknown as Network;
  const running = new Switch(
    {
      queues: {
        open: async (_issuer, _kind, { handle }) => {
          handles.push(handle);
          return { close: async () => {} };
        },
        openInquiries: async () => ({ close: async () => {} }),
      },
      hosts: {
        call: async (_address, message) => answer(message),
        balance: async () => ({ kind: 'unknown' }),
      },
      sender: { send: async (_shard, envelope) => void sent.push(envelope) },
      replies: { reply: () => {} },
      network: { current: () => network },
      clock: { nowMs, sleep: () => new Promise((resolve) => setImmediate(resolve)) },
      observer: {
        opened: () => {},
        called: () => {},
        skipped: () => {},
        circuit: (_issuer, isOpen) => void circuits.push(isOpen),
      },
      log: {
        issuerOpened: () => {},
        queuesFailed: () => {},
        hostAway: (...all) => void said.push(all.join(' ')),
        hostBack: (...all) => void said.push(all.join(' ')),
        wrongAnswer: () => {},
      },
    },
    { ...SWITCH_DEFAULTS, shards: 4 },
  );
  running.start();
  while (handles.length < 2) await new Promise(setImmediate);
  await running.stop();
  const [ask, followUp] = handles as [Handle, Handle];
  return { ask, followUp, said, sent, circuits };
}

test('why a host does not answer is said when it is called no more, and that it is back', async () => {
  let says: HostReply = { kind: 'none', why: "needs the network's credential" };
  let nowMs = 0;
  const { ask, said, sent } = await handlesOf(
    () => says,
    () => nowMs,
  );
  for (let times = 0; times < 10; times += 1) await ask(MESSAGE);
  expect(said).toEqual(["BANK AUTHORIZE needs the network's credential"]);
  says = { kind: 'approved' };
  nowMs = 500;
  await ask(MESSAGE);
  expect(said.slice(1)).toEqual(['BANK AUTHORIZE']);
  expect(sent).toHaveLength(11);
});

test('a host that does not answer what it is told is asked as before', async () => {
  const { ask, followUp, sent, circuits } = await handlesOf(
    ({ operation }) => (operation === 'AUTHORIZE' ? { kind: 'approved' } : { kind: 'none', why: 'INTERNAL' }),
    () => 0,
  );
  for (let times = 0; times < 10; times += 1)
    await expect(followUp({ ...MESSAGE, operation: 'ADVISE' })).rejects.toThrow(/has not answered/);
  await ask(MESSAGE);
  expect(sent).toMatchObject([{ answer: { kind: 'approved' } }]);
  expect(circuits).toEqual([false]);
});

test('a host that answers what it is told is asked again at once, one call at first', async () => {
  let isBack = false;
  const { ask, followUp, sent, circuits } = await handlesOf(
    () => (isBack ? { kind: 'approved' } : { kind: 'none', why: 'silent' }),
    () => 0,
  );
  for (let times = 0; times < 10; times += 1) await ask(MESSAGE);
  isBack = true;
  await ask(MESSAGE);
  expect(sent.at(-1)).toMatchObject({ answer: { kind: 'none' } });
  await followUp({ ...MESSAGE, operation: 'REVERSE' });
  await ask(MESSAGE);
  expect(sent.at(-1)).toMatchObject({ answer: { kind: 'approved' } });
  expect(circuits.at(-1)).toBe(false);
});

test('a host that is told in vain is called only now and then', async () => {
  let calls = 0;
  const { followUp } = await handlesOf(
    () => {
      calls += 1;
      return { kind: 'none', why: 'INTERNAL' };
    },
    () => 0,
  );
  for (let times = 0; times < 10; times += 1)
    await expect(followUp({ ...MESSAGE, operation: 'ADVISE' })).rejects.toThrow(/has not answered/);
  expect(calls).toBe(5);
});
