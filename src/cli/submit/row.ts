import { createHash } from 'node:crypto';
import type { NewExchange, NewTransaction } from '../../client/transaction.ts';
import type { Field } from './fields.ts';
import { BadValue, EXCHANGE_PROPERTIES } from './fields.ts';

/** One line of a file as a transaction, or why it is none. */
export interface Row {
  readonly line: number;
  readonly endByte: number;
  /** The line as it is in the file. */
  readonly text: string;
  /** False where the line can't be read into columns or keys at all. */
  readonly isReadable: boolean;
  readonly transaction: NewTransaction | undefined;
  /** Why there is no transaction. */
  readonly broken: string | undefined;
  /** Posts together with the next row. Known even of a broken one, if it can be read. */
  readonly linked: boolean;
  /** Why no row of its chain is submitted; undefined where the chain is whole, or ends with it. */
  readonly brokenChain: string | undefined;
}

/**
 * The id of a row that has none: a UUID of version 8 (RFC 9562, 5.8) made of the SHA-256 of the file and the number of the
 * line.
 *
 * So the same file gives the same ids, wherever it lies and however often it runs: nothing is cleared twice. Two lines that
 * look alike (two coffees on one morning) stay two transactions, and so do equal lines of two days' files, which is why
 * the id is not made of the line alone. The price is that a file that was changed is another file, all of its lines have
 * other ids, and running it again would clear them again; `submitFile` refuses to do that.
 */
export function rowId(fileSha256: Buffer, line: number): string {
  const bytes = createHash('sha256').update(fileSha256).update(`tongfen submit ${line}`).digest();
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** What was read of a line: fields with values that are not empty, or why there are none. */
export type Cells = readonly (readonly [Field, unknown])[] | string;

/** Makes a row of what was read of a line. */
export function rowOf(
  line: { readonly number: number; readonly endByte: number; readonly text: string },
  cells: Cells,
  idOf: (line: number) => string,
): Row {
  const isReadable = typeof cells !== 'string';
  const values = emptyValues();
  let exchange: Record<string, unknown> | undefined;
  let broken = isReadable ? undefined : cells;
  for (const [field, value] of isReadable ? cells : []) {
    try {
      const isOfExchange = EXCHANGE_PROPERTIES.has(field.property);
      if (isOfExchange) exchange ??= { toProgram: '' };
      const into = isOfExchange ? exchange : values;
      (into as Record<string, unknown>)[field.property] = field.read(value);
    } catch (error) {
      if (!(error instanceof BadValue)) throw error;
      broken ??= `${field.name}: ${error.message}`;
    }
  }
  if (values.type === '') broken ??= 'type: is needed';
  if (values.card === 0) broken ??= 'card: is needed';
  if (exchange !== undefined) values.exchange = exchange as unknown as NewExchange;
  // Whatever else its type needs the gateway says.
  if (broken === undefined && values.id === '') values.id = idOf(line.number);
  return {
    line: line.number,
    endByte: line.endByte,
    text: line.text,
    isReadable,
    transaction: broken === undefined ? (values as NewTransaction) : undefined,
    broken,
    linked: values.linked,
    brokenChain: undefined,
  };
}

/** A transaction with nothing in it: all rows have one shape, which makes a million of them twice as fast. */
function emptyValues() {
  return {
    id: '',
    type: '' as NewTransaction['type'] | '',
    card: 0,
    program: '',
    amount: 0,
    merchant: '',
    reference: '',
    originalId: '',
    toCard: 0,
    holdSeconds: 0,
    adjustment: undefined as NewTransaction['adjustment'],
    reason: '',
    linked: false,
    exchange: undefined as NewTransaction['exchange'],
  };
}
