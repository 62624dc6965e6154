import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectTongfen } from '../src/client/client.ts';
import type { Answer } from '../src/client/response-decoder.ts';
import { isResult } from '../src/client/response-decoder.ts';
import { uuid7 } from '../src/client/uuid7.ts';
import { Issuer } from '../src/issuer/issuer.ts';
import type { HostMessage } from '../src/ledger/host-message.ts';
import { GrpcHosts } from '../src/switch/grpc-hosts.ts';
import type { Bench } from './bench.ts';
import { median } from './figures.ts';
import { ACQUIRER, cardOfRank, EXTERNAL_ISSUER } from './network-plan.ts';

const { code, credential } = EXTERNAL_ISSUER;

/** A program on its issuer's own host, and the merchant that takes its points. */
const PROGRAM = 'PETALS';
const MERCHANT = 'FLORIST';

/** Enough for every call. */
const OPENING_AMOUNT = 1_000_000;
const AMOUNT = 1;

/** The first calls open connections and compile code. */
const WARM_UP_CALLS = 40;

const CALL_MS_MAX = 5_000;

/** Every process knows new reference data within a second; how often it is asked for until then. */
const KNOWN_WITHIN_MS = 5_000;
const ASK_EVERY_MS = 50;

/**
 * What the network adds to an issuer's own time: a caller redeems points of an external program, one after the other, and in
 * turn with it the same host is called directly with the same message. The medians are compared.
 */
export async function benchExternal(bench: Bench): Promise<void> {
  const { plan, progress, results, closers } = bench;
  progress.step('an issuer joins with its own host');
  const directory = closers.add(mkdtempSync(join(tmpdir(), 'tongfen-bench-issuer-')), (made) =>
    rmSync(made, { recursive: true, force: true }),
  );
  const card = cardOfRank(0);
  const issuer = closers.add(
    await Issuer.start({
      host: '127.0.0.1',
      port: 0,
      credential,
      tls: undefined,
      allowPlaintext: false,
      misbehaviour: {},
      books: join(directory, 'issuer.db'),
      members: [{ card, program: PROGRAM, isBlocked: false, posted: OPENING_AMOUNT, held: 0 }],
    }),
    (started) => started.stop(),
  );
  await createNetwork(bench, issuer.address);

  const acquirer = connectTongfen(bench.asAcquirer);
  const hosts = new GrpcHosts({
    tls: undefined,
    tlsByIssuer: new Map(),
    allowPlaintext: false,
    tokens: new Map([[code, credential]]),
  });
  const through: number[] = [];
  const direct: number[] = [];
  const redeem = async (): Promise<Answer> =>
    acquirer.submit({
      id: uuid7(),
      type: 'REDEEM',
      card,
      program: PROGRAM,
      amount: AMOUNT,
      merchant: MERCHANT,
    });
  try {
    await untilKnown(redeem);
    progress.step('redeeming at the issuer’s host');
    for (let call = 0; call < WARM_UP_CALLS + plan.externalCalls; call += 1) {
      const throughMs = await timed(async () => assertPosted(await redeem()));
      const directMs = await timed(async () => {
        const reply = await hosts.call(issuer.address, messageOf(card), CALL_MS_MAX);
        if (reply.kind !== 'approved') throw new Error(`the host did not approve: ${reply.kind}`);
      });
      if (call < WARM_UP_CALLS) continue;
      through.push(throughMs);
      direct.push(directMs);
    }
  } finally {
    acquirer.close();
    hosts.close();
  }
  const reference = { name: 'external_host_ms', value: median(direct), unit: 'ms' } as const;
  results.add({ name: 'external_added_ms', value: median(through) - reference.value, unit: 'ms', reference });
  results.add(reference);
}

/** Waits until every process knows the issuer, its program and its merchant. */
async function untilKnown(redeem: () => Promise<Answer>): Promise<void> {
  const giveUpAtMs = performance.now() + KNOWN_WITHIN_MS;
  for (;;) {
    const answer = await redeem();
    if (isPosted(answer)) return;
    if (performance.now() > giveUpAtMs) return assertPosted(answer);
    await sleep(ASK_EVERY_MS);
  }
}

function assertPosted(answer: Answer): void {
  if (!isPosted(answer)) throw new Error(`a redeem failed: ${JSON.stringify(answer)}`);
}

function isPosted(answer: Answer): boolean {
  return isResult(answer) && answer.outcome === 'POSTED';
}

async function createNetwork({ asOperator }: Bench, address: string): Promise<void> {
  const operator = connectTongfen(asOperator);
  try {
    const { network } = operator;
    await network.createParticipant({ participant: { code, name: 'Lotus', roles: ['ISSUER'] } });
    const host = { address, floorLimit: 0 };
    await network.createProgram({
      program: {
        code: PROGRAM,
        name: 'Petals',
        issuer: code,
        parNumerator: 1,
        parDenominator: 1,
        none: {},
        host,
      },
    });
    await network.createMerchant({
      merchant: { code: MERCHANT, name: 'Florist', acquirer: ACQUIRER, programs: [PROGRAM] },
    });
  } finally {
    operator.close();
  }
}

/** What the switch would send. */
function messageOf(card: number): HostMessage {
  const id = uuid7();
  return {
    id,
    operation: 'AUTHORIZE',
    issuer: code,
    transaction: id,
    content: {
      id,
      card,
      origin: ACQUIRER,
      type: 'REDEEM',
      program: PROGRAM,
      amount: AMOUNT,
      reference: '',
      originalId: '',
      peer: 0,
      holdSeconds: 0,
      debit: false,
      reason: '',
      linked: false,
      exchange: undefined,
    },
    merchant: MERCHANT,
    direction: 'DEBIT',
    inTransit: 0,
    original: undefined,
    ledgerTimeMs: Date.now(),
    answerByMs: 0,
    standInMicro: 0,
    gateway: '',
  };
}

async function timed(call: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await call();
  return performance.now() - startedMs;
}
