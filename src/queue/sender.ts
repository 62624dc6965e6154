import { assert } from '../assert.ts';
import type { Envelope } from '../shard/envelope.ts';
import type { EnvelopeSender } from '../shard/ports.ts';
import type { Backend } from './backend.ts';
import { encodeEnvelope } from './envelope-codec.ts';

/** Makes a job of each envelope. */
export class BullSender implements EnvelopeSender {
  readonly #backend: Backend;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** @throws {Fault} `QUEUE_UNAVAILABLE` within about a second */
  async send(shard: number, envelope: Envelope): Promise<void> {
    const { queues, availability } = this.#backend;
    const queue = queues[shard];
    assert(queue !== undefined, 'an envelope goes to a shard that there is');
    try {
      await queue.add(envelope.kind, this.#backend.jobData(encodeEnvelope(envelope)));
    } catch (error) {
      throw availability.failed(error, 'take an envelope');
    }
    availability.answered();
  }
}
