import pg from 'pg';
import type { FaultCode } from '../fault.ts';
import { Fault } from '../fault.ts';
import { isAtWork } from './backend-watch.ts';
import { storeFault } from './faults.ts';
import type { Statement, Step, StepResults } from './round-trip.ts';
import { RoundTrip } from './round-trip.ts';
import { sessionSettings } from './session-settings.ts';

export interface SessionOptions {
  readonly databaseUrl: string;
  /** Shown by Postgres as the application's name. */
  readonly name: string;
  /** The fault of every call once the session is gone. */
  readonly lostAs: FaultCode;
  /**
   * How long Postgres may owe an answer before it is asked whether it is at work on it, in milliseconds. Shorter finds a
   * dead connection sooner, longer asks less often when Postgres is slow.
   */
  readonly silenceMaxMs: number;
}

/** Silence is counted in ticks of our own event loop, so that a process that stalls does not blame Postgres for it. */
const TICKS_OF_SILENCE = 12;
/** Ticks without a call after which the session asks for a sign of life. */
const TICKS_OF_IDLENESS = 4;

const HEARTBEAT: Step = { statement: { name: 'heartbeat', text: 'select' } };

/**
 * A Postgres session that owns something (an advisory lock), and therefore has to know when it is gone.
 *
 * **open**: calls are answered. After a second without any, it asks for a sign of life, which also tells Postgres that
 * this end lives: a session that says nothing for `idle_session_timeout` is ended there, and its locks are free, even
 * where something between the two keeps TCP connections alive.
 *
 * **suspected**: Postgres has owed an answer for `silenceMaxMs`. It is asked over another connection: if it is at work
 * (a slow disk, too few cores), the session is open again; if it waits for us or can't be reached, it is lost.
 *
 * **lost**: the connection ended, or nothing comes through it, or Postgres ended the session (FATAL). Every call under way
 * and every later one is a fault `lostAs`; what was under way may have happened or not.
 *
 * **closed**: by `close`. Calls are faults as in **lost**.
 */
export class Session {
  private readonly client: pg.Client;
  private readonly options: SessionOptions;
  private readonly prepared = new Set<Statement>();
  private readonly ticker: NodeJS.Timeout;
  /** Calls that are not answered. */
  private calls = 0;
  /** Since the last answer, or the first call that is not answered. */
  private ticks = 0;
  private isSuspected = false;
  private backendPid: number | undefined;
  /** Why the session is gone. */
  private end: Error | undefined;

  private constructor(client: pg.Client, options: SessionOptions) {
    this.client = client;
    this.options = options;
    client.on('error', (error) => this.lose(error));
    client.on('end', () => this.lose(new Error('the connection has ended')));
    this.ticker = setInterval(() => this.tick(), options.silenceMaxMs / TICKS_OF_SILENCE);
    this.ticker.unref();
  }

  /** @throws {Fault} STORE_UNAVAILABLE, or `lostAs` when it is lost before it is set up. */
  static async open(options: SessionOptions): Promise<Session> {
    const { databaseUrl, name, silenceMaxMs } = options;
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: name,
      connectionTimeoutMillis: silenceMaxMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: 1_000,
    });
    const session = new Session(client, options);
    await session.begin();
    return session;
  }

  get isLost(): boolean {
    return this.end !== undefined;
  }

  /**
   * Runs statements in one round trip and one transaction.
   *
   * @param doing for the message of a fault: 'commit a turn'
   * @throws {Fault} `lostAs` when the session is gone; STORE_UNAVAILABLE when Postgres refused, with nothing changed
   */
  async run<const Steps extends readonly Step[]>(doing: string, steps: Steps): Promise<StepResults<Steps>> {
    if (this.end !== undefined) throw this.lost(this.end);
    if (this.calls === 0) this.ticks = 0;
    this.calls += 1;
    try {
      return (await this.client.query(new RoundTrip(steps, this.prepared)).done) as StepResults<Steps>;
    } catch (error) {
      if (endsTheSession(error)) this.lose(error);
      if (this.end !== undefined) throw this.lost(this.end);
      throw storeFault(error, doing);
    } finally {
      this.calls -= 1;
      this.ticks = 0;
    }
  }

  /** Ends the session; its locks are free when this resolves, or will be when Postgres notices. */
  async close(): Promise<void> {
    if (this.end !== undefined) return;
    this.end = new Error('the session was closed');
    clearInterval(this.ticker);
    const destroyed = setTimeout(() => this.client.connection.stream.destroy(), this.options.silenceMaxMs);
    await this.client.end();
    clearTimeout(destroyed);
  }

  private async begin(): Promise<void> {
    const { name, silenceMaxMs } = this.options;
    try {
      await this.client.connect();
    } catch (error) {
      this.lose(error);
      throw storeFault(error, `open a session for ${name}`);
    }
    try {
      const [setUp] = await this.run('set up a session', [sessionSettings(silenceMaxMs)]);
      this.backendPid = (setUp.rows as { pid: number }[])[0]?.pid;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  private tick(): void {
    this.ticks += 1;
    if (this.calls === 0) {
      // A heartbeat that fails has told the session that it is lost; there is nobody else to tell.
      if (this.ticks >= TICKS_OF_IDLENESS) this.run('give a sign of life', [HEARTBEAT]).catch(() => {});
    } else if (this.ticks >= TICKS_OF_SILENCE && !this.isSuspected) {
      void this.suspect();
    }
  }

  private async suspect(): Promise<void> {
    const { databaseUrl, silenceMaxMs } = this.options;
    this.isSuspected = true;
    const isBusy =
      this.backendPid !== undefined && (await isAtWork(databaseUrl, this.backendPid, silenceMaxMs));
    this.isSuspected = false;
    if (isBusy) this.ticks = 0;
    else if (this.ticks >= TICKS_OF_SILENCE) {
      this.lose(new Error(`Postgres said nothing for ${silenceMaxMs} ms and is not at work`));
    }
  }

  private lose(error: unknown): void {
    if (this.end !== undefined) return;
    this.end = error instanceof Error ? error : new Error(String(error));
    clearInterval(this.ticker);
    // What waits for an answer fails at once, and Postgres hears that this end is gone, if it hears anything.
    this.client.connection.stream.destroy();
  }

  private lost(cause: Error): Fault {
    return new Fault(this.options.lostAs, `The session for ${this.options.name} is gone: ${cause.message}`, {
      cause,
    });
  }
}

/** True for what ends a session: an error of the network, or one that Postgres calls fatal. */
function endsTheSession(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || error.severity === 'FATAL' || error.severity === 'PANIC';
}
