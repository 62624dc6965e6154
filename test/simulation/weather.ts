import type { Prng } from './prng.ts';

/** What can go wrong with a single call or message. */
export const STRIKES = [
  'worker crash', // before a request leaves, when it has left, or when it has had its effect
  'gateway crash',
  'session cut', // the request arrives or not, and the caller can't know
  'open failed',
  'commit refused', // nothing changed, and the session is still there
  'read failed',
  'send failed', // nothing sent
  'send failed but done',
  'send lost', // acknowledged all the same, as by a Redis that fails over
  'send doubled', // the second one a while later
  'drain failed', // nothing taken
  'drain lost', // taken, but the taker is not told
  'complete failed',
  'complete failed but done',
  'reply lost',
  'reply doubled',
  'reply late',
  'host request lost',
  'host request late',
  'host request doubled',
  'host answer lost',
  'host answer late',
  'host answer wrong', // another id, another amount
  'call lost', // a client and its gateway lose each other
] as const;
export type Strike = (typeof STRIKES)[number];

/** What can happen to the whole for a while, and how often it is drawn. */
export const BLOWS = {
  'worker crash': 4,
  'worker stop': 3,
  'gateway crash': 2,
  'gateway stop': 1,
  'host away': 3,
  'session ended': 3,
  'store restart': 2,
  'queue away': 2,
  'queue emptied': 2,
  'cut off from the store': 2,
  'cut off from the queue': 2,
} as const;
export type Blow = keyof typeof BLOWS;

const CALM_MS = 1;

const RATES = [0.002, 0.01, 0.04];

/**
 * What goes wrong in one run. Each kind of fault is there in some runs and absent from others, so that rare ones are not
 * hidden behind the frequent (swarm testing, Groce et al., ISSTA 2012).
 */
export class Weather {
  readonly #prng: Prng;
  readonly #rates = new Map<Strike, number>();
  readonly #blows: Partial<Record<Blow, number>> = {};
  #typicalMs: number;
  #isStormy = true;
  /** How long until the next blow, on average. */
  readonly #blowEveryMs: number;

  readonly #met: Set<string>;

  /** @param met is told what strikes */
  constructor(prng: Prng, met: Set<string>) {
    this.#prng = prng;
    this.#met = met;
    const isFair = prng.chance(0.1);
    for (const strike of STRIKES) {
      if (!isFair && prng.chance(0.4)) this.#rates.set(strike, prng.pick(RATES));
    }
    for (const blow of Object.keys(BLOWS) as Blow[]) {
      if (!isFair && prng.chance(0.5)) this.#blows[blow] = BLOWS[blow];
    }
    this.#typicalMs = prng.pick([0.2, 2, 20]);
    this.#blowEveryMs = prng.pick([150, 500, 1_500]);
  }

  get isStormy(): boolean {
    return this.#isStormy;
  }

  /** From here on nothing goes wrong, and nothing takes long. */
  calm(): void {
    this.#isStormy = false;
    this.#typicalMs = Math.min(this.#typicalMs, CALM_MS);
  }

  strikes(strike: Strike): boolean {
    const rate = this.#isStormy ? this.#rates.get(strike) : undefined;
    if (rate === undefined || !this.#prng.chance(rate)) return false;
    this.#met.add(strike);
    return true;
  }

  /** The next blow and when it comes; undefined in runs that have none. */
  nextBlow(): { blow: Blow; inMs: number } | undefined {
    const blows = this.#blows as Record<Blow, number>;
    if (Object.keys(blows).length === 0) return undefined;
    return { blow: this.#prng.weighted(blows), inMs: 2 * this.#blowEveryMs * this.#prng.next() };
  }

  /** How long a message is on its way: about the same, but for one in fifty. */
  latencyMs(): number {
    const latencyMs = this.#typicalMs * 2 * this.#prng.next();
    return this.#isStormy && this.#prng.chance(0.02) ? latencyMs * 30 : latencyMs;
  }

  /** How long something bad lasts. */
  durationMs(maxMs: number): number {
    return this.#prng.next() ** 2 * maxMs;
  }

  /** What lies before a process's clock, milliseconds. */
  skewMs(): number {
    return this.#prng.chance(0.3) ? this.#prng.between(-800, 800) : 0;
  }
}
