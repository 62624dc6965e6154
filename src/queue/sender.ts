import { assert } from '../assert.ts';
import { Fault } from '../fault.ts';
import type { Envelope } from '../shard/envelope.ts';
import type { EnvelopeSender } from '../shard/ports.ts';
import type { Backend } from './backend.ts';
import { encodeEnvelope } from './envelope-codec.ts';

/**
 * Envelopes in a queue to which nothing is added that may be there: far above what waits for a shard that is drained, and
 * some 50 MB of the largest.
 */
const WAITING_MAX = 256;

/** Makes a job of each envelope. */
export class BullSender implements EnvelopeSender {
  readonly #backend: Backend;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** @throws {Fault} `QUEUE_UNAVAILABLE` within about a second */
  async send(shard: number, envelope: Envelope, { isAgain = false } = {}): Promise<void> {
    const { queues, availability } = this.#backend;
    const queue = queues[shard];
    assert(queue !== undefined, 'an envelope goes to a shard that there is');
    try {
      if (isAgain && (await this.#backend.waiting(shard, WAITING_MAX)) >= WAITING_MAX) throw full(shard);
      await queue.add(envelope.kind, this.#backend.jobData(encodeEnvelope(envelope)));
    } catch (error) {
      if (error instanceof Fault) throw error;
      throw availability.failed(error, 'take an envelope');
    }
    availability.answered();
  }
}

function full(shard: number): Fault {
  return new Fault(
    'QUEUE_UNAVAILABLE',
    `${WAITING_MAX} envelopes wait for shard ${shard}: nobody takes them`,
    {
      retryable: true,
    },
  );
}
