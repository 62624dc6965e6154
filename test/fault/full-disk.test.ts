import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CallError } from '../../src/client/refusal.ts';
import { FaultWorld } from './fault-world.ts';
import { TRIED_BACKENDS } from './seeds.ts';
import { Unanswered } from './unanswered.ts';

/** Room for a cluster and a little more, so that it is full soon. */
const DISK_SIZE = '400m';

/** How long the disk stays full once callers have heard of it. */
const FULL_MS = 3_000;

const BLOCK = Buffer.alloc(64 * 1_024);

/** A disk of our own that is full when we say so. */
class SmallDisk {
  readonly path = mkdtempSync(join(tmpdir(), 'tongfen-disk-'));
  readonly #ballast = join(this.path, 'ballast');

  /** False where this user may not mount. */
  mount(): boolean {
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_SIZE}`, 'tongfen', this.path]);
    if (status === 0) chmodSync(this.path, 0o755);
    return status === 0;
  }

  fill(): void {
    const file = openSync(this.#ballast, 'a');
    try {
      for (;;) writeSync(file, BLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.#ballast, { force: true });
  }

  unmount(): void {
    spawnSync('umount', [this.path]);
    rmSync(this.path, { recursive: true, force: true });
  }
}

describe.each(TRIED_BACKENDS)(
  'under load with queues on %s, nothing is lost, doubled or altered when',
  (backend) => {
    const disk = new SmallDisk();
    const isMounted = disk.mount();
    let world: FaultWorld | undefined;

    beforeAll(async () => {
      if (!isMounted) return;
      const dataDirectory = join(disk.path, 'data');
      mkdirSync(dataDirectory);
      world = await FaultWorld.start(backend, { gateways: 1, workers: 2, dataDirectory });
    });

    afterAll(async () => {
      disk.free();
      await world?.stop();
      disk.unmount();
    });

    test('the disk of Postgres is full, until there is room again', async ({ skip }) => {
      if (world === undefined) return skip('a small disk can be mounted by root only');
      const { network } = world;
      await world.underLoad(31, async (load) => {
        disk.fill();
        const unanswered = new Unanswered(network);
        // What fits into the last pages is still cleared.
        let error: unknown;
        while (!(error instanceof CallError)) {
          disk.fill();
          error = await unanswered.submit(load);
        }
        expect(error.refusal.status).toMatch(/^(UNAVAILABLE|DEADLINE_EXCEEDED)$/);
        await sleep(FULL_MS);
        disk.free();
        await unanswered.askAgain(load);
      });
    });
  },
);
