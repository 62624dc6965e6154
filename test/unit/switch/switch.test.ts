import { expect, onTestFinished, test } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import type { HostMessage } from '../../../src/ledger/host-message.ts';
import { NO_DEADLINE } from '../../../src/ledger/host-message.ts';
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

interface Conditions {
  readonly answer: (message: HostMessage, timeoutMs: number) => HostReply | Promise<HostReply>;
  /** How often the queue of inquiries can't be opened. */
  readonly refusals?: number;
  readonly nowMs?: () => number;
  /** Of what is heard. */
  readonly hear?: () => Promise<void>;
}

/** A switch with an issuer, how it is told, and what it says and brings to shards. */
async function startSwitch({ answer, nowMs = () => 0, hear = async () => {}, refusals = 0 }: Conditions) {
  const said: string[] = [];
  const heard: unknown[] = [];
  const queued: HostMessage[] = [];
  const noted: unknown[] = [];
  const handles: Handle[] = [];
  let [refused, open, opened] = [0, 0, 0];
  const close = async (): Promise<void> => {
    open -= 1;
  };
  const programs = new Map([
    ['FAR', { issuer: 'BANK', host: { address: 'bank:1' } }],
    ['NEAR', { issuer: 'BANK', host: { address: 'bank:2' } }],
  ]);
  let network = { programs } as unknown as Network;
  const move = (program: string, address: string): void => {
    network = {
      programs: new Map(programs.set(program, { issuer: 'BANK', host: { address } })),
    } as unknown as Network;
  };
  const running = new Switch(
    {
      queues: {
        send: async (message) => void queued.push(message),
        openFollowUps: async (_issuer, { handle }) => {
          handles.push(handle);
          open += 1;
          return { close };
        },
        openInquiries: async () => {
          refused += 1;
          if (refused <= refusals) throw new Fault('QUEUE_UNAVAILABLE', 'the queue does not answer');
          open += 1;
          return { close };
        },
      },
      hosts: {
        call: async (_address, message, timeoutMs) => answer(message, timeoutMs),
        balance: async () => ({ kind: 'unknown' }),
      },
      replies: { reply: () => {} },
      network: { current: () => network },
      clock: { nowMs, sleep: () => new Promise((resolve) => setImmediate(resolve)) },
      observer: {
        opened: () => {
          opened += 1;
        },
        called: () => {},
        skipped: (_issuer, why) => void noted.push(why),
        circuit: (_issuer, isOpen) => void noted.push(isOpen),
      },
      log: {
        issuerOpened: () => {},
        queuesFailed: (error) => void said.push(String(error)),
        hostAway: (...all) => void said.push(all.join(' ')),
        hostBack: (...all) => void said.push(all.join(' ')),
        wrongAnswer: () => {},
        callFailed: (issuer, error) => void said.push(`${issuer}: ${String(error)}`),
      },
    },
    { ...SWITCH_DEFAULTS, shards: 4, asksMax: 2 },
  );
  running.start({
    hear: async (_shard, envelope) => {
      await hear();
      heard.push(envelope);
    },
  });
  onTestFinished(() => running.stop());
  while (opened < 1) await settled();
  /** Asks, and waits for what comes of it. */
  const ask = async (message = MESSAGE): Promise<void> => {
    await running.send(message);
    await settled();
  };
  const queues = () => ({ open, opened });
  return { running, ask, followUp: handles[0] as Handle, said, heard, queued, noted, queues, move };
}

const settled = (): Promise<unknown> => new Promise(setImmediate);

function messages(count: number): HostMessage[] {
  return Array.from({ length: count }, (_, index) => ({ ...MESSAGE, id: `message ${index}` }));
}

test('what a caller waits for is asked at once, and its shard hears of it', async () => {
  const { ask, heard, queued } = await startSwitch({ answer: () => ({ kind: 'approved' }) });
  await ask();
  expect(heard).toEqual([{ kind: 'host-answer', message: MESSAGE.id, answer: { kind: 'approved' } }]);
  expect(queued).toEqual([]);
});

