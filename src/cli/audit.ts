import Table from 'cli-table3';
import { Command } from 'commander';
import type { Config } from '../config.ts';
import { Fault } from '../fault.ts';
import { maskCards } from '../ledger/card.ts';
import { openLog } from '../log.ts';
import { audit } from '../store/audit/audit.ts';
import type { AuditReport, CheckResult } from '../store/audit/report.ts';
import { PostgresDirectory } from '../store/directory.ts';
import { openPool } from '../store/pool.ts';
import { formatPoints } from '../text/points.ts';
import { openDatabase } from './database.ts';
import { configOf, withSettings } from './settings.ts';

interface AuditFlags {
  readonly json?: true;
  readonly showCards?: true;
}

/** When nobody knows whether the books hold: that is no reason to keep the report and touch nothing. */
const EXIT_UNKNOWN = 2;

/** `tongfen audit`: proves the invariants from the database alone. */
export function auditCommand(): Command {
  const command = new Command('audit')
    .description(
      `prove from the database alone that the books are right; exits with 1 when they are not, with ${EXIT_UNKNOWN} when they could not be read`,
    )
    .option('--show-cards', 'print card numbers whole')
    .option('--json', 'print the report as JSON');
  return withSettings(command, ['databaseUrl', 'dataDirectory']).action(async (options: AuditFlags) => {
    try {
      await auditBooks(configOf(command), options);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      command.error(`tongfen: ${error.message}`, { exitCode: EXIT_UNKNOWN });
    }
  });
}

async function auditBooks(config: Config, options: AuditFlags): Promise<void> {
  const database = await openDatabase(config, openLog({ level: 'warn', role: 'audit' }));
  try {
    const isShown = process.stderr.isTTY && options.json !== true;
    const report = await audit(database.url, {
      onProgress: ({ check, seen, transactions }) => {
        if (isShown) process.stderr.write(`\r\x1b[K${check}: ${seen} of ${transactions} transactions`);
      },
    });
    if (isShown) process.stderr.write('\r\x1b[K');
    const shown = options.showCards === true ? report : masked(report);
    const scales = await scalesOf(database.url);
    process.stdout.write(options.json === true ? jsonOf(shown) : textOf(shown, scales));
    process.exitCode = report.holds ? 0 : 1;
  } finally {
    await database.close();
  }
}

/** The report as a person reads it. */
export function textOf(report: AuditReport, scales: ReadonlyMap<string, number>): string {
  const width = Math.max(...report.checks.map(({ name }) => name.length));
  const checks = report.checks.map(
    ({ holds, name, statement }) => `${holds ? '✓' : '✗'} ${name.padEnd(width)} ${statement}`,
  );
  const failed = report.checks.filter((check) => !check.holds);
  return [
    ...checks,
    totalsTable(report, scales),
    ...failed.map(offendersOf),
    report.holds ? 'The audit holds.' : `The audit FAILS: ${failed.map((check) => check.name).join(', ')}.`,
    '',
  ].join('\n');
}

/** Points by program, with the program's decimals. */
function totalsTable(report: AuditReport, scales: ReadonlyMap<string, number>): string {
  const table = new Table({
    head: ['program', 'issued', 'redeemed', 'expired', 'adjusted', 'exchanged', 'outstanding', 'in transit'],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
  });
  for (const totals of report.totals) {
    const points = (amount: bigint): string => formatPoints(amount, scales.get(totals.program) ?? 0);
    table.push([
      totals.program,
      points(totals.issued),
      points(totals.redeemed),
      points(totals.expired),
      points(totals.adjusted),
      points(totals.exchanged),
      points(totals.outstanding),
      points(totals.inTransit),
    ]);
  }
  return table.toString();
}

function offendersOf(check: CheckResult): string {
  const rows = check.offending.map((row) => `  ${JSON.stringify(row, bigintAsText)}`);
  const more = check.count > rows.length ? [`  and ${check.count - rows.length} more`] : [];
  return [`✗ ${check.name}: ${check.count} offending rows`, ...rows, ...more].join('\n');
}

function masked(report: AuditReport): AuditReport {
  const checks = report.checks.map((check) => ({ ...check, offending: check.offending.map(maskRow) }));
  return { ...report, checks };
}

/** Whatever of a row is a card number, masked: shard, sequence and id name what offends without it. */
function maskRow(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const text = String(value);
      const shown = maskCards(text);
      return [name, shown === text ? value : shown];
    }),
  );
}

function jsonOf(report: AuditReport): string {
  return `${JSON.stringify(report, bigintAsText, 2)}\n`;
}

function bigintAsText(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** The decimals of every program. */
async function scalesOf(databaseUrl: string): Promise<ReadonlyMap<string, number>> {
  const pool = openPool({ databaseUrl, connectionsMax: 1 });
  try {
    const programs = await (await PostgresDirectory.open(pool)).programs();
    return new Map(programs.map((program) => [program.code, program.scale]));
  } finally {
    await pool.end();
  }
}
