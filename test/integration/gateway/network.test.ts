import { status as Code } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NetworkAdministrationClient } from '../../../src/wire/generated/tongfen/v1/NetworkAdministration.ts';
import type { Participant__Output } from '../../../src/wire/generated/tongfen/v1/Participant.ts';
import type { Program__Output } from '../../../src/wire/generated/tongfen/v1/Program.ts';
import type { CallerCode } from './world.ts';
import { CALLERS, called, detailsOf, World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = new World();
  await world.start();
});
afterEach(() => world.close());

type Method = Parameters<typeof called>[1];

/** Calls a method by its name, as clients that are written by hand do. */
function call(
  caller: CallerCode,
  name: keyof NetworkAdministrationClient,
  request: object,
): Promise<unknown> {
  const { network } = world.clients(caller);
  return called(network, network[name] as unknown as Method, request);
}

async function errorOf(
  answer: Promise<unknown>,
): Promise<{ readonly code: number; readonly details: string }> {
  return answer.then(
    () => {
      throw new Error('it was answered');
    },
    (error: { code: number; details: string }) => error,
  );
}

const WRITES: [keyof NetworkAdministrationClient, object][] = [
  ['createParticipant', { participant: { code: 'NEW' } }],
  ['updateParticipant', { code: 'ISSUER-A', name: 'Taken over' }],
  ['createApiKey', { participant: 'ISSUER-A' }],
  ['revokeApiKey', { keyId: 'key-1' }],
  ['createProgram', { program: { code: 'NEW' } }],
  ['updateProgram', { code: 'ACME', name: 'Taken over' }],
  ['createMerchant', { merchant: { code: 'NEW' } }],
  ['updateMerchant', { code: 'SHOP-1', name: 'Taken over' }],
  ['cutOver', {}],
];

describe('administration', () => {
  test.each(WRITES)('%s is the operator’s alone', async (name, request) => {
    for (const caller of CALLERS.filter((code) => code !== 'OPERATOR')) {
      const error = await errorOf(call(caller, name, request));
      expect(error, caller).toMatchObject({
        code: Code.PERMISSION_DENIED,
        details: 'this is for the operator',
      });
    }
  });
});

test.each([1_003, 2_001])('CutOver is answered with %s ms to go', async (leftMs) => {
  const { network } = world.clients('OPERATOR');
  const cycle = await new Promise((resolve, reject) => {
    network.cutOver({}, { deadline: Date.now() + leftMs }, (error, answer) =>
      error === null ? resolve(answer) : reject(error),
    );
  });
  expect(cycle).toMatchObject({ number: 4 });
});