test('what is told goes into the queue of its issuer', async () => {
  const { running, heard, queued } = await startSwitch({ answer: () => ({ kind: 'acknowledged' }) });
  const told = { ...MESSAGE, operation: 'ADVISE', answerByMs: NO_DEADLINE } as const;
  await running.send(told);
  await settled();
  expect(queued).toEqual([told]);
  expect(heard).toEqual([]);
});

test('what is asked already is not asked a second time, and again once it has ended', async () => {
  const answers: ((reply: HostReply) => void)[] = [];
  const { ask, heard } = await startSwitch({
    answer: () => new Promise<HostReply>((resolve) => answers.push(resolve)),
  });
  await ask();
  await ask();
  expect(answers).toHaveLength(1);
  answers[0]?.({ kind: 'none', why: 'silent' });
  await settled();
  await ask();
  expect(answers).toHaveLength(2);
  answers[1]?.({ kind: 'approved' });
  await settled();
  expect(heard).toMatchObject([{ answer: { kind: 'none' } }, { answer: { kind: 'approved' } }]);
});

test('a host has no longer than the switch waits, and than its shard does', async () => {
  const timeouts: number[] = [];
  const { ask } = await startSwitch({
    answer: (_message, timeoutMs) => {
      timeouts.push(timeoutMs);
      return { kind: 'approved' };
    },
    nowMs: () => 1_000,
  });
  await ask();
  await ask({ ...MESSAGE, answerByMs: 1_300 });
  expect(timeouts).toEqual([SWITCH_DEFAULTS.callTimeoutMs, 300]);
});

test('queues that can not be opened are tried again, and nothing of a try stays open', async () => {
  const { running, said, queues } = await startSwitch({
    answer: () => ({ kind: 'approved' }),
    refusals: 3,
  });
  for (let looks = 0; looks < 5; looks += 1) await settled();
  expect(queues()).toEqual({ open: 2, opened: 1 });
  expect(said).toEqual(['Fault: the queue does not answer']);
  await running.stop();
  expect(queues()).toEqual({ open: 0, opened: 1 });
});

test('one host is asked so much at once; the rest waits, and is not asked when it is late', async () => {
  const asked: string[] = [];
  const answers: ((reply: HostReply) => void)[] = [];
  let nowMs = 0;
  const { running, heard, noted } = await startSwitch({
    answer: ({ id }) => {
      asked.push(id);
      return new Promise<HostReply>((resolve) => answers.push(resolve));
    },
    nowMs: () => nowMs,
  });
  for (const message of messages(4)) await running.send({ ...message, answerByMs: 1_000 });
  await settled();
  expect(asked).toEqual(['message 0', 'message 1']);
  answers[0]?.({ kind: 'approved' });
  await settled();
  expect(asked).toEqual(['message 0', 'message 1', 'message 2']);
  nowMs = 1_000;
  answers[1]?.({ kind: 'approved' });
  answers[2]?.({ kind: 'approved' });
  await settled();
  expect(asked).toHaveLength(3);
  expect(heard).toHaveLength(3);
  expect(noted).toContain('late');
});

test('told to stop, it finishes what it asks and begins nothing', async () => {
  const asked: string[] = [];
  const answers: ((reply: HostReply) => void)[] = [];
  const { running, heard } = await startSwitch({
    answer: ({ id }) => {
      asked.push(id);
      return new Promise<HostReply>((resolve) => answers.push(resolve));
    },
  });
  for (const message of messages(3)) await running.send(message);
  await settled();
  let isStopped = false;
  const stopped = running.stop().then(() => {
    isStopped = true;
  });
  await running.send({ ...MESSAGE, id: 'later' });
  await settled();
  expect(isStopped).toBe(false);
  for (const answer of answers) answer({ kind: 'approved' });
  await stopped;
  expect(asked).toEqual(['message 0', 'message 1']);
  expect(heard).toHaveLength(2);
});

