import { isCardNumber } from '../ledger/card.ts';
import type { LineProblem } from './ports.ts';

/** A transaction as a participant's file says it. */
export interface FileLine {
  /** From 1. */
  readonly line: number;
  readonly id: string;
  readonly card: number;
  readonly origin: string;
  readonly program: string;
  readonly outcome: string;
  readonly amount: number;
  readonly postedChange: number;
}

/** The columns that a file has to have; `origin` may be there as well. */
const NEEDED_COLUMNS = ['id', 'card', 'program', 'outcome', 'amount', 'posted_change'] as const;
type Column = (typeof NEEDED_COLUMNS)[number] | 'origin';

/**
 * Problems that are told; a file of something else has one in every line. As many as fit into the headers of an answer, of
 * which many clients take no more than 8 KiB.
 */
export const PROBLEMS_MAX = 50;

/** A file of something else has lines of any length; they must not fill the memory. */
const LINE_LENGTH_MAX = 4_096;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const CODE = /^[A-Z][A-Z0-9_-]{1,31}$/;
const ORIGIN = /^[\x21-\x7e]{1,64}$/;
const WHOLE = /^-?\d{1,16}$/;

/** Characters that are quoted of what a file says of itself: what is told of it travels in the trailers of the call. */
const QUOTED_MAX = 40;

/**
 * Reads a reconciliation file, a settlement file or one like it. Every line is looked at, so that all that is wrong is known
 * at once.
 */
export class FileReader {
  readonly #participant: string;
  readonly #cycle: number;
  readonly #problems: LineProblem[] = [];
  #columns: readonly string[] | undefined;
  #line = 0;
  #transactions = 0;
  #amount = 0n;
  #total: { readonly line: number; readonly transactions: string; readonly amount: string } | undefined;

  constructor(subject: { readonly participant: string; readonly cycle: number }) {
    this.#participant = subject.participant;
    this.#cycle = subject.cycle;
  }

  /** @param text of one line, without its end @returns the transaction in it, where there is one */
  read(text: string): FileLine | undefined {
    this.#line += 1;
    if (text === '') return undefined;
    if (text.length > LINE_LENGTH_MAX) return this.#refuse(`is longer than ${LINE_LENGTH_MAX} characters`);
    const fields = splitLine(text);
    if (text.startsWith('#')) return this.#readControl(fields ?? []);
    if (fields === undefined) return this.#refuse('is not CSV');
    if (this.#columns === undefined) return this.#readColumns(fields);
    return this.#readTransaction(fields, this.#columns);
  }

  /** What is wrong with the file, all of it read. */
  end(): readonly LineProblem[] {
    const total = this.#total;
    if (this.#columns === undefined) this.#note('has no line with the names of columns');
    if (total === undefined) {
      this.#note('is the last, and there is no #total');
    } else if (this.#problems.length === 0) {
      const actual = `${this.#transactions},${this.#amount}`;
      const said = `${total.transactions},${total.amount}`;
      if (actual !== said) this.#note(`says a total of ${quotable(said)}, and it is ${actual}`, total.line);
    }
    return this.#problems;
  }

  #readControl([kind, ...fields]: readonly string[]): undefined {
    if (kind === '#total') {
      if (this.#total !== undefined) return this.#refuse('is a second #total');
      this.#total = { line: this.#line, transactions: fields[0] ?? '', amount: fields[1] ?? '' };
    } else if (kind === '#settlement') {
      const [, participant = '', cycle = ''] = fields;
      if (participant !== this.#participant)
        return this.#refuse(`is of another participant, ${quotable(participant)}`);
      if (cycle !== String(this.#cycle)) return this.#refuse(`is of another cycle, ${quotable(cycle)}`);
    }
    return undefined;
  }

  #readColumns(fields: readonly string[]): undefined {
    this.#columns = fields;
    const missing = NEEDED_COLUMNS.filter((column) => !fields.includes(column));
    if (missing.length > 0) return this.#refuse(`has no column ${missing.join(', ')}`);
    if (new Set(fields).size < fields.length) return this.#refuse('has a column twice');
    return undefined;
  }

  #readTransaction(fields: readonly string[], columns: readonly string[]): FileLine | undefined {
    if (this.#total !== undefined) return this.#refuse('is behind the #total');
    if (fields.length !== columns.length) {
      return this.#refuse(`has ${fields.length} fields instead of ${columns.length}`);
    }
    const field = (column: Column): string => fields[columns.indexOf(column)] ?? '';
    const id = field('id');
    const card = Number(field('card'));
    const origin = columns.includes('origin') ? field('origin') : this.#participant;
    const amount = Number(field('amount'));
    const postedChange = Number(field('posted_change'));
    if (!UUID.test(id)) return this.#refuse('id is not a UUID');
    if (!isCardNumber(card)) return this.#refuse('card is not a card number');
    if (!ORIGIN.test(origin)) return this.#refuse('origin is not a name');
    if (!CODE.test(field('program'))) return this.#refuse('program is not a code');
    if (!CODE.test(field('outcome'))) return this.#refuse('outcome is not an outcome');
    if (!isWhole(field('amount')) || amount < 0) return this.#refuse('amount is not a whole number');
    if (!isWhole(field('posted_change'))) return this.#refuse('posted_change is not a whole number');
    this.#transactions += 1;
    this.#amount += BigInt(amount);
    return {
      ...{ line: this.#line, id: id.toLowerCase(), card, origin },
      ...{ program: field('program'), outcome: field('outcome'), amount, postedChange },
    };
  }

  #refuse(problem: string): undefined {
    this.#note(problem);
    return undefined;
  }

  #note(problem: string, line = this.#line): void {
    if (this.#problems.length < PROBLEMS_MAX) this.#problems.push({ line, problem });
  }
}

/** All that an account can have is a whole number, and what does not fit a double exactly is none. */
function isWhole(field: string): boolean {
  return WHOLE.test(field) && Number.isSafeInteger(Number(field));
}

function quotable(text: string): string {
  return text.length > QUOTED_MAX ? `${text.slice(0, QUOTED_MAX)}…` : text;
}

/** The fields of a line of CSV (RFC 4180), none of which has a line end in it; undefined where quotes do not match. */
export function splitLine(text: string): string[] | undefined {
  if (!text.includes('"')) return text.split(',');
  const fields: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (;;) {
    const match = pattern.exec(text);
    if (match === null) return undefined;
    const [, quoted, plain = '', end] = match;
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '') return fields;
  }
}

/**
 * The transactions of a file, in the pieces in which it comes.
 *
 * @returns at its end what is wrong with it
 */
export async function* readFile(
  content: AsyncIterable<Uint8Array>,
  subject: { readonly participant: string; readonly cycle: number },
): AsyncGenerator<readonly FileLine[], readonly LineProblem[]> {
  const reader = new FileReader(subject);
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of content) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    // It is refused already, and what it goes on with must not fill the memory.
    if (rest.length > LINE_LENGTH_MAX) rest = rest.slice(0, LINE_LENGTH_MAX + 1);
    const read = lines.flatMap((line) => reader.read(withoutReturn(line)) ?? []);
    if (read.length > 0) yield read;
  }
  rest += decoder.decode();
  const last = rest === '' ? undefined : reader.read(withoutReturn(rest));
  if (last !== undefined) yield [last];
  return reader.end();
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
