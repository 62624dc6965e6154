import { parse } from 'csv-parse/sync';
import type { TongfenClient } from '../../src/client/client.ts';
import type { CycleSettlement__Output } from '../../src/wire/generated/tongfen/v1/CycleSettlement.ts';

const ACQUIRERS = ['ACQUIRER-A', 'ACQUIRER-B'];
const ISSUERS = ['ISSUER-A', 'ISSUER-B', 'ISSUER-C'];

/** A line of a settlement file that is a transaction, as far as it is needed. */
interface FileLine {
  readonly id: string;
  readonly card: string;
  readonly origin: string;
  readonly program: string;
  readonly posted_change: string;
  readonly counter: string;
  readonly position_micro: string;
}

/**
 * What is wrong with a closed cycle, by what it is: nothing, if its obligations sum to zero and are what follows from the
 * lines of the settlement files.
 */
export async function misSettled(
  operator: TongfenClient,
  { cycle, bilateral, net }: CycleSettlement__Output,
): Promise<Record<string, unknown>> {
  const wrong: Record<string, unknown> = {};
  const differ = (what: string, said: unknown, expected: unknown): void => {
    if (JSON.stringify(said) !== JSON.stringify(expected)) wrong[what] = { said, expected };
  };
  const sum = net.reduce((total, { amountMicro }) => total + BigInt(amountMicro), 0n);
  differ('the sum of the net obligations', String(sum), '0');

  for (const participant of [...ACQUIRERS, ...ISSUERS]) {
    const { lines, notes } = await fileOf(operator, cycle?.number ?? 0, participant);
    const names = lines.map(({ id, card, origin }) => `${id} ${card} ${origin}`);
    differ(`lines of ${participant} that are there twice`, names.length - new Set(names).size, 0);
    const own = bilateral.filter((each) => each.debtor === participant || each.creditor === participant);
    differ(
      `obligations in the file of ${participant}`,
      notes.filter(([kind]) => kind === '#obligation').map(([, ...values]) => values.join(' ')),
      own.map((each) => [each.debtor, each.creditor, each.program, each.points, each.amountMicro].join(' ')),
    );
    differ(
      `net obligation in the file of ${participant}`,
      notes.filter(([kind]) => kind === '#net').map(([, ...values]) => values.join(' ')),
      net
        .filter(({ party }) => party === participant)
        .map(({ party, amountMicro }) => `${party} ${amountMicro}`),
    );
    if (ACQUIRERS.includes(participant)) {
      differ(`points that ${participant} is owed`, owedTo(participant, own), spentAtMerchants(lines));
    } else {
      const owed = own
        .filter(({ program }) => program === '*')
        .reduce(
          (total, { creditor, amountMicro }) =>
            creditor === participant ? total + BigInt(amountMicro) : total - BigInt(amountMicro),
          0n,
        );
      const said = lines.reduce((total, line) => total + BigInt(line.position_micro), 0n);
      differ(`what exchanges owe ${participant}`, String(owed), String(said));
    }
  }
  return wrong;
}

/** Points that an acquirer is owed less those it owes, by program. */
function owedTo(acquirer: string, bilateral: CycleSettlement__Output['bilateral']): [string, number][] {
  const points = new Map<string, number>();
  for (const { creditor, program, points: owed } of bilateral) {
    const change = creditor === acquirer ? Number(owed) : -Number(owed);
    points.set(program, (points.get(program) ?? 0) + change);
  }
  return sorted(points);
}

/** Points that members spent at merchants less those they earned there, by program. */
function spentAtMerchants(lines: readonly FileLine[]): [string, number][] {
  const points = new Map<string, number>();
  for (const { counter, program, posted_change: change } of lines) {
    if (counter === 'MERCHANT') points.set(program, (points.get(program) ?? 0) - Number(change));
  }
  return sorted(points);
}

/** Without those that nothing is left of, for which nobody owes anything. */
function sorted(points: ReadonlyMap<string, number>): [string, number][] {
  return [...points].filter(([, amount]) => amount !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
}

async function fileOf(
  operator: TongfenClient,
  cycle: number,
  participant: string,
): Promise<{ lines: FileLine[]; notes: string[][] }> {
  const pieces: Buffer[] = [];
  for await (const piece of operator.settlementFile({ cycle, participant, format: 'CSV' }))
    pieces.push(piece);
  const text = Buffer.concat(pieces).toString('utf8').trimEnd().split('\n');
  const isNote = (line: string): boolean => line.startsWith('#');
  return {
    lines: parse(text.filter((line) => !isNote(line)).join('\n'), { columns: true }),
    notes: text.filter(isNote).map((line) => line.split(',')),
  };
}
