import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CycleSettlement__Output } from '../../src/wire/generated/tongfen/v1/CycleSettlement.ts';
import { Prng } from '../simulation/prng.ts';
import type { EngineProcess } from '../support/engine-process.ts';
import { InterchangeWorld } from './interchange-world.ts';
import type { Load, Submitted } from './load.ts';
import { isLongRun, randomSeeds, TRIED_BACKENDS } from './seeds.ts';

/** How long a host or a server is bad or away. */
const BAD_MS = 2_000;
const AWAY_MS = 1_000;

/** Longer than the network waits for a host, which is 2 s; and shorter. */
const TOO_SLOW_MS = 2_500;
const SLOW_MS = 500;

/** A test takes as long as what goes wrong in it, and what has to be told afterwards. */
const TEST_MS_MAX = isLongRun ? 900_000 : 300_000;

/** How often something goes wrong in a random run. */
const ROUNDS = 12;

describe.each(TRIED_BACKENDS)(
  'points are exchanged, and an issuer has its own host, with queues on %s',
  (backend) => {
    let world: InterchangeWorld;

    beforeAll(async () => {
      world = await InterchangeWorld.start(backend);
    });

    afterAll(() => world?.stop());

    async function killAndReplace([process]: readonly EngineProcess[]): Promise<void> {
      await process!.kill();
      await world.network.engine.replace(process!);
    }

    async function killAndRestart(service: 'postgres' | 'redis'): Promise<void> {
      await world.network.services.kill(service);
      await sleep(AWAY_MS);
      await world.network.services.restart(service);
    }

    const faults = {
      'a worker is killed': () => killAndReplace(world.network.engine.workers),
      'a gateway is killed': () => killAndReplace(world.network.engine.gateways),
      'the queues are killed': () => killAndRestart(backend),
      'the host is silent': () => world.issuer.misbehave({ silent: true }, BAD_MS),
      'the host is slow': () => world.issuer.misbehave({ slowMs: SLOW_MS }, BAD_MS),
      'the host is too slow': () => world.issuer.misbehave({ slowMs: TOO_SLOW_MS }, BAD_MS),
      'the host approves late': () => world.issuer.misbehave({ late: true }, BAD_MS),
      'the host answers garbage': () => world.issuer.beOdd({ host: { garbage: true } }),
      'the host answers with another id': () => world.issuer.beOdd({ host: { otherId: true } }),
      'the host approves another amount': () => world.issuer.beOdd({ host: { wrongAmount: true } }),
      'the host is called twice for each message': () => world.issuer.beOdd({ way: { callsTwice: true } }),
      'the host answers twice': () => world.issuer.beOdd({ way: { answersTwice: true } }),
      'the host is restarted': () => world.issuer.restart(AWAY_MS),
    };

    /**
     * Nothing is lost, doubled or altered; nothing stays in flight, and the issuer's books say the same; and what everybody
     * has to settle for the cycle that was cut over meanwhile is right.
     */
    async function survives(
      seed: number,
      {
        goWrong,
        goWrongAtCutOver,
      }: { goWrong: (load: Load) => Promise<void>; goWrongAtCutOver: () => Promise<unknown> },
    ): Promise<Load> {
      let settlement: CycleSettlement__Output | undefined;
      const load = await world.underLoad(seed, async (running) => {
        await goWrong(running);
        await running.resumes();
        [settlement] = await Promise.all([world.close(), goWrongAtCutOver()]);
      });
      await world.comesToRest();
      await world.expectSettled(settlement!);
      return load;
    }

    test(
      'under load anything may fail in turn, and it clears and settles all the same',
      async () => {
        const load = await survives(1, {
          goWrong: async (running) => {
            for (const fault of Object.values(faults)) {
              await fault();
              await running.resumes();
            }
          },
          // Points are in transit from one cycle to the other.
          goWrongAtCutOver: faults['the host is silent'],
        });
        // It was a load on all of that, and not on a network that declines.
        const outcomes = new Set(load.submitted.map(whatBecame));
        for (const type of ['EARN', 'REDEEM', 'AUTHORIZE', 'CAPTURE', 'RELEASE', 'REVERSE'])
          expect(outcomes).toContain(`${type} of FAR: POSTED`);
        for (const way of ['ALPHA to BETA', 'ALPHA to FAR', 'FAR to BETA'])
          expect(outcomes).toContain(`EXCHANGE of ${way}: POSTED`);
        expect(outcomes).toContain('EXCHANGE of ALPHA to BETA: NET_DEBIT_CAP');
        expect(outcomes).toContain('EXCHANGE of FAR to ALPHA: ISSUER_UNAVAILABLE');
      },
      TEST_MS_MAX,
    );

    test.runIf(isLongRun).each(randomSeeds({ usual: 0, long: 10 }))(
      'under load anything fails at any time, several at once, and it clears and settles all the same (seed %i)',
      async (seed) => {
        const prng = new Prng(seed);
        const ofHost = Object.entries(faults).filter(([name]) => name.includes('host'));
        const ofNetwork = Object.entries(faults).filter(([name]) => !name.includes('host'));
        // The host is one thing, and the network another: both go wrong together.
        const goWrongTogether = (): Promise<unknown> =>
          Promise.all([prng.pick(ofHost)[1](), prng.chance(0.7) ? prng.pick(ofNetwork)[1]() : undefined]);
        await survives(seed, {
          goWrong: async (running) => {
            for (let round = 0; round < ROUNDS; round += 1) {
              await sleep(prng.between(0, 1_500));
              await goWrongTogether();
              if (prng.chance(0.5)) await running.resumes();
            }
          },
          goWrongAtCutOver: goWrongTogether,
        });
      },
      TEST_MS_MAX,
    );
  },
);

function whatBecame({ transaction: { type, program, exchange }, result }: Submitted): string {
  return `${type} of ${program}${exchange === undefined ? '' : ` to ${exchange.toProgram}`}: ${result?.outcome}`;
}