describe('reading', () => {
  test.each<[keyof NetworkAdministrationClient, object, object, string, CallerCode[]]>([
    ['getParticipant', { code: 'ISSUER-A' }, { code: 'NOBODY' }, 'participant', ['OPERATOR', 'ISSUER-A']],
    [
      'listApiKeys',
      { participant: 'ISSUER-A' },
      { participant: 'NOBODY' },
      'participant',
      ['OPERATOR', 'ISSUER-A'],
    ],
    ['getProgram', { code: 'ACME' }, { code: 'NONE' }, 'program', ['OPERATOR', 'ISSUER-A', 'ACQUIRER-1']],
    ['getMerchant', { code: 'SHOP-1' }, { code: 'NONE' }, 'merchant', ['OPERATOR', 'ACQUIRER-1']],
  ])(
    '%s: what is another’s looks like what does not exist',
    async (name, request, missing, what, readers) => {
      for (const caller of CALLERS) {
        const expected = { code: Code.NOT_FOUND, details: `no such ${what}` };
        expect(await errorOf(call(caller, name, missing)), caller).toMatchObject(expected);
        if (readers.includes(caller)) await call(caller, name, request);
        else expect(await errorOf(call(caller, name, request)), caller).toMatchObject(expected);
      }
    },
  );

  test('lists show each caller its own', async () => {
    const codes = async (caller: CallerCode, name: keyof NetworkAdministrationClient) => {
      const [list] = Object.values((await call(caller, name, {})) as Record<string, { code: string }[]>);
      return (list ?? []).map(({ code }) => code);
    };
    expect(await codes('OPERATOR', 'listParticipants')).toEqual([...CALLERS]);
    expect(await codes('ISSUER-B', 'listParticipants')).toEqual(['ISSUER-B']);
    expect(await codes('OPERATOR', 'listPrograms')).toEqual(['ACME', 'BETA']);
    expect(await codes('ISSUER-B', 'listPrograms')).toEqual(['BETA']);
    expect(await codes('ACQUIRER-1', 'listPrograms')).toEqual(['ACME']);
    expect(await codes('OPERATOR', 'listMerchants')).toEqual(['SHOP-1', 'SHOP-2']);
    expect(await codes('ISSUER-A', 'listMerchants')).toEqual([]);
    expect(await codes('ACQUIRER-2', 'listMerchants')).toEqual(['SHOP-2']);
  });

  test('merchants come in pages', async () => {
    const page = async (after: string) => {
      const request = { after, pageSize: 1 };
      const { merchants } = (await call('OPERATOR', 'listMerchants', request)) as {
        merchants: { code: string }[];
      };
      return merchants.map(({ code }) => code);
    };
    expect(await page('')).toEqual(['SHOP-1']);
    expect(await page('SHOP-1')).toEqual(['SHOP-2']);
    expect(await page('SHOP-2')).toEqual([]);
  });

  test.each([
    ['page_size', { pageSize: 1_001 }],
    ['page_size', { pageSize: -1 }],
    ['after', { after: 'shop\u0000' }],
  ])('a list of merchants with a bad %s is refused', async (field, request) => {
    const error = await errorOf(call('OPERATOR', 'listMerchants', request));
    expect(error).toMatchObject({ code: Code.INVALID_ARGUMENT, details: expect.stringContaining(field) });
  });

  test('where a host is, and for how much it is stood in, is its issuer’s business', async () => {
    const host = { address: 'host.example:443', floorLimit: 500 };
    const program = {
      code: 'FAR',
      name: 'Far',
      issuer: 'ISSUER-A',
      parNumerator: 1,
      parDenominator: 1,
      host,
    };
    await call('OPERATOR', 'createProgram', { program });
    await call('OPERATOR', 'updateMerchant', { code: 'SHOP-1', programs: { codes: ['FAR'] } });
    for (const caller of ['OPERATOR', 'ISSUER-A', 'ACQUIRER-1'] as const) {
      const seen = caller === 'ACQUIRER-1' ? { address: '', floorLimit: 0 } : host;
      expect(await call(caller, 'getProgram', { code: 'FAR' })).toMatchObject({ host: seen });
      const listed = {
        programs: expect.arrayContaining([expect.objectContaining({ host: seen })]) as unknown,
      };
      expect(await call(caller, 'listPrograms', {})).toMatchObject(listed);
    }
  });

  test('everybody knows the cycle', async () => {
    expect(await call('ACQUIRER-2', 'getCycle', {})).toEqual({
      number: 3,
      businessDate: 20_260_105,
      openedAt: { seconds: 1, nanos: 0 },
      alreadyCutOver: false,
    });
  });
});

describe('a participant', () => {
  const NEW = {
    code: 'ISSUER-C',
    name: 'Third',
    roles: ['ISSUER', 'ACQUIRER'],
    cardPrefix: 400_077,
    certificateName: 'c.example',
    rateLimit: 100,
    rateBurst: 200,
    status: 'ACTIVE',
  };

  test('is created, with a key, and changed field by field', async () => {
    expect(await call('OPERATOR', 'createParticipant', { participant: NEW })).toEqual(NEW);
    const { secret } = (await call('OPERATOR', 'createApiKey', { participant: 'ISSUER-C' })) as {
      secret: string;
    };
    const { network } = world.clients(undefined, { authorization: `Bearer ${secret}` });
    expect(await called(network, network.getParticipant, { code: 'ISSUER-C' })).toEqual(NEW);

    const changes = { code: 'ISSUER-C', rateLimit: 5, status: 'BLOCKED' };
    expect(await call('OPERATOR', 'updateParticipant', changes)).toEqual({ ...NEW, ...changes });
    await expect(called(network, network.getParticipant, { code: 'ISSUER-C' })).rejects.toMatchObject({
      code: Code.PERMISSION_DENIED,
    });
  });

  test('is active, and has no prefix, certificate or rates where none are given', async () => {
    const bare = { code: 'BARE', name: 'Bare', roles: ['ACQUIRER'] };
    expect(await call('OPERATOR', 'createParticipant', { participant: bare })).toEqual({
      ...bare,
      cardPrefix: 0,
      certificateName: '',
      rateLimit: 0,
      rateBurst: 0,
      status: 'ACTIVE',
    });
    expect(await world.directory.participant('BARE')).toMatchObject({ rateLimit: undefined });
  });

  test('keys are listed with their times and revoked', async () => {
    const listed = await call('ISSUER-A', 'listApiKeys', { participant: 'ISSUER-A' });
    const key = { keyId: 'key-1', participant: 'ISSUER-A', createdAt: { seconds: 1, nanos: 0 } };
    expect(listed).toEqual({ apiKeys: [{ ...key, revokedAt: null }] });
    const revoked = { ...key, revokedAt: { seconds: 2, nanos: 0 } };
    expect(await call('OPERATOR', 'revokeApiKey', { keyId: 'key-1' })).toEqual(revoked);
    expect(await errorOf(call('OPERATOR', 'revokeApiKey', { keyId: 'key-99' }))).toMatchObject({
      code: Code.NOT_FOUND,
    });
  });
});

