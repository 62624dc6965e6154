import type { HostMessage } from './host-message.ts';
import { NO_DEADLINE } from './host-message.ts';
import type { ShardState } from './state.ts';
import { systemId } from './system-id.ts';

/**
 * Tells a host what the last entry made necessary: again and again, until it has answered.
 *
 * @param part tells two messages apart that one entry made necessary
 */
export function tell(
  state: ShardState,
  what: Pick<
    HostMessage,
    'operation' | 'issuer' | 'transaction' | 'content' | 'merchant' | 'direction' | 'inTransit'
  > &
    Partial<Pick<HostMessage, 'standInMicro'>>,
  part = 0,
): void {
  state.messages.send({
    standInMicro: 0,
    ...what,
    id: systemId(state.shard, state.seq, part),
    original: undefined,
    ledgerTimeMs: state.basis.nowMs,
    answerByMs: NO_DEADLINE,
    gateway: '',
  });
}
