import pg from 'pg';

/**
 * Whether Postgres is busy for a session that has not been answered, as against waiting for it, unreachable, or gone.
 * Asked over a connection of its own.
 *
 * @param backendPid the session's process in Postgres
 */
export async function isAtWork(
  databaseUrl: string,
  backendPid: number,
  patienceMs: number,
): Promise<boolean> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'tongfen watch',
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rowCount } = await client.query(
      `select from pg_stat_activity
        where pid = $1 and state = 'active' and wait_event_type is distinct from 'Client'`,
      [backendPid],
    );
    return rowCount === 1;
  } catch {
    return false;
  } finally {
    client.connection.stream.destroy();
  }
}
