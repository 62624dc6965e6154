import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect } from 'vitest';
import type { TongfenClient } from '../../src/client/client.ts';
import { CallError } from '../../src/client/refusal.ts';
import type { CycleSettlement__Output } from '../../src/wire/generated/tongfen/v1/CycleSettlement.ts';
import type { BackendName } from '../support/backends.ts';
import { eventually } from '../support/eventually.ts';
import { expectBooksRight } from '../support/running-network.ts';
import { ExchangeTraffic } from './exchange-traffic.ts';
import { ExternalIssuer } from './external-issuer.ts';
import { FaultWorld } from './fault-world.ts';
import type { Caller, Load } from './load.ts';
import { misSettled } from './settled.ts';
import type { TrafficOptions } from './traffic.ts';
import { Traffic } from './traffic.ts';

const ISSUER = 'ISSUER-C';
const PROGRAM = 'FAR';
const CREDENTIAL = 'known-to-the-network-and-the-host';

/** Points that each card has at the external issuer: few enough for some to be declined there. */
const OPENING = 400;

/** The network stands in for some of what the issuer does not answer, and not for all of it. */
const FLOOR_LIMIT = 60;
const STAND_IN_LIMIT_MICRO = 1_300_000_000;

/** Low enough for exchanges to be declined. */
const CAP_MICRO = 3_000_000_000;
const CAPPED = ['ISSUER-A', 'ISSUER-B', ISSUER];
const SPREAD_BASIS_POINTS = 150;

/** How often exposures are looked at under load. */
const LOOK_MS = 100;

/** Nobody can say, for now. */
const UNANSWERED = ['UNAVAILABLE', 'DEADLINE_EXCEEDED'];

/** How often a balance is asked for, and how long whoever asks waits for it, whatever is away. */
const INQUIRE_MS = 20;
const PATIENCE_MS = 5_000;

/** What a host missed is told with pauses that grow with the time it was away. */
const RECOVERY_MS_MAX = 120_000;

const far = (options: TrafficOptions) => new Traffic({ ...options, program: PROGRAM });
const exchanges = (options: TrafficOptions) => new ExchangeTraffic(options, ['ALPHA', 'BETA', PROGRAM]);

const CALLERS: readonly Caller[] = [
  { participant: 'ISSUER-A', way: 'stream' },
  { participant: 'ACQUIRER-A', way: 'single' },
  { participant: 'ACQUIRER-A', way: 'stream', trafficOf: far },
  { participant: 'ACQUIRER-A', way: 'batch', trafficOf: far },
  { participant: 'ACQUIRER-A', way: 'single', trafficOf: far },
  { participant: 'OPERATOR', way: 'stream', trafficOf: exchanges },
  { participant: 'OPERATOR', way: 'single', trafficOf: exchanges },
];

/**
 * A network with two programs that are hosted and one that is on its issuer's own host, with every issuer's net debit
 * capped: members earn, redeem, authorize, capture and reverse in it, and exchange between any two programs.
 */
export class InterchangeWorld {
  readonly network: FaultWorld;
  readonly issuer: ExternalIssuer;
  readonly #operator: TongfenClient;
  readonly #inquirer: TongfenClient;
  readonly #pool: pg.Pool;

  private constructor(network: FaultWorld, issuer: ExternalIssuer) {
    this.network = network;
    this.issuer = issuer;
    this.#operator = network.network.connect('OPERATOR');
    this.#inquirer = network.network.connect('OPERATOR', { deadlineMs: PATIENCE_MS });
    this.#pool = new pg.Pool({ connectionString: network.services.databaseUrl, max: 1 });
    // Postgres is killed too, and asked again.
    this.#pool.on('error', () => {});
  }

  static async start(backend: BackendName): Promise<InterchangeWorld> {
    const network = await FaultWorld.start(backend, {
      gateways: 2,
      workers: 2,
      settings: { TONGFEN_HOST_TOKENS: `${ISSUER}=${CREDENTIAL}` },
      callers: CALLERS,
    });
    const issuer = await ExternalIssuer.start({
      program: PROGRAM,
      cards: network.network.cards,
      opening: OPENING,
      credential: CREDENTIAL,
    });
    const world = new InterchangeWorld(network, issuer);
    await world.#join();
    return world;
  }

  /** Has callers submit and things go wrong, and checks that all that holds at any time does. */
  async underLoad(seed: number, goWrong: (load: Load) => Promise<unknown>): Promise<Load> {
    const watching = new AbortController();
    const [load, owedMost, inquiries] = await Promise.all([
      this.network.underLoad(seed, goWrong).finally(() => watching.abort()),
      this.#watchCaps(watching.signal),
      this.#inquire(watching.signal),
    ]);
    expect(inquiries).toBeGreaterThan(0);
    expect(owedMost.size).toBe(CAPPED.length);
    for (const [issuer, micro] of owedMost) expect(micro, issuer).toBeLessThanOrEqual(CAP_MICRO);
    return load;
  }

