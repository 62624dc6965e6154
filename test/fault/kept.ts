import { isResult } from '../../src/client/response-decoder.ts';
import { isBeforeAccount } from '../../src/gateway/visibility.ts';
import type { Outcome } from '../../src/ledger/outcome.ts';
import type { Result } from '../../src/ledger/transaction.ts';
import type { JournalRow } from '../support/journal.ts';
import { readJournal } from '../support/journal.ts';
import type { ParticipantCode, TestNetwork } from '../support/network.ts';
import type { Load, Submitted } from './load.ts';

/** Offenders that are shown. */
const SHOWN_MAX = 5;

/** Deadline of asking again. */
const DEADLINE_MS = 60_000;

/** What is wrong, by what it is: nothing, if all that was promised was kept. */
export type Broken = Readonly<Record<string, readonly unknown[]>>;

/**
 * Compares what callers were told with the journal, and with what they are told when they ask again: every id has one
 * entry with the outcome that was acknowledged, for ever.
 */
export async function brokenPromises(
  load: Load,
  options: {
    databaseUrl: string;
    network: TestNetwork;
    address: string;
    /** All that were ever submitted there. */
    ids: ReadonlySet<string>;
  },
): Promise<Broken> {
  const { submitted } = load;
  const journal = await readJournal(options.databaseUrl);
  const byName = new Map<string, JournalRow[]>();
  const byPlace = new Map<string, JournalRow>();
  for (const row of journal) {
    byPlace.set(`${row.shard} ${row.seq}`, row);
    const name = `${row.origin} ${row.card} ${row.id}`;
    byName.set(name, [...(byName.get(name) ?? []), row]);
  }
  const entriesOf = ({ participant, transaction: { card, id } }: Submitted): readonly JournalRow[] =>
    byName.get(`${participant} ${card} ${id}`) ?? [];
  const again = await askAgain(submitted, options);
  return found({
    'without a result': submitted.filter(({ result }) => result === undefined),
    'not in the journal exactly once': submitted.filter((each) => entriesOf(each).length !== 1),
    'not as it was acknowledged': submitted.filter(({ transaction, result }) => {
      const row = byPlace.get(`${result?.shard} ${result?.seq}`);
      return result === undefined || row === undefined || !isAs(row, transaction.id, result);
    }),
    'answered otherwise when asked again': submitted.filter(
      ({ result }, index) => !isSame(result, again[index]),
    ),
    'in the journal and submitted by nobody': journal.filter(
      ({ id, type }) => type !== 'EXPIRE' && !options.ids.has(id),
    ),
  });
}

/** The second leg of a transfer that came back carries the decline as its reason, and is what the caller is told. */
function isAs(row: JournalRow, id: string, result: Result): boolean {
  const isReturned = row.outcome === 'POSTED' && result.outcome !== 'POSTED';
  const outcome = (isReturned ? row.reason : row.outcome) as Outcome;
  const isWithheld = isBeforeAccount(outcome) && result.balance === 0 && result.available === 0;
  return (
    row.id === id &&
    outcome === result.outcome &&
    (isWithheld || (row.balance === result.balance && row.available === result.available)) &&
    row.ledgerTimeMs === result.ledgerTimeMs
  );
}

function isSame(first: Result | undefined, second: Result | undefined): boolean {
  if (first === undefined || second?.duplicate !== true) return false;
  return (Object.keys(first) as (keyof Result)[]).every(
    (key) => key === 'duplicate' || first[key] === second[key],
  );
}

/** The results of all transactions again, in their order. */
async function askAgain(
  submitted: readonly Submitted[],
  { network, address }: { network: TestNetwork; address: string },
): Promise<(Result | undefined)[]> {
  const results = new Map<Submitted, Result>();
  for (const participant of new Set(submitted.map((each): ParticipantCode => each.participant))) {
    const own = submitted.filter((each) => each.participant === participant);
    const client = network.connect(participant, { address });
    const submitter = client.openSubmitter({ deadlineMs: DEADLINE_MS });
    const answers = await submitter.submit(own.map(({ transaction }) => transaction));
    await submitter.close();
    client.close();
    for (const [index, answer] of answers.entries())
      if (isResult(answer)) results.set(own[index] as Submitted, answer);
  }
  return submitted.map((each) => results.get(each));
}

function found(all: Broken): Broken {
  return Object.fromEntries(
    Object.entries(all)
      .filter(([, offenders]) => offenders.length > 0)
      .map(([what, offenders]) => [`${offenders.length} ${what}`, offenders.slice(0, SHOWN_MAX)]),
  );
}