test('an answer that does not reach its shard is lost, and a bug is said', async () => {
  let error: Error = new Fault('QUEUE_UNAVAILABLE', 'the queue does not answer', { retryable: true });
  const { ask, said } = await startSwitch({
    answer: () => ({ kind: 'approved' }),
    hear: () => Promise.reject(error),
  });
  await ask();
  expect(said).toEqual([]);
  error = new Error('a bug');
  await ask();
  expect(said).toEqual(['BANK: Error: a bug']);
});

test('why a host does not answer is said when it is called no more, and that it is back', async () => {
  let says: HostReply = { kind: 'none', why: "needs the network's credential" };
  let nowMs = 0;
  const { ask, said, heard } = await startSwitch({ answer: () => says, nowMs: () => nowMs });
  for (let times = 0; times < 10; times += 1) await ask();
  expect(said).toEqual(["BANK AUTHORIZE needs the network's credential"]);
  says = { kind: 'approved' };
  nowMs = 500;
  await ask();
  expect(said.slice(1)).toEqual(['BANK AUTHORIZE']);
  expect(heard).toHaveLength(11);
});

test('a host that does not answer what it is told is asked as before', async () => {
  const { ask, followUp, heard, noted } = await startSwitch({
    answer: ({ operation }) =>
      operation === 'AUTHORIZE' ? { kind: 'approved' } : { kind: 'none', why: 'INTERNAL' },
  });
  for (let times = 0; times < 10; times += 1)
    await expect(followUp({ ...MESSAGE, operation: 'ADVISE' })).rejects.toThrow(/has not answered/);
  await ask();
  expect(heard).toMatchObject([{ answer: { kind: 'approved' } }]);
  expect(noted.at(-1)).toBe(false);
});

test('a host that answers what it is told is asked again at once, one call at first', async () => {
  let isBack = false;
  const { ask, followUp, heard, noted } = await startSwitch({
    answer: () => (isBack ? { kind: 'approved' } : { kind: 'none', why: 'silent' }),
  });
  for (let times = 0; times < 10; times += 1) await ask();
  isBack = true;
  await ask();
  expect(heard.at(-1)).toMatchObject({ answer: { kind: 'none' } });
  await followUp({ ...MESSAGE, operation: 'REVERSE' });
  await ask();
  expect(heard.at(-1)).toMatchObject({ answer: { kind: 'approved' } });
  expect(noted.at(-1)).toBe(false);
});

test('a host that is away is in nobody’s way at another of the same issuer, nor once it has moved', async () => {
  const near = { ...MESSAGE, content: { ...MESSAGE.content, program: 'NEAR' } };
  const { ask, heard, noted, move } = await startSwitch({
    answer: ({ content }) =>
      content.program === 'NEAR' ? { kind: 'none', why: 'gone' } : { kind: 'approved' },
  });
  for (let times = 0; times < 10; times += 1) await ask(near);
  await ask();
  expect(heard.at(-1)).toMatchObject({ answer: { kind: 'approved' } });
  expect(noted.at(-1)).toBe(true);
  move('NEAR', 'bank:1');
  await ask();
  expect(heard.at(-1)).toMatchObject({ answer: { kind: 'approved' } });
  expect(noted.at(-1)).toBe(false);
});

test('a host that is told in vain is called only now and then', async () => {
  let calls = 0;
  const { followUp } = await startSwitch({
    answer: () => {
      calls += 1;
      return { kind: 'none', why: 'INTERNAL' };
    },
  });
  for (let times = 0; times < 10; times += 1)
    await expect(followUp({ ...MESSAGE, operation: 'ADVISE' })).rejects.toThrow(/has not answered/);
  expect(calls).toBe(5);
});
