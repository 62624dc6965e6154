import type { Job } from 'bullmq';
import { assert } from '../assert.ts';
import type { Envelope } from '../shard/envelope.ts';
import type { Delivery } from '../shard/ports.ts';

interface Taken {
  readonly delivery: Delivery;
  readonly job: Job;
  readonly items: number;
}

/** The jobs that a mailbox has taken: first they wait to be delivered, then to be completed. */
export class Backlog {
  readonly #waiting: Taken[] = [];
  readonly #delivered = new Map<Delivery, Job>();

  /** Transactions that wait to be delivered, or what costs as much. */
  get items(): number {
    return this.#waiting.reduce((sum, { items }) => sum + items, 0);
  }

  isTaken(jobId: string): boolean {
    if (this.#waiting.some(({ job }) => job.id === jobId)) return true;
    for (const { id } of this.#delivered.values()) if (id === jobId) return true;
    return false;
  }

  add(job: Job, envelope: Envelope): void {
    const delivery = { envelope, sentAtMs: job.timestamp };
    this.#waiting.push({ delivery, job, items: itemsOf(envelope) });
  }

  /** Delivers the oldest: as much as `itemsMax` allows, and at least one. */
  deliver(itemsMax: number): Delivery[] {
    const deliveries: Delivery[] = [];
    let items = 0;
    for (;;) {
      const next = this.#waiting[0];
      if (next === undefined || (deliveries.length > 0 && items + next.items > itemsMax)) return deliveries;
      this.#waiting.shift();
      this.#delivered.set(next.delivery, next.job);
      deliveries.push(next.delivery);
      items += next.items;
    }
  }

  /** The job of a delivery, which is forgotten. */
  release(delivery: Delivery): Job {
    const job = this.#delivered.get(delivery);
    assert(job !== undefined, 'a delivery is completed once, and where it was delivered');
    this.#delivered.delete(delivery);
    return job;
  }
}

/** An envelope costs something even when there is nothing in it. */
function itemsOf(envelope: Envelope): number {
  switch (envelope.kind) {
    case 'submit':
      return Math.max(1, envelope.transactions.length);
    case 'legs':
      return Math.max(1, envelope.legs.length);
    default:
      return 1;
  }
}
