import type { HostMessage } from '../ledger/host-message.ts';
import type { Leg } from '../ledger/leg.ts';
import type { ShardSnapshot } from '../shard/ports.ts';
import { FIRST_HASH } from './hash-chain.ts';
import type { ShareRow } from './headroom.ts';
import { SELECT_SHARES, shareFromRow } from './headroom.ts';
import type { Statement } from './round-trip.ts';
import type { Session } from './session.ts';

/** The last turn; before the first, the shard is in the cycle that the network began with. */
const SELECT_LAST_TURN: Statement = {
  name: '',
  text: `select number, last_seq, ledger_time, cycle, business_date, hash, newest_id from (
      (select number, last_seq, ledger_time, cycle, business_date, hash, newest_id
        from turn where shard = $1::smallint order by number desc limit 1)
      union all
      (select 0, 0, 'epoch', number, business_date, null, null from cycle order by number limit 1)
    ) as state
    order by number desc limit 1`,
};

const SELECT_OUTBOX: Statement = {
  name: '',
  text: 'select number, target, legs from outbox where shard = $1::smallint order by number',
};

/** In the order in which they were recorded: the shard's sequence is the beginning and the end of the id (`systemId`). */
const SELECT_MESSAGES: Statement = {
  name: '',
  text: `select message from host_message where shard = $1::smallint and state = 'OPEN'
    order by left(id::text, 13) collate "C", right(id::text, 4) collate "C", id`,
};

interface TurnRow {
  readonly number: string;
  readonly last_seq: string;
  readonly ledger_time: Date;
  readonly cycle: number;
  readonly business_date: number;
  readonly hash: Buffer | null;
  readonly newest_id: string | null;
}

interface OutboxJsonRow {
  readonly number: string;
  readonly target: number;
  readonly legs: Leg[];
}

/** Where the shard stands. */
export async function loadSnapshot(session: Session, shard: number): Promise<ShardSnapshot> {
  const values = [String(shard)];
  const [turns, outbox, messages, shares] = await session.run('load a shard', [
    { statement: SELECT_LAST_TURN, values },
    { statement: SELECT_OUTBOX, values },
    { statement: SELECT_MESSAGES, values },
    { statement: SELECT_SHARES, values },
  ]);
  const turn = turns.rows[0] as TurnRow;
  return {
    turn: Number(turn.number),
    seq: Number(turn.last_seq),
    ledgerTimeMs: turn.ledger_time.getTime(),
    cycle: turn.cycle,
    businessDate: turn.business_date,
    hash: turn.hash ?? FIRST_HASH,
    newestId: turn.newest_id ?? '',
    outbox: (outbox.rows as OutboxJsonRow[]).map((row) => ({
      ...row,
      number: Number(row.number),
    })),
    messages: (messages.rows as { message: HostMessage }[]).map(({ message }) => message),
    shares: (shares.rows as ShareRow[]).map(shareFromRow),
  };
}
