import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uuid7 } from '../../../src/client/uuid7.ts';
import { eventually } from '../../support/eventually.ts';
import type { RunningNetwork } from '../../support/running-network.ts';
import { runNetwork } from '../../support/running-network.ts';

/** Found before Postgres' own function, it says a time that is wrong by so much. */
const SHIFT_CLOCK = `
  create schema wrong;
  create table wrong.clock (ahead interval);
  insert into wrong.clock values ('0');
  create function wrong.clock_timestamp() returns timestamptz language sql volatile
    as 'select pg_catalog.clock_timestamp() + ahead from wrong.clock';
  do $$ begin
    execute format('alter database %I set search_path = wrong, pg_catalog, public', current_database());
  end $$;
  select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name like 'tongfen reference data%'`;

let running: RunningNetwork;
let database: pg.Client;

beforeAll(async () => {
  running = await runNetwork('postgres', { cards: 1, workers: 1 });
  database = new pg.Client(running.databaseUrl);
  await database.connect();
});

afterAll(async () => {
  await database.end();
  await running.stop();
});

test('an envelope that was lost is sent again soon, although the clock of Postgres has gone back since', async () => {
  const [card = 0] = running.network.cards;
  const issuer = running.network.connect('ISSUER-A', { deadlineMs: 15_000 });
  const earn = () => issuer.submit({ id: uuid7(), type: 'EARN', card, program: 'ALPHA', amount: 1 });
  await database.query(SHIFT_CLOCK);
  expect(await earn()).toMatchObject({ outcome: 'POSTED' });
  const pid = running.engine.workers[0]?.pid as number;
  process.kill(pid, 'SIGSTOP');
  const answer = earn();
  try {
    await eventually(async () => {
      const lost = await database.query(`delete from bullmq.job where state = 'waiting'`);
      expect(lost.rowCount).toBeGreaterThan(0);
    });
    await database.query(`update wrong.clock set ahead = '-1 hour'`);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  expect(await answer).toMatchObject({ outcome: 'POSTED' });
});
