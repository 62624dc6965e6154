import { expect, it } from 'vitest';
import { tableOf as checksTable } from '../../../src/conform/report.ts';
import { tableOf } from '../../../src/text/table.ts';

it('a table has a line below its head, and none between its rows', () => {
  const rows = [
    ['AIR', 5],
    ['BEAN', 12],
  ];
  expect(tableOf(['party', 'net'], rows, 'lr').split('\n')).toEqual([
    '┌───────┬─────┐',
    '│ party │ net │',
    '├───────┼─────┤',
    '│ AIR   │   5 │',
    '│ BEAN  │  12 │',
    '└───────┴─────┘',
  ]);
});

it('a table of checks fits a terminal of 80 columns', () => {
  const about = 'answers an authorization within the deadline, and says what it approved';
  const table = checksTable(
    'localhost:1',
    [{ name: 'deadline', about, verdict: 'passes', reason: '', elapsedMs: 5 }],
    80,
  );
  expect(Math.max(...table.split('\n').map((line) => line.length))).toBe(80);
});
