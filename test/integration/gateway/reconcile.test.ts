import { status as Code } from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Reconciliations } from '../../../src/reconciliation/ports.ts';
import { storeFault } from '../../../src/store/faults.ts';
import type { ReconcileRequest } from '../../../src/wire/generated/tongfen/v1/ReconcileRequest.ts';
import { NOTHING_TO_RECONCILE, NOTHING_TO_SETTLE, programOf, World } from './world.ts';

/** Reads the whole file; what goes wrong meanwhile is a fault of the database, as it is with Postgres. */
const readsTheFile: Reconciliations['reconcile'] = async ({ cycle }, lines) => {
  let count = 0;
  try {
    for await (const read of lines) count += read.length;
  } catch (error) {
    throw storeFault(error, 'reconcile a file');
  }
  return {
    ...{ number: 1, cycle, participant: 'ISSUER-A', lines: count },
    ...{ different: 0, missingHere: 0, missingThere: 0 },
  };
};

let world: World;
beforeEach(async () => {
  world = new World();
  world.settlement = { ...NOTHING_TO_SETTLE, shards: async () => [] };
  world.reconciliations = { ...NOTHING_TO_RECONCILE, reconcile: readsTheFile };
  await world.start({ pieceWaitMaxMs: 500 });
});
afterEach(() => world.close());

const HEADER: ReconcileRequest = { header: { cycle: 3 } };
const CONTENT: ReconcileRequest = { content: Buffer.from('id,card,program,outcome,amount,posted_change\n') };

function reconcile(messages: readonly ReconcileRequest[]): Promise<unknown> {
  const { reconciliation } = world.clients('ISSUER-A');
  return new Promise((resolve, reject) => {
    const call = reconciliation.reconcile((error, answer) =>
      error === null ? resolve(answer) : reject(error),
    );
    call.on('error', () => undefined);
    for (const message of messages) call.write(message);
    call.end();
  });
}

test('a file is read to its end', async () => {
  expect(await reconcile([HEADER, CONTENT, CONTENT])).toMatchObject({ number: 1, cycle: 3 });
});

test('a file is compared with what was posted in a program that the gateway has not heard of yet', async () => {
  const read = vi.spyOn(world.reconciliations, 'reconcile');
  vi.spyOn(world.directory, 'recent').mockResolvedValue(await world.directory.recent());
  await world.directory.createProgram(programOf('NEW', 'ISSUER-A'));
  await reconcile([HEADER, CONTENT]);
  expect([...(read.mock.calls[0]?.[0].concern.programs ?? [])]).toEqual(['ACME', 'NEW']);
});

test.each<[string, ReconcileRequest[], Code, string]>([
  ['a second header', [HEADER, CONTENT, HEADER], Code.INVALID_ARGUMENT, 'header: comes once'],
  ['a piece without a part', [HEADER, {}], Code.INVALID_ARGUMENT, 'header: comes once'],
  [
    'a piece above the limit',
    [HEADER, { content: Buffer.alloc(2 * 1_024 * 1_024) }],
    Code.RESOURCE_EXHAUSTED,
    'at most 1048576 bytes in a message',
  ],
])('%s is the fault of the caller, who is told so', async (_name, messages, code, details) => {
  await expect(reconcile(messages)).rejects.toMatchObject({ code, details });
  expect(world.observations.failures).toEqual([]);
});

test('a caller that stops in the middle of its file gives its place up', async () => {
  const { reconciliation } = world.clients('ISSUER-A');
  const refused = new Promise((_resolve, reject) => {
    const call = reconciliation.reconcile((error) => reject(error as Error));
    call.on('error', () => undefined);
    call.write(HEADER);
    call.write(CONTENT);
  });
  await expect(refused).rejects.toMatchObject({
    code: Code.DEADLINE_EXCEEDED,
    details: 'the rest of the file did not come; hand it in again',
  });
  expect(await reconcile([HEADER, CONTENT])).toMatchObject({ number: 1, cycle: 3 });
});

test('a database that is away is not the fault of the caller', async () => {
  world.reconciliations.reconcile = () => Promise.reject(storeFault(new Error('gone'), 'reconcile a file'));
  await expect(reconcile([HEADER, CONTENT])).rejects.toMatchObject({ code: Code.UNAVAILABLE });
});
