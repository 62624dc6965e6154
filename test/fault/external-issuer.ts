import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from '../../src/issuer/books.ts';
import { HostBooks } from '../../src/issuer/books.ts';
import { Issuer } from '../../src/issuer/issuer.ts';
import type { Misbehaviour } from '../../src/issuer/misbehaviour.ts';

export interface ExternalIssuerOptions {
  readonly program: string;
  readonly cards: readonly number[];
  /** What each card has in the beginning. */
  readonly opening: number;
  readonly credential: string;
}

/** An issuer's own host with durable books, which can be made bad, and be away. */
export class ExternalIssuer {
  readonly #options: ExternalIssuerOptions;
  readonly #directory: string;
  #issuer: Issuer;

  private constructor(options: ExternalIssuerOptions, directory: string, issuer: Issuer) {
    this.#options = options;
    this.#directory = directory;
    this.#issuer = issuer;
  }

  static async start(options: ExternalIssuerOptions): Promise<ExternalIssuer> {
    const directory = mkdtempSync(join(tmpdir(), 'tongfen-issuer-'));
    return new ExternalIssuer(options, directory, await startHost(options, directory, 0));
  }

  get address(): string {
    return this.#issuer.address;
  }

  /** What it was asked before is still there afterwards. */
  async restart(awayMs: number): Promise<void> {
    const port = Number(this.address.split(':').at(-1));
    await this.#issuer.stop();
    await sleep(awayMs);
    this.#issuer = await startHost(this.#options, this.#directory, port);
  }

  /** Is bad in these ways for a time. */
  async misbehave(misbehaviour: Misbehaviour, ms: number): Promise<void> {
    this.#issuer.misbehave(misbehaviour);
    await sleep(ms);
    this.#issuer.misbehave({});
  }

  /** What its books say of each of its members' accounts. */
  balances(): Map<number, { posted: number; held: number }> {
    const { cards, program } = this.#options;
    const books = new HostBooks(booksIn(this.#directory));
    try {
      return new Map(
        cards.map((card) => {
          const { posted, held } = books.account(card, program) as Account;
          return [card, { posted, held }];
        }),
      );
    } finally {
      books.close();
    }
  }

  async stop(): Promise<void> {
    await this.#issuer.stop();
    rmSync(this.#directory, { recursive: true });
  }
}

function booksIn(directory: string): string {
  return join(directory, 'issuer.db');
}

function startHost(options: ExternalIssuerOptions, directory: string, port: number): Promise<Issuer> {
  const { program, cards, opening, credential } = options;
  return Issuer.start({
    host: '127.0.0.1',
    port,
    credential,
    tls: undefined,
    allowPlaintext: false,
    misbehaviour: {},
    books: booksIn(directory),
    members: cards.map((card) => ({ card, program, isBlocked: false, posted: opening, held: 0 })),
  });
}
