import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import type { Logger } from 'pino';
import { PromptClient } from '../prompt-client.ts';
import type { Reply } from '../shard/envelope.ts';
import type { ReplyReceiver } from '../shard/ports.ts';
import type { Availability } from './availability.ts';
import { replyChannel } from './backend.ts';
import { newGatewayName } from './gateway-name.ts';
import { ReplyAssembler } from './reply-chunks.ts';
import { ReplyHandler } from './reply-handler.ts';

/** How often a connection that only listens makes sure that it still would hear. */
const HEARTBEAT_MS = 2_000;

/** Pause between two attempts to connect again. */
const RETRY_MS = 200;

/**
 * Hears the replies to one gateway by LISTEN.
 *
 * - **Listening**, on a connection of its own.
 * - **Lost.** The connection ended, or did not answer; another one is made until one listens. Replies meanwhile are lost.
 * - **Closed.**
 */
export class PostgresReplyReceiver implements ReplyReceiver {
  readonly gateway = newGatewayName();
  readonly #config: ClientConfig;
  readonly #availability: Availability;
  readonly #handler: ReplyHandler;
  readonly #channel: string;
  readonly #heartbeat: NodeJS.Timeout;
  /** Undefined while none listens. */
  #client: PromptClient | undefined;
  #isClosed = false;

  constructor(
    config: ClientConfig,
    options: { prefix: string; availability: Availability; logger: Logger | undefined },
  ) {
    this.#config = config;
    this.#availability = options.availability;
    this.#handler = new ReplyHandler(options.logger);
    this.#channel = replyChannel(options.prefix, this.gateway);
    this.#heartbeat = setInterval(() => this.#ping(), HEARTBEAT_MS).unref();
  }

  /** Resolves once replies are heard. */
  async open(): Promise<void> {
    try {
      await this.#listen();
    } catch (error) {
      await this.close();
      throw this.#availability.failed(error, 'listen to replies for a gateway');
    }
  }

  onReply(handler: (reply: Reply) => void): void {
    this.#handler.add(handler);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#heartbeat);
    const client = this.#client;
    if (client === undefined) return;
    // A client that owes an answer drops its connection; another one says goodbye, and waits for the end if it fell silent.
    client.query('').catch(() => {});
    await client.end();
  }

  async #listen(): Promise<void> {
    const client = new PromptClient(this.#config);
    const assembler = new ReplyAssembler();
    client.on('error', () => {});
    client.on('notification', ({ payload = '' }) => {
      const message = assembler.add(payload);
      if (message !== undefined) this.#handler.received(message);
    });
    try {
      await client.connect();
      await client.query(`listen "${this.#channel}"`);
    } catch (error) {
      await client.end();
      throw error;
    }
    this.#client = client;
    client.once('end', () => {
      this.#client = undefined;
      void this.#listenAgain();
    });
    if (this.#isClosed) await client.end();
  }

  async #listenAgain(): Promise<void> {
    while (!this.#isClosed) {
      try {
        await this.#listen();
        return;
      } catch (error) {
        this.#availability.failed(error, 'listen to replies for a gateway');
        await sleep(RETRY_MS);
      }
    }
  }

  /** A connection that does not answer (`query_timeout`) is ended, and so replaced. */
  #ping(): void {
    const client = this.#client;
    client?.query('').catch(() => client.end());
  }
}