  /** Once everything is healthy: nothing is in flight any more, and the issuer's books and the journal say the same. */
  async comesToRest(): Promise<void> {
    const transit = `select program, sum(change)::float8 as points from stripe where kind = 'TRANSIT'
      group by program having sum(change) <> 0`;
    await eventually(async () => {
      expect(await this.#rows("select id, message from host_message where state = 'OPEN'")).toEqual([]);
      expect(await this.#rows('select * from outbox')).toEqual([]);
      expect(await this.#rows(transit)).toEqual([]);
      // Holds that last a second or two still end.
      expect(this.issuer.balances()).toEqual(await this.#balances());
    }, RECOVERY_MS_MAX);
    await expectBooksRight(this.network.services.databaseUrl);
  }

  /** Cuts over and waits until the cycle is closed: once, however often whoever is asked is killed. */
  async close(): Promise<CycleSettlement__Output> {
    const { number: cycle } = await this.#operator.network.getCycle({});
    const { settlement } = await eventually(() => this.#operator.settlement.closeCycle({ cycle }));
    expect((await this.#operator.network.getCycle({})).number).toBe(cycle + 1);
    expect(settlement?.cycle).toMatchObject({ number: cycle, state: 'CYCLE_CLOSED' });
    return settlement as CycleSettlement__Output;
  }

  /** The obligations of a closed cycle sum to zero, and are what the settlement files say. */
  async expectSettled(settlement: CycleSettlement__Output): Promise<void> {
    expect(await misSettled(this.#operator, settlement)).toEqual({});
  }

  async stop(): Promise<void> {
    await this.#pool.end();
    await this.network.stop().finally(() => this.issuer.stop());
  }

  async #join(): Promise<void> {
    const { network } = this.#operator;
    const participant = { code: ISSUER, name: ISSUER, roles: ['ISSUER' as const], cardPrefix: 400_003 };
    await network.createParticipant({ participant });
    await network.createProgram({
      program: {
        ...{ code: PROGRAM, name: 'Far', issuer: ISSUER, parNumerator: 2, parDenominator: 3, none: {} },
        host: { address: this.issuer.address, floorLimit: FLOOR_LIMIT },
      },
    });
    for (const code of ['SHOP', 'CAFE'])
      await network.updateMerchant({ code, programs: { codes: ['ALPHA', 'BETA', PROGRAM] } });
    const rate = { program: 'ALPHA', parNumerator: 1, parDenominator: 1 };
    const issuerA = this.network.network.connect('ISSUER-A').network;
    const { version } = await issuerA.proposeRate({ ...rate, spreadBasisPoints: SPREAD_BASIS_POINTS });
    await network.approveRate({ program: 'ALPHA', version });
    await network.setStandInLimit({ participant: ISSUER, limitMicro: STAND_IN_LIMIT_MICRO });
    for (const capped of CAPPED) await network.setNetDebitCap({ participant: capped, capMicro: CAP_MICRO });
  }

  /** What the journal says of the members' accounts that the issuer keeps, with what its books began with. */
  async #balances(): Promise<Map<number, { posted: number; held: number }>> {
    // What the issuer disputes, the network cleared and its books do not have.
    const rows = await this.#rows<{ card: number; posted: number; held: number }>(
      `select card::float8, sum(posted)::float8 as posted, sum(held)::float8 as held from (
         select card, posted_change as posted, held_change as held from transaction where program = $1
         union all
         select card, case direction when 'DEBIT' then amount else -amount end, 0 from settlement_exception
         where program = $1
         union all
         select card, 0, -(hold ->> 'amount')::bigint from account, json_array_elements(holds) as hold
         where program = $1 and (hold ->> 'isStoodIn')::boolean
       ) as change group by card`,
      [PROGRAM],
    );
    const moved = new Map(rows.map(({ card, ...change }) => [card, change]));
    return new Map(
      this.network.network.cards.map((card) => {
        const { posted = 0, held = 0 } = moved.get(card) ?? {};
        return [card, { posted: OPENING + posted, held }];
      }),
    );
  }

  /** The most that each issuer was seen to owe by exchanges, until the signal. */
  async #watchCaps(signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
    const owedMost = new Map<string, number>();
    const sql = `select merchant as issuer, -sum(change)::float8 as micro from stripe
      where program = '*' and kind = 'POSITION' group by merchant`;
    for (; !signal.aborted; await sleep(LOOK_MS)) {
      // What Postgres can't say while it is away is seen afterwards.
      const owed = await this.#rows<{ issuer: string; micro: number }>(sql).catch(() => []);
      for (const { issuer, micro } of owed)
        owedMost.set(issuer, Math.max(owedMost.get(issuer) ?? micro, micro));
    }
    return owedMost;
  }

  /**
   * Asks the issuer's host for balances until the signal: whoever is killed meanwhile, the caller hears before its deadline
   * what the host says or that nobody can say it.
   *
   * @returns how many the host has said
   */
  async #inquire(signal: AbortSignal): Promise<number> {
    const { cards } = this.network.network;
    let saidCount = 0;
    for (let asked = 0; !signal.aborted; asked += 1, await sleep(INQUIRE_MS)) {
      const startedMs = performance.now();
      const card = cards[asked % cards.length] as number;
      const answer = await this.#inquirer.accounts
        .getBalance({ card, program: PROGRAM })
        .catch((error: unknown) => error);
      if (answer instanceof CallError) expect(UNANSWERED).toContain(answer.refusal.status);
      else {
        expect(answer).toMatchObject({ fromHost: true });
        saidCount += 1;
      }
      expect(performance.now() - startedMs).toBeLessThan(2 * PATIENCE_MS);
    }
    return saidCount;
  }

  async #rows<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.#pool.query<Row>(sql, values)).rows;
  }
}
