import type { HostMessage } from '../../src/ledger/host-message.ts';
import type { HostReply, Hosts } from '../../src/switch/ports.ts';
import type { HostDecision } from '../support/host-books.ts';
import { HostBooks } from '../support/host-books.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import type { World } from './world.ts';

/** How late an answer or a second copy of a request may come: after the shard has gone on without it. */
const LATE_MS_MAX = 8_000;

/** What members of the external program have before the first transaction. */
const POINTS_AT_HOST = 60;

/** Amounts that the issuer refuses, or disputes, for reasons of its own. */
const isRefused = (amount: number): boolean => amount % 10 === 3;

/** The host of an external program: its books last, whatever becomes of the process and of what it says. */
export class FakeHost {
  readonly books: HostBooks;
  isAway = false;
  readonly #members: ReadonlySet<number>;
  readonly #told = new Set<string>();
  /** Sequence of the last message that it was told, by card. */
  readonly #lastTold = new Map<number, number>();

  constructor(cards: readonly number[]) {
    this.#members = new Set(cards);
    this.books = new HostBooks(
      cards.map((card) => [card, POINTS_AT_HOST]),
      isRefused,
    );
  }

  /** What it is told about an account comes in the order of the journal, but for copies of what it was told before. */
  hear({ id, operation, content }: HostMessage, world: World): void {
    if ((operation !== 'ADVISE' && operation !== 'REVERSE') || this.#told.has(id)) return;
    this.#told.add(id);
    const last = this.#lastTold.get(content.card) ?? 0;
    const seq = sequenceOf(id);
    world.check(seq >= last, () => `card ${content.card}: ${operation} ${id} was told after ${last}`);
    this.#lastTold.set(content.card, seq);
  }

  /** How much the card has had since the beginning; cards that were opened later began with nothing. */
  change(card: number): number {
    return this.books.posted(card) - (this.#members.has(card) ? POINTS_AT_HOST : 0);
  }
}

/** A switch's way to the host: requests and answers are lost, doubled, late or wrong. */
export class FakeHosts implements Hosts {
  readonly #process: SimulatedProcess;
  readonly #hosts: ReadonlyMap<string, FakeHost>;

  /** @param hosts by address */
  constructor(process: SimulatedProcess, hosts: ReadonlyMap<string, FakeHost>) {
    this.#process = process;
    this.#hosts = hosts;
  }

  call(address: string, message: HostMessage, timeoutMs: number): Promise<HostReply> {
    const process = this.#process;
    const host = this.#hosts.get(address);
    if (host === undefined) throw new Error(`there is no host at ${address}`);
    const { world } = process;
    const { scheduler, weather, prng, trace } = world;
    process.mayCrash();
    return process.wait(({ resolve }) => {
      if (!process.isAlive) return;
      scheduler.after(timeoutMs, () => resolve({ kind: 'none', why: 'late' }));
      const serve = (): void => {
        if (host.isAway) return;
        host.hear(message, world);
        const decision = host.books.handle(requestOf(message));
        trace?.(`host: ${message.operation} ${message.transaction.slice(-5)} ${decision.decision}`);
        process.mayCrash();
        if (weather.strikes('host answer lost')) return;
        const delayMs = weather.strikes('host answer late') ? prng.next() * LATE_MS_MAX : 0;
        const reply = weather.strikes('host answer wrong')
          ? ({ kind: 'wrong', why: 'garbage' } as const)
          : replyOf(decision);
        scheduler.after(weather.latencyMs() + delayMs, () => resolve(reply));
      };
      process.mayCrash();
      if (weather.strikes('host request doubled')) scheduler.after(prng.next() * LATE_MS_MAX, serve);
      if (weather.strikes('host request lost')) return;
      const delayMs = weather.strikes('host request late') ? prng.next() * LATE_MS_MAX : 0;
      scheduler.after(weather.latencyMs() + delayMs, serve);
    });
  }
}

/** What the issuer's books say is what the network's say, but for what the issuer disputes. */
export function checkHost(
  world: World,
  host: FakeHost,
  shown: Iterable<{ card: number; posted: number; held: number; disputed: number }>,
): void {
  for (const { card, posted, held, disputed } of shown) {
    const there = host.change(card);
    world.check(
      there === posted - disputed,
      () => `card ${card}: ${posted} posted here, of which ${disputed} are disputed, ${there} at the host`,
    );
    world.check(
      host.books.held(card) === held,
      () => `card ${card}: ${held} held here, ${host.books.held(card)} at the host`,
    );
  }
}

/** Of the entry that a message's id is made of: see `systemId`. */
function sequenceOf(id: string): number {
  return Number.parseInt(`${id.slice(0, 8)}${id.slice(9, 13)}${id.slice(-4)}`, 16);
}

function requestOf(message: HostMessage) {
  const { id, operation, transaction, direction, content } = message;
  const { card, amount, type } = content;
  const capture = type !== 'AUTHORIZE';
  return { messageId: id, operation, transactionId: transaction, direction, card, amount, capture };
}

function replyOf({ decision, reason }: HostDecision): HostReply {
  switch (decision) {
    case 'APPROVED':
      return { kind: 'approved' };
    case 'DECLINED':
      return { kind: 'declined', reason };
    case 'DISPUTED':
      return { kind: 'disputed', reason };
    default:
      return { kind: 'acknowledged' };
  }
}
