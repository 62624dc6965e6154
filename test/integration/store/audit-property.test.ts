import fc from 'fast-check';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { nextDay } from '../../../src/ledger/calendar.ts';
import { shardOf } from '../../../src/ledger/card.ts';
import type { HostAnswer, HostMessage } from '../../../src/ledger/host-message.ts';
import type { Network, Program } from '../../../src/ledger/network.ts';
import type { TurnBasis } from '../../../src/ledger/state.ts';
import type { Transaction } from '../../../src/ledger/transaction.ts';
import { isRefused } from '../../../src/refused.ts';
import { reversalOf } from '../../../src/settlement/exception.ts';
import type { Envelope } from '../../../src/shard/envelope.ts';
import { audit } from '../../../src/store/audit/audit.ts';
import { setLimit } from '../../../src/store/directory-exposures.ts';
import { PostgresOwnership } from '../../../src/store/ownership.ts';
import { openPool } from '../../../src/store/pool.ts';
import { PostgresSettlement } from '../../../src/store/settlement.ts';
import { runs, timeLimitMs } from '../../property/clearing.ts';
import { scenarios } from '../../property/generators.ts';
import { planOf } from '../../property/plan.ts';
import type { Scenario } from '../../property/scenario.ts';
import { BLANK } from '../../support/blank-transaction.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { LeftCycle } from './reports.ts';
import { disagreements } from './reports.ts';
import { StoreShard } from './store-shard.ts';
import { insertPrograms, query } from './turns.ts';

const SHARDS = 2;

/** Limits of an issuer, in millionths of a standard point: wide, but some exchanges pass the one of a shard. */
const STAND_IN_MICRO = 1e12;
const NET_DEBIT_MICRO = 1e9;

type Handled = Exclude<Envelope, { kind: 'cut-over' }>;

/** What arrives after each turn, drawn from all that is under way. */
const lotteries = fc.array(fc.array(fc.nat(1_000), { maxLength: 3 }), {
  minLength: 1,
  maxLength: 20,
  size: 'max',
});

test('books and reports hold after whatever was submitted, wherever its legs are and whatever hosts answer', {
  timeout: timeLimitMs(),
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      scenarios({ intentsMin: 60, intentsMax: 100, transfersWeight: 10 }),
      fc.constantFrom('AIR', 'BUS', 'CAR'),
      lotteries,
      async (scenario, external, lottery) => {
        const database = await createTestDatabase({ shards: SHARDS });
        const pool = openPool({ databaseUrl: database.url, connectionsMax: 3, statementTimeoutMs: 60_000 });
        try {
          const cycles = await play(database.url, pool, scenario, { external, lottery });
          expect(await disagreements(pool, withHost(scenario.network, external), cycles)).toEqual({});
          const { checks } = await audit(database.url);
          expect(checks.filter((check) => !check.holds)).toEqual([]);
        } finally {
          await pool.end();
          await database.drop();
        }
      },
    ),
    { numRuns: runs(6) },
  );
});

/** The network with one of its programs on its issuer's own host, and with par values at which a few points are some. */
function withHost(network: Network, external: string): Network {
  const programs = [...network.programs].map(([code, program]): [string, Program] => {
    const rates = program.rates.map((rate) => ({
      ...rate,
      parNumerator: Math.min(rate.parNumerator, 11),
      parDenominator: Math.min(rate.parDenominator, 13),
      spreadBasisPoints: Math.min(rate.spreadBasisPoints, 250),
    }));
    const host = { address: '127.0.0.1:1', floorLimit: 20 };
    return [code, code === external ? { ...program, rates, host } : { ...program, rates }];
  });
  return { ...network, programs: new Map(programs) };
}

/** What the issuer's host says, drawn from all that it may. */
function hostAnswer({ operation }: HostMessage, drawn: number): HostAnswer {
  const told: readonly HostAnswer[] =
    operation === 'ADVISE'
      ? [{ kind: 'acknowledged' }, { kind: 'disputed', reason: 'REFUSED' }]
      : [{ kind: 'acknowledged' }];
  const asked: readonly HostAnswer[] = [
    { kind: 'none' },
    { kind: 'approved' },
    { kind: 'declined', outcome: 'ISSUER_DECLINED' },
    { kind: 'none' },
    { kind: 'approved' },
  ];
  const answers = operation === 'ADVISE' || operation === 'REVERSE' ? told : asked;
  return answers[drawn % answers.length] as HostAnswer;
}