describe('a program', () => {
  const NEW = {
    code: 'GAMMA',
    name: 'Gamma',
    issuer: 'ISSUER-B',
    scale: 2,
    parNumerator: 3,
    parDenominator: 7,
    months: { months: 12 },
    limitPerTransaction: 5_000,
    clawback: 'OVERDRAW',
    status: 'ACTIVE',
    arrival: 'BY_POLICY',
    host: null,
  };

  test('is created as it is given', async () => {
    expect(await call('OPERATOR', 'createProgram', { program: NEW })).toEqual({ ...NEW, expiry: 'months' });
  });

  test('has no rate that its issuer has approved itself, be it the operator', async () => {
    const both = { code: 'BOTH', name: 'Both', roles: ['ISSUER', 'OPERATOR'], status: 'ACTIVE' };
    await call('OPERATOR', 'createParticipant', { participant: both });
    await call('OPERATOR', 'createProgram', { program: { ...NEW, issuer: 'BOTH' } });
    const made = await call('OPERATOR', 'createApiKey', { participant: 'BOTH' });
    const { secret } = made as { secret: string };
    const { network } = world.clients(undefined, { authorization: `Bearer ${secret}` });
    const rate = { program: NEW.code, parNumerator: 1_000_000, parDenominator: 1, spreadBasisPoints: 0 };
    expect(await called(network, network.proposeRate, rate)).toMatchObject({ version: 1 });
    const approval = { program: NEW.code, version: 1 };
    await expect(called(network, network.approveRate, approval)).rejects.toMatchObject({
      code: Code.PERMISSION_DENIED,
    });
    expect(await call('OPERATOR', 'approveRate', approval)).toMatchObject({ approvedBy: 'OPERATOR' });
  });

  test('has defaults', async () => {
    const {
      months: _,
      limitPerTransaction: _limit,
      clawback: _clawback,
      status: _status,
      arrival: _arrival,
      ...bare
    } = NEW;
    expect(await call('OPERATOR', 'createProgram', { program: bare })).toEqual({
      ...bare,
      none: {},
      expiry: 'none',
      limitPerTransaction: 1_000_000_000_000,
      clawback: 'REJECT',
      status: 'ACTIVE',
      arrival: 'BY_POLICY',
    });
  });

  test('changes what is set in the request and nothing else', async () => {
    const before = (await call('OPERATOR', 'getProgram', { code: 'ACME' })) as Program__Output;
    const changes = { code: 'ACME', fixedDay: { month: 2, day: 29 }, clawback: 'PARTIAL', status: 'BLOCKED' };
    const { none: _, ...rest } = before;
    expect(await call('OPERATOR', 'updateProgram', changes)).toEqual({
      ...rest,
      ...changes,
      expiry: 'fixedDay',
    });
    expect(await call('OPERATOR', 'updateProgram', { code: 'ACME', limitPerTransaction: 0 })).toMatchObject({
      limitPerTransaction: 1_000_000_000_000,
      clawback: 'PARTIAL',
    });
  });
});

