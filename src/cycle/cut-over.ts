import type { CycleRecord, Directory, DirectoryRefusal } from '../directory/ports.ts';
import { invalid } from '../directory/refusal.ts';
import { Fault } from '../fault.ts';
import type { Day } from '../ledger/calendar.ts';
import { isDay, nextDay } from '../ledger/calendar.ts';
import type { Settlement } from '../settlement/ports.ts';
import type { Clock, EnvelopeSender } from '../shard/ports.ts';

export interface CutOverPorts {
  readonly directory: Pick<Directory, 'cycle' | 'openCycle' | 'shardCycles'>;
  readonly sender: EnvelopeSender;
  readonly clock: Clock;
  readonly settlement: Pick<Settlement, 'closeBefore'>;
}

/** How far a cut-over has come. */
export interface Crossing {
  /** The cycle that the network is in. */
  readonly cycle: CycleRecord;
  /** Shards that have not crossed to it yet. */
  readonly behind: number;
}

/** The cycle that a cut-over led to. */
export interface CutOverAnswer extends CycleRecord {
  /** It had been opened before this was asked: nothing was cut over now. */
  readonly alreadyCutOver: boolean;
}

/**
 * A cut-over without a date that is asked for this soon after another is taken for the same, asked for twice: by an operator
 * who did not see the answer, or by two who did not know of each other. Whoever means another one names its date.
 */
const SAME_WITHIN_MS = 60_000;

/** The network begins with it, so that no cut-over led to it. */
const FIRST_CYCLE = 1;

/** Points expire by the business date, for good: a year that was mistyped must not let all of them expire. */
const DAYS_AHEAD_MAX = 31;

/** How often it is asked whether the shards have crossed. */
const LOOK_MS = 50;

/** A cut-over is sent again after this, then ever less often: one that a queue holds for hours is not to multiply. */
const RESEND_MIN_MS = 1_000;
const RESEND_MAX_MS = 60_000;

/**
 * Moves the network to its next cycle: opens it in the directory, by compare and set, and sends it through the queue of
 * every shard until the last turn of each says that it has crossed. Then it closes the cycles that are over. Sending twice
 * changes nothing, for a shard ignores a cycle that it has reached; nor does closing twice; so anybody may finish what
 * another began, and nobody has to be elected to do it.
 */
export class CutOver {
  readonly #ports: CutOverPorts;
  /** What was sent last, when, and how long until it is sent again. */
  #sent = { cycle: 0, atMs: 0, resendMs: 0 };
  /** Every cycle before this one is closed. */
  #closedBefore = 0;

  constructor(ports: CutOverPorts) {
    this.#ports = ports;
  }

