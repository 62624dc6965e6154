import type { Logger } from 'pino';
import type { Reply } from '../shard/envelope.ts';
import { decodeReply } from './reply-codec.ts';

/** Gives a gateway the replies that it can read; one that it can't is as good as lost. */
export class ReplyHandler {
  readonly #logger: Logger | undefined;
  readonly #handlers: ((reply: Reply) => void)[] = [];

  constructor(logger: Logger | undefined) {
    this.#logger = logger;
  }

  add(handle: (reply: Reply) => void): void {
    this.#handlers.push(handle);
  }

  received(message: string): void {
    let reply: Reply;
    try {
      reply = decodeReply(message);
    } catch (error) {
      this.#logger?.error({ err: error }, 'a reply that cannot be read was dropped');
      return;
    }
    for (const handle of this.#handlers) handle(reply);
  }
}
