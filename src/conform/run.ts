import { CallError } from '../client/refusal.ts';
import type { Check } from './check.ts';
import { Deviation, NotChecked } from './check.ts';
import { ADVICES } from './checks/advices.ts';
import { AUTHORIZATIONS } from './checks/authorizations.ts';
import { ANSWERS, CALLS } from './checks/calls.ts';
import { MESSAGES } from './checks/messages.ts';
import { REVERSALS } from './checks/reversals.ts';
import type { TestOptions } from './host-under-test.ts';
import { HostUnderTest } from './host-under-test.ts';

/** Everything that is checked, in the order in which it is. */
export const CHECKS: readonly Check[] = [
  ANSWERS,
  ...CALLS,
  ...AUTHORIZATIONS,
  ...MESSAGES,
  ...REVERSALS,
  ...ADVICES,
];

export interface CheckResult {
  readonly name: string;
  readonly about: string;
  readonly verdict: 'passes' | 'fails' | 'not checked';
  /** Why it fails or was not checked; '' where it passes. */
  readonly reason: string;
  readonly elapsedMs: number;
}

export interface RunOptions extends TestOptions {
  /** Names of the checks to make; all of them by default. `answers` is made in any case. */
  readonly only?: readonly string[];
}

/**
 * Checks a host against the contract, one thing after the other. A host that does not answer at all is not asked further.
 *
 * @throws {TypeError} when the options of the connection do not go together
 */
export async function conform(options: RunOptions): Promise<CheckResult[]> {
  const host = new HostUnderTest(options);
  const results: CheckResult[] = [];
  try {
    const { only } = options;
    const rest = CHECKS.filter(({ name }) => name !== ANSWERS.name && (only?.includes(name) ?? true));
    const answers = await resultOf(() => ANSWERS.run(host), ANSWERS);
    results.push(answers);
    for (const check of rest) {
      if (answers.verdict === 'passes') results.push(await resultOf(() => carryOut(check, host), check));
      else
        results.push(
          await resultOf(() => Promise.reject(new NotChecked(`it fails '${ANSWERS.name}'`)), check),
        );
    }
  } finally {
    host.close();
  }
  return results;
}

async function carryOut(check: Check, host: HostUnderTest): Promise<void> {
  await host.begin();
  try {
    await check.run(host);
  } catch (error) {
    // What went wrong first says more than what is left of it.
    await host.end().catch(() => {});
    throw error;
  }
  await host.end();
}

async function resultOf(work: () => Promise<void>, { name, about }: Check): Promise<CheckResult> {
  const startedAtMs = performance.now();
  const resultWith = (verdict: CheckResult['verdict'], reason: string): CheckResult => ({
    name,
    about,
    verdict,
    reason,
    elapsedMs: Math.round(performance.now() - startedAtMs),
  });
  try {
    await work();
    return resultWith('passes', '');
  } catch (error) {
    if (error instanceof NotChecked) return resultWith('not checked', error.message);
    if (error instanceof Deviation || error instanceof CallError) return resultWith('fails', error.message);
    throw error;
  }
}
