import { describe, expect, it } from 'vitest';
import type { ExposureRecord, ParticipantRecord } from '../../../src/directory/ports.ts';
import { CapWarnings, Exposures } from '../../../src/gateway/cap-warnings.ts';
import type { Role } from '../../../src/ledger/network.ts';

function participantOf(code: string, role: Role): ParticipantRecord {
  return {
    code,
    name: code,
    roles: [role],
    cardPrefix: undefined,
    certificateName: undefined,
    rateLimit: undefined,
    rateBurst: undefined,
    status: 'active',
  };
}

const OPERATOR = participantOf('OPERATOR', 'OPERATOR');
const BANK = participantOf('BANK-A', 'ISSUER');

function exposure(participant: string, owedMicro: number, capMicro: number | undefined): ExposureRecord {
  return { participant, owedMicro, capMicro, standInMicro: 0, standInLimitMicro: undefined };
}

describe('warnings of net debit caps', () => {
  it('are given once when an issuer comes close to its cap, and once when it is no longer', () => {
    const warnings = new CapWarnings();
    const far = exposure('BANK-A', 79, 100);
    const near = exposure('BANK-A', 80, 100);
    const changes = [far, near, near, far, far].map((each) => warnings.changesOf([each], BANK));
    expect(changes).toEqual([[], [near], [], [far], []]);
  });

  it('are for the issuer itself and for the operator', () => {
    const all = [exposure('BANK-A', 9, 10), exposure('BANK-B', 9, 10), exposure('BANK-C', 9, undefined)];
    expect(new CapWarnings().changesOf(all, BANK)).toEqual(all.slice(0, 1));
    expect(new CapWarnings().changesOf(all, OPERATOR)).toEqual(all.slice(0, 2));
  });

  it('are asked for once a second, however many watch', async () => {
    let asked = 0;
    let nowMs = 10_000;
    const directory = {
      exposures: async () => {
        asked += 1;
        return [];
      },
    };
    const exposures = new Exposures(directory, { nowMs: () => nowMs });
    await Promise.all([exposures.recent(), exposures.recent()]);
    nowMs += 999;
    await exposures.recent();
    expect(asked).toBe(1);
    nowMs += 1;
    await exposures.recent();
    expect(asked).toBe(2);
  });
});
