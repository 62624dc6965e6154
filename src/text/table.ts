import Table from 'cli-table3';

/** A table in plain text. @param alignments a letter for each column, l or r */
export function tableOf(head: string[], rows: readonly (string | number)[][], alignments: string): string {
  const colAligns = [...alignments].map((letter) => (letter === 'r' ? 'right' : 'left'));
  const table = new Table({ head, colAligns, style: { head: [], border: [] } });
  table.push(...rows);
  // The line below the head stays; with one between all rows, half as many would fit a screen.
  const lines = table.toString().split('\n');
  const belowHead = lines.findIndex(isBetweenRows);
  return lines.filter((line, index) => index === belowHead || !isBetweenRows(line)).join('\n');
}

function isBetweenRows(line: string): boolean {
  return line.startsWith('├');
}
