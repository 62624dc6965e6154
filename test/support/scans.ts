import type pg from 'pg';

/** What a statement has read of a table. */
export interface Scan {
  readonly table: string;
  /** Undefined where the table itself was read. */
  readonly index: string | undefined;
  /** Rows that were looked at, those among them that were left out. */
  readonly rows: number;
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/**
 * What the statements of `work` read of tables, as Postgres planned them.
 *
 * @param work gets a pool with `query` alone, and must change nothing: each of its statements runs twice
 */
export async function scansOf(
  pool: pg.Pool,
  work: (explained: pg.Pool) => Promise<unknown>,
): Promise<Scan[]> {
  const scans: Scan[] = [];
  const query = async (text: string, values: unknown[]): Promise<pg.QueryResult> => {
    const explained = await pool.query(`explain (analyze, timing off, format json) ${text}`, values);
    scans.push(...scansIn(explained.rows[0]['QUERY PLAN'][0].Plan as PlanNode));
    return pool.query(text, values);
  };
  await work({ query } as unknown as pg.Pool);
  return scans;
}

/** Of a bitmap scan the table is above its indexes. */
function scansIn(node: PlanNode, index = indexOf(node)): Scan[] {
  const below = (node.Plans ?? []).flatMap((plan) => scansIn(plan));
  const table = node['Relation Name'];
  if (table === undefined) return below;
  const rows = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
  return [...below, { table, index, rows }];
}

function indexOf(node: PlanNode): string | undefined {
  return node['Index Name'] ?? node.Plans?.map(indexOf).find((name) => name !== undefined);
}
