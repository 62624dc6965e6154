import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LIMITS } from '../../../src/gateway/limits.ts';
import { enumNumbers } from '../../../src/gateway/messages.ts';
import { STATUSES } from '../../../src/gateway/refusal.ts';
import { OUTCOMES } from '../../../src/ledger/outcome.ts';

const text = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');

/** The rows of the table below a heading: the name in the first cell, and what the others say. */
function rowsOf(heading: string): { readonly name: string; readonly cells: string[] }[] {
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [name = '', ...cells] = line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim());
      return { name: name.replaceAll('`', ''), cells };
    });
}

test.each([
  ['Outcomes', OUTCOMES],
  ['Statuses', STATUSES],
  ['Limits', LIMITS],
] as const)('the documentation has every one of the %s and no other, in order', (heading, names) => {
  expect(rowsOf(heading).map(({ name }) => name)).toEqual([...names]);
});

test('every one of them says what it means and what to do', () => {
  for (const { name, cells } of ['Outcomes', 'Statuses', 'Limits'].flatMap(rowsOf)) {
    expect(
      cells.filter((cell) => cell.length > 0),
      name,
    ).toHaveLength(2);
  }
});

test('the contract numbers the outcomes in their order of precedence', () => {
  const numbered = Object.entries(enumNumbers('tongfen.v1.Outcome')).toSorted(([, a], [, b]) => a - b);
  expect(numbered.map(([name]) => name)).toEqual(['OUTCOME_UNSPECIFIED', ...OUTCOMES]);
});
