import { describe, expect, test } from 'vitest';
import { Admission } from '../../../src/gateway/admission.ts';
import type { GatewayLimits, Limit } from '../../../src/gateway/limits.ts';
import { MESSAGES } from '../../../src/gateway/messages.ts';
import type { Refusal } from '../../../src/gateway/refusal.ts';
import { GATEWAY_LIMITS_DEFAULTS } from '../../support/gateway-limits.ts';
import { ManualClock } from './fakes.ts';
import { participantWith } from './wire-items.ts';

const CALLER = participantWith('ISSUER');
const reached: Limit[] = [];

function admissionOf(limits: Partial<GatewayLimits>, clock = new ManualClock()): Admission {
  return new Admission({ ...GATEWAY_LIMITS_DEFAULTS, ...limits }, clock, (limit) => {
    reached.push(limit);
  });
}

/** How long a refusal asks to wait. */
function delayMs(refusal: Refusal | undefined): number {
  const retry = refusal?.toRpcStatus().details.find(({ type_url }) => type_url.endsWith('RetryInfo'));
  if (retry === undefined) return -1;
  const { retryDelay } = MESSAGES.RetryInfo.toObject(MESSAGES.RetryInfo.decode(retry.value), {
    longs: Number,
    defaults: true,
  }) as { retryDelay: { seconds: number; nanos: number } };
  return retryDelay.seconds * 1_000 + retryDelay.nanos / 1_000_000;
}

describe('transactions in flight', () => {
  test('come in up to the limit, and again when others have left', () => {
    const admission = admissionOf({ participantItemsInFlightMax: 10 });
    expect(admission.enter(CALLER, 6)).toBeUndefined();
    expect(admission.enter(CALLER, 5)).toMatchObject({ status: 'RESOURCE_EXHAUSTED' });
    expect(admission.enter(CALLER, 4)).toBeUndefined();
    admission.leave(CALLER, 6);
    expect(admission.enter(CALLER, 6)).toBeUndefined();
  });

  test('of one participant are no matter of another', () => {
    const admission = admissionOf({ participantItemsInFlightMax: 10 });
    expect(admission.enter(CALLER, 10)).toBeUndefined();
    expect(admission.enter({ ...CALLER, code: 'OTHER' }, 10)).toBeUndefined();
  });

  test('that are refused cost no tokens', () => {
    const admission = admissionOf({ participantItemsInFlightMax: 10, rateLimit: 20, rateBurst: 20 });
    expect(admission.enter(CALLER, 10)).toBeUndefined();
    expect(admission.enter(CALLER, 10)).toMatchObject({ message: expect.stringContaining('in flight') });
    admission.leave(CALLER, 10);
    expect(admission.enter(CALLER, 10)).toBeUndefined();
  });

  test('that are refused are told to the observer', () => {
    reached.length = 0;
    const admission = admissionOf({ participantItemsInFlightMax: 10, rateLimit: 5, rateBurst: 5 });
    admission.enter(CALLER, 11);
    admission.enter(CALLER, 5);
    admission.enter(CALLER, 1);
    expect(reached).toEqual(['participant-items-in-flight', 'participant-rate']);
  });
});

describe('the token bucket', () => {
  test('holds a burst and fills at its rate', async () => {
    const clock = new ManualClock();
    const admission = admissionOf({ rateLimit: 100, rateBurst: 200 }, clock);
    expect(admission.enter(CALLER, 200)).toBeUndefined();
    expect(delayMs(admission.enter(CALLER, 50))).toBe(500);
    await clock.advance(490);
    expect(delayMs(admission.enter(CALLER, 50))).toBe(10);
    await clock.advance(10);
    expect(admission.enter(CALLER, 50)).toBeUndefined();
    expect(delayMs(admission.enter(CALLER, 1))).toBe(10);
  });

  test('refuses what is then not in flight', () => {
    const admission = admissionOf({ participantItemsInFlightMax: 10, rateLimit: 6, rateBurst: 6 });
    expect(admission.enter(CALLER, 6)).toBeUndefined();
    expect(delayMs(admission.enter(CALLER, 4))).toBe(667);
    expect(delayMs(admission.enter(CALLER, 4))).toBe(667);
  });

  test('never holds more than a burst', async () => {
    const clock = new ManualClock();
    const admission = admissionOf({ rateLimit: 100, rateBurst: 200 }, clock);
    await clock.advance(3_600_000);
    expect(admission.enter(CALLER, 200)).toBeUndefined();
    expect(delayMs(admission.enter(CALLER, 1))).toBe(10);
  });

  test('lets in more than it holds when it is full, and is in debt then', async () => {
    const clock = new ManualClock();
    const admission = admissionOf({ rateLimit: 100, rateBurst: 100 }, clock);
    expect(admission.enter(CALLER, 300)).toBeUndefined();
    expect(delayMs(admission.enter(CALLER, 1))).toBe(2_010);
  });

  test("is the participant's own where it has one", () => {
    const admission = admissionOf({ rateLimit: 1_000, rateBurst: 1_000 });
    const slow = { ...CALLER, code: 'SLOW', rateLimit: 10, rateBurst: 20 };
    expect(admission.enter(slow, 20)).toBeUndefined();
    expect(delayMs(admission.enter(slow, 1))).toBe(100);
    const slower = { ...CALLER, code: 'SLOWER', rateLimit: 10 };
    expect(admission.enter(slower, 10)).toBeUndefined();
    expect(delayMs(admission.enter(slower, 1))).toBe(100);
    expect(admission.enter(CALLER, 20)).toBeUndefined();
    expect(admission.enter(CALLER, 1)).toBeUndefined();
  });
});
