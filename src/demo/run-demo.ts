import type { AuditProgress, AuditReport } from '../store/audit/report.ts';
import { settlementText } from '../text/settlement.ts';
import { ACQUIRERS, ISSUERS, MERCHANTS, PROGRAMS } from './cast.ts';
import { Clearing } from './clearing.ts';
import { firstOfNextMonth, playDays } from './days.ts';
import { Figures } from './figures.ts';
import { night } from './night.ts';
import { Random } from './random.ts';
import { Screen } from './screen.ts';
import { secondAct } from './second-act.ts';
import { setStage } from './stage.ts';
import { dateOf, grouped, pointsTable, throughput, verdict } from './summary.ts';
import { Traffic } from './traffic.ts';

export interface DemoOptions {
  /** Of the gateway, as `host:port`. */
  readonly address: string;
  readonly operatorKey: string;
  /** Of the gateway's metrics, without a path. */
  readonly httpUrl: string;
  /** Proves the books; see `audit` in src/store/audit. */
  readonly audit: (onProgress: (progress: AuditProgress) => void) => Promise<AuditReport>;
  /** File of the external issuer's books, and what the network shows to its host. */
  readonly books: string;
  readonly credential: string;
  readonly output: NodeJS.WriteStream;
  /** Draws the same members, merchants and amounts again. */
  readonly seed: number;
  /** Of the two days together. */
  readonly durationMs: number;
  /** Of the two days together, if the machine keeps up. */
  readonly transactions: number;
}

export const DEMO_DEFAULTS = { seed: 20_260_729, durationMs: 36_000, transactions: 640_000 };

/**
 * Plays two busy days of a small network through its gRPC interface, the night after that, and a second act with an issuer on
 * its own host: see the phases below.
 *
 * @returns true when the audit holds, and everything that was asked again was answered as before
 */
export async function runDemo(options: DemoOptions): Promise<boolean> {
  const screen = new Screen(options.output);
  const random = new Random(options.seed);

  screen.begin('setting up a network');
  const stage = await setStage(options.address, options.operatorKey);
  try {
    const cards = ISSUERS.reduce((sum, issuer) => sum + issuer.cards, 0);
    screen.end(
      `${ISSUERS.length} issuers, ${PROGRAMS.length} programs, ${ACQUIRERS.length} acquirers, ` +
        `${MERCHANTS.length} merchants and ${grouped(cards)} cards are set up`,
    );
    const traffic = new Traffic(stage.cards, stage.blockedCards, random);
    const days = await playDays({ ...options, stage, traffic, screen });

    screen.begin('asking again for what was acknowledged');
    const again = new Figures();
    const clearing = new Clearing(stage.players, traffic, again);
    for (const piece of [...traffic.acknowledged()]) await clearing.add(piece);
    await clearing.settle();
    const repeated = days.figures.repeated + again.repeated;
    const mismatches = days.figures.mismatches + again.mismatches;
    screen.end(
      `${grouped(repeated)} were submitted again with the same id: ` +
        (mismatches === 0
          ? 'every one was answered as before'
          : `${grouped(mismatches)} WITH ANOTHER ANSWER`),
    );

    const businessDate = firstOfNextMonth(days.businessDate);
    screen.begin(`cutting over to ${dateOf(businessDate)}`);
    const expired = await night({
      operator: stage.operator,
      businessDate,
      onProgress: (count) => screen.progress(() => `${grouped(count)} lots expired`),
    });
    screen.end(`Cut over to ${dateOf(businessDate)}: ${grouped(expired)} lots were due and expired`);

    const settled = await secondAct({ ...options, stage, screen, random });

    screen.begin('auditing the books');
    const report = await options.audit(({ check, seen, transactions }) =>
      screen.progress(() => `${check}: ${grouped(seen)} of ${grouped(transactions)} transactions`),
    );
    screen.end(verdict(report), report.holds);
    screen.show(pointsTable(report));
    screen.show(settlementText(settled));
    screen.show(`The two busy days: ${throughput(days.figures.done, days.seconds)}`);
    return report.holds && mismatches === 0;
  } finally {
    await stage.close();
  }
}
