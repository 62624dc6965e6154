import type { Reversal } from '../ledger/state.ts';
import type { TurnRecord } from '../shard/ports.ts';
import { accountValues, INSERT_ACCOUNTS, UPDATE_ACCOUNTS_AND_INSERT_TURN } from './commit-accounts.ts';
import type { KnownStripes } from './commit-stripes.ts';
import { stripeSteps } from './commit-stripes.ts';
import { TRANSACTION_COLUMNS } from './entry-codec.ts';
import { sharesStep } from './headroom.ts';
import { COPY_HEADER, COPY_TRAILER } from './journal-writer.ts';
import type { Parameters } from './parameters.ts';
import type { Statement, Step } from './round-trip.ts';

const COPY_JOURNAL: Statement = {
  name: 'copy-journal',
  text: `copy transaction (${TRANSACTION_COLUMNS.join(', ')}) from stdin (format binary)`,
};

const UPSERT_REVERSALS: Statement = {
  name: 'upsert-reversals',
  text: `insert into reversal (shard, id, card, origin, amount)
    select $1::smallint, * from unnest($2::uuid[], $3::bigint[], $4::text[], $5::bigint[])
    on conflict (shard, id, card, origin) do update set amount = excluded.amount`,
};

const INSERT_OUTBOX: Statement = {
  name: 'insert-outbox',
  text: `insert into outbox (shard, number, target, legs)
    select $1::smallint, number, target, legs::json
    from unnest($2::bigint[], $3::integer[], $4::text[]) as input (number, target, legs)`,
};

const DELETE_OUTBOX: Statement = {
  name: 'delete-outbox',
  text: 'delete from outbox where shard = $1::smallint and number = any ($2::bigint[])',
};

const INSERT_MESSAGES: Statement = {
  name: 'insert-messages',
  text: `insert into host_message (shard, id, recorded_turn, message)
    select $1::smallint, id, $2::bigint, message::json
    from unnest($3::uuid[], $4::text[]) as input (id, message)`,
};

const END_MESSAGES: Statement = {
  name: 'end-messages',
  text: `update host_message set state = input.state, reason = input.reason, ended_turn = $2::bigint
    from unnest($3::uuid[], $4::text[], $5::text[]) as input (id, state, reason)
    where shard = $1::smallint and host_message.id = input.id and host_message.state = 'OPEN'`,
};

const UPDATE_CARD_STATUSES: Statement = {
  name: 'update-card-statuses',
  text: `update card
    set status = ($3::text[])[array_position($2::bigint[], number)],
      status_version = ($4::integer[])[array_position($2::bigint[], number)]
    where shard = $1::smallint and number = any ($2::bigint[])`,
};

export interface CommitRequest {
  readonly shard: number;
  readonly turn: TurnRecord;
  /** Sequence of the last entry of the shard, this turn's included. */
  readonly lastSeq: number;
  /** The turn's rows as the journal writer wrote them. */
  readonly rows: Uint8Array;
  readonly hash: Buffer;
  /** Of all entries, this turn's included; '' for none. */
  readonly newestId: string;
  /** Stripes of the turn's cycle that have a row. */
  readonly knownStripes: KnownStripes;
}

/** The steps that store a turn, for one round trip. `parameters` lends its buffers until they are sent. */
export function commitSteps(request: CommitRequest, parameters: Parameters): Step[] {
  const { turn, rows } = request;
  const shard = String(request.shard);
  const steps: Step[] = [];
  if (turn.entries.length > 0) {
    steps.push({ statement: COPY_JOURNAL, copy: [COPY_HEADER, rows, COPY_TRAILER] });
  }
  steps.push(...stripeSteps(request, parameters));
  if (turn.reversals.length > 0) {
    steps.push({
      statement: UPSERT_REVERSALS,
      values: [shard, ...reversalValues(turn.reversals, parameters)],
    });
  }
  if (turn.outboxAdded.length > 0) {
    steps.push({
      statement: INSERT_OUTBOX,
      values: [
        shard,
        parameters.int64Array(turn.outboxAdded.map((row) => row.number)),
        parameters.int32Array(turn.outboxAdded.map((row) => row.target)),
        parameters.textArray(turn.outboxAdded.map((row) => JSON.stringify(row.legs))),
      ],
    });
  }
  if (turn.outboxRemoved.length > 0) {
    steps.push({ statement: DELETE_OUTBOX, values: [shard, parameters.int64Array(turn.outboxRemoved)] });
  }
  const { messagesSent, messagesEnded } = turn;
  if (messagesSent.length > 0) {
    steps.push({
      statement: INSERT_MESSAGES,
      values: [
        shard,
        String(turn.number),
        parameters.uuidArray(messagesSent.map(({ id }) => id)),
        parameters.textArray(messagesSent.map((message) => JSON.stringify(message))),
      ],
    });
  }
  if (messagesEnded.length > 0) {
    steps.push({
      statement: END_MESSAGES,
      values: [
        shard,
        String(turn.number),
        parameters.uuidArray(messagesEnded.map(({ message }) => message.id)),
        parameters.textArray(messagesEnded.map(({ state }) => state)),
        parameters.textArray(messagesEnded.map(({ reason }) => (reason === '' ? null : reason))),
      ],
    });
  }
  if (turn.shares.length > 0) steps.push(sharesStep(shard, turn.shares, parameters));
  if (turn.cardStatuses.length > 0) {
    // Of several changes of one card the last one counts.
    const changes = [...new Map(turn.cardStatuses.map((change) => [change.card, change])).values()];
    steps.push({
      statement: UPDATE_CARD_STATUSES,
      values: [
        shard,
        parameters.int64Array(changes.map(({ card }) => card)),
        parameters.textArray(changes.map(({ status }) => status)),
        parameters.int32Array(changes.map(({ version }) => version)),
      ],
    });
  }
  const opened = turn.accounts.filter((account) => !account.stored);
  if (opened.length > 0) {
    steps.push({ statement: INSERT_ACCOUNTS, values: [shard, ...accountValues(opened, parameters)] });
  }
  const changed = opened.length === 0 ? turn.accounts : turn.accounts.filter((account) => account.stored);
  steps.push({
    statement: UPDATE_ACCOUNTS_AND_INSERT_TURN,
    values: [
      shard,
      ...accountValues(changed, parameters),
      String(turn.number),
      String(request.lastSeq),
      new Date(turn.ledgerTimeMs).toISOString(),
      String(turn.cycle),
      String(turn.businessDate),
      request.hash,
      request.newestId === '' ? null : request.newestId,
    ],
  });
  return steps;
}

function reversalValues(reversals: readonly Reversal[], parameters: Parameters): Buffer[] {
  return [
    parameters.uuidArray(reversals.map((reversal) => reversal.id)),
    parameters.int64Array(reversals.map((reversal) => reversal.card)),
    parameters.textArray(reversals.map((reversal) => reversal.origin)),
    parameters.int64Array(reversals.map((reversal) => reversal.amount)),
  ];
}
