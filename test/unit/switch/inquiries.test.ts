import { beforeEach, expect, test } from 'vitest';
import type { Network } from '../../../src/ledger/network.ts';
import type { Reply } from '../../../src/shard/envelope.ts';
import { Inquiries } from '../../../src/switch/inquiries.ts';
import type { BalanceReply } from '../../../src/switch/ports.ts';
import { SWITCH_DEFAULTS } from '../../../src/switch/switch.ts';

const INQUIRY = { gateway: 'g', number: 7, issuer: 'BANK', card: 4_000_010_000_000_008, program: 'FAR' };

let nowMs: number;
let says: BalanceReply;
let calls: number[];
let told: { gateway: string; reply: Reply }[];
let noted: string[];
let programs: Map<string, { host: { address: string } }>;
let inquiries: Inquiries;
beforeEach(() => {
  nowMs = 1_000_000;
  says = { kind: 'known', posted: 5, held: 1 };
  calls = [];
  told = [];
  noted = [];
  programs = new Map([['FAR', { host: { address: 'bank:1' } }]]);
  const network = { programs } as unknown as Network;
  inquiries = new Inquiries(
    {
      hosts: {
        call: () => Promise.reject(new Error('nothing else is asked')),
        balance: async (_address, _of, timeoutMs) => {
          calls.push(timeoutMs);
          return says;
        },
      },
      replies: { reply: (gateway, reply) => void told.push({ gateway, reply }) },
      network: { current: () => network },
      clock: { nowMs: () => nowMs, sleep: async () => {} },
      observer: {
        called: ({ operation, reply }) => void noted.push(`${operation} ${reply}`),
        skipped: (_issuer, why) => void noted.push(`skipped ${why}`),
        opened: () => void noted.push('opened'),
        circuit: () => void noted.push('circuit'),
      },
      log: {
        issuerOpened: () => {},
        queuesFailed: () => {},
        hostAway: (_issuer, operation, why) => void noted.push(`${operation} away: ${why}`),
        hostBack: (_issuer, operation) => void noted.push(`${operation} back`),
        wrongAnswer: (_issuer, _operation, why) => void noted.push(why),
        callFailed: () => {},
      },
    },
    { ...SWITCH_DEFAULTS, shards: 4 },
  );
});

function answers(): unknown[] {
  return told.map(({ reply }) => (reply.kind === 'balance' ? reply.answer : reply));
}

test('what the host says is told to the gateway that asked', async () => {
  await inquiries.answer({ ...INQUIRY, answerByMs: nowMs + 3_000 });
  expect(told).toEqual([
    { gateway: 'g', reply: { kind: 'balance', number: 7, answer: { kind: 'known', posted: 5, held: 1 } } },
  ]);
  expect(calls).toEqual([2_000]);
});

test('the host has no longer than the gateway waits, and is not called when it waits no more', async () => {
  await inquiries.answer({ ...INQUIRY, answerByMs: nowMs + 300 });
  await inquiries.answer({ ...INQUIRY, answerByMs: nowMs });
  expect(calls).toEqual([300]);
  expect(told).toHaveLength(1);
  expect(noted).toEqual(['BALANCE known', 'skipped late']);
});

test('a wrong answer is none, and is noted as what it is', async () => {
  says = { kind: 'wrong', why: 'another account' };
  await inquiries.answer({ ...INQUIRY, answerByMs: nowMs + 3_000 });
  expect(answers()).toEqual([{ kind: 'none' }]);
  expect(noted).toEqual(['BALANCE wrong', 'another account']);
});

test('a host that never answers is called only now and then', async () => {
  says = { kind: 'none', why: 'silence' };
  for (let times = 0; times < 7; times += 1)
    await inquiries.answer({ ...INQUIRY, answerByMs: nowMs + 3_000 });
  expect(calls).toHaveLength(5);
  nowMs += 500;
  says = { kind: 'unknown' };
  for (let times = 0; times < 2; times += 1)
    await inquiries.answer({ ...INQUIRY, answerByMs: nowMs + 3_000 });
  expect(answers()).toEqual([...Array(7).fill({ kind: 'none' }), { kind: 'unknown' }, { kind: 'unknown' }]);
  expect(noted.filter((each) => !/^(BALANCE (none|unknown)|skipped circuit)$/.test(each))).toEqual([
    'BALANCE away: silence',
    'BALANCE back',
  ]);
});

test('a program whose host is not known here has no answer', async () => {
  programs.clear();
  await inquiries.answer({ ...INQUIRY, answerByMs: nowMs + 3_000 });
  expect(answers()).toEqual([{ kind: 'none' }]);
  expect(calls).toEqual([]);
});
