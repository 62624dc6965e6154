import type { DirectoryRefusal } from '../directory/ports.ts';
import type { ReconciliationRefusal } from '../reconciliation/ports.ts';
import { isRefused } from '../refused.ts';
import type { SettlementRefusal } from '../settlement/ports.ts';
import type { StatusName } from './refusal.ts';
import { invalidArgument, invalidArguments, Refusal } from './refusal.ts';

type PortRefusal = DirectoryRefusal | SettlementRefusal | ReconciliationRefusal;

const STATUSES: Readonly<Record<Exclude<PortRefusal['refused'], 'FILE' | 'INVALID'>, StatusName>> = {
  NOT_FOUND: 'NOT_FOUND',
  EXISTS: 'ALREADY_EXISTS',
  NOT_CLOSED: 'FAILED_PRECONDITION',
  SETTLED: 'FAILED_PRECONDITION',
  DONE: 'FAILED_PRECONDITION',
};

/**
 * What the caller is told of what a port refused.
 *
 * @param path of the record in the request: '' or such as `participant.`
 */
export function refusedByPort(refusal: PortRefusal, path = ''): Refusal {
  switch (refusal.refused) {
    case 'FILE':
      return invalidArguments(
        refusal.problems.map(({ line, problem }) => ({ field: `lines[${line}]`, description: problem })),
      );
    case 'INVALID':
      return invalidArgument(path + refusal.field, refusal.message);
    default:
      return new Refusal(STATUSES[refusal.refused], `${path}${refusal.field}: ${refusal.message}`);
  }
}

/** What a port answered as a message, or why there is none. */
export function answered<Answer extends object, Message>(
  answer: Answer | PortRefusal,
  view: (answer: Answer) => Message,
  path = '',
): Message | Refusal {
  return isRefused(answer) ? refusedByPort(answer, path) : view(answer);
}
