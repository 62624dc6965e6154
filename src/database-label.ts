/** Where a database is, for messages: host, port and name, never the user or the password. */
export function databaseLabel(databaseUrl: string): string {
  try {
    const { host, pathname } = new URL(databaseUrl);
    return `${host}${pathname}`;
  } catch {
    return 'a URL that does not parse';
  }
}
