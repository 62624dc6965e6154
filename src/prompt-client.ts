import pg from 'pg';

/** Longest wait for Postgres to confirm the end of a connection. */
const END_MS_MAX = 1_000;

/**
 * A client of Postgres that ends when it is told to. By itself `pg` waits for the other side to confirm the end, which a
 * connection that fell silent never does: a process that idled on one would not stop.
 */
export class PromptClient extends pg.Client {
  #isEnding = false;

  override end(): Promise<void>;
  override end(callback: (error: Error) => void): void;
  override end(callback?: (error: Error) => void): Promise<void> | void {
    if (!this.#isEnding) {
      this.#isEnding = true;
      const timer = setTimeout(() => this.connection.stream.destroy(), END_MS_MAX);
      this.connection.once('end', () => clearTimeout(timer));
      // A client that never connected ends without a word.
      timer.unref();
    }
    return callback === undefined ? super.end() : super.end(callback);
  }
}
