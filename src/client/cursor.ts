import { open, readFile, rename } from 'node:fs/promises';

/** Where a follower keeps how far it has come. */
export interface CursorStore {
  /** What was saved last; undefined before the first time. */
  load(): Promise<string | undefined>;
  /** Resolves when the cursor is kept. */
  save(cursor: string): Promise<void>;
}

/** A cursor in a file of its own, of which half is never seen. */
export class CursorFile implements CursorStore {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async load(): Promise<string | undefined> {
    try {
      return (await readFile(this.#path, 'utf8')).trim();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async save(cursor: string): Promise<void> {
    const draft = await open(`${this.#path}.new`, 'w');
    try {
      await draft.writeFile(`${cursor}\n`);
      await draft.sync();
    } finally {
      await draft.close();
    }
    await rename(`${this.#path}.new`, this.#path);
  }
}
