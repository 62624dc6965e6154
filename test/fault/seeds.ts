import type { BackendName } from '../support/backends.ts';
import { BACKENDS, USUAL_BACKEND } from '../support/backends.ts';

/** True for a night's run: `TONGFEN_TEST_LONG=1`. */
export const isLongRun = process.env['TONGFEN_TEST_LONG'] === '1';

/** Processes are killed on both backends in any run; a night's run has the other faults on both, too. */
export const TRIED_BACKENDS: readonly BackendName[] = isLongRun ? BACKENDS : [USUAL_BACKEND];

const fixed = process.env['TONGFEN_TEST_SEED'];

/** Seeds of a random test, for its titles: others at each run, unless `TONGFEN_TEST_SEED` names one to replay. */
export function randomSeeds({ usual, long }: { usual: number; long: number }): number[] {
  if (fixed !== undefined) return [Number(fixed)];
  return Array.from({ length: isLongRun ? long : usual }, () => Math.floor(Math.random() * 1_000_000));
}