/**
 * Lets a scenario happen on Postgres, two shards, turn by turn; what its cards begin with is left out. In the end what was
 * disputed is reversed, and every shard leaves the last cycle.
 *
 * @returns the cycles that are over
 */
async function play(
  databaseUrl: string,
  pool: pg.Pool,
  scenario: Scenario,
  { external, lottery }: { external: string; lottery: readonly (readonly number[])[] },
): Promise<LeftCycle[]> {
  const network = withHost(scenario.network, external);
  await insertPrograms(databaseUrl, network);
  await insertRates(pool, network);
  for (const [number, status] of scenario.cards) {
    await query(databaseUrl, 'insert into card (shard, number, issuer, status) values ($1, $2, $3, $4)', [
      shardOf(number, SHARDS),
      number,
      'ISSUER-1',
      status,
    ]);
  }
  let basis: TurnBasis = {
    nowMs: scenario.nowMs,
    cycle: 1,
    businessDate: scenario.businessDate,
    network,
  };
  const left: LeftCycle[] = [];
  const cutOver = async (businessDate: number): Promise<void> => {
    left.push({ number: basis.cycle, leftAtMs: basis.nowMs });
    basis = { ...basis, businessDate, cycle: basis.cycle + 1 };
    await pool.query(
      'insert into cycle (number, business_date, opened_at) values ($1, $2, to_timestamp($3 / 1000.0))',
      [basis.cycle, businessDate, basis.nowMs],
    );
  };
  for (const issuer of ['ISSUER-1', 'ISSUER-2']) {
    await setLimit(pool, 'STAND_IN', issuer, STAND_IN_MICRO);
    await setLimit(pool, 'NET_DEBIT', issuer, NET_DEBIT_MICRO);
  }
  const ownership = new PostgresOwnership({ databaseUrl });
  const shards: StoreShard[] = [];
  for (let shard = 0; shard < SHARDS; shard += 1)
    shards.push(await StoreShard.open(ownership, { shard, shards: SHARDS, basis }));

  const acknowledgements: { shard: number; envelope: Envelope }[] = [];
  const turn = async (shard: number, envelopes: readonly Handled[]): Promise<void> => {
    const aftermath = await shards[shard]!.turn(envelopes, basis);
    acknowledgements.push(...aftermath.acknowledgements);
  };
  for (const shard of shards)
    for (const participant of ['ISSUER-1', 'ISSUER-2'])
      await shard.moveHeadroom([
        { kind: 'STAND_IN', participant, change: STAND_IN_MICRO / SHARDS },
        { kind: 'NET_DEBIT', participant, change: NET_DEBIT_MICRO / SHARDS },
      ]);

  /** Has a host answer one of the messages that wait, the older ones sooner. */
  const answer = async (drawn: number): Promise<void> => {
    const open = shards.flatMap((shard, index) =>
      shard.messages.filter((message) => shard.isOpen(message)).map((message) => ({ index, message })),
    );
    const asked = open[drawn % Math.max(1, Math.min(2, open.length))];
    if (asked === undefined) return;
    const { index, message } = asked;
    await turn(index, [
      { kind: 'host-answer', message: message.id, answer: hostAnswer(message, Math.floor(drawn / 2)) },
    ]);
  };
  let exchanges = 0;
  /** Exchanges some of what an account has into another program: drawn scenarios alone hardly ever get that far. */
  const exchange = async (drawn: number): Promise<void> => {
    const { rows } = await pool.query<{ card: string; program: string; available: string }>(
      'select card, program, posted - held as available from account where posted > held order by card, program',
    );
    const from = rows[drawn % Math.max(1, rows.length)];
    if (from === undefined) return;
    exchanges += 1;
    const card = Number(from.card);
    const others = [...network.programs.keys()].filter((code) => code !== from.program);
    const transaction: Transaction = {
      ...BLANK,
      ...{ id: `00000000-0000-7000-9000-${String(exchanges).padStart(12, '0')}`, type: 'EXCHANGE', card },
      program: from.program,
      participant: network.programs.get(from.program)?.issuer ?? '',
      amount: Math.min(Number(from.available), 1 + (drawn % 50)),
      exchange: {
        toProgram: others[drawn % 2] as string,
        ...{ amountOutMin: 1, quote: '', isQuoteGenuine: false },
      },
    };
    await turn(shardOf(card, SHARDS), [
      { kind: 'submit', gateway: 'gateway', number: 0, transactions: [transaction] },
    ]);
  };
  /** Delivers one row of an outbox or one acknowledgement. */
  const deliver = async (drawn: number): Promise<void> => {
    const rows = shards.flatMap((shard, from) =>
      shard.outbox.takeDue(0).map(({ item: row }) => ({ from, row })),
    );
    const index = drawn % Math.max(1, rows.length + acknowledgements.length);
    const leg = rows[index];
    if (leg !== undefined) {
      const { number, target, legs } = leg.row;
      await turn(target, [{ kind: 'legs', from: leg.from, outbox: number, legs }]);
      return;
    }
    const [acknowledgement] = acknowledgements.splice(index - rows.length, 1);
    if (acknowledgement !== undefined)
      await turn(acknowledgement.shard, [acknowledgement.envelope as Handled]);
  };

  for (const [index, planned] of planOf(scenario, { shards: SHARDS, unitsPerTurn: 4 }).entries()) {
    if (planned.kind === 'event') {
      const { step } = planned;
      if (step.kind === 'wait') basis = { ...basis, nowMs: basis.nowMs + step.ms };
      else if (step.kind === 'network') basis = { ...basis, network: withHost(step.network, external) };
      else if (step.kind === 'cut-over') await cutOver(step.businessDate);
      else {
        const { card, status } = step;
        const change = {
          kind: 'card-status',
          gateway: '',
          number: 0,
          card,
          status,
          version: index + 1,
        } as const;
        await turn(shardOf(card, SHARDS), [change]);
      }
      continue;
    }
    const envelopes = planned.units.map(
      (transactions, number): Handled => ({ kind: 'submit', gateway: 'gateway', number, transactions }),
    );
    await turn(planned.shard, envelopes);
    for (const drawn of lottery[index % lottery.length] ?? []) {
      await deliver(drawn);
      await answer(drawn);
      if (drawn % 3 === 0) await exchange(drawn);
    }
  }
  await reverseDisputed(pool, turn);
  await cutOver(nextDay(basis.businessDate));
  for (const shard of shards.keys()) await turn(shard, []);
  for (const shard of shards) await shard.session.release();
  return left;
}

