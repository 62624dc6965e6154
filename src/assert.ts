/** A broken invariant: a bug in Tongfen, never an expected result. It stops the shard that met it. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/**
 * Asserts an invariant, in production too. The message is a sentence that says what was true until now.
 *
 * @throws {InvariantError} when `condition` is false.
 */
export function assert(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new InvariantError(sentence);
}
