import type pg from 'pg';
import { assert } from '../assert.ts';
import { STANDARD_POINTS } from '../ledger/transaction.ts';
import type {
  BilateralObligation,
  ParValue,
  ProgramPosition,
  StandardPosition,
} from '../settlement/obligations.ts';
import { NETWORK_PARTIES, net, obligationsOf } from '../settlement/obligations.ts';
import { settleEven, settleNetwork } from './settlement-decide.ts';

// Who closes a cycle first locks its row; whoever waited finds it closed.
const LOCK = `select from cycle where number = $1 and closed_at is null for update`;

/** Shards that have not left a cycle. */
const BEHIND = `
  select count(*)::integer as shards
  from network, generate_series(0, network.shards - 1) as every (shard)
  where coalesce(
    (select cycle from turn where turn.shard = every.shard order by number desc limit 1), 0
  ) <= $1`;

// Turns are looked for from both sides, where they are found at once: behind what was closed before, and before what has
// been cleared since.
const INSERT_SHARDS = `
  insert into cycle_shard (cycle, shard, first_turn, last_turn, first_seq, last_seq, first_hash, last_hash)
  select $1, every.shard, first.number, last.number, coalesce(previous.last_seq, 0) + 1, last.last_seq,
    first.hash, last.hash
  from network
    cross join generate_series(0, network.shards - 1) as every (shard)
    left join lateral (
      select last_turn, last_seq from cycle_shard
      where cycle_shard.shard = every.shard and cycle < $1 order by cycle desc limit 1
    ) as previous on true
    join lateral (
      select number, cycle, last_seq, hash from turn
      where turn.shard = every.shard and cycle <= $1 order by number desc limit 1
    ) as last on last.cycle = $1
    join turn as first on first.shard = every.shard and first.number = coalesce(previous.last_turn, 0) + 1`;

/** What a cycle left between programs and acquirers, what exchanges left, and what the network bears of exceptions: a row per shard and system account is read. */
const POSITIONS = `
  select stripe.program, stripe.kind, stripe.merchant as participant, null as acquirer, sum(stripe.change) as change
  from network
    cross join generate_series(0, network.shards - 1) as every (shard)
    join stripe on stripe.shard = every.shard and stripe.cycle = $1
  where stripe.program = '${STANDARD_POINTS}'
  group by 1, 2, 3
  union all
  select stripe.program, 'MERCHANT', '', merchant.acquirer, sum(stripe.change)
  from network
    cross join generate_series(0, network.shards - 1) as every (shard)
    join stripe on stripe.shard = every.shard and stripe.cycle = $1
    join merchant on merchant.code = stripe.merchant
  where stripe.kind = 'MERCHANT' and stripe.program <> '${STANDARD_POINTS}'
  group by 1, 4
  union all
  select stripe.program, stripe.kind, '', '${NETWORK_PARTIES.exception}', sum(stripe.change)
  from network
    cross join generate_series(0, network.shards - 1) as every (shard)
    join stripe on stripe.shard = every.shard and stripe.cycle = $1
  where stripe.kind = 'EXCEPTION'
  group by 1, 2`;

/** Each program with the rate that held when the next cycle was opened; see `rateAt` in src/ledger/network.ts. */
const PROGRAMS = `
  select code, issuer, scale, coalesce(rate.par_numerator, program.par_numerator) as par_numerator,
    coalesce(rate.par_denominator, program.par_denominator) as par_denominator
  from program
    left join lateral (
      select par_numerator, par_denominator from program_rate
      where program = code and approved_at is not null
        and holds_from <= (select opened_at from cycle where number = $1 + 1)
      order by version desc limit 1
    ) as rate on true`;

const INSERT_BILATERAL = `
  insert into bilateral_obligation
    (cycle, program, debtor, creditor, points, par_numerator, par_denominator, amount_micro)
  select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::numeric[], $6::bigint[], $7::bigint[], $8::numeric[])`;

const INSERT_NET = `
  insert into net_obligation (cycle, party, amount_micro, status)
  select $1, party, amount_micro, 'pending' from unnest($2::text[], $3::numeric[]) as net (party, amount_micro)`;

interface PositionRow {
  readonly program: string;
  readonly kind: string;
  readonly participant: string;
  readonly acquirer: string | null;
  readonly change: string;
}

interface ProgramRow {
  readonly code: string;
  readonly issuer: string;
  readonly scale: number;
  readonly par_numerator: string;
  readonly par_denominator: string;
}

/**
 * Closes a cycle that every shard has left: writes what bounds it in each shard and who owes whom. Nothing is cleared in
 * it any more, so that what is read stands still. Costs the same for ten transactions and for ten million: its system
 * accounts are added up, its transactions are not read.
 *
 * @returns false when it was closed before
 */
export async function closeCycle(client: pg.ClientBase, cycle: number): Promise<boolean> {
  const { rowCount } = await client.query(LOCK, [cycle]);
  if (rowCount === 0) return false;
  const { rows } = await client.query<{ shards: number }>(BEHIND, [cycle]);
  assert(rows[0]?.shards === 0, 'a cycle is closed once every shard has left it');
  await client.query(INSERT_SHARDS, [cycle]);
  const obligations = await readObligations(client, cycle);
  await insertBilateral(client, cycle, obligations);
  const netted = net(obligations);
  await client.query(INSERT_NET, [
    cycle,
    netted.map(({ party }) => party),
    netted.map(({ amountMicro }) => String(amountMicro)),
  ]);
  await client.query('update cycle set closed_at = now() where number = $1', [cycle]);
  await settleEven(client, cycle);
  await settleNetwork(client, cycle);
  return true;
}

async function readObligations(client: pg.ClientBase, cycle: number): Promise<BilateralObligation[]> {
  const programs = await programsAtCutOver(client, cycle);
  const { rows } = await client.query<PositionRow>(POSITIONS, [cycle]);
  const positions: ProgramPosition[] = [];
  const standardPositions: StandardPosition[] = [];
  for (const { program: code, kind, participant, acquirer, change } of rows) {
    if (acquirer === null) {
      const amountMicro = BigInt(change);
      standardPositions.push({ kind: kind as StandardPosition['kind'], participant, amountMicro });
    } else {
      const program = programs.get(code);
      assert(program !== undefined, 'points are of a program');
      positions.push({ program: code, ...program, acquirer, points: BigInt(change) });
    }
  }
  return obligationsOf(positions, standardPositions);
}

/** The issuer of each program, and the par value by which its points are settled. */
async function programsAtCutOver(
  client: pg.ClientBase,
  cycle: number,
): Promise<Map<string, { readonly issuer: string; readonly par: ParValue }>> {
  const { rows } = await client.query<ProgramRow>(PROGRAMS, [cycle]);
  return new Map(
    rows.map((row) => [
      row.code,
      {
        issuer: row.issuer,
        par: {
          numerator: BigInt(row.par_numerator),
          denominator: BigInt(row.par_denominator),
          scale: row.scale,
        },
      },
    ]),
  );
}

async function insertBilateral(
  client: pg.ClientBase,
  cycle: number,
  obligations: readonly BilateralObligation[],
): Promise<void> {
  await client.query(INSERT_BILATERAL, [
    cycle,
    obligations.map(({ program }) => program),
    obligations.map(({ debtor }) => debtor),
    obligations.map(({ creditor }) => creditor),
    obligations.map(({ points }) => String(points)),
    obligations.map(({ par }) => (par === undefined ? null : String(par.numerator))),
    obligations.map(({ par }) => (par === undefined ? null : String(par.denominator))),
    obligations.map(({ amountMicro }) => String(amountMicro)),
  ]);
}
