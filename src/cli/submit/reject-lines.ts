import { stringify } from 'csv-stringify/sync';
import type { Format } from './formats.ts';
import { csvCells, REJECT_COLUMNS } from './formats.ts';
import type { Row } from './row.ts';

/** Why a line is not cleared. */
export interface Reject {
  readonly row: Row;
  /** An outcome, or a status of gRPC. */
  readonly status: string;
  /** False for a decline: the line is in order, and has its outcome for ever. */
  readonly isBroken: boolean;
  readonly because: string;
}

/** How the lines that were not cleared are written, so that they can be put right and submitted themselves. */
export interface RejectLines {
  /** Before the first of them, with its end. */
  readonly header: string;
  /** With its end. */
  readonly lineOf: (reject: Reject) => string;
}

/** In the format of the file that they come from. */
export function rejectLines(format: Format, header: string): RejectLines {
  return format.name === 'csv' ? csvLines(header) : NDJSON_LINES;
}

/**
 * A line that can be read follows as it is, one that can't stands in quotes in a column of its own. A file without a column of
 * ids gets one in front.
 */
function csvLines(header: string): RejectLines {
  const idColumn = (csvCells(header) as string[]).findIndex((name) => name.trim() === 'id');
  const hasIds = idColumn !== -1;
  return {
    header: `${[...(hasIds ? [] : ['id']), ...REJECT_COLUMNS, header].join(',')}\n`,
    lineOf: (reject) => {
      const { row, status, because } = reject;
      const id = recordedId(reject) ?? '';
      const own = csvText([
        ...(hasIds ? [] : [id]),
        ...[row.line, status, because, row.isReadable ? '' : row.text],
      ]);
      if (!row.isReadable) return `${own}\n`;
      return `${own},${hasIds && id !== '' ? withId(row.text, idColumn, id) : row.text}\n`;
    },
  };
}

function withId(text: string, idColumn: number, id: string): string {
  const cells = csvCells(text) as string[];
  return cells[idColumn] === '' ? csvText(cells.with(idColumn, id)) : text;
}

function csvText(cells: readonly (string | number)[]): string {
  return stringify([cells], { eof: false });
}

const NDJSON_LINES: RejectLines = {
  header: '',
  lineOf: (reject) => {
    const { row, status, because } = reject;
    const id = recordedId(reject);
    const own = {
      rejected_line: row.line,
      rejected_status: status,
      rejected_because: because,
      ...(id === undefined ? {} : { id }),
    };
    const line: object = row.isReadable ? JSON.parse(row.text) : { rejected_text: row.text };
    return `${JSON.stringify({ ...own, ...line, ...own })}\n`;
  },
};

/**
 * The id that a decline is recorded under. It stays with the line: in another file, the id that a line without one gets is
 * another one, under which it would be cleared anew beside those that were put right.
 */
function recordedId({ row, isBroken }: Reject): string | undefined {
  return isBroken ? undefined : row.transaction?.id;
}
