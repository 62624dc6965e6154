import { CHAIN_ITEMS_MAX } from '../../ledger/transaction.ts';
import type { Format } from './formats.ts';
import type { Line, Position } from './lines.ts';
import { LINE_BYTES_MAX, readLines } from './lines.ts';
import type { Row } from './row.ts';
import { rowOf } from './row.ts';

/** Rows that are submitted together, about: a chain is not cut in two. */
const PORTION_ROWS = 500;

/**
 * The rows of a file behind a position, in portions. Rows that are linked come in one portion; when one of them is broken,
 * all of them are, for they post together or not at all.
 */
export async function* readRows(
  path: string,
  format: Format,
  from: Position,
  idOf: (line: number) => string,
): AsyncGenerator<Row[], void> {
  let portion: Row[] = [];
  const chain = new Chain((row) => portion.push(row), from.brokenChain);
  for await (const lines of readLines(path, from)) {
    for (const line of lines) {
      const isHeader = format.hasHeader && line.number === 1;
      if (isHeader || line.text?.trim() === '') continue;
      chain.add(readRow(line, format, idOf));
      if (portion.length >= PORTION_ROWS && !chain.isHolding) {
        yield portion;
        portion = [];
      }
    }
  }
  chain.end();
  if (portion.length > 0) yield portion;
}

function readRow(line: Line, format: Format, idOf: (line: number) => string): Row {
  const { number, endByte, text } = line;
  if (text === undefined) {
    return rowOf({ number, endByte, text: '' }, `is longer than ${LINE_BYTES_MAX} bytes`, idOf);
  }
  return rowOf({ number, endByte, text }, format.cellsOf(text), idOf);
}

/** Holds the rows of a chain until its last one is there. */
class Chain {
  readonly #release: (row: Row) => void;
  #rows: Row[] = [];
  /** Why no row of this chain is submitted. */
  #fault: string | undefined;

  /** @param fault of the chain in the middle of which reading begins */
  constructor(release: (row: Row) => void, fault: string | undefined) {
    this.#release = release;
    this.#fault = fault;
  }

  get isHolding(): boolean {
    return this.#rows.length > 0;
  }

  add(row: Row): void {
    const isInChain = row.linked || this.isHolding || this.#fault !== undefined;
    this.#rows.push(row);
    if (isInChain) {
      if (row.broken !== undefined) this.#fault ??= `linked with line ${row.line}, which is broken`;
      if (this.#rows.length > CHAIN_ITEMS_MAX)
        this.#fault ??= `linked: a chain of more than ${CHAIN_ITEMS_MAX}`;
    }
    // What is broken does not wait for the end of its chain: that may be far.
    if (!row.linked || this.#fault !== undefined) this.#flush();
    if (!row.linked) this.#fault = undefined;
  }

  /** The file ends. */
  end(): void {
    if (this.#rows.length > 0) this.#fault = 'linked with a line that is not there';
    this.#flush();
  }

  #flush(): void {
    const fault = this.#fault;
    for (const row of this.#rows) {
      if (fault === undefined) this.#release(row);
      else {
        const brokenChain = row.linked ? fault : undefined;
        this.#release({ ...row, transaction: undefined, broken: row.broken ?? fault, brokenChain });
      }
    }
    this.#rows = [];
  }
}
