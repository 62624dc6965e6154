import type { ParticipantRecord } from '../../../src/directory/ports.ts';
import { MESSAGES } from '../../../src/gateway/messages.ts';
import type { WireTransaction } from '../../../src/gateway/wire.ts';
import type { Role } from '../../../src/ledger/network.ts';

/** Items of a batch as they arrive: written by protobufjs and read again. Numbers beyond 2^53 may be given as text. */
export function arrived(items: readonly Readonly<Record<string, unknown>>[]): WireTransaction[] {
  const type = MESSAGES.SubmitBatchRequest;
  const bytes = type.encode(type.fromObject({ transactions: items })).finish();
  return (type.decode(bytes) as unknown as { transactions: WireTransaction[] }).transactions;
}

export function participantWith(...roles: Role[]): ParticipantRecord {
  return {
    code: 'CALLER',
    name: 'Caller',
    roles,
    cardPrefix: undefined,
    certificateName: undefined,
    rateLimit: undefined,
    rateBurst: undefined,
    status: 'active',
  };
}
