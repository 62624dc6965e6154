import type { HostUnderTest } from './host-under-test.ts';

/** One thing that a host has to do. */
export interface Check {
  /** Names it, for `--only` and for programs. */
  readonly name: string;
  /** What a host does that passes: a sentence. */
  readonly about: string;
  /** Every transaction that it sends is reversed afterwards, and the account then has to be what it was. */
  readonly run: (host: HostUnderTest) => Promise<void>;
}

/** The host does something else than the contract says; the message is what. */
export class Deviation extends Error {
  override readonly name = 'Deviation';
}

/** The check can't be made as conform was called; the message is why. */
export class NotChecked extends Error {
  override readonly name = 'NotChecked';
}

/** @throws {Deviation} with `what`, unless `condition` holds */
export function expectThat(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Deviation(what);
}

/** @throws {Deviation} unless the values are the same; `what` says what they are */
export function expectSame(actual: unknown, expected: unknown, what: string): void {
  const [shown, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (shown !== wanted) throw new Deviation(`${what} is ${shown} instead of ${wanted}`);
}
