import { status as Code } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import type { FaultCode } from '../../../src/fault.ts';
import { Fault } from '../../../src/fault.ts';
import { MESSAGES } from '../../../src/gateway/messages.ts';
import { refusedByPort } from '../../../src/gateway/port-answers.ts';
import type { RpcStatus } from '../../../src/gateway/refusal.ts';
import { invalidArgument, limitPassed, notFound, refusalOf } from '../../../src/gateway/refusal.ts';
import { PROBLEMS_MAX } from '../../../src/reconciliation/file.ts';

/** The details of a status, by the names of their messages. */
function unpack({ details }: RpcStatus): Record<string, unknown> {
  return Object.fromEntries(
    details.map(({ type_url, value }) => {
      const name = type_url.replace('type.googleapis.com/google.rpc.', '') as 'BadRequest';
      return [name, MESSAGES[name].toObject(MESSAGES[name].decode(value), { longs: Number, defaults: true })];
    }),
  );
}

describe('a fault', () => {
  test.each<[FaultCode, string, boolean]>([
    ['STORE_UNAVAILABLE', 'UNAVAILABLE', true],
    ['QUEUE_UNAVAILABLE', 'UNAVAILABLE', true],
    ['SHARD_LOST', 'UNAVAILABLE', true],
    ['OVERLOADED', 'RESOURCE_EXHAUSTED', true],
    ['DEADLINE_EXCEEDED', 'DEADLINE_EXCEEDED', false],
    ['CONFIGURATION_INVALID', 'INTERNAL', false],
    ['STORE_INCOMPATIBLE', 'INTERNAL', false],
  ])('%s is answered with %s', (code, status, asksToWait) => {
    const fault = new Fault(code, 'password=hunter2 at 10.0.0.7', { retryDelayMs: 1_500 });
    const answer = refusalOf(fault).toRpcStatus();
    expect(Code[answer.code]).toBe(status);
    expect(answer.message).not.toContain('hunter2');
    const retryDelay = { seconds: 1, nanos: 500_000_000 };
    expect(unpack(answer)['RetryInfo']).toEqual(asksToWait ? { retryDelay } : undefined);
  });
});

describe('a refusal', () => {
  test('of an argument names its field', () => {
    const answer = invalidArgument('transactions[3].amount', 'must be 1 to 10^12').toRpcStatus();
    expect(answer.code).toBe(Code.INVALID_ARGUMENT);
    expect(unpack(answer)).toEqual({
      BadRequest: {
        fieldViolations: [{ field: 'transactions[3].amount', description: 'must be 1 to 10^12' }],
      },
    });
  });

  test('by a limit names it and says when to come again', () => {
    expect(unpack(limitPassed('participant-rate', 'at most 5 per second', 200).toRpcStatus())).toEqual({
      QuotaFailure: { violations: [{ subject: 'participant-rate', description: 'at most 5 per second' }] },
      RetryInfo: { retryDelay: { seconds: 0, nanos: 200_000_000 } },
    });
  });

  test('of what is too large for ever does not ask to come again', () => {
    const details = unpack(limitPassed('batch-items', 'at most 2', undefined).toRpcStatus());
    expect(Object.keys(details)).toEqual(['QuotaFailure']);
  });

  test('of a file fits into the 8 KiB of headers that clients take, whatever is wrong with it', () => {
    const problems = Array.from({ length: PROBLEMS_MAX }, (_, index) => ({
      line: 1e15 + index,
      problem: `is of another participant, ${'X'.repeat(40)}…`,
    }));
    const { details, metadata } = refusedByPort({ refused: 'FILE', problems }).toServiceError();
    const [bytes] = metadata.get('grpc-status-details-bin') as [Buffer];
    expect(bytes.toString('base64').length + encodeURIComponent(details).length).toBeLessThan(8_192 - 500);
  });

  test('of a call carries its details in the trailer of the richer error model', () => {
    const error = invalidArgument('card', 'must be a card').toServiceError();
    expect(error).toMatchObject({ code: Code.INVALID_ARGUMENT, details: 'card: must be a card' });
    const [bytes] = error.metadata.get('grpc-status-details-bin');
    const status = MESSAGES.Status.decode(bytes as Buffer) as unknown as RpcStatus;
    expect(unpack(status)['BadRequest']).toBeDefined();
    expect(notFound('card').toServiceError().metadata.get('grpc-status-details-bin')).toEqual([]);
  });
});
