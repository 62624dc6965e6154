import type { Pool } from 'pg';
import type { Reply } from '../shard/envelope.ts';
import type { ReplySender } from '../shard/ports.ts';
import type { Availability } from './availability.ts';
import { replyChannel } from './backend.ts';
import { splitReply } from './reply-chunks.ts';
import { encodeReply } from './reply-codec.ts';

const NOTIFY = {
  name: 'tongfen-reply',
  text: 'select pg_notify(channel, payload) from unnest($1::text[], $2::text[]) as chunk (channel, payload)',
};

interface Waiting {
  readonly channel: string;
  readonly chunks: readonly string[];
}

/**
 * Answers gateways by NOTIFY. One statement at a time carries all replies that came during the one before. It takes a
 * second at the most, or fails and its replies are lost: so little waits.
 */
export class PostgresReplySender implements ReplySender {
  readonly #pool: Pool;
  readonly #prefix: string;
  readonly #availability: Availability;
  #waiting: Waiting[] = [];
  #sending: Promise<void> | undefined;
  #number = 0;

  constructor(pool: Pool, options: { prefix: string; availability: Availability }) {
    this.#pool = pool;
    this.#prefix = options.prefix;
    this.#availability = options.availability;
  }

  reply(gateway: string, reply: Reply): void {
    this.#number += 1;
    this.#waiting.push({
      channel: replyChannel(this.#prefix, gateway),
      chunks: splitReply(encodeReply(reply), this.#number),
    });
    this.#sending ??= this.#send();
  }

  /** Resolves when all that was to be sent is sent, or lost. */
  async flush(): Promise<void> {
    await this.#sending;
  }

  async #send(): Promise<void> {
    while (this.#waiting.length > 0) {
      const replies = this.#waiting;
      this.#waiting = [];
      const channels = replies.flatMap(({ channel, chunks }) => chunks.map(() => channel));
      const payloads = replies.flatMap(({ chunks }) => chunks);
      try {
        await this.#pool.query({ ...NOTIFY, values: [channels, payloads] });
      } catch (error) {
        this.#availability.failed(error, 'carry a reply');
      }
    }
    this.#sending = undefined;
  }
}
