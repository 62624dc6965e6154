import type pg from 'pg';
import type { Changes, DirectoryRefusal, ParticipantRecord } from '../directory/ports.ts';
import { invalid, notFound } from '../directory/refusal.ts';
import { participantRefusal } from '../directory/rules.ts';
import { change } from './directory-change.ts';
import type { ParticipantRow } from './directory-rows.ts';
import { PARTICIPANT_COLUMNS, participantFromRow } from './directory-rows.ts';
import { rowsOf } from './pool.ts';

const INSERT = `
  insert into participant (${PARTICIPANT_COLUMNS})
  values ($1, $2, $3, $4, nullif($5, ''), nullif($6::integer, 0), nullif($7::integer, 0), $8)
  returning ${PARTICIPANT_COLUMNS}`;

const UPDATE = `
  update participant
  set name = coalesce($2, name),
      certificate_name = nullif(coalesce($3, certificate_name), ''),
      rate_limit = nullif(coalesce($4, rate_limit), 0),
      rate_burst = nullif(coalesce($5, rate_burst), 0),
      status = coalesce($6, status)
  where code = $1
  returning ${PARTICIPANT_COLUMNS}`;

/** Locked in one order, so that two operators who suspend each other wait for one another. */
const ACTIVE_OPERATORS = `
  select code from participant where status = 'active' and 'OPERATOR' = any (roles) order by code for no key update`;

const BY_CODE = `select ${PARTICIPANT_COLUMNS} from participant where code = $1`;

const ALL = `select ${PARTICIPANT_COLUMNS} from participant order by code`;

/** Refused: `INVALID`; `EXISTS` for the code, the card prefix or the name in certificates. */
export async function createParticipant(
  pool: pg.Pool,
  participant: ParticipantRecord,
): Promise<ParticipantRecord | DirectoryRefusal> {
  const refusal = participantRefusal(participant);
  if (refusal !== undefined) return refusal;
  const { code, name, roles, cardPrefix, certificateName, rateLimit, rateBurst, status } = participant;
  return change(pool, 'create a participant', async (client) => {
    const values = [code, name, roles, cardPrefix, certificateName, rateLimit, rateBurst, status];
    const { rows } = await client.query<ParticipantRow>(INSERT, values);
    return participantFromRow(rows[0]!);
  });
}

/**
 * What is undefined stays; an empty `certificateName` and a rate of 0 go back to none. Refused: `INVALID`, also where nobody
 * would be left to let anybody in again; `NOT_FOUND`, `EXISTS` for the name in certificates.
 */
export async function updateParticipant(
  pool: pg.Pool,
  code: string,
  changes: Changes<Omit<ParticipantRecord, 'code' | 'roles' | 'cardPrefix'>>,
): Promise<ParticipantRecord | DirectoryRefusal> {
  const refusal = participantRefusal(changes);
  if (refusal !== undefined) return refusal;
  const { name, certificateName, rateLimit, rateBurst, status } = changes;
  return change(pool, 'update a participant', async (client) => {
    if (status === 'suspended') {
      const { rows: operators } = await client.query<{ code: string }>(ACTIVE_OPERATORS);
      if (operators.length === 1 && operators[0]?.code === code)
        return invalid('status', 'must leave an operator that is active');
    }
    const values = [code, name, certificateName, rateLimit, rateBurst, status];
    const { rows } = await client.query<ParticipantRow>(UPDATE, values);
    const [row] = rows;
    return row === undefined ? notFound('code', 'no participant has this code') : participantFromRow(row);
  });
}

export async function participant(pool: pg.Pool, code: string): Promise<ParticipantRecord | undefined> {
  const [row] = await rowsOf<ParticipantRow>(pool, 'read a participant', BY_CODE, [code]);
  return row === undefined ? undefined : participantFromRow(row);
}

/** All, by code. */
export async function participants(pool: pg.Pool): Promise<ParticipantRecord[]> {
  const rows = await rowsOf<ParticipantRow>(pool, 'read the participants', ALL);
  return rows.map(participantFromRow);
}
