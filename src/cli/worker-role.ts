import type { Config } from '../config.ts';
import { CutOver } from '../cycle/cut-over.ts';
import { CutOverSchedule } from '../cycle/cut-over-schedule.ts';
import type { Logger } from '../log.ts';
import { serveHttp } from '../metrics/http.ts';
import { SwitchMetrics } from '../metrics/switch-metrics.ts';
import { WorkerMetrics } from '../metrics/worker-metrics.ts';
import { ACTOR_LIMITS } from '../shard/actor-limits.ts';
import { CardCache } from '../shard/card-cache.ts';
import type { HostLog } from '../shard/host.ts';
import { ShardHost } from '../shard/host.ts';
import { openHostMessages } from '../store/host-messages.ts';
import { outboxAges } from '../store/outbox-ages.ts';
import { PostgresOwnership } from '../store/ownership.ts';
import { PostgresSettlement } from '../store/settlement.ts';
import type { Backends } from './backends.ts';
import { Closers } from './closers.ts';
import { openFoundation, openSettlementPool } from './foundation.ts';
import type { Service } from './until-signal.ts';
import { openSwitch } from './worker-switch.ts';

/** How often a worker looks for shards to take or to give: a killed worker's shards wait no longer than this. */
const BALANCE_EVERY_MS = 250;

export interface WorkerService extends Service {
  readonly httpUrl: string;
}

/**
 * A worker: runs its fair share of the shards, calls issuers' hosts for them, and keeps the network's calendar with the other
 * workers.
 *
 * @throws {Fault} when a server it stands on does not answer; then nothing is left open
 */
export async function startWorker(config: Config, backends: Backends, log: Logger): Promise<WorkerService> {
  const closers = new Closers();
  try {
    const { pool, directory, network, queues, checks } = await openFoundation(config, backends, {
      log,
      closers,
    });
    await network.start();
    const { clock } = network;
    const cache = new CardCache(config.cacheCardsMax);
    const metrics = new WorkerMetrics({
      cache,
      inspector: queues.inspector(),
      shards: config.shards,
      exposures: () => directory.exposures(),
      hostMessages: () => openHostMessages(pool),
      outboxAges: () => outboxAges(pool),
    });
    const calls = openSwitch(
      config,
      {
        queues: queues.hosts(),
        replies: queues.replySender(),
        network,
        clock,
        observer: new SwitchMetrics(metrics.registry),
      },
      { log, closers },
    );
    const host = new ShardHost(
      {
        ownership: new PostgresOwnership({ databaseUrl: backends.databaseUrl }),
        mailboxes: queues.mailboxes(),
        sender: queues.sender(),
        hosts: calls,
        replies: queues.replySender(),
        network,
        cache,
        clock,
        observer: metrics,
        log: hostLog(log),
      },
      { shards: config.shards, limits: { ...ACTOR_LIMITS, balanceEveryMs: BALANCE_EVERY_MS } },
    );
    calls.start(host);
    host.start();
    closers.add(host, (running) => running.stop());
    if (config.cutOver === 'daily') {
      const settling = closers.add(openSettlementPool(backends.databaseUrl), (opened) => opened.end());
      const cutOver = new CutOver({
        directory,
        sender: queues.sender(),
        clock,
        settlement: new PostgresSettlement(settling),
      });
      const onFault = (error: Error): void => log.warn(error.message);
      const schedule = new CutOverSchedule(cutOver, clock, { timeZone: config.timeZone, onFault });
      schedule.start();
      closers.add(schedule, (running) => running.stop());
    }
    const http = closers.add(
      await serveHttp({
        address: config.httpAddress,
        registry: metrics.registry,
        checks: { ...checks, shards: () => refuseBroken(host) },
        network,
      }),
      (server) => server.close(),
    );
    log.info(`worker on ${queues.backend.description}, metrics at ${http.url}/metrics`);
    return { httpUrl: http.url, stop: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}

/** A worker with a shard that a bug has stopped is not ready: somebody has to look at it. */
async function refuseBroken(host: ShardHost): Promise<void> {
  if (host.broken.length > 0) throw new Error(`stopped by a bug: shards ${host.broken.join(', ')}`);
}

function hostLog(log: Logger): HostLog {
  return {
    shardOwned: (shard) => log.info({ shard }, `shard ${shard} is run here`),
    shardFreed: (shard, end) => {
      if (end === 'stopped') log.info({ shard }, `shard ${shard} is free`);
      else log.warn({ shard, err: end.fault }, `shard ${shard} was given up`);
    },
    shardBroken: (shard, error) => log.fatal({ shard, err: error }, `shard ${shard} stands still: a bug`),
    ownershipFailed: (error) => log.warn({ err: error }, 'shards could not be balanced; trying again'),
  };
}
