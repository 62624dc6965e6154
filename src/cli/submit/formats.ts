import { parse } from 'csv-parse/sync';
import type { Field } from './fields.ts';
import { FIELD_NAMES, fieldNamed } from './fields.ts';
import type { Cells } from './row.ts';

/** How the lines of a file are read. */
export interface Format {
  readonly name: 'csv' | 'ndjson';
  /** True when the first line names the columns. */
  readonly hasHeader: boolean;
  /** What one line says; blank lines don't come here. */
  readonly cellsOf: (text: string) => Cells;
}

/** Columns that `tongfen submit` writes into its file of rejected lines: such a file, put right, can be submitted. */
export const REJECT_COLUMNS = [
  'rejected_line',
  'rejected_status',
  'rejected_because',
  'rejected_text',
] as const;

const IGNORED: ReadonlySet<string> = new Set(REJECT_COLUMNS);

/** A header that is none; the message says what is wrong with it. */
export class BadHeader extends Error {
  override readonly name = 'BadHeader';
}

/**
 * CSV (RFC 4180) whose first line names fields of a transaction. One line is one record: no field of a transaction may
 * have a line break in it, and so a quote that is missing breaks its own line and no other.
 *
 * @throws {BadHeader}
 */
export function csvFormat(header: string): Format {
  if (header.trim() === '') {
    throw new BadHeader('it is empty, or begins with an empty line: its first line names columns');
  }
  const names = csvCells(header);
  if (typeof names === 'string') throw new BadHeader(`its first line ${names}`);
  const columns = names.map((name) => {
    const field = fieldNamed(name.trim());
    if (field !== undefined || IGNORED.has(name.trim())) return field;
    throw new BadHeader(`its column '${name}' is none of ${FIELD_NAMES.join(', ')}`);
  });
  const fields = columns.filter((field) => field !== undefined);
  const twice = fields.find((field, index) => fields.indexOf(field) !== index);
  if (twice !== undefined) throw new BadHeader(`its column '${twice.name}' is there twice`);
  return {
    name: 'csv',
    hasHeader: true,
    cellsOf: (text) => {
      const values = csvCells(text);
      if (typeof values === 'string') return values;
      if (values.length !== columns.length) {
        return `has ${values.length} columns where the header has ${columns.length}`;
      }
      const cells: [Field, unknown][] = [];
      for (const [index, value] of values.entries()) {
        const field = columns[index];
        if (field !== undefined && value !== '') cells.push([field, value]);
      }
      return cells;
    },
  };
}

/** The cells of a line; or why it has none. */
export function csvCells(text: string): string[] | string {
  if (!text.includes('"')) return text.split(',');
  try {
    const records: string[][] = parse(text);
    const [record] = records;
    // For csv-parse, a carriage return by itself ends a record, too.
    if (record === undefined || records.length > 1)
      return `is not CSV: ${records.length} records in one line`;
    return record;
  } catch (error) {
    // csv-parse says where within the line, which for us is always line 1.
    return `is not CSV: ${(error as Error).message.replace(/ (at|on) line 1\b/, '')}`;
  }
}

/** Newline-delimited JSON: each line an object with fields of a transaction, as in the JSON form of the proto. */
export const NDJSON: Format = {
  name: 'ndjson',
  hasHeader: false,
  cellsOf: (text) => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return 'is not JSON';
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'is not a JSON object';
    const cells: [Field, unknown][] = [];
    for (const [name, cell] of Object.entries(value)) {
      const field = fieldNamed(name);
      if (field === undefined) {
        if (IGNORED.has(name)) continue;
        return `has '${name}', which is none of ${FIELD_NAMES.join(', ')}`;
      }
      if (cell !== null && cell !== '') cells.push([field, cell]);
    }
    return cells;
  },
};
