import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from '../../../src/embedded/free-port.ts';
import { findRedisServer } from '../../../src/embedded/redis.ts';

/** The `redis-server` to start, where there is one. */
export const REDIS_SERVER = findRedisServer();

/** A Redis of one test, that keeps nothing and may be killed. */
export class OwnRedis {
  readonly port: number;
  readonly #settings: readonly string[];
  readonly #directory = mkdtempSync(join(tmpdir(), 'tongfen-redis-'));
  #process: ChildProcess | undefined;

  private constructor(port: number, settings: readonly string[]) {
    this.port = port;
    this.#settings = settings;
  }

  static async start(settings: readonly string[] = []): Promise<OwnRedis> {
    const redis = new OwnRedis(await freePort(), settings);
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, empty, where it was before. */
  async start(): Promise<void> {
    const own = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.#directory];
    const forgetful = ['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'];
    this.#process = spawn(REDIS_SERVER ?? '', [...own, ...forgetful, ...this.#settings], { stdio: 'ignore' });
    const { pid } = this.#process;
    while (!(await this.#answers())) {
      if (this.#process.exitCode !== null) throw new Error(`redis-server ${pid} ended before it answered`);
      await delay(20);
    }
  }

  /** What it says itself. */
  async ask<Answer>(question: (client: Redis) => Promise<Answer>): Promise<Answer> {
    const client = new Redis(this.url);
    try {
      return await question(client);
    } finally {
      client.disconnect();
    }
  }

  async kill(): Promise<void> {
    const running = this.#process;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    running.kill('SIGKILL');
    await once(running, 'exit');
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async #answers(): Promise<boolean> {
    const socket = connect(this.port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return true;
    } catch {
      return false;
    } finally {
      socket.destroy();
    }
  }
}