  /**
   * Cuts over and answers with the new cycle once every shard has crossed and the cycles before are closed. Asking for a
   * date twice gives one cut-over. So does asking twice without a date, until the first is finished and a minute old.
   *
   * Refused: `INVALID` for a date before the present one, or more than 31 days after it.
   *
   * @param businessDate of the new cycle; undefined for the day after the present one
   * @param from the cycle to leave: nothing is cut over when the network has left it, whatever the date. Undefined: the
   *   present one
   * @throws {Fault} `DEADLINE_EXCEEDED` when `signal` aborts first: the cut-over goes on, and asking again joins it.
   *   Faults of the ports
   */
  async cutOver(
    businessDate: Day | undefined,
    signal: AbortSignal,
    from?: number,
  ): Promise<CutOverAnswer | DirectoryRefusal> {
    if (businessDate !== undefined && !isDay(businessDate)) {
      return invalid('business_date', 'must be a day of the calendar, yyyymmdd');
    }
    const { cycle, behind } = await this.#carry();
    const present = cycle.businessDate;
    const isLeft = from !== undefined && cycle.number > from;
    const isAskedAgain = from === undefined && (behind > 0 || this.#isRecent(cycle));
    const date = isLeft ? present : (businessDate ?? (isAskedAgain ? present : nextDay(present)));
    if (date < present) return invalid('business_date', `must be later than the present one, ${present}`);
    if (date > latestAfter(present)) {
      return invalid(
        'business_date',
        `must be within ${DAYS_AHEAD_MAX} days of the present one, ${present}: points expire by it`,
      );
    }
    const alreadyCutOver = !(await this.#open(cycle, date, from));
    for (;;) {
      const crossing = await this.#carry();
      if (crossing.behind === 0) return { ...crossing.cycle, alreadyCutOver };
      if (signal.aborted) {
        throw new Fault('DEADLINE_EXCEEDED', `${crossing.behind} shards have not crossed yet`, {
          retryable: true,
        });
      }
      await this.#ports.clock.sleep(LOOK_MS, signal);
    }
  }

  /**
   * One step, without waiting for the shards: opens the cycle of `date` unless the network has reached that day, and
   * carries it to shards that have not crossed.
   *
   * @throws {Fault} `CONFIGURATION_INVALID` for a date more than 31 days after the present one: a clock that is wrong must
   *   not let all points expire, and after so long without a worker somebody has to say so. Faults of the ports; the next
   *   step does what was left
   */
  async step(date: Day): Promise<Crossing> {
    const cycle = await this.#ports.directory.cycle();
    const isTooFar = date > latestAfter(cycle.businessDate);
    if (!isTooFar) await this.#open(cycle, date);
    const crossing = await this.#carry();
    if (!isTooFar || date <= latestAfter(crossing.cycle.businessDate)) return crossing;
    throw new Fault(
      'CONFIGURATION_INVALID',
      `by the clock it is ${date}, more than ${DAYS_AHEAD_MAX} days after the network's day ${crossing.cycle.businessDate}: ` +
        'set the clock right, or cut over to a nearer day (NetworkAdministration.CutOver)',
    );
  }

  /**
   * Straight to the date, however many days lie between. Whoever is overtaken by another cut-over goes on from there, unless
   * the cycle to leave was named. False when others have opened it.
   */
  async #open(present: CycleRecord, date: Day, from = Number.POSITIVE_INFINITY): Promise<boolean> {
    const { directory } = this.#ports;
    let cycle = present;
    for (; cycle.businessDate < date && cycle.number <= from; cycle = await directory.cycle()) {
      if (await directory.openCycle(cycle.number, date)) return true;
    }
    return false;
  }

  /** A cut-over led to it a moment ago. The times are of two clocks, either of which may be ahead. */
  #isRecent({ number, openedAtMs }: CycleRecord): boolean {
    return number > FIRST_CYCLE && Math.abs(this.#ports.clock.nowMs() - openedAtMs) < SAME_WITHIN_MS;
  }

  /**
   * Sends the network's cycle to the shards that are behind it, unless that was done a moment ago; closes what is over
   * when none is.
   */
  async #carry(): Promise<Crossing> {
    const cycle = await this.#ports.directory.cycle();
    const shardCycles = await this.#ports.directory.shardCycles();
    const behind = [...shardCycles.keys()].filter((shard) => shardCycles[shard]! < cycle.number);
    if (behind.length > 0 && this.#isTimeToSend(cycle.number)) {
      const { number, businessDate } = cycle;
      await Promise.all(
        behind.map((shard) =>
          this.#ports.sender.send(shard, { kind: 'cut-over', cycle: number, businessDate }),
        ),
      );
      this.#noteSent(number);
    }
    if (behind.length === 0 && this.#closedBefore < cycle.number) {
      await this.#ports.settlement.closeBefore(cycle.number);
      this.#closedBefore = cycle.number;
    }
    return { cycle, behind: behind.length };
  }

  #isTimeToSend(cycle: number): boolean {
    const elapsedMs = this.#ports.clock.nowMs() - this.#sent.atMs;
    // A clock that was set back must not keep it from being sent.
    return this.#sent.cycle !== cycle || elapsedMs >= this.#sent.resendMs || elapsedMs < 0;
  }

  #noteSent(cycle: number): void {
    const again = this.#sent.cycle === cycle;
    const resendMs = again ? Math.min(this.#sent.resendMs * 2, RESEND_MAX_MS) : RESEND_MIN_MS;
    this.#sent = { cycle, atMs: this.#ports.clock.nowMs(), resendMs };
  }
}

function latestAfter(present: Day): Day {
  let latest = present;
  for (let days = 0; days < DAYS_AHEAD_MAX; days += 1) latest = nextDay(latest);
  return latest;
}
