import Table from 'cli-table3';
import type { CheckResult } from './run.ts';

/** What the other columns and the lines between take of a row. */
const COLUMNS_BESIDE_TEXT = 32 + 13 + 4;

/**
 * A table for a person: what passes, what does not and why.
 *
 * @param columns of the terminal, which long texts are broken for
 */
export function tableOf(address: string, results: readonly CheckResult[], columns = 129): string {
  const table = new Table({
    head: ['check', 'verdict', 'what it does, or what is wrong'],
    colWidths: [32, 13, Math.min(80, Math.max(24, columns - COLUMNS_BESIDE_TEXT))],
    wordWrap: true,
    style: { head: [], border: [] },
    // No lines between the rows.
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const { name, about, verdict, reason } of results) {
    table.push([name, verdict, verdict === 'passes' ? about : reason]);
  }
  return `${table.toString()}\n${summaryOf(address, results)}\n`;
}

/** One line, for a program. */
export function jsonOf(address: string, results: readonly CheckResult[]): string {
  return `${JSON.stringify({ address, conforms: conforms(results), checks: results })}\n`;
}

/** What could not be checked does not count against a host. */
export function conforms(results: readonly CheckResult[]): boolean {
  return results.every(({ verdict }) => verdict !== 'fails');
}

function summaryOf(address: string, results: readonly CheckResult[]): string {
  const count = (verdict: CheckResult['verdict']): number =>
    results.filter((result) => result.verdict === verdict).length;
  const notChecked = count('not checked') === 0 ? '' : `, ${count('not checked')} not checked`;
  const verdict = conforms(results) ? 'conforms' : 'does not conform';
  return `${address} ${verdict}: ${count('passes')} pass, ${count('fails')} fail${notChecked}`;
}
