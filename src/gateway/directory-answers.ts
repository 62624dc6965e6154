import type { DirectoryRefusal } from '../directory/ports.ts';
import { isRefusal } from '../directory/refusal.ts';
import { invalidArgument, Refusal } from './refusal.ts';

/**
 * What the caller is told of a change that the directory refused.
 *
 * @param path of the record in the request: '' or such as `participant.`
 */
export function refusedChange({ refused, field, message }: DirectoryRefusal, path = ''): Refusal {
  switch (refused) {
    case 'INVALID':
      return invalidArgument(path + field, message);
    case 'NOT_FOUND':
      return new Refusal('NOT_FOUND', `${path}${field}: ${message}`);
    case 'EXISTS':
      return new Refusal('ALREADY_EXISTS', `${path}${field}: ${message}`);
  }
}

/** The record as a message, or why there is none. */
export function changed<Stored extends object, Message>(
  answer: Stored | DirectoryRefusal,
  view: (stored: Stored) => Message,
  path = '',
): Message | Refusal {
  return isRefusal(answer) ? refusedChange(answer, path) : view(answer);
}