/** Issuer and operator agree on all that is disputed; it is posted, unless the ledger declines. */
async function reverseDisputed(
  pool: pg.Pool,
  turn: (shard: number, envelopes: readonly Handled[]) => Promise<void>,
): Promise<void> {
  const settlement = new PostgresSettlement(pool);
  const { rows } = await pool.query<{ message: string }>('select message from settlement_exception');
  for (const { message: exception } of rows) {
    await settlement.resolveException({ exception, reverse: true, by: 'OPERATOR' });
    const issuer = (await settlement.exception(exception))?.issuer ?? '';
    const agreed = await settlement.resolveException({ exception, reverse: true, by: issuer });
    if (isRefused(agreed)) throw new Error(agreed.message);
    const transactions = [reversalOf(agreed)];
    await turn(shardOf(agreed.card, SHARDS), [
      { kind: 'submit', gateway: 'gateway', number: 0, transactions },
    ]);
    const posted = await pool.query<{ outcome: string }>(
      'select outcome from transaction where id = $1 and origin = $2',
      [exception, issuer],
    );
    await settlement.finishException(exception, posted.rows[0]?.outcome ?? '');
  }
}

/** The par values of a network's programs, its acquirers and its merchants. */
async function insertRates(pool: pg.Pool, { programs, participants, merchants }: Network): Promise<void> {
  for (const { code, roles } of participants.values())
    await pool.query(
      'insert into participant (code, name, roles) values ($1, $1, $2) on conflict (code) do nothing',
      [code, roles],
    );
  for (const { code, acquirer } of merchants.values())
    await pool.query(`insert into merchant (code, name, acquirer, programs) values ($1, $1, $2, '{}')`, [
      code,
      acquirer,
    ]);
  for (const { code, rates } of programs.values())
    for (const { version, parNumerator, parDenominator, holdsFromMs } of rates) {
      const values = [code, parNumerator, parDenominator];
      if (version === 0)
        await pool.query(
          'update program set par_numerator = $2, par_denominator = $3 where code = $1',
          values,
        );
      else
        await pool.query(
          `insert into program_rate (program, version, par_numerator, par_denominator, spread_basis_points, holds_from,
             proposed_by, approved_by, approved_at)
           select $1, $4, $2, $3, 0, to_timestamp($5 / 1000.0), issuer, 'OPERATOR', now() from program where code = $1`,
          [...values, version, holdsFromMs],
        );
    }
}
