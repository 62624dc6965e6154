import type { World } from './world.ts';

/** Brings messages in their order, each after a while. */
export class Channel {
  readonly #world: World;
  readonly #underWay: (() => void)[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  send(arrive: () => void): void {
    this.#underWay.push(arrive);
    this.#world.scheduler.after(this.#world.weather.latencyMs(), () => this.#underWay.shift()?.());
  }
}
