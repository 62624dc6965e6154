import { setTimeout as delay } from 'node:timers/promises';
import { Fault } from '../../../src/fault.ts';
import type { Queues } from '../../../src/queue/connect-queues.ts';
import type { Reply } from '../../../src/shard/envelope.ts';
import type { Mailbox, ReplyReceiver } from '../../../src/shard/ports.ts';
import { numbersOf, submit } from './support.ts';

// What gateways and workers do with a backend that may be away: the same again.

export const PATIENTLY = { itemsMax: 1_000, waitMs: 60_000 };

/** Sends an envelope until the queue takes it. Returns how often it did not. */
export async function sendUntilTaken(
  queues: Queues,
  { shard, number }: { shard: number; number: number },
): Promise<number> {
  for (let failures = 0; ; failures += 1) {
    try {
      await queues.sender().send(shard, submit(number));
      return failures;
    } catch (error) {
      if (!(error instanceof Fault) || !error.retryable) throw error;
      await delay(50);
    }
  }
}

/** Drains and completes until an envelope of this number came. */
export async function drainUntil(mailbox: Mailbox, number: number): Promise<void> {
  for (;;) {
    const deliveries = await mailbox.drain(PATIENTLY);
    await mailbox.complete(deliveries).catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
    });
    if (numbersOf(deliveries).includes(number)) return;
  }
}

/** Answers again and again until the gateway hears it, as a worker does that is sent the same again. */
export async function replyUntilHeard(
  queues: Queues,
  receiver: ReplyReceiver,
  number: number,
): Promise<void> {
  const heard = new Promise<void>((resolve) => {
    receiver.onReply((reply: Reply) => {
      if (reply.kind === 'done' && reply.number === number) resolve();
    });
  });
  let isHeard = false;
  void heard.then(() => (isHeard = true));
  while (!isHeard) {
    queues.replySender().reply(receiver.gateway, { kind: 'done', number });
    await Promise.race([heard, delay(50)]);
  }
}
