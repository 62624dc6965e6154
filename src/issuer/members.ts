import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { Fault } from '../fault.ts';
import { CARD_NUMBER, isCardNumber } from '../ledger/card.ts';
import type { Account } from './books.ts';

const COLUMNS = ['card', 'program', 'points', 'status'];
const PROGRAM = /^[A-Z][A-Z0-9-]{1,15}$/;

/**
 * Member accounts from a CSV file: `card,program,points` and, if wanted, `status` (`active` or `blocked`). Points are in
 * the program's smallest unit.
 *
 * @throws {Fault} `CONFIGURATION_INVALID` with the line that is wrong
 */
export function readMembers(file: string): Account[] {
  const wrong = (what: string, cause?: unknown): Fault =>
    new Fault('CONFIGURATION_INVALID', `${file}: ${what}`, { cause });
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  try {
    rows = parse(readFileSync(file), {
      columns: true,
      trim: true,
      skip_empty_lines: true,
      bom: true,
      info: true,
    });
  } catch (cause) {
    throw wrong((cause as Error).message, cause);
  }
  const lines = new Map<string, number>();
  return rows.map(({ record, info }) => {
    const unknown = Object.keys(record).find((column) => !COLUMNS.includes(column));
    if (unknown !== undefined) throw wrong(`its column '${unknown}' is none of ${COLUMNS.join(', ')}`);
    const { program = '', points = '' } = record;
    const status = record['status'] || 'active';
    const card = Number(record['card']);
    const posted = Number(points);
    if (!isCardNumber(card)) throw wrong(`line ${info.lines}: card must be ${CARD_NUMBER}`);
    if (!PROGRAM.test(program)) throw wrong(`line ${info.lines}: program must be a code, such as ACME`);
    if (!/^\d+$/.test(points) || !Number.isSafeInteger(posted)) {
      throw wrong(`line ${info.lines}: points must be a whole number in the program's smallest unit`);
    }
    if (status !== 'active' && status !== 'blocked') {
      throw wrong(`line ${info.lines}: status must be active or blocked`);
    }
    const account = `${card}/${program}`;
    const before = lines.get(account);
    if (before !== undefined) throw wrong(`line ${info.lines}: the account is that of line ${before}`);
    lines.set(account, info.lines);
    return { card, program, isBlocked: status === 'blocked', posted, held: 0 };
  });
}
