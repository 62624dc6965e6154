import pg from 'pg';
import { ACQUIRER, EXPIRING_PROGRAM, ISSUER, OTHER_PROGRAM, PROGRAM } from './network-plan.ts';

/**
 * Compares what callers were answered with what is in the books: every transaction is there once, however often it was
 * sent, or else the figures are of something that does not work.
 *
 * @returns how many there are
 * @throws when the numbers differ
 */
export async function checkBooks(databaseUrl: string, answered: number): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: string }>(
      'select count(*) as count from transaction where origin = any($1) and program = any($2)',
      [
        [ACQUIRER, ISSUER],
        [PROGRAM, OTHER_PROGRAM, EXPIRING_PROGRAM],
      ],
    );
    const recorded = Number(rows[0]?.count);
    if (recorded !== answered)
      throw new Error(`${answered} transactions were answered, ${recorded} are recorded`);
    return recorded;
  } finally {
    await client.end();
  }
}
