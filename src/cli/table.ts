import Table from 'cli-table3';

/** A table in plain text. @param alignments a letter for each column, l or r */
export function tableOf(head: string[], rows: readonly (string | number)[][], alignments: string): string {
  const colAligns = [...alignments].map((letter) => (letter === 'r' ? 'right' : 'left'));
  const table = new Table({ head, colAligns, style: { head: [], border: [] } });
  table.push(...rows);
  return table.toString();
}
