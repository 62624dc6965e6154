import { status as Code } from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Reconciliations } from '../../../src/reconciliation/ports.ts';
import { storeFault } from '../../../src/store/faults.ts';
import { called, NOTHING_TO_RECONCILE, World } from './world.ts';

/** Like Postgres, refuses text with a NUL and numbers above 2^63 - 1. */
function picky<Port extends object>(port: Port): Port {
  const refused = (value: unknown): boolean => {
    if (typeof value === 'string') return value.includes('\0');
    if (typeof value === 'number') return !Number.isSafeInteger(value);
    return typeof value === 'object' && value !== null && Object.values(value).some(refused);
  };
  return new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        const what = args.find((arg) => !(arg instanceof AbortSignal) && refused(arg));
        if (what !== undefined) return Promise.reject(storeFault(new Error('invalid input'), String(name)));
        return member.apply(target, args);
      };
    },
  });
}

const KNOWN = {
  ...{ number: 1, cycle: 3, participant: 'ISSUER-A', lines: 1 },
  ...{ different: 0, missingHere: 0, missingThere: 0 },
};
const reconciliations: Reconciliations = { ...NOTHING_TO_RECONCILE, reconciliation: async () => KNOWN };

let world: World;
beforeEach(async () => {
  world = new World();
  world.picky = picky;
  world.reconciliations = reconciliations;
  await world.start();
});
afterEach(() => world.close());

const NUL = 'A\0B';
const HUGE = 2 ** 62;
const NOWHERE = { code: Code.NOT_FOUND };
const WRONG = { code: Code.INVALID_ARGUMENT };

const ASKED: [service: string, method: string, request: object, answer: object][] = [
  ['network', 'getParticipant', { code: NUL }, { ...NOWHERE, details: 'no such participant' }],
  ['network', 'updateParticipant', { code: NUL, name: 'New' }, NOWHERE],
  ['network', 'createApiKey', { participant: NUL }, NOWHERE],
  ['network', 'listApiKeys', { participant: NUL }, { ...NOWHERE, details: 'no such participant' }],
  ['network', 'revokeApiKey', { keyId: NUL }, NOWHERE],
  ['network', 'getProgram', { code: NUL }, { ...NOWHERE, details: 'no such program' }],
  ['network', 'updateProgram', { code: NUL, name: 'New' }, NOWHERE],
  ['network', 'proposeRate', { program: NUL }, { ...NOWHERE, details: 'no such program' }],
  ['network', 'listRates', { program: NUL }, { ...NOWHERE, details: 'no such program' }],
  ['network', 'setNetDebitCap', { participant: NUL, capMicro: 1 }, NOWHERE],
  ['network', 'setStandInLimit', { participant: NUL, limitMicro: 1 }, NOWHERE],
  ['network', 'getMerchant', { code: NUL }, { ...NOWHERE, details: 'no such merchant' }],
  ['network', 'updateMerchant', { code: NUL, name: 'New' }, NOWHERE],
  ['accounts', 'openCards', { issuer: NUL, aliases: ['a'] }, NOWHERE],
  ['settlement', 'confirmSettlement', { cycle: 3, participant: NUL, settled: true }, NOWHERE],
  ['settlement', 'confirmSettlement', { cycle: 3, participant: 'ISSUER-A', failed: NUL }, WRONG],
  ['settlement', 'getLiability', { program: NUL }, NOWHERE],
  ['reconciliation', 'listBreaks', { reconciliation: HUGE }, NOWHERE],
  ['reconciliation', 'listBreaks', { reconciliation: -HUGE }, NOWHERE],
  ['reconciliation', 'listBreaks', { reconciliation: 1, after: HUGE }, WRONG],
  ['reconciliation', 'listBreaks', { reconciliation: 1, after: -1 }, WRONG],
  ['reconciliation', 'proposeAdjustment', { reconciliation: HUGE, break: 1 }, NOWHERE],
  ['reconciliation', 'proposeAdjustment', { reconciliation: 1, break: HUGE }, NOWHERE],
  ['reconciliation', 'proposeAdjustment', { reconciliation: 1, break: -HUGE }, NOWHERE],
  ['reconciliation', 'listAdjustments', { reconciliation: HUGE }, NOWHERE],
];

test.each(ASKED)(
  '%s.%s of %o: what the database would not take is answered before',
  async (service, name, request, answer) => {
    const clients = world.clients('OPERATOR') as unknown as Record<string, Record<string, unknown>>;
    const client = clients[service] ?? {};
    const method = client[name] as Parameters<typeof called>[1];
    await expect(called(client, method, request)).rejects.toMatchObject(answer);
    expect(world.observations.failures).toEqual([]);
  },
);
