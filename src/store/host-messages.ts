import type pg from 'pg';
import type { OpenHostMessages } from '../directory/ports.ts';
import { rowsOf } from './pool.ts';

const OPEN = `
  select message ->> 'issuer' as issuer, count(*)::integer as count,
    greatest(0, extract(epoch from now() - min(ledger_time)))::float8 as oldest_seconds
  from host_message join turn on turn.shard = host_message.shard and turn.number = recorded_turn
  where state = 'OPEN'
  group by 1`;

/** The messages that issuers' hosts have not answered, by issuer. @throws {Fault} `STORE_UNAVAILABLE` */
export async function openHostMessages(pool: pg.Pool): Promise<OpenHostMessages[]> {
  const rows = await rowsOf<{ issuer: string; count: number; oldest_seconds: number }>(
    pool,
    'count messages to hosts',
    OPEN,
  );
  return rows.map(({ issuer, count, oldest_seconds: oldestSeconds }) => ({ issuer, count, oldestSeconds }));
}
