import { PARTICIPANT_CODE } from '../directory/formats.ts';
import type { Directory, ParticipantRecord } from '../directory/ports.ts';

// What participants may do by their roles.

export function isOperator({ roles }: ParticipantRecord): boolean {
  return roles.includes('OPERATOR');
}

/** True for participants that may do everything with the points of programs; the others are acquirers. */
export function isPrivileged(participant: ParticipantRecord): boolean {
  return participant.roles.includes('ISSUER') || isOperator(participant);
}

/** True for what is the participant's own, by the code of its owner; for the operator, of everybody. */
export function mayActFor(participant: ParticipantRecord, owner: string | undefined): boolean {
  return owner === participant.code || isOperator(participant);
}

/** The participant that a caller asks about, '' for itself; undefined when it is not the caller's to ask, as when there is none. */
export async function participantFor(
  caller: ParticipantRecord,
  code: string,
  directory: Pick<Directory, 'participant'>,
): Promise<ParticipantRecord | undefined> {
  if (code === '' || code === caller.code) return caller;
  return isOperator(caller) && PARTICIPANT_CODE.test(code) ? directory.participant(code) : undefined;
}
