import type { Directory, ExposureRecord, ParticipantRecord } from '../directory/ports.ts';
import { isNearCap } from '../exchange/exposure.ts';
import type { Clock } from '../shard/ports.ts';
import { mayActFor } from './roles.ts';

/** How often it is asked what issuers owe, while somebody watches. */
const FRESH_MS = 1_000;

/** What issuers owe, asked once for all who watch, and not at all while nobody does. */
export class Exposures {
  readonly #directory: Pick<Directory, 'exposures'>;
  readonly #clock: Pick<Clock, 'nowMs'>;
  #known: Promise<readonly ExposureRecord[]> | undefined;
  #askedAtMs = 0;

  constructor(directory: Pick<Directory, 'exposures'>, clock: Pick<Clock, 'nowMs'>) {
    this.#directory = directory;
    this.#clock = clock;
  }

  /** At most a second old. @throws {Fault} `STORE_UNAVAILABLE` */
  recent(): Promise<readonly ExposureRecord[]> {
    const nowMs = this.#clock.nowMs();
    if (this.#known === undefined || Math.abs(nowMs - this.#askedAtMs) >= FRESH_MS) {
      this.#askedAtMs = nowMs;
      this.#known = this.#directory.exposures();
    }
    return this.#known;
  }
}

/** What one watcher was told of issuers that are close to their caps. */
export class CapWarnings {
  readonly #near = new Set<string>();

  /** Those that came close to their cap, or left it, since this was asked last, as far as the participant may see. */
  changesOf(exposures: readonly ExposureRecord[], participant: ParticipantRecord): ExposureRecord[] {
    return exposures.filter((exposure) => {
      const { participant: code } = exposure;
      if (!mayActFor(participant, code)) return false;
      if (isNearCap(exposure) === this.#near.has(code)) return false;
      if (isNearCap(exposure)) this.#near.add(code);
      else this.#near.delete(code);
      return true;
    });
  }
}
