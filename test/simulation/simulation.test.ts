import { describe, expect, it } from 'vitest';
import { HOST_MESSAGE_STATES } from '../../src/ledger/host-message.ts';
import { OUTCOMES } from '../../src/ledger/outcome.ts';
import { simulate } from './simulate.ts';
import { BLOWS, STRIKES } from './weather.ts';

// Each seed is one run: the real actors, hosts and routers, on a fake queue, store and clock, with whatever can go wrong
// in between. A failing seed says how to replay it:
//
//   TONGFEN_SIMULATION_SEED=123 npx vitest run test/simulation/simulation.test.ts
//
// which runs that seed alone and tells its whole story. TONGFEN_TEST_LONG=1 runs a hundred times as many.

const SEED = process.env['TONGFEN_SIMULATION_SEED'];
const SEEDS = process.env['TONGFEN_TEST_LONG'] === '1' ? 100_000 : 2_000;
const SEEDS_PER_TEST = SEEDS / 20;
/** A test takes seconds, on a machine that has nothing else to do. */
const TIMEOUT_MS = 60_000 + SEEDS_PER_TEST * 500;
/** How much of the story is told where nobody asked for the whole. */
const LINES_MAX = 80;

/** What only wrong reference data leads to, or more than clients here do. */
const NOT_MET = [
  'PROGRAM_UNKNOWN',
  'PROGRAM_BLOCKED',
  'CARD_UNKNOWN',
  'MERCHANT_UNKNOWN',
  'MERCHANT_BLOCKED',
  'TOO_MANY_HOLDS',
];

describe.runIf(SEED === undefined)('the engine keeps its promises whatever happens', () => {
  const starts = Array.from({ length: SEEDS / SEEDS_PER_TEST }, (_, index) => 1 + index * SEEDS_PER_TEST);
  const met = new Set<string>();

  it.each(starts.map((from) => [from, from + SEEDS_PER_TEST - 1]))(
    'with seeds %i to %i',
    async (from, to) => {
      for (let seed = from; seed <= to; seed += 1) for (const each of await run(seed)) met.add(each);
    },
    TIMEOUT_MS,
  );

  it('and all that can happen did happen', () => {
    const expected = [
      ...OUTCOMES.filter((outcome) => !NOT_MET.includes(outcome)),
      ...HOST_MESSAGE_STATES.filter((state) => state !== 'OPEN').map((state) => `message ${state}`),
      ...['EARN', 'REDEEM', 'AUTHORIZE'].map((type) => `${type} stood in for`),
      ...['ACKNOWLEDGED', 'DISPUTED'].flatMap((state) =>
        ['EARN', 'REDEEM', 'AUTHORIZE', 'CAPTURE'].map((type) => `advice of ${type} ${state}`),
      ),
      ...STRIKES,
      ...Object.keys(BLOWS),
    ];
    // Answered, but never recorded.
    expect(expected.filter((each) => each !== 'ID_REUSED' && !met.has(each))).toEqual([]);
  });

  it('and a seed is one run: the same story every time', async () => {
    const stories: [string[], string[]] = [[], []];
    for (const story of stories) await simulate(7, { story });
    expect(stories[0].length).toBeGreaterThan(10);
    expect(stories[1]).toEqual(stories[0]);
  });
});

describe.runIf(SEED !== undefined)('the engine keeps its promises', () => {
  it(`with seed ${SEED}`, async () => void (await run(Number(SEED))), TIMEOUT_MS);
});

async function run(seed: number): Promise<ReadonlySet<string>> {
  try {
    return (await simulate(seed)).met;
  } catch (error) {
    const story: string[] = [];
    // The same again, this time told.
    const again = await simulate(seed, { story }).then(
      () => error,
      (told: unknown) => told,
    );
    const lines = SEED === undefined ? story.slice(-LINES_MAX) : story;
    const replay = `TONGFEN_SIMULATION_SEED=${seed} npx vitest run test/simulation/simulation.test.ts`;
    throw new Error(`seed ${seed}: ${messageOf(again)}\n\n${lines.join('\n')}\n\nTo replay it: ${replay}`, {
      cause: again,
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
