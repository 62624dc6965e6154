import { valueMicro } from './exchange-value.ts';
import type { HostMessage } from './host-message.ts';
import type { Network } from './network.ts';
import { rateAt } from './network.ts';
import type { TransactionType } from './transaction.ts';

/**
 * What the network stands in for: what changes an earlier transaction, and the sides of an exchange, need the host's own
 * word.
 */
const TYPES: ReadonlySet<TransactionType> = new Set<TransactionType>(['EARN', 'REDEEM', 'AUTHORIZE']);

/**
 * What the network is exposed to when it stands in for a host that was asked and has not answered, in millionths of a
 * standard point, rounded up.
 *
 * @returns undefined where it does not stand in: above the program's floor limit, and for other types
 */
export function exposureMicro(
  { operation, content, exchange }: HostMessage,
  network: Network,
  nowMs: number,
): number | undefined {
  const program = network.programs.get(content.program);
  const isOfType = operation === 'AUTHORIZE' && exchange === undefined && TYPES.has(content.type);
  if (!isOfType || program?.host === undefined || content.amount > program.host.floorLimit) return undefined;
  return valueMicro(content.amount, { program, rate: rateAt(program, nowMs) });
}
