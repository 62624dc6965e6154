import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { FileLine } from '../reconciliation/file.ts';
import { PROBLEMS_MAX } from '../reconciliation/file.ts';
import type { LineProblem, ReconciliationRefusal } from '../reconciliation/ports.ts';
import type { Concern } from '../settlement/ports.ts';
import { concerns, concernValues, TRANSACTIONS_ONLY } from './concern.ts';

// The lines of a file go into a table of the session, which Postgres keeps on disk when it is large, and the comparison is
// one join: neither this process nor Postgres holds a file in memory.
const CREATE_LINES = `
  create temporary table reconciliation_line (
    line bigint not null, id uuid not null, card bigint not null, origin text not null, program text not null,
    outcome text not null, amount bigint not null, posted_change bigint not null
  ) on commit drop`;

const COPY_LINES = 'copy reconciliation_line from stdin';

const DOUBLED = `
  select line, first_line
  from (
      select id, card, origin, min(line) as first_line from reconciliation_line
      group by id, card, origin having count(*) > 1
    ) as doubled
    join reconciliation_line using (id, card, origin)
  where line > first_line order by line limit ${PROBLEMS_MAX}`;

const INSERT = `
  insert into reconciliation (cycle, participant, lines, different, missing_here, missing_there)
  values ($1, $2, 0, 0, 0, 0) returning number`;

// What the two have in different programs is missing in both: there is no difference between points of one and points of
// the other.
const MATCH = `
  insert into reconciliation_break (
    reconciliation, number, kind, line, id, card, origin, program,
    their_outcome, their_amount, their_change, our_outcome, our_amount, our_change)
  select $1, row_number() over (order by theirs.line, ours.shard, ours.seq),
    case when ours.seq is null then 'missing-here' when theirs.line is null then 'missing-there' else 'different' end,
    theirs.line, id, card, origin, program,
    theirs.outcome, theirs.amount, theirs.posted_change, ours.outcome, ours.amount, ours.posted_change
  from reconciliation_line as theirs
    full join (
      select transaction.shard, seq, id, card, origin, program, outcome, posted_change,
        abs(case type when 'AUTHORIZE' then held_change else posted_change end) as amount
      from cycle_shard join transaction on transaction.shard = cycle_shard.shard
        and transaction.seq between cycle_shard.first_seq and cycle_shard.last_seq and transaction.seq > 0
      where cycle_shard.cycle = $2 and ${concerns(3)} and ${TRANSACTIONS_ONLY}
    ) as ours using (id, card, origin, program)
  where ours.seq is null or theirs.line is null
    or (theirs.outcome, theirs.amount, theirs.posted_change) <> (ours.outcome, ours.amount, ours.posted_change)`;

const COUNT = `
  update reconciliation set
    lines = (select count(*) from reconciliation_line),
    different = coalesce((select count(*) from reconciliation_break
      where reconciliation = $1 and kind = 'different'), 0),
    missing_here = coalesce((select count(*) from reconciliation_break
      where reconciliation = $1 and kind = 'missing-here'), 0),
    missing_there = coalesce((select count(*) from reconciliation_break
      where reconciliation = $1 and kind = 'missing-there'), 0)
  where number = $1`;

type Lines = AsyncGenerator<readonly FileLine[], readonly LineProblem[]>;

/**
 * Compares a file with the journal, in the transaction of `client`.
 *
 * @returns the number of the reconciliation; or why the file is refused, and then the caller rolls back
 */
export async function matchFile(
  client: pg.ClientBase,
  { cycle, concern }: { readonly cycle: number; readonly concern: Concern },
  lines: Lines,
): Promise<number | ReconciliationRefusal> {
  await client.query(CREATE_LINES);
  const copied = new CopiedLines(lines);
  await pipeline(Readable.from(copied.rows()), client.query(copyFrom(COPY_LINES)));
  const { problems } = copied;
  if (problems.length > 0) return { refused: 'FILE', problems };
  // Tables of a session have no statistics unless they are asked for, and what follows is planned by them.
  await client.query('analyze reconciliation_line');
  await client.query(`set local work_mem = '64MB'`);
  const doubled = await client.query<{ line: string; first_line: string }>(DOUBLED);
  if (doubled.rows.length > 0) {
    return {
      refused: 'FILE',
      problems: doubled.rows.map(({ line, first_line: first }) => ({
        line: Number(line),
        problem: `is the transaction of line ${first} again`,
      })),
    };
  }
  const inserted = await client.query<{ number: string }>(INSERT, [cycle, concern.participant]);
  const number = Number(inserted.rows[0]?.number);
  await client.query(MATCH, [number, cycle, ...concernValues(concern)]);
  await client.query(COUNT, [number]);
  return number;
}

/** Lines as COPY takes them, and what their file ends with. */
class CopiedLines {
  readonly #lines: Lines;
  problems: readonly LineProblem[] = [];

  constructor(lines: Lines) {
    this.#lines = lines;
  }

  async *rows(): AsyncGenerator<string> {
    for (;;) {
      const { done, value } = await this.#lines.next();
      if (done === true) {
        this.problems = value;
        return;
      }
      let text = '';
      for (const each of value) text += rowOf(each);
      yield text;
    }
  }
}

function rowOf(line: FileLine): string {
  const { id, card, program, outcome, amount, postedChange } = line;
  const origin = line.origin.replaceAll('\\', '\\\\');
  return `${line.line}\t${id}\t${card}\t${origin}\t${program}\t${outcome}\t${amount}\t${postedChange}\n`;
}
