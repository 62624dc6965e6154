import pg from 'pg';
import { storeFault } from '../faults.ts';
import { refuseOtherSchema } from '../migrate.ts';
import { ACCOUNT_CHECKS } from './account-checks.ts';
import { checkCards } from './card-check.ts';
import { HOST_MESSAGE_CHECKS } from './host-message-checks.ts';
import { IDENTITY_CHECKS } from './identity-checks.ts';
import { checkJournal } from './journal-check.ts';
import { POSTING_CHECKS } from './posting-checks.ts';
import type { AuditProgress, AuditReport, CheckResult } from './report.ts';
import { SETTLEMENT_CHECKS } from './settlement-checks.ts';
import { runSqlCheck } from './sql-check.ts';
import { SYSTEM_CHECKS } from './system-checks.ts';
import { selectTotals } from './totals.ts';
import { TRANSFER_CHECKS } from './transfer-checks.ts';

export interface AuditOptions {
  /** Called when a check begins, and from time to time while the journal is walked. */
  readonly onProgress?: (progress: AuditProgress) => void;
}

/** Checks read the whole journal: memory for their sums, and time without a limit. Nothing here outlives the session. */
const SETTINGS = `
  set statement_timeout = 0;
  set work_mem = '128MB';
  set jit = off;
  set enable_sort = on`;

const SQL_CHECKS = [
  ...POSTING_CHECKS,
  ...ACCOUNT_CHECKS,
  ...SYSTEM_CHECKS,
  ...TRANSFER_CHECKS,
  ...HOST_MESSAGE_CHECKS,
  ...IDENTITY_CHECKS,
  ...SETTLEMENT_CHECKS,
];

/**
 * Proves the invariants of the books from the database alone, in one snapshot, while others go on writing.
 *
 * @throws {Fault} STORE_UNAVAILABLE; STORE_INCOMPATIBLE for a database of another schema
 */
export async function audit(databaseUrl: string, options: AuditOptions = {}): Promise<AuditReport> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'tongfen audit',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // A connection that breaks fails the query under way, and that is enough to know.
  client.on('error', () => {});
  try {
    await client.connect();
    await refuseOtherSchema(client, databaseUrl);
    await client.query(SETTINGS);
    await client.query('begin isolation level repeatable read read only');
    return await auditSnapshot(client, options);
  } catch (error) {
    throw storeFault(error, 'audit the books');
  } finally {
    await client.end();
  }
}

async function auditSnapshot(
  client: pg.Client,
  { onProgress = () => {} }: AuditOptions,
): Promise<AuditReport> {
  const { rows } = await client.query<{ shards: number; transactions: string }>(
    'select shards, (select coalesce(sum(last_seq), 0) from (select max(last_seq) as last_seq from turn group by shard) as turn) as transactions from network',
  );
  const shards = rows[0]?.shards ?? 0;
  const transactions = Number(rows[0]?.transactions ?? 0);

  const checks: CheckResult[] = [];
  for (const check of SQL_CHECKS) {
    onProgress({ check: check.name, seen: 0, transactions });
    checks.push(await runSqlCheck(client, check));
  }
  onProgress({ check: 'cards-in-their-shard', seen: 0, transactions });
  checks.push(await checkCards(client, shards));
  const onSeen = (seen: number): void => onProgress({ check: 'hash-chain', seen, transactions });
  onSeen(0);
  checks.push(...(await checkJournal(client, shards, onSeen)));
  const totals = await selectTotals(client);
  return { holds: checks.every((check) => check.holds), checks, totals };
}
