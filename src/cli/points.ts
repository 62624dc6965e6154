import { PostgresDirectory } from '../store/directory.ts';
import { openPool } from '../store/pool.ts';

/** An amount of the smallest unit as people write it, with the program's decimals and digits in groups. */
export function formatPoints(amount: bigint, scale: number): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  const fraction = scale === 0 ? '' : `.${digits.slice(-scale)}`;
  return `${amount < 0n ? '-' : ''}${whole}${fraction}`;
}

/** The decimals of every program. */
export async function scalesOf(databaseUrl: string): Promise<ReadonlyMap<string, number>> {
  const pool = openPool({ databaseUrl, connectionsMax: 1 });
  try {
    const programs = await (await PostgresDirectory.open(pool)).programs();
    return new Map(programs.map((program) => [program.code, program.scale]));
  } finally {
    await pool.end();
  }
}
