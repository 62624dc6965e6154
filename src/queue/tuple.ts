import { assert } from '../assert.ts';

// Messages travel as JSON arrays without names. These read what `JSON.parse` gave, which may be anything.

export type Tuple = readonly unknown[];

/** @throws {InvariantError} unless it is an array. */
export function tuple(value: unknown): Tuple {
  assert(Array.isArray(value), 'a message and its parts are arrays');
  return value;
}

/** @throws {InvariantError} unless it is a string. */
export function text(value: unknown): string {
  assert(typeof value === 'string', 'a field of a message that is text is a string');
  return value;
}

/** @throws {InvariantError} unless it is an integer that a double holds exactly. */
export function integer(value: unknown): number {
  assert(Number.isSafeInteger(value), 'a field of a message that is a number is a safe integer');
  return value as number;
}

/** @throws {InvariantError} unless it is an array of integers. */
export function integers(value: unknown): number[] {
  return tuple(value).map(integer);
}

/** Names as their positions in a list: what is added comes at the end, or the format's version rises. */
export class Code<Name extends string> {
  readonly #names: readonly Name[];
  readonly #positions: ReadonlyMap<string, number>;

  constructor(names: readonly Name[]) {
    this.#names = names;
    this.#positions = new Map(names.map((name, position) => [name, position]));
  }

  encode(name: Name): number {
    const position = this.#positions.get(name);
    assert(position !== undefined, 'only names of the list are sent');
    return position;
  }

  /** @throws {InvariantError} when no name has this position. */
  decode(position: unknown): Name {
    const name = this.#names[position as number];
    assert(name !== undefined, 'a code in a message stands for a name');
    return name;
  }
}

/**
 * Takes a message apart that says which format it is in.
 *
 * @throws {InvariantError} when it is no message, or one of another version.
 */
export function openMessage(message: unknown, version: number): { kind: unknown; fields: Tuple } {
  const [first, kind, ...fields] = tuple(message);
  assert(first === version, `a message is of version ${version}, which this process speaks`);
  return { kind, fields };
}
