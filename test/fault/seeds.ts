/** True for a night's run: `TONGFEN_TEST_LONG=1`. */
export const isLongRun = process.env['TONGFEN_TEST_LONG'] === '1';
const fixed = process.env['TONGFEN_TEST_SEED'];

/** Seeds of a random test, for its titles: others at each run, unless `TONGFEN_TEST_SEED` names one to replay. */
export function randomSeeds({ usual, long }: { usual: number; long: number }): number[] {
  if (fixed !== undefined) return [Number(fixed)];
  return Array.from({ length: isLongRun ? long : usual }, () => Math.floor(Math.random() * 1_000_000));
}
