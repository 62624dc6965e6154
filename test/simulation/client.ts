import { Fault } from '../../src/fault.ts';
import type { Acknowledgements } from './acknowledgements.ts';
import type { GatewayProcess } from './gateway-process.ts';
import { SimulatedProcess } from './simulated-process.ts';
import type { Group, Workload } from './workload.ts';
import type { World } from './world.ts';

/** How many transactions a client asks for again at once. */
const AGAIN_AT_ONCE = 20;

/** A participant's system: it sends the same transactions again and again until it knows the outcome of each. */
export class Client {
  readonly #process: SimulatedProcess;
  readonly #world: World;
  readonly #workload: Workload;
  readonly #acknowledgements: Acknowledgements;
  readonly #gateway: () => GatewayProcess | undefined;
  readonly #made: Group[] = [];

  constructor(
    world: World,
    parts: {
      workload: Workload;
      acknowledgements: Acknowledgements;
      gateway: () => GatewayProcess | undefined;
      name: string;
    },
  ) {
    this.#world = world;
    this.#process = new SimulatedProcess(world, parts.name);
    this.#workload = parts.workload;
    this.#acknowledgements = parts.acknowledgements;
    this.#gateway = parts.gateway;
  }

  async work(batches: number): Promise<void> {
    const { prng } = this.#world;
    // Some wait for each answer, some stream.
    const isStreaming = prng.chance(0.5);
    let underWay: Promise<void>[] = [];
    for (let batch = 0; batch < batches; batch += 1) {
      const groups = this.#workload.batch();
      this.#made.push(...groups);
      underWay.push(this.#submit(groups));
      if (!isStreaming || prng.chance(0.3)) {
        await Promise.all(underWay);
        underWay = [];
      }
      await this.#process.clock.sleep(prng.next() * prng.pick([5, 300]));
    }
    await Promise.all(underWay);
  }

  /** Asks for everything again: every outcome is for ever. */
  async askAgain(): Promise<void> {
    let groups: Group[] = [];
    for (const group of this.#made) {
      groups.push(group);
      if (groups.flat().length < AGAIN_AT_ONCE) continue;
      await this.#submit(groups, true);
      groups = [];
    }
    await this.#submit(groups, true);
    for (const group of this.#made) if (group.length > 1) this.#acknowledgements.checkChain(group);
  }

  async #submit(groups: readonly Group[], again = false): Promise<void> {
    const { prng } = this.#world;
    let isAsked = !again;
    let open = groups;
    while (open.length > 0) {
      isAsked = (await this.#call(open)) || isAsked;
      const unanswered = open.filter((group) =>
        group.some((transaction) => this.#acknowledgements.resultOf(transaction) === undefined),
      );
      if (unanswered.length === 0 && isAsked) return;
      // Some ask only for what they don't know, some for all of it.
      if (unanswered.length > 0 && prng.chance(0.7)) open = unanswered;
      await this.#process.clock.sleep(prng.next() * 100);
    }
  }

  /** Returns whether there was an answer. */
  async #call(groups: readonly Group[]): Promise<boolean> {
    const gateway = this.#gateway();
    if (gateway === undefined) return false;
    const { prng, trace } = this.#world;
    const transactions = groups.flat();
    trace?.(
      `${this.#process.name} to ${gateway.process.name}: ${transactions.map((tx) => JSON.stringify(tx)).join(' ')}`,
    );
    const answers = await gateway.submit(this.#process, transactions, prng.pick([150, 400, 1_000]));
    for (const [index, transaction] of transactions.entries()) {
      const answer = answers?.[index];
      if (answer === undefined || answer instanceof Fault) continue;
      trace?.(
        `${this.#process.name} is told ${transaction.id.slice(-5)} ${answer.outcome} seq ${answer.seq}${answer.duplicate ? ' again' : ''}`,
      );
      this.#acknowledgements.note(transaction, answer);
    }
    return answers !== undefined;
  }
}
