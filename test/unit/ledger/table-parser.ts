import { OUTCOMES } from '../../../src/ledger/outcome.ts';
import { TRANSACTION_TYPES } from '../../../src/ledger/transaction.ts';

// A table is text, a row a line: what happens, a bar, and what has to come of it.
//
//   EARN    e1 A 100 at=SHOP    | POSTED 100/100 lots=+100@20270131
//   REDEEM  r1 A 101 at=SHOP    | INSUFFICIENT_POINTS 100/100
//
// A transaction is its type, id, card and amount, and what else it needs: `at` merchant, `by` participant, `in` program,
// `of` original, `to` card, `into` program, `min` amount, `quote` (amount in, amount out, and for how many seconds), `for` seconds, `ref`, `reason`, and the flags `debit`, `forged` and `linked`. What comes of it is its
// outcome, the balance and what of it is available, and: `moved`, `lots`, `counter`, `merchant`, `duplicate`, of an exchange `out` and `standard`; or `late`.
//
// A leg that reached the other shard is `credit`, `return`, `reclaim` or `settle`, and the id; `again` delivers it twice.
// `EXPIRE` expects an entry that the system made, all of which have to be expected. `account` expects what an account
// holds. The rest changes the world: `date`, `wait`, `give`, `sweep`, `block`, `unblock`, `limit`, `rate` (par value
// and basis points), `arrival`, `cap` (millionths of a standard point).

export interface Row {
  /** The line itself, for messages. */
  readonly text: string;
  readonly verb: string;
  /** Words before the bar that are not options. */
  readonly words: readonly string[];
  /** `key=value` before the bar; a flag has the value ''. */
  readonly options: ReadonlyMap<string, string>;
  readonly expected: Expected | undefined;
}

export interface Expected {
  readonly outcome: string;
  readonly balances: string | undefined;
  readonly options: ReadonlyMap<string, string>;
}

export interface Scenario {
  readonly title: string;
  readonly table: string;
}

const LEGS = ['credit', 'return', 'reclaim', 'settle'];
const CHANGES = [
  'date',
  'wait',
  'give',
  'holds',
  'sweep',
  'block',
  'unblock',
  'limit',
  'rate',
  'arrival',
  'cap',
];
const FLAGS = ['debit', 'linked', 'again', 'duplicate', 'forged'];
const KEYS = ['at', 'by', 'in', 'of', 'to', 'for', 'ref', 'reason', 'moved', 'lots', 'counter', 'merchant'];
const EXCHANGE_KEYS = ['into', 'min', 'quote', 'out', 'standard'];
const ACCOUNT_KEYS = ['free', 'held', 'pinned', 'overdrawn'];

/** The rows of a table. Anything that it does not understand is an error: a row can't be passed by. */
export function rowsOf(table: string): Row[] {
  return table
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('--'))
    .map(rowOf);
}

function rowOf(line: string): Row {
  const text = line.replaceAll(/\s+/g, ' ');
  const [before = '', after] = text.split(' | ');
  const { words, options } = tokens(before, text);
  const verb = words.shift() ?? '';
  if (
    !(TRANSACTION_TYPES as readonly string[]).includes(verb) &&
    !LEGS.includes(verb) &&
    verb !== 'account'
  ) {
    if (!CHANGES.includes(verb)) throw new Error(`unknown verb: ${text}`);
    if (after !== undefined) throw new Error(`nothing comes of: ${text}`);
  } else if (after === undefined) throw new Error(`what comes of it is missing: ${text}`);
  return {
    text,
    verb,
    words,
    options,
    expected: after === undefined ? undefined : expectedOf(after, verb, text),
  };
}

function expectedOf(after: string, verb: string, text: string): Expected {
  const { words, options } = tokens(after, text);
  if (verb === 'account') {
    const [balances, ...rest] = words;
    if (balances === undefined || rest.length > 0) throw new Error(`an account has two balances: ${text}`);
    return { outcome: '', balances, options };
  }
  const [outcome = '', balances, ...rest] = words;
  if (rest.length > 0 || (outcome !== 'late' && !(OUTCOMES as readonly string[]).includes(outcome))) {
    throw new Error(`unknown outcome: ${text}`);
  }
  return { outcome, balances, options };
}

function tokens(part: string, text: string): { words: string[]; options: Map<string, string> } {
  const words: string[] = [];
  const options = new Map<string, string>();
  for (const token of part.trim().split(' ')) {
    const [key = '', value] = token.split('=');
    if (value !== undefined) {
      if (![...KEYS, ...EXCHANGE_KEYS, ...ACCOUNT_KEYS].includes(key))
        throw new Error(`unknown key ${key}: ${text}`);
      options.set(key, value);
    } else if (FLAGS.includes(key)) options.set(key, '');
    else words.push(token);
  }
  return { words, options };
}
