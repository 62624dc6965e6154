import { setTimeout as sleep } from 'node:timers/promises';
import { connectTongfen } from '../client/client.ts';
import type { Answer } from '../client/response-decoder.ts';
import { isResult } from '../client/response-decoder.ts';
import type { NewTransaction } from '../client/transaction.ts';
import { uuid7 } from '../client/uuid7.ts';
import { Issuer } from '../issuer/issuer.ts';
import type { CycleSettlement__Output } from '../wire/generated/tongfen/v1/CycleSettlement.ts';
import { ACQUIRERS, EXTERNAL, ISSUERS } from './cast.ts';
import type { Random } from './random.ts';
import type { Screen } from './screen.ts';
import type { Stage } from './stage.ts';
import { playerOf, unlessThere } from './stage.ts';
import { dateOf, grouped } from './summary.ts';

export interface SecondActOptions {
  readonly stage: Stage;
  readonly screen: Screen;
  readonly random: Random;
  /** Of the gateway, as `host:port`. */
  readonly address: string;
  /** Where the external issuer keeps its books. */
  readonly books: string;
  /** What the network shows to the external issuer's host. */
  readonly credential: string;
}

/** Members of the external issuer; they have cards of the bank. */
const MEMBERS = 500;

/** From the bank to the airline, as many the other way, and into the program on its issuer's host. */
const EXCHANGES = 1_500;
const EXTERNAL_EXCHANGES = 400;

/** Purchases while the host answers, and while it does not. */
const SALES = 600;
const SILENT_SALES = 60;

/** The network stands in for an issuer that is silent up to so many points, and in all up to so many standard points. */
const FLOOR_LIMIT = 100;
const STAND_IN_LIMIT_MICRO = 20_000_000_000;

/** How long what a host has yet to hear may take once it answers again. */
const RECOVERY_MS_MAX = 60_000;
const LOOK_MS = 250;

/** Every process knows new reference data after a second; a rate holds two seconds after its approval. */
const REFERENCE_DATA_MS = 1_200;

/**
 * The second act: an issuer that keeps its members' accounts on its own host joins; members exchange points; the host falls
 * silent for a while and comes back; the cycle is cut over and everybody settles.
 *
 * @returns what was settled
 */
export async function secondAct(options: SecondActOptions): Promise<CycleSettlement__Output> {
  const { stage, screen } = options;
  screen.begin(`${EXTERNAL.name} joins with its own host`);
  const members = (stage.cards.get(ISSUERS[0]?.code ?? '') ?? []).slice(0, MEMBERS);
  const issuer = await Issuer.start({
    host: '127.0.0.1',
    port: 0,
    credential: options.credential,
    tls: undefined,
    allowPlaintext: false,
    misbehaviour: {},
    books: options.books,
    members: members.map((card) => ({
      card,
      program: EXTERNAL.program,
      isBlocked: false,
      posted: EXTERNAL.opening,
      held: 0,
    })),
  });
  try {
    await join(options, issuer.address);
    screen.end(`${EXTERNAL.name} joined with its own host, which keeps ${grouped(members.length)} accounts`);
    await exchange(options, members);
    await sell(options, issuer, members);
    return await settle(options);
  } finally {
    await issuer.stop();
  }
}

async function join({ stage, address }: SecondActOptions, hostAddress: string): Promise<void> {
  const { network } = stage.operator;
  const { code, name, program, programName, scale, store } = EXTERNAL;
  await unlessThere(
    network.createParticipant({ participant: { code, name, roles: ['ISSUER'], cardPrefix: 0 } }),
  );
  const host = { address: hostAddress, floorLimit: FLOOR_LIMIT };
  await unlessThere(
    network.createProgram({
      program: {
        code: program,
        name: programName,
        issuer: code,
        scale,
        parNumerator: 1,
        parDenominator: 2,
        none: {},
        host,
      },
    }),
  );
  await unlessThere(
    network.createMerchant({
      merchant: { code: store, name: `${name} store`, acquirer: ACQUIRERS[0].code, programs: [program] },
    }),
  );
  await network.setStandInLimit({ participant: code, limitMicro: STAND_IN_LIMIT_MICRO });
  // Nobody may come to owe the network more than this by what members exchange.
  for (const participant of [code, ...ISSUERS.map((each) => each.code)]) {
    await network.setNetDebitCap({ participant, capMicro: EXTERNAL.capMicro });
  }
  const { secret } = await network.createApiKey({ participant: code });
  const client = connectTongfen({ address, apiKey: secret });
  await client.ready(REFERENCE_DATA_MS * 4).finally(() => client.close());
  await sleep(REFERENCE_DATA_MS);
}

