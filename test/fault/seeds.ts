const isLong = process.env['TONGFEN_TEST_LONG'] === '1';
const fixed = process.env['TONGFEN_TEST_SEED'];

/** How much is tried: `TONGFEN_TEST_LONG=1` for a night, `TONGFEN_TEST_SEED` to replay what failed. */
export const seeds = { isLong };

/** Seeds of a random test, for its titles: others at each run, unless one is to be replayed. */
export function randomSeeds({ usual, long }: { usual: number; long: number }): number[] {
  if (fixed !== undefined) return [Number(fixed)];
  return Array.from({ length: isLong ? long : usual }, () => Math.floor(Math.random() * 1_000_000));
}
