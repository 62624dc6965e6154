import type pg from 'pg';
import type { Network } from '../../../src/ledger/network.ts';
import { rateAt } from '../../../src/ledger/network.ts';
import type { Outcome } from '../../../src/ledger/outcome.ts';
import { isRefused } from '../../../src/refused.ts';
import { csvFormat } from '../../../src/settlement/csv.ts';
import { writeSettlementFile } from '../../../src/settlement/file.ts';
import type { Concern, Liability } from '../../../src/settlement/ports.ts';
import { PostgresBooks } from '../../../src/store/books.ts';
import { PostgresSettlement } from '../../../src/store/settlement.ts';

// What settlement, files, liability reports and statements should say, calculated once more from the journal alone.

/** What is needed of an entry of the journal. */
interface Line {
  readonly shard: number;
  readonly seq: string;
  readonly id: string;
  readonly card: string;
  readonly origin: string;
  readonly type: string;
  readonly outcome: Outcome;
  readonly program: string;
  readonly change: bigint;
  readonly held: bigint;
  readonly counter: string | null;
  readonly merchant: string;
  readonly originalId: string | null;
  readonly peerProgram: string;
  readonly exchanged: readonly bigint[] | undefined;
  readonly cycle: number;
}

/** A cycle that every shard has left, and when. */
export interface LeftCycle {
  readonly number: number;
  readonly leftAtMs: number;
}

const JOURNAL = `
  select shard, seq, id, card, origin, type, outcome, program, posted_change, held_change, counter,
    coalesce(merchant, '') as merchant, original_id, coalesce(peer_program, '') as peer_program, exchanged, cycle
  from transaction order by shard, seq`;

/** Columns of a file that are compared; behind them is what the submitter said, as it said it. */
const COLUMNS = 13;

