import type { Prng } from './prng.ts';

/** Something that is going to happen. */
interface Happening {
  readonly atMs: number;
  /** Drawn: decides between two of the same moment. */
  readonly order: number;
  readonly action: () => void;
}

/** After so many steps the event loop gets its turn, for whoever runs the test. */
const STEPS_PER_BREATH = 500;

/**
 * Virtual time and everything that is going to happen in it. One thing happens at a time; before the next, all that the
 * code under test does because of it is done (its microtasks), so that a seed determines the whole run.
 */
export class Scheduler {
  #nowMs: number;
  readonly #prng: Prng;
  /** A binary heap: the next to happen is the first. */
  readonly #heap: Happening[] = [];

  constructor(startMs: number, prng: Prng) {
    this.#nowMs = startMs;
    this.#prng = prng;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Lets something happen after a while; at once means after all that is under way. */
  after(delayMs: number, action: () => void): void {
    this.#push({ atMs: this.#nowMs + Math.max(0, delayMs), order: this.#prng.next(), action });
  }

  /**
   * Lets things happen until `isOver`, which is asked before each, or until a moment.
   *
   * @returns whether it is over
   */
  run(isOver: () => boolean, untilMs: number): Promise<boolean> {
    return new Promise((resolve, reject) => {
      let steps = 0;
      const step = (): void => {
        steps += 1;
        try {
          if (isOver()) {
            resolve(true);
            return;
          }
          const next = this.#heap[0];
          if (next === undefined || next.atMs > untilMs) {
            resolve(false);
            return;
          }
          this.#pop();
          this.#nowMs = next.atMs;
          next.action();
        } catch (error) {
          reject(error as Error);
          return;
        }
        if (steps % STEPS_PER_BREATH === 0) setImmediate(step);
        else queueMicrotask(afterMicrotasks);
      };
      // Node runs what `nextTick` is given when there is no microtask left, those included that microtasks make.
      const afterMicrotasks = (): void => process.nextTick(step);
      setImmediate(step);
    });
  }

  #push(happening: Happening): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(happening);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (isBefore(heap[parent] as Happening, happening)) break;
      heap[index] = heap[parent] as Happening;
      index = parent;
    }
    heap[index] = happening;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop() as Happening;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Happening, heap[child] as Happening))
        child += 1;
      if (isBefore(last, heap[child] as Happening)) break;
      heap[index] = heap[child] as Happening;
      index = child;
    }
    heap[index] = last;
  }
}

function isBefore(left: Happening, right: Happening): boolean {
  return left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order);
}
