import type { Logger } from 'pino';
import type { Reply } from '../shard/envelope.ts';
import type { ReplyReceiver, ReplySender } from '../shard/ports.ts';
import type { Availability } from './availability.ts';
import { replyChannel } from './backend.ts';
import { newGatewayName } from './gateway-name.ts';
import type { RedisClient } from './redis-client.ts';
import { closeRedisClient } from './redis-client.ts';
import { encodeReply } from './reply-codec.ts';
import { ReplyHandler } from './reply-handler.ts';

/** How often a subscriber, which hears nothing while nobody is answered, makes sure that it still would. */
const HEARTBEAT_MS = 2_000;

/** Answers gateways by PUBLISH: nobody keeps what no gateway hears. */
export class RedisReplySender implements ReplySender {
  readonly #client: RedisClient;
  readonly #prefix: string;
  readonly #availability: Availability;

  constructor(client: RedisClient, options: { prefix: string; availability: Availability }) {
    this.#client = client;
    this.#prefix = options.prefix;
    this.#availability = options.availability;
  }

  reply(gateway: string, reply: Reply): void {
    this.#client
      .publish(replyChannel(this.#prefix, gateway), encodeReply(reply))
      .catch((error: unknown) => this.#availability.failed(error, 'carry a reply'));
  }
}

/** Hears the replies to one gateway on a connection of its own, which is made again whenever it breaks. */
export class RedisReplyReceiver implements ReplyReceiver {
  readonly gateway = newGatewayName();
  readonly #client: RedisClient;
  readonly #handler: ReplyHandler;
  readonly #channel: string;
  readonly #availability: Availability;
  readonly #heartbeat: NodeJS.Timeout;

  /** @param client not connected yet; the receiver closes it */
  constructor(
    client: RedisClient,
    options: { prefix: string; availability: Availability; logger: Logger | undefined },
  ) {
    this.#client = client;
    this.#handler = new ReplyHandler(options.logger);
    this.#channel = replyChannel(options.prefix, this.gateway);
    this.#availability = options.availability;
    client.on('message', (_channel: string, message: string) => this.#handler.received(message));
    this.#heartbeat = setInterval(() => this.#ping(), HEARTBEAT_MS).unref();
  }

  /** Resolves once replies are heard. */
  async open(): Promise<void> {
    try {
      await this.#client.connect();
      await this.#client.subscribe(this.#channel);
    } catch (error) {
      await this.close();
      throw this.#availability.failed(error, 'subscribe a gateway to its replies');
    }
    this.#client.on('ready', () => this.#subscribeAgain());
  }

  onReply(handler: (reply: Reply) => void): void {
    this.#handler.add(handler);
  }

  async close(): Promise<void> {
    clearInterval(this.#heartbeat);
    await closeRedisClient(this.#client);
  }

  #subscribeAgain(): void {
    this.#client
      .subscribe(this.#channel)
      .catch((error: unknown) => this.#availability.failed(error, 'subscribe a gateway to its replies'));
  }

  /** A connection that does not answer is replaced by the client (`socketTimeout`). */
  #ping(): void {
    if (this.#client.status === 'ready') this.#client.ping().catch(() => {});
  }
}
