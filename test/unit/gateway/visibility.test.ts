import { describe, expect, test, vi } from 'vitest';
import type { ParticipantRecord } from '../../../src/directory/ports.ts';
import type { Sight } from '../../../src/gateway/visibility.ts';
import { isBeforeAccount, maySee, Sights, seenEntry } from '../../../src/gateway/visibility.ts';
import type { Merchant, Network, Program, Role } from '../../../src/ledger/network.ts';
import type { Outcome } from '../../../src/ledger/outcome.ts';
import { OUTCOMES } from '../../../src/ledger/outcome.ts';
import type { Entry } from '../../../src/ledger/transaction.ts';
import { entryOf } from './entries.ts';
import { participantWith } from './wire-items.ts';

function sightOf(fields: Partial<Sight>): Sight {
  return {
    participant: 'CALLER',
    all: false,
    programs: new Set(),
    merchants: new Set(),
    acceptedPrograms: new Set(),
    ...fields,
  };
}

const OPERATOR = sightOf({ all: true });
const ISSUER = sightOf({ programs: new Set(['ACME']) });
const ACQUIRER = sightOf({ merchants: new Set(['SHOP-1']) });

describe('an entry', () => {
  test('of another program and merchant is seen by the operator alone', () => {
    const entry = entryOf({ program: 'BETA', merchant: 'SHOP-2' });
    expect([OPERATOR, ISSUER, ACQUIRER].map((sight) => maySee(sight, entry))).toEqual([true, false, false]);
  });

  test('that a participant submitted is its to see, whatever became of it', () => {
    for (const outcome of OUTCOMES) {
      expect(maySee(sightOf({}), entryOf({ origin: 'CALLER', outcome }))).toBe(true);
    }
  });

  test('is seen by the issuer of its program, but for the attempts of those who may not know the program', () => {
    const unseen = OUTCOMES.filter((outcome) => !maySee(ISSUER, entryOf({ outcome })));
    expect(new Set(unseen)).toEqual(new Set(['PROGRAM_UNKNOWN', 'LINKED_DECLINED']));
  });

  test('is seen by the acquirer of its merchant once the merchant was known to be the submitter’s', () => {
    const unseen = OUTCOMES.filter((outcome) => !maySee(ACQUIRER, entryOf({ outcome })));
    expect(new Set(unseen)).toEqual(
      new Set([
        'PROGRAM_UNKNOWN',
        'PROGRAM_BLOCKED',
        'CARD_UNKNOWN',
        'CARD_BLOCKED',
        'MERCHANT_UNKNOWN',
        'LINKED_DECLINED',
      ]),
    );
  });

  test('says what is on the account to its issuer and the operator, to others where it was their business', () => {
    const told = (sight: Sight, outcome: Outcome): boolean =>
      seenEntry(sight, entryOf({ outcome, balance: 7, available: 5 })).balance === 7;
    for (const outcome of OUTCOMES) {
      expect(told(OPERATOR, outcome) && told(ISSUER, outcome)).toBe(true);
      expect(told(ACQUIRER, outcome)).toBe(!isBeforeAccount(outcome));
    }
    expect(seenEntry(ACQUIRER, entryOf({ outcome: 'CARD_BLOCKED', available: 5 })).available).toBe(0);
    expect(told(ACQUIRER, 'INSUFFICIENT_POINTS')).toBe(true);
  });

  test('without a merchant is not taken for one', () => {
    expect(maySee(ACQUIRER, entryOf({ merchant: '' }))).toBe(false);
  });
});

