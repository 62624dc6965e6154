import type { Account } from './books.ts';
import { HostBooks } from './books.ts';
import type { HostOptions, RunningHost } from './host.ts';
import { startHost } from './host.ts';
import type { Misbehaviour } from './misbehaviour.ts';

export interface IssuerOptions extends HostOptions {
  /** File of the books; made when absent. */
  readonly books: string;
  /** Accounts to open; those that are in the books already keep what they have. */
  readonly members: readonly Account[];
  /** Breaks off and starts again so often, milliseconds; undefined: never. */
  readonly restartEveryMs?: number | undefined;
}

/** A host with its books; when it restarts, one host after the other on the same address and the same books. */
export class Issuer {
  /** Where it listens, as `host:port`. */
  readonly address: string;
  /** The programs in its books, with how many members they have. */
  readonly programs: readonly { readonly program: string; readonly members: number }[];
  readonly #options: IssuerOptions;
  #restarts: NodeJS.Timeout | undefined;
  #restarting: Promise<void> | undefined;
  #books: HostBooks;
  #host: RunningHost;

  private constructor(options: IssuerOptions, books: HostBooks, host: RunningHost) {
    const { host: name } = options;
    this.#options = { ...options, port: host.port };
    this.#books = books;
    this.#host = host;
    this.address = name.includes(':') ? `[${name}]:${host.port}` : `${name}:${host.port}`;
    this.programs = books.programs();
    this.#scheduleRestart();
  }

  /** @throws {Fault} `CONFIGURATION_INVALID` when the books can't be used, or it can't listen as it is told to */
  static async start(options: IssuerOptions): Promise<Issuer> {
    const books = new HostBooks(options.books);
    try {
      books.commit(() => {
        for (const account of options.members) books.openAccount(account);
      });
      return new Issuer(options, books, await startHost(options, books));
    } catch (error) {
      books.close();
      throw error;
    }
  }

  /** From now on it is bad in these ways, in place of those before. */
  misbehave(misbehaviour: Misbehaviour): void {
    this.#host.misbehave(misbehaviour);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#restarts);
    await this.#restarting;
    clearTimeout(this.#restarts);
    this.#end();
  }

  #scheduleRestart(): void {
    const { restartEveryMs } = this.#options;
    if (restartEveryMs === undefined) return;
    this.#restarts = setTimeout(() => {
      this.#restarting = this.#restart();
    }, restartEveryMs);
  }

  async #restart(): Promise<void> {
    this.#end();
    this.#books = new HostBooks(this.#options.books);
    this.#host = await startHost(this.#options, this.#books);
    this.#scheduleRestart();
  }

  #end(): void {
    this.#host.kill();
    this.#books.close();
  }
}
