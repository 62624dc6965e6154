import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TongfenClient } from '../../src/client/client.ts';
import type { Answer } from '../../src/client/response-decoder.ts';
import { isResult } from '../../src/client/response-decoder.ts';
import { uuid7 } from '../../src/client/uuid7.ts';
import { SWITCH_DEFAULTS } from '../../src/switch/switch.ts';
import { eventually } from '../support/eventually.ts';
import type { RunningNetwork } from '../support/running-network.ts';
import { runNetwork } from '../support/running-network.ts';
import { TestHost } from '../support/test-host.ts';
import { TRIED_BACKENDS } from './seeds.ts';

const POINTS = 100_000;
const CARDS = 40;

/** More than a switch calls one host for at once. */
const HANGING = 100;

/** Of each program that does not hang. */
const OTHERS = 10;
const ROUNDS = 7;

/**
 * How much longer others may take while a host hangs: room for a busy machine, and in any case half of what the switch
 * waits for a host. If they waited for it, they would take all of that.
 */
const SLOWER_MAX = 5;
const SLOWER_MS_MAX = SWITCH_DEFAULTS.callTimeoutMs / 2;

describe.each(TRIED_BACKENDS)('an issuer’s host that hangs, with queues on %s', (backend) => {
  let running: RunningNetwork;
  let acquirer: TongfenClient;
  const hosts = new Map<string, TestHost>();

  beforeAll(async () => {
    running = await runNetwork(backend, { cards: CARDS, workers: 1 });
    const { network } = running;
    const operator = network.connect('OPERATOR').network;
    for (const [code, issuer] of [
      ['HANGS', 'ISSUER-A'],
      ['ANSWERS', 'ISSUER-B'],
    ] as const) {
      const host = new TestHost(network.cards.map((card) => [card, POINTS]));
      await host.start();
      hosts.set(code, host);
      await operator.createProgram({
        program: {
          ...{ code, name: code, issuer, parNumerator: 1, parDenominator: 1, none: {} },
          host: { address: host.address, floorLimit: 0 },
        },
      });
    }
    await operator.updateMerchant({ code: 'SHOP', programs: { codes: ['ALPHA', 'HANGS', 'ANSWERS'] } });
    acquirer = network.connect('ACQUIRER-A');
    // Once they are there for every process.
    await eventually(async () => {
      for (const code of hosts.keys()) expect((await submit(code, 1)).map(outcomeOf)).toEqual(['POSTED']);
    });
  });

  afterAll(async () => {
    await running?.stop();
    for (const host of hosts.values()) host.stop();
  });

  /** Submits so many at once, on all cards. */
  function submit(program: string, count: number): Promise<Answered[]> {
    const { cards } = running.network;
    const startMs = performance.now();
    return Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const card = cards[index % cards.length] as number;
        const earn = { id: uuid7(), type: 'EARN', card, program, amount: 1, merchant: 'SHOP' } as const;
        return { answer: await acquirer.submit(earn), ms: performance.now() - startMs };
      }),
    );
  }

  /**
   * Milliseconds after which others are answered as a rule: of a program that is hosted and of one on another host, on the
   * same cards. A round in which one of them is declined took for ever.
   */
  async function othersTake(): Promise<number> {
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const others = await Promise.all(['ALPHA', 'ANSWERS'].map((program) => submit(program, OTHERS)));
      const took = others.flat().map((each) => (outcomeOf(each) === 'POSTED' ? each.ms : Infinity));
      rounds.push(Math.max(...took));
    }
    return medianOf(rounds);
  }

  test('slows down nobody else', async () => {
    const host = hosts.get('HANGS') as TestHost;
    // What is slow the first time is not what is compared.
    await othersTake();
    const usualMs = await othersTake();

    host.manners = { isSilent: true };
    const first = submit('HANGS', HANGING);
    const meanwhileMs = await othersTake();
    const hung = await first;
    expect(new Set(hung.map(outcomeOf))).toEqual(new Set(['ISSUER_UNAVAILABLE']));
    expect(meanwhileMs).toBeLessThan(Math.max(SLOWER_MAX * usualMs, SLOWER_MS_MAX));

    // By now the circuit is open: the host is not asked for its own either, but for one now and then that tries.
    const before = authorizationsOf(host);
    const next = await submit('HANGS', OTHERS);
    expect(new Set(next.map(outcomeOf))).toEqual(new Set(['ISSUER_UNAVAILABLE']));
    expect(authorizationsOf(host) - before).toBeLessThan(OTHERS / 2);
    const [process] = running.engine.workers;
    const skipped = await process!.metric('tongfen_host_messages_skipped_total');
    expect(skipped.get('{issuer="ISSUER-A",why="circuit"}')).toBeGreaterThan(0);

    host.manners = {};
    // What it did without saying so is undone.
    await eventually(() => {
      expect(totalOf(host)).toBe(CARDS * POINTS + 1);
      return Promise.resolve();
    }, 90_000);
  });

  function totalOf({ books }: TestHost): number {
    return running.network.cards.reduce((sum, card) => sum + books.posted(card), 0);
  }
});

/** How often the host was asked for points. */
function authorizationsOf({ asked }: TestHost): number {
  return asked.filter(({ operation }) => operation === 'AUTHORIZE').length;
}

interface Answered {
  readonly answer: Answer;
  readonly ms: number;
}

/** The outcome, or the status of what has none. */
function outcomeOf({ answer }: Answered): string {
  return isResult(answer) ? answer.outcome : answer.status;
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
