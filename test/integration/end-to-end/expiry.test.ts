import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NewTransaction } from '../../../src/client/transaction.ts';
import { uuid7 } from '../../../src/client/uuid7.ts';
import { nextDay } from '../../../src/ledger/calendar.ts';
import { ACTOR_LIMITS } from '../../../src/shard/actor-limits.ts';
import { USUAL_BACKEND } from '../../support/backends.ts';
import type { RunningNetwork } from '../../support/running-network.ts';
import { runNetwork } from '../../support/running-network.ts';

/** Cards that are opened in one call. */
const CALL = 10_000;

/** Lots that fall due on one day in one shard, so many turns of them. */
const TURNS = 40;
const DUE = TURNS * ACTOR_LIMITS.duePerTurnMax;

/** How many answers others get meanwhile at the least, each behind other turns: whoever asks may be kept from asking. */
const ANSWERS_MIN = 5;

let running: RunningNetwork;
let pool: pg.Pool;

beforeAll(async () => {
  running = await runNetwork(USUAL_BACKEND, { cards: 1, shards: 1 });
  pool = new pg.Pool({ connectionString: running.databaseUrl, max: 1 });
});

afterAll(async () => {
  await pool?.end();
  await running?.stop();
});

test(`${DUE} lots that fall due on one day expire while others are answered`, async () => {
  const { network } = running;
  const operator = network.connect('OPERATOR', { deadlineMs: 100_000 });
  const issuer = network.connect('ISSUER-A', { deadlineMs: 100_000 });
  const lastDay = nextDay((await operator.network.getCycle({})).businessDate);
  const dueOn = nextDay(lastDay);
  await operator.network.createProgram({
    program: {
      ...{ code: 'SEASON', name: 'Season', issuer: 'ISSUER-A', parNumerator: 1, parDenominator: 1 },
      fixedDay: { month: Math.floor(lastDay / 100) % 100, day: lastDay % 100 },
    },
  });
  const earn = (card: number, program: string): NewTransaction => ({
    ...{ id: uuid7(), type: 'EARN', card, program, amount: 7 },
  });
  const submitter = issuer.openSubmitter();
  for (let first = 0; first < DUE; first += CALL) {
    const aliases = Array.from({ length: CALL }, (_, index) => `due-${first + index}`);
    const { cards } = await issuer.accounts.openCards({ aliases });
    await submitter.submit(cards.map(({ card }) => earn(Number(card), 'SEASON')));
  }
  await submitter.close();

  const lotsDue = async (): Promise<number> => {
    const sql = `select count(*)::integer as due from account where program = 'SEASON' and lots_due_on < $1`;
    return (await pool.query<{ due: number }>(sql, [dueOn])).rows[0]?.due as number;
  };
  expect(await lotsDue()).toBe(DUE);
  const other = network.cards[0] as number;
  const crossing = operator.network.cutOver({ businessDate: dueOn });
  const leftAtAnswers = new Set<number>();
  for (let left = DUE; left > 0; leftAtAnswers.add(left)) {
    expect(await issuer.submit(earn(other, 'ALPHA'))).toMatchObject({ outcome: 'POSTED' });
    left = await lotsDue();
  }
  expect(await crossing).toMatchObject({ businessDate: dueOn, alreadyCutOver: false });
  const between = [...leftAtAnswers].filter((left) => left > 0 && left < DUE);
  expect(between.length).toBeGreaterThanOrEqual(ANSWERS_MIN);

  const expired = `select count(*)::integer as lots, sum(amount)::integer as points from transaction
    where type = 'EXPIRE' and program = 'SEASON' and posted_change = -amount`;
  expect((await pool.query(expired)).rows).toEqual([{ lots: DUE, points: 7 * DUE }]);
});
