import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { freePort } from '../../src/embedded/free-port.ts';
import type { Account } from '../../src/issuer/books.ts';
import { HostBooks } from '../../src/issuer/books.ts';
import { Issuer } from '../../src/issuer/issuer.ts';
import type { Misbehaviour } from '../../src/issuer/misbehaviour.ts';
import { eventually } from '../support/eventually.ts';
import type { HostProxyFault } from './host-proxy.ts';
import { HostProxy } from './host-proxy.ts';

/** How long it is odd at least, and how many transactions meet that at least. */
const ODD_MS = 500;
const ODD_ASKS = 2;

/** A host that was bad for long is asked again after pauses of up to 15 s. */
const ASKED_AGAIN_MS_MAX = 60_000;

export interface ExternalIssuerOptions {
  readonly program: string;
  readonly cards: readonly number[];
  /** What each card has in the beginning. */
  readonly opening: number;
  readonly credential: string;
}

/** An issuer's own host with durable books and a way to it, both of which can be made bad, and be away. */
export class ExternalIssuer {
  readonly #options: ExternalIssuerOptions;
  readonly #directory: string;
  #issuer: Issuer;
  #proxy: HostProxy;

  private constructor(
    options: ExternalIssuerOptions,
    parts: { directory: string; issuer: Issuer; proxy: HostProxy },
  ) {
    this.#options = options;
    this.#directory = parts.directory;
    this.#issuer = parts.issuer;
    this.#proxy = parts.proxy;
  }

  static async start(options: ExternalIssuerOptions): Promise<ExternalIssuer> {
    const directory = mkdtempSync(join(tmpdir(), 'tongfen-issuer-'));
    const host = await startHost(options, directory, await freePort());
    return new ExternalIssuer(options, { directory, ...host });
  }

  get address(): string {
    return this.#proxy.address;
  }

  /** What it was asked before is still there afterwards. */
  async restart(awayMs: number): Promise<void> {
    const port = Number(this.address.split(':').at(-1));
    this.#proxy.stop();
    await this.#issuer.stop();
    await sleep(awayMs);
    ({ issuer: this.#issuer, proxy: this.#proxy } = await startHost(this.#options, this.#directory, port));
  }

  /** Is bad in these ways for a time. */
  async misbehave(misbehaviour: Misbehaviour, ms: number): Promise<void> {
    this.#issuer.misbehave(misbehaviour);
    await sleep(ms);
    this.#issuer.misbehave({});
  }

  /** Is odd, or the way to it is, until some transactions have met that. */
  async beOdd({ host = {}, way = {} }: { host?: Misbehaviour; way?: HostProxyFault }): Promise<void> {
    const askedBefore = this.#proxy.askedCount;
    this.#issuer.misbehave(host);
    this.#proxy.become(way);
    await sleep(ODD_MS);
    // After other faults it may not be asked for a while.
    await eventually(async () => {
      expect(this.#proxy.askedCount).toBeGreaterThanOrEqual(askedBefore + ODD_ASKS);
    }, ASKED_AGAIN_MS_MAX);
    this.#issuer.misbehave({});
    this.#proxy.become({});
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
    this.#proxy.stop();
    await this.#issuer.stop();
    rmSync(this.#directory, { recursive: true });
  }
}

function booksIn(directory: string): string {
  return join(directory, 'issuer.db');
}

/** @param port of the way to it */
async function startHost(
  options: ExternalIssuerOptions,
  directory: string,
  port: number,
): Promise<{ issuer: Issuer; proxy: HostProxy }> {
  const { program, cards, opening, credential } = options;
  const issuer = await Issuer.start({
    host: '127.0.0.1',
    port: 0,
    credential,
    tls: undefined,
    allowPlaintext: false,
    misbehaviour: {},
    books: booksIn(directory),
    members: cards.map((card) => ({ card, program, isBlocked: false, posted: opening, held: 0 })),
  });
  const proxy = new HostProxy(issuer.address);
  await proxy.start(port);
  return { issuer, proxy };
}