describe('a merchant', () => {
  test('is created and changed', async () => {
    const created = {
      code: 'SHOP-9',
      name: 'Nine',
      acquirer: 'ACQUIRER-1',
      programs: ['ACME'],
      status: 'ACTIVE',
    };
    expect(await call('OPERATOR', 'createMerchant', { merchant: created })).toEqual(created);
    const renamed = { ...created, name: 'Ninth' };
    expect(await call('OPERATOR', 'updateMerchant', { code: 'SHOP-9', name: 'Ninth' })).toEqual(renamed);
    const programs = { codes: ['ACME', 'BETA'] };
    expect(await call('OPERATOR', 'updateMerchant', { code: 'SHOP-9', programs })).toEqual({
      ...renamed,
      programs: ['ACME', 'BETA'],
    });
    const none = { code: 'SHOP-9', programs: { codes: [] } };
    expect(await call('OPERATOR', 'updateMerchant', none)).toEqual({ ...renamed, programs: [] });
  });
});

describe('a change that is refused', () => {
  test.each<[keyof NetworkAdministrationClient, object, string]>([
    ['createParticipant', {}, 'participant'],
    [
      'createParticipant',
      { participant: { code: 'lower', name: 'x', roles: ['ISSUER'] } },
      'participant.code',
    ],
    [
      'createParticipant',
      { participant: { code: 'NEW', name: 'x', roles: ['ROLE_UNSPECIFIED'] } },
      'participant.roles',
    ],
    ['createParticipant', { participant: { code: 'NEW', name: 'x', roles: [17] } }, 'participant.roles'],
    [
      'createParticipant',
      { participant: { code: 'NEW', name: 'x', roles: ['ISSUER'], status: 9 } },
      'participant.status',
    ],
    ['updateParticipant', { code: 'ISSUER-A', status: 'STATUS_UNSPECIFIED' }, 'status'],
    ['updateParticipant', { code: 'ISSUER-A', name: '' }, 'name'],
    ['createProgram', {}, 'program'],
    ['createProgram', { program: { code: 'GAMMA', name: 'x', scale: 5 } }, 'program.scale'],
    ['createProgram', { program: { code: 'GAMMA', name: 'x', clawback: 9 } }, 'program.clawback'],
    [
      'createProgram',
      {
        program: {
          code: 'GAMMA',
          name: 'x',
          parNumerator: 1,
          parDenominator: 1,
          limitPerTransaction: '9223372036854775807',
        },
      },
      'program.limit_per_transaction',
    ],
    ['updateProgram', { code: 'ACME', months: {} }, 'months.months'],
    ['updateProgram', { code: 'ACME', clawback: 'CLAWBACK_UNSPECIFIED' }, 'clawback'],
    ['createMerchant', {}, 'merchant'],
    ['updateMerchant', { code: 'SHOP-1', status: 0 }, 'status'],
    ['cutOver', { businessDate: 20_260_230 }, 'business_date'],
  ])('%s %o names the field', async (name, request, field) => {
    const error = await errorOf(call('OPERATOR', name, request));
    expect(error).toMatchObject({ code: Code.INVALID_ARGUMENT });
    expect(detailsOf(error)).toMatchObject({ BadRequest: { fieldViolations: [{ field }] } });
  });

  test('because the code is taken is ALREADY_EXISTS, because there is none NOT_FOUND', async () => {
    const acme = (await call('OPERATOR', 'getProgram', { code: 'ACME' })) as Program__Output;
    expect(await errorOf(call('OPERATOR', 'createProgram', { program: acme }))).toMatchObject({
      code: Code.ALREADY_EXISTS,
    });
    expect(await errorOf(call('OPERATOR', 'updateProgram', { code: 'NONE', name: 'x' }))).toMatchObject({
      code: Code.NOT_FOUND,
    });
  });
});

describe('CutOver', () => {
  test('answers with the new cycle', async () => {
    const opened = { number: 4, openedAt: { seconds: 2, nanos: 0 } };
    expect(await call('OPERATOR', 'cutOver', {})).toEqual({
      ...{ ...opened, businessDate: 20_260_106, alreadyCutOver: false },
    });
    expect(await call('OPERATOR', 'cutOver', { businessDate: 20_260_110 })).toEqual({
      ...{ ...opened, businessDate: 20_260_110, alreadyCutOver: true },
    });
  });
});

test('a participant sees itself as the operator sees it', async () => {
  const seen: Participant__Output[] = [];
  for (const caller of ['OPERATOR', 'ISSUER-B'] as const) {
    seen.push((await call(caller, 'getParticipant', { code: 'ISSUER-B' })) as Participant__Output);
  }
  expect(seen[0]).toEqual(seen[1]);
});