/** Points of the bank for miles and the other way round, and for points of the program on its own host. */
async function exchange(
  { stage, screen, random }: SecondActOptions,
  members: readonly number[],
): Promise<void> {
  screen.begin('members exchange points');
  const sides = [
    { issuer: 'SKYLINE-BANK', program: 'SKYLINE', toProgram: 'JADE-MILES', amount: 1_000, count: EXCHANGES },
    { issuer: 'JADE-AIR', program: 'JADE-MILES', toProgram: 'SKYLINE', amount: 20, count: EXCHANGES },
    {
      issuer: 'SKYLINE-BANK',
      program: 'SKYLINE',
      toProgram: EXTERNAL.program,
      amount: 500,
      count: EXTERNAL_EXCHANGES,
      cards: members,
    },
  ];
  const answers: Answer[] = [];
  for (const { issuer, program, toProgram, amount, count, cards = stage.cards.get(issuer) ?? [] } of sides) {
    const player = playerOf(stage.players, issuer);
    const transactions = Array.from({ length: count }, () => ({
      ...transaction('EXCHANGE', random.pick(cards), program, amount),
      exchange: { toProgram, amountOutMin: 1 },
    }));
    answers.push(...(await player.submitter.submit(transactions)));
  }
  screen.end(
    `${grouped(posted(answers))} of ${grouped(answers.length)} exchanges posted: ${others(answers)}`,
  );
}

/** The store sells for points of the external program, while its host answers, does not, and does again. */
async function sell(
  { stage, screen, random }: SecondActOptions,
  issuer: Issuer,
  members: readonly number[],
): Promise<void> {
  const acquirer = playerOf(stage.players, ACQUIRERS[0].code);
  const sales = (count: number): Promise<Answer[]> => {
    const drawn = Array.from({ length: count }, () => ({
      ...transaction(
        random.chance(0.5) ? 'EARN' : 'REDEEM',
        random.pick(members),
        EXTERNAL.program,
        random.whole(1, 2 * FLOOR_LIMIT),
      ),
      merchant: EXTERNAL.store,
    }));
    return acquirer.submitter.submit(drawn);
  };

  screen.begin(`${EXTERNAL.store} sells: the issuer's host is asked each time`);
  const usual = await sales(SALES);
  screen.end(
    `${grouped(posted(usual))} of ${grouped(SALES)} sales were approved by the issuer's host: ${others(usual)}`,
  );

  screen.begin('the host falls silent');
  issuer.misbehave({ silent: true });
  const silent = await sales(SILENT_SALES);
  screen.end(
    `The host fell silent: the network stood in for ${grouped(posted(silent))} of ${SILENT_SALES} sales: ${others(silent)}`,
  );

  screen.begin('the host comes back, and hears what it missed');
  issuer.misbehave({});
  const startedMs = performance.now();
  for (let inTransit = 1n; inTransit !== 0n; ) {
    const { liabilities } = await stage.operator.settlement.getLiability({ program: EXTERNAL.program });
    inTransit = liabilities.reduce((sum, each) => sum + BigInt(each.inTransit), 0n);
    if (performance.now() - startedMs > RECOVERY_MS_MAX)
      throw new Error(`${inTransit} points are still in transit`);
    if (inTransit !== 0n) await sleep(LOOK_MS);
    screen.progress(() => `${grouped(Number(inTransit))} points in transit`);
  }
  screen.end('The host came back and heard what it had missed: nothing is in transit');
}

/** Cuts over and has every party settle. */
async function settle({ stage, screen }: SecondActOptions): Promise<CycleSettlement__Output> {
  const { network, settlement } = stage.operator;
  const { number, businessDate } = await network.getCycle({});
  screen.begin(`cutting over from ${dateOf(businessDate)}`);
  const { settlement: closed } = await settlement.closeCycle({ cycle: number });
  if (closed === null) throw new Error(`cycle ${number} was not closed`);
  let settled = closed;
  // What begins with a star is the network's own.
  for (const { party } of closed.net.filter((each) => !each.party.startsWith('*'))) {
    settled = await settlement.confirmSettlement({ cycle: number, participant: party, settled: true });
  }
  screen.end(
    `Cycle ${number} of ${dateOf(businessDate)} is closed and settled: ${settled.net.length} parties`,
  );
  return settled;
}

function transaction(
  type: NewTransaction['type'],
  card: number,
  program: string,
  amount: number,
): NewTransaction {
  return { id: uuid7(), type, card, program, amount, reference: 'second act' };
}

function posted(answers: readonly Answer[]): number {
  return answers.filter((answer) => isResult(answer) && answer.outcome === 'POSTED').length;
}

/** What did not post, by reason. */
function others(answers: readonly Answer[]): string {
  const counts = new Map<string, number>();
  for (const answer of answers) {
    const reason = isResult(answer) ? answer.outcome : answer.status;
    if (reason !== 'POSTED') counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const listed = [...counts].map(
    ([reason, count]) => `${reason.toLowerCase().replaceAll('_', ' ')} ${grouped(count)}`,
  );
  return listed.length === 0 ? 'none declined' : listed.join(', ');
}