describe('what a participant sees', () => {
  const network = (...merchants: Merchant[]): Network => ({
    version: merchants.length,
    participants: new Map(),
    programs: new Map([
      ['ACME', { code: 'ACME', issuer: 'ISSUER' } as Program],
      ['BETA', { code: 'BETA', issuer: 'OTHER' } as Program],
    ]),
    merchants: new Map(merchants.map((merchant) => [merchant.code, merchant])),
  });
  const merchantOf = (acquirer: string, code: string, ...programs: string[]): Merchant => ({
    ...{ code, acquirer, status: 'active', programs: new Set(programs) },
  });
  const caller = (code: string, role: Role): ParticipantRecord => ({ ...participantWith(role), code });
  const sightsOf = (known: () => Network): Sights =>
    new Sights({ recent: async () => known(), refresh: async () => known() });

  test('is what belongs to it', async () => {
    const known = network(merchantOf('TILL', 'SHOP-1', 'BETA'), merchantOf('OTHER', 'SHOP-2', 'ACME'));
    const sights = sightsOf(() => known);
    expect(await sights.of(caller('ISSUER', 'ISSUER'))).toEqual({
      ...sightOf({ programs: new Set(['ACME']) }),
      participant: 'ISSUER',
    });
    expect(await sights.of(caller('TILL', 'ACQUIRER'))).toEqual({
      ...sightOf({ merchants: new Set(['SHOP-1']), acceptedPrograms: new Set(['BETA']) }),
      participant: 'TILL',
    });
    expect(await sights.of(caller('CALLER', 'OPERATOR'))).toEqual(OPERATOR);
  });

  test('changes with the reference data, which are sorted out for a small part of the time only', async () => {
    const time = vi.spyOn(performance, 'now');
    const at = (...ms: number[]): void => {
      for (const each of ms) time.mockReturnValueOnce(each);
    };
    let known = network(merchantOf('TILL', 'SHOP-1', 'ACME'));
    const sights = sightsOf(() => known);
    const seen = async () => [...(await sights.of(caller('TILL', 'ACQUIRER'))).merchants];
    at(1_000, 1_010);
    expect(await seen()).toEqual(['SHOP-1']);
    known = network(merchantOf('TILL', 'SHOP-1', 'ACME'), merchantOf('TILL', 'SHOP-2', 'ACME'));
    at(1_259);
    expect(await seen()).toEqual(['SHOP-1']);
    at(1_260, 1_270);
    expect(await seen()).toEqual(['SHOP-1', 'SHOP-2']);
    time.mockRestore();
  });

  test('is the latest where that is asked for, however lately they were sorted out', async () => {
    const time = vi.spyOn(performance, 'now').mockReturnValueOnce(1_000).mockReturnValueOnce(1_010);
    let latest = network(merchantOf('TILL', 'SHOP-1', 'ACME'));
    const known = latest;
    const sights = new Sights({ recent: async () => known, refresh: async () => latest });
    await sights.of(caller('TILL', 'ACQUIRER'));
    latest = network(merchantOf('TILL', 'SHOP-1', 'ACME'), merchantOf('TILL', 'SHOP-2', 'ACME'));
    time.mockReturnValue(1_011);
    const { merchants } = await sights.latest(caller('TILL', 'ACQUIRER'));
    expect([...merchants]).toEqual(['SHOP-1', 'SHOP-2']);
    time.mockRestore();
  });

  test('follows a database that has lost its last changes, and so counts them anew', async () => {
    let known = network(merchantOf('TILL', 'SHOP-1', 'ACME'), merchantOf('TILL', 'LOST', 'ACME'));
    const sights = sightsOf(() => known);
    const seen = async () => [...(await sights.latest(caller('TILL', 'ACQUIRER'))).merchants];
    expect(await seen()).toEqual(['SHOP-1', 'LOST']);
    known = network(merchantOf('TILL', 'SHOP-1', 'ACME'));
    expect(await seen()).toEqual(['SHOP-1']);
    known = network(merchantOf('TILL', 'SHOP-1', 'ACME'), merchantOf('TILL', 'SHOP-2', 'ACME'));
    expect(await seen()).toEqual(['SHOP-1', 'SHOP-2']);
  });

  describe('of entries', () => {
    const before = network();
    const latest: Network = {
      ...network(merchantOf('TILL', 'SHOP-1', 'NEW')),
      programs: new Map([['NEW', { code: 'NEW', issuer: 'ISSUER' } as Program]]),
    };
    const inNewProgram = entryOf({ program: 'NEW', merchant: '' });
    const atNewMerchant = entryOf({ program: 'ACME' });

    test.each<[string, { caller: ParticipantRecord; entry: Entry; asks: boolean; sees: boolean }]>([
      [
        'that show a program which nobody here has heard of is what is asked for then',
        { caller: caller('ISSUER', 'ISSUER'), entry: inNewProgram, asks: true, sees: true },
      ],
      [
        'that show a merchant which nobody here has heard of is what is asked for then',
        { caller: caller('TILL', 'ACQUIRER'), entry: atNewMerchant, asks: true, sees: true },
      ],
      [
        'in what is known is known',
        { caller: caller('ISSUER', 'ISSUER'), entry: entryOf({ merchant: '' }), asks: false, sees: true },
      ],
      [
        'that were declined as unknown is nothing to ask for',
        {
          caller: caller('ISSUER', 'ISSUER'),
          entry: entryOf({ program: 'NONE', merchant: 'NONE', outcome: 'PROGRAM_UNKNOWN' }),
          ...{ asks: false, sees: false },
        },
      ],
      [
        'at a merchant that was declined as unknown is nothing to ask for',
        {
          caller: caller('TILL', 'ACQUIRER'),
          entry: entryOf({ merchant: 'NONE', outcome: 'MERCHANT_UNKNOWN' }),
          ...{ asks: false, sees: false },
        },
      ],
      [
        'is all to the operator, who need not ask',
        { caller: caller('CALLER', 'OPERATOR'), entry: inNewProgram, asks: false, sees: true },
      ],
    ])('%s', async (_, { caller: participant, entry, asks, sees }) => {
      const refresh = vi.fn(async () => latest);
      const sights = new Sights({ recent: async () => before, refresh });
      const sight = await sights.ofEntries(participant, [entryOf({ merchant: '' }), entry]);
      expect(maySee(sight, entry)).toBe(sees);
      expect(refresh).toHaveBeenCalledTimes(asks ? 1 : 0);
    });
  });
});