/** Closes the cycles, and tells by its name each figure that is not what the journal gives: [said, calculated]. */
export async function disagreements(
  pool: pg.Pool,
  network: Network,
  cycles: readonly LeftCycle[],
): Promise<Record<string, unknown>> {
  const settlement = new PostgresSettlement(pool);
  await settlement.closeBefore((cycles.at(-1)?.number ?? 0) + 1);
  const lines = (await pool.query(JOURNAL)).rows.map(lineOf);
  const wrong: Record<string, unknown> = {};
  const compare = (what: string, said: unknown, calculated: unknown): void => {
    if (JSON.stringify(said) !== JSON.stringify(calculated)) wrong[what] = [said, calculated];
  };
  for (const cycle of cycles) {
    const ofCycle = lines.filter((line) => line.cycle === cycle.number);
    const said = await settlement.settlement(cycle.number);
    const shards = await settlement.shards(cycle.number);
    if (isRefused(said) || isRefused(shards)) throw new Error('a cycle that was left is closed');
    const owed = said.bilateral.map(({ program, debtor, creditor, points, amountMicro }) => [
      `${program}: ${debtor} owes ${creditor}`,
      `${points} points, ${amountMicro}`,
    ]);
    const calculated = obligationsOf(ofCycle, network, cycle.leftAtMs);
    compare(`obligations of cycle ${cycle.number}`, sorted(owed), sorted(calculated.bilateral));
    const net = said.net.map(({ party, amountMicro }) => [party, String(amountMicro)]);
    compare(`net of cycle ${cycle.number}`, sorted(net), sorted(calculated.net));

    for (const { code, roles } of network.participants.values()) {
      const concern = concernOf(network, code, roles.includes('OPERATOR'));
      let text = '';
      const subject = { participant: code, settlement: said, shards };
      for await (const part of writeSettlementFile(subject, settlement.journal(shards, concern), csvFormat))
        text += part;
      const concerned = ofCycle.filter((line) => isConcerned(concern, line));
      compare(
        `file of ${code} for cycle ${cycle.number}`,
        text
          .split('\n')
          .filter((line) => /^(\d|#program|#total)/.test(line))
          .map((line) => line.split(',', COLUMNS).join(',')),
        fileOf(concerned),
      );
      const isMeant = (party: string): boolean =>
        concern.all ? network.participants.has(party) : party === code;
      compare(
        `exchanges in the file of ${code} for cycle ${cycle.number}`,
        String(exchangedIn(text)),
        String(
          sum(
            said.bilateral
              .filter(({ program }) => program === '*')
              .map(({ debtor, creditor, amountMicro }) =>
                isMeant(creditor) ? amountMicro : isMeant(debtor) ? -amountMicro : 0n,
              ),
          ),
        ),
      );
    }
    const liabilities = await settlement.liability([...network.programs.keys()], cycle.number);
    if (isRefused(liabilities)) throw new Error(liabilities.message);
    for (const each of liabilities)
      compare(
        `liability of ${each.program} in cycle ${cycle.number}`,
        movementsOf(each),
        movements(ofCycle, lines, each.program),
      );
  }

  const liabilities = await settlement.liability([...network.programs.keys()], undefined);
  if (isRefused(liabilities)) throw new Error(liabilities.message);
  for (const each of liabilities) {
    const { program, issued, adjusted, exchangedIn, redeemed, expired, exchangedOut } = each;
    compare(`liability of ${program}`, movementsOf(each), movements(lines, lines, program));
    const balance = issued + adjusted + exchangedIn - redeemed - expired - exchangedOut;
    compare(`balance of ${program}`, String(each.outstanding + each.inTransit), String(balance));
    const posted = sum(lines.filter((line) => line.program === program).map(({ change }) => change));
    compare(`outstanding points of ${program}`, String(each.outstanding), String(posted));
  }
  await compareStatements(pool, network, lines, compare);
  return wrong;
}

/** A statement of everything adds up to what the accounts have. */
async function compareStatements(
  pool: pg.Pool,
  network: Network,
  lines: readonly Line[],
  compare: (what: string, said: unknown, calculated: unknown) => void,
): Promise<void> {
  const books = await PostgresBooks.open(pool);
  for (const card of new Set(lines.map((line) => Number(line.card)))) {
    for (const program of network.programs.keys()) {
      const visibility = concernOf(network, '', true);
      const query = { card, program, visibility, fromMs: undefined, toMs: undefined };
      const statement = await books.statement({ ...query, beforeSeq: undefined, limit: 10_000 });
      const account = (await books.accounts(card)).find((each) => each.program === program);
      const changes = statement.map(({ entry }) => BigInt(entry.postedChange));
      compare(`statement of ${card} in ${program}`, String(sum(changes)), String(account?.posted ?? 0));
    }
  }
}

function obligationsOf(lines: readonly Line[], network: Network, leftAtMs: number) {
  const points = new Map<string, bigint>();
  const positions = new Map<string, bigint>();
  for (const { program, counter, merchant, change, exchanged, peerProgram } of lines) {
    const acquirer =
      counter === 'EXCEPTION' ? '*EXCEPTION' : (network.merchants.get(merchant)?.acquirer ?? '');
    if (counter === 'MERCHANT' || counter === 'EXCEPTION') add(points, `${program} ${acquirer}`, -change);
    if (exchanged === undefined) continue;
    const [, taken = 0n, given = 0n, spread = 0n, rounding = 0n] = exchanged;
    add(positions, network.programs.get(program)?.issuer ?? '', -taken);
    add(positions, network.programs.get(peerProgram)?.issuer ?? '', given);
    add(positions, '*SPREAD', spread);
    add(positions, '*ROUNDING', rounding);
  }
  const owed = new Map<string, { points: bigint; micro: bigint }>();
  const owes = (program: string, debtor: string, creditor: string, what: bigint, micro: bigint): void => {
    const key = `${program}: ${debtor} owes ${creditor}`;
    const known = owed.get(key) ?? { points: 0n, micro: 0n };
    owed.set(key, { points: known.points + what, micro: known.micro + micro });
  };
  for (const [key, change] of points) {
    const [code = '', acquirer = ''] = key.split(' ');
    const program = network.programs.get(code);
    if (program === undefined || program.issuer === acquirer || change === 0n) continue;
    const rate = rateAt(program, leftAtMs);
    const [debtor, creditor] = change > 0n ? [program.issuer, acquirer] : [acquirer, program.issuer];
    const size = change > 0n ? change : -change;
    const numerator = size * BigInt(rate.parNumerator) * 1_000_000n;
    const denominator = BigInt(rate.parDenominator) * BigInt(10 ** program.scale);
    const received = (numerator - (numerator % denominator)) / denominator;
    owes(code, debtor, creditor, size, received);
    if (received * denominator < numerator) owes(code, debtor, '*ROUNDING', 0n, 1n);
  }
  for (const [party, micro] of positions) {
    if (micro < 0n) owes('*', party, '*EXCHANGE', 0n, -micro);
    if (micro > 0n) owes('*', '*EXCHANGE', party, 0n, micro);
  }
  const net = new Map<string, bigint>();
  for (const [key, { micro }] of owed) {
    const [, debtor = '', , creditor = ''] = key.split(' ');
    add(net, debtor, -micro);
    add(net, creditor, micro);
  }
  return {
    bilateral: [...owed].map(([key, each]) => [key, `${each.points} points, ${each.micro}`]),
    net: [...net].map(([party, micro]) => [party, String(micro)]),
  };
}

/** Lines of transactions as far as they are compared, of programs, and the total. */
function fileOf(lines: readonly Line[]): string[] {
  const amountOf = ({ type, held, change }: Line): bigint => size(type === 'AUTHORIZE' ? held : change);
  const programs = [...new Set(lines.map(({ program }) => program))].sort();
  return [
    ...lines.map((line) => {
      const { shard, seq, id, origin, card, type, outcome, program, change, held, counter, merchant } = line;
      const names = [shard, seq, id, origin, card, type, outcome, program];
      return [...names, amountOf(line), change, held, counter ?? '', merchant].join(',');
    }),
    ...programs.map((program) => {
      const own = lines.filter((line) => line.program === program);
      const changes = own.map(({ change }) => change);
      const credited = sum(changes.filter((change) => change > 0n));
      const debited = -sum(changes.filter((change) => change < 0n));
      const posted = own.filter(({ outcome }) => outcome === 'POSTED').length;
      return ['#program', program, own.length, posted, credited, debited].join(',');
    }),
    `#total,${lines.length},${sum(lines.map(amountOf))}`,
  ];
}

/** What the exchanges among the lines of a file have issuers be owed: their last column. */
function exchangedIn(text: string): bigint {
  const lines = text.split('\n').filter((line) => /^\d/.test(line));
  return sum(lines.map((line) => BigInt(line.slice(line.lastIndexOf(',') + 1))));
}

type Movement = 'issued' | 'redeemed' | 'expired' | 'adjusted' | 'exchangedIn' | 'exchangedOut';

function movementsOf(liability: Liability): Record<Movement, string> {
  const { issued, redeemed, expired, adjusted, exchangedIn, exchangedOut } = liability;
  return textOf({ issued, redeemed, expired, adjusted, exchangedIn, exchangedOut });
}

/** By what each transaction is; a reversal by what it reverses. Points in transit have not been moved by anybody. */
function movements(lines: readonly Line[], journal: readonly Line[], program: string) {
  const sums = { issued: 0n, redeemed: 0n, expired: 0n, adjusted: 0n, exchangedIn: 0n, exchangedOut: 0n };
  for (const line of lines) {
    if (line.program !== program || line.change === 0n || line.counter === 'TRANSIT') continue;
    const { change } = line;
    switch (line.type === 'REVERSE' ? originalOf(line, journal).type : line.type) {
      case 'EARN':
        sums.issued += change;
        break;
      case 'REDEEM':
      case 'CAPTURE':
        sums.redeemed -= change;
        break;
      case 'EXPIRE':
        sums.expired -= change;
        break;
      case 'ADJUST':
        sums.adjusted += change;
        break;
      case 'EXCHANGE':
        if (change > 0n) sums.exchangedIn += change;
        else sums.exchangedOut -= change;
        break;
      default:
        throw new Error(`${line.type} moves nothing but into transit`);
    }
  }
  return textOf(sums);
}

function originalOf({ originalId, card, program, origin }: Line, journal: readonly Line[]): Line {
  const named = journal.filter(
    (line) =>
      line.id === originalId && line.card === card && line.program === program && !line.origin.includes('/'),
  );
  const original = named.find((line) => line.origin === origin) ?? named[0];
  if (original === undefined) throw new Error('what is reversed is in the journal');
  return original;
}

function concernOf({ programs, merchants }: Network, participant: string, all: boolean): Concern {
  const own = [...programs.values()].filter(({ issuer }) => issuer === participant);
  const acquired = [...merchants.values()].filter(({ acquirer }) => acquirer === participant);
  return {
    participant,
    all,
    programs: new Set(own.map(({ code }) => code)),
    merchants: new Set(acquired.map(({ code }) => code)),
  };
}

/** Decided before anybody looked whose the program is, and whose the merchant. */
const BEFORE_PROGRAM = ['PROGRAM_UNKNOWN', 'LINKED_DECLINED'];
const BEFORE_MERCHANT = ['PROGRAM_BLOCKED', 'CARD_UNKNOWN', 'CARD_BLOCKED', 'MERCHANT_UNKNOWN'];

/** What was in transit while a host was asked is a part of a transaction that has a line of its own. */
const IN_TRANSIT = /^(host|answer)\//;

function isConcerned({ all, participant, programs, merchants }: Concern, line: Line): boolean {
  if (IN_TRANSIT.test(line.origin)) return false;
  const isIssuer = programs.has(line.program);
  const isAcquirer = merchants.has(line.merchant) && !BEFORE_MERCHANT.includes(line.outcome);
  const isOther = (isIssuer || isAcquirer) && !BEFORE_PROGRAM.includes(line.outcome);
  return all || line.origin === participant || isOther;
}

function lineOf(row: Record<string, string | number | readonly string[] | null>): Line {
  const text = (name: string): string => String(row[name]);
  const exchanged = row['exchanged'] as readonly string[] | null;
  return {
    shard: Number(row['shard']),
    ...{ seq: text('seq'), id: text('id'), card: text('card'), origin: text('origin'), type: text('type') },
    ...{ outcome: text('outcome') as Outcome, program: text('program'), merchant: text('merchant') },
    ...{ change: BigInt(text('posted_change')), held: BigInt(text('held_change')) },
    counter: row['counter'] as string | null,
    originalId: row['original_id'] as string | null,
    peerProgram: text('peer_program'),
    exchanged: exchanged?.map(BigInt),
    cycle: Number(row['cycle']),
  };
}

function add(sums: Map<string, bigint>, key: string, change: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + change);
}

function sum(all: readonly bigint[]): bigint {
  return all.reduce((total, each) => total + each, 0n);
}

function size(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

function sorted(rows: readonly (readonly unknown[])[]): string[] {
  return rows.map((row) => row.join(': ')).sort();
}

function textOf(sums: Record<Movement, bigint>): Record<Movement, string> {
  return Object.fromEntries(Object.entries(sums).map(([name, each]) => [name, String(each)])) as Record<
    Movement,
    string
  >;
}
