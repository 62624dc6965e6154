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

/** How often a gateway says something to itself: it can't tell else whether nobody answers or it would not hear. */
const HEARTBEAT_MS = 1_000;

/** What it says. No reply is empty. */
const HEARTBEAT = '';

/** So many in a row, said and not heard, are a connection that is dead; a single one is late where a process is. */
const UNHEARD_MAX = 2;

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

/**
 * Hears the replies to one gateway on a connection of its own, which is made again whenever it breaks, and when the gateway
 * does not hear itself. Asking the connection would not do: a client of a Redis Cluster asks on another one than it hears on.
 */
export class RedisReplyReceiver implements ReplyReceiver {
  readonly gateway = newGatewayName();
  readonly #client: RedisClient;
  readonly #publisher: RedisClient;
  readonly #handler: ReplyHandler;
  readonly #channel: string;
  readonly #availability: Availability;
  readonly #heartbeat: NodeJS.Timeout;
  #unheard = 0;

  /**
   * @param client not connected yet; the receiver closes it
   * @param options.publisher on which replies would be sent, too
   */
  constructor(
    client: RedisClient,
    options: {
      publisher: RedisClient;
      prefix: string;
      availability: Availability;
      logger: Logger | undefined;
    },
  ) {
    this.#client = client;
    this.#publisher = options.publisher;
    this.#handler = new ReplyHandler(options.logger);
    this.#channel = replyChannel(options.prefix, this.gateway);
    this.#availability = options.availability;
    client.on('message', (_channel: string, message: string) => this.#received(message));
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS).unref();
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

  #received(message: string): void {
    this.#unheard = 0;
    if (message !== HEARTBEAT) this.#handler.received(message);
  }

  #subscribeAgain(): void {
    this.#unheard = 0;
    this.#client
      .subscribe(this.#channel)
      .catch((error: unknown) => this.#availability.failed(error, 'subscribe a gateway to its replies'));
  }

  #beat(): void {
    if (this.#client.status !== 'ready') return;
    if (this.#unheard === UNHEARD_MAX) {
      this.#unheard = 0;
      this.#availability.failed(new Error('a gateway does not hear itself'), 'carry a reply');
      this.#client.disconnect(true);
      return;
    }
    this.#unheard += 1;
    this.#publisher.publish(this.#channel, HEARTBEAT).catch(() => {
      // What was not said tells nothing of what is heard.
      this.#unheard = 0;
    });
  }
}
