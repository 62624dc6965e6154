import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import type { MethodLabels } from '../../../src/gateway/observer.ts';
import type { Outcome } from '../../../src/ledger/outcome.ts';
import type { Entry, Result, Transaction } from '../../../src/ledger/transaction.ts';
import { gaugeReadiness } from '../../../src/metrics/readiness.ts';
import { SwitchMetrics } from '../../../src/metrics/switch-metrics.ts';
import { gatewayMetrics, inspector, SHARDS, workerMetrics } from './fixtures.ts';

/** The samples of one scrape whose name begins so. */
async function scrape(registry: Registry, name: string): Promise<string[]> {
  const lines = (await registry.metrics()).split('\n');
  return lines.filter((line) => line.startsWith(name)).sort();
}

describe('a gateway', () => {
  it('counts answers by type and outcome, and faults by their code', async () => {
    const metrics = gatewayMetrics();
    const transactions = ['EARN', 'EARN', 'REDEEM', 'EARN'].map((type) => ({ type }) as Transaction);
    const result = (outcome: Outcome) => ({ outcome }) as Result;
    const fault = new Fault('DEADLINE_EXCEEDED', 'no answer');
    const answers = [result('POSTED'), result('POSTED'), result('INSUFFICIENT_POINTS'), fault];
    metrics.batchAnswered({ transactions, answers, elapsedMs: 30 });
    expect(await scrape(metrics.registry, 'tongfen_gateway_answers_total')).toEqual([
      'tongfen_gateway_answers_total{type="EARN",outcome="DEADLINE_EXCEEDED"} 1',
      'tongfen_gateway_answers_total{type="EARN",outcome="POSTED"} 2',
      'tongfen_gateway_answers_total{type="REDEEM",outcome="INSUFFICIENT_POINTS"} 1',
    ]);
    expect(await scrape(metrics.registry, 'tongfen_gateway_batch_seconds_sum')).toEqual([
      'tongfen_gateway_batch_seconds_sum 0.03',
    ]);
  });

  it('shows what is under way in the router, as it is at the scrape', async () => {
    const { registry } = gatewayMetrics();
    expect(await scrape(registry, 'tongfen_gateway_waiting')).toEqual([
      'tongfen_gateway_waiting_transactions{shard="0"} 5',
      'tongfen_gateway_waiting_transactions{shard="1"} 0',
    ]);
    expect(await scrape(registry, 'tongfen_gateway_out')).toContain(
      'tongfen_gateway_out_transactions{shard="0"} 7',
    );
    expect(await scrape(registry, 'tongfen_gateway_late')).toEqual(['tongfen_gateway_late_transactions 2']);
  });

  it('shows the cycles that are over and not settled, and how old the present one is', async () => {
    expect(await scrape(gatewayMetrics().registry, 'tongfen_cycles')).toEqual([
      'tongfen_cycles{state="closed"} 2',
      'tongfen_cycles{state="crossing"} 1',
    ]);
    expect(await scrape(gatewayMetrics().registry, 'tongfen_cycle_open')).toEqual([
      'tongfen_cycle_open_seconds 90',
    ]);
  });

  it('counts calls, messages and statuses under their usual names', async () => {
    const metrics = gatewayMetrics();
    const method: MethodLabels = {
      type: 'bidi_stream',
      service: 'tongfen.v1.Clearing',
      method: 'SubmitStream',
    };
    metrics.callStarted(method);
    metrics.messageReceived(method);
    metrics.messageReceived(method);
    metrics.messageSent(method);
    metrics.callHandled(method, 'UNAVAILABLE', 2_000);
    const labels = 'grpc_type="bidi_stream",grpc_service="tongfen.v1.Clearing",grpc_method="SubmitStream"';
    const samples = (await scrape(metrics.registry, 'grpc_server')).filter(
      (line) => !line.includes('_bucket'),
    );
    expect(samples).toEqual([
      `grpc_server_handled_total{${labels},grpc_code="UNAVAILABLE"} 1`,
      `grpc_server_handling_seconds_count{${labels}} 1`,
      `grpc_server_handling_seconds_sum{${labels}} 2`,
      `grpc_server_msg_received_total{${labels}} 2`,
      `grpc_server_msg_sent_total{${labels}} 1`,
      `grpc_server_started_total{${labels}} 1`,
    ]);
  });

  it('logs what callers are told in general terms only', () => {
    const failures: unknown[] = [];
    const error = new Error('of the database');
    gatewayMetrics({ failures }).callFailed('/tongfen.v1.Clearing/Submit', error);
    expect(failures).toEqual([{ path: '/tongfen.v1.Clearing/Submit', err: error }]);
  });

  it('counts retries, limits and envelopes', async () => {
    const metrics = gatewayMetrics();
    metrics.retried(1, 'envelope');
    metrics.limitReached('participant-rate');
    metrics.envelopeAnswered({ shard: 2, items: 40, elapsedMs: 10 });
    expect(await scrape(metrics.registry, 'tongfen_gateway_retries')).toEqual([
      'tongfen_gateway_retries_total{what="envelope"} 1',
    ]);
    expect(await scrape(metrics.registry, 'tongfen_gateway_limits')).toEqual([
      'tongfen_gateway_limits_reached_total{limit="participant-rate"} 1',
    ]);
    expect(await scrape(metrics.registry, 'tongfen_gateway_envelope_seconds_sum')).toEqual([
      'tongfen_gateway_envelope_seconds_sum{shard="2"} 0.01',
    ]);
    expect(await scrape(metrics.registry, 'tongfen_gateway_envelope_transactions_sum')).toEqual([
      'tongfen_gateway_envelope_transactions_sum 40',
    ]);
  });
});

describe('a worker', () => {
  const turn = {
    shard: 1,
    entries: ['POSTED', 'POSTED', 'CARD_BLOCKED'].map((outcome) => ({ type: 'EARN', outcome }) as Entry),
    duplicates: 4,
    phaseMs: { drain: 1, prefetch: 2, decide: 3, commit: 4, reply: 5 },
    queueAgeMs: 250,
  };

  it('counts what turns record, and times their phases', async () => {
    const metrics = workerMetrics();
    metrics.turnCommitted(turn);
    metrics.turnCommitted({ ...turn, entries: [], duplicates: 0 });
    expect(await scrape(metrics.registry, 'tongfen_transactions_total')).toEqual([
      'tongfen_transactions_total{type="EARN",outcome="CARD_BLOCKED"} 1',
      'tongfen_transactions_total{type="EARN",outcome="POSTED"} 2',
    ]);
    expect(await scrape(metrics.registry, 'tongfen_duplicates_total')).toEqual([
      'tongfen_duplicates_total 4',
    ]);
    expect(await scrape(metrics.registry, 'tongfen_turns_total')).toEqual([
      'tongfen_turns_total{shard="1"} 2',
    ]);
    expect(await scrape(metrics.registry, 'tongfen_turn_phase_seconds_sum')).toEqual([
      'tongfen_turn_phase_seconds_sum{phase="commit"} 0.008',
      'tongfen_turn_phase_seconds_sum{phase="decide"} 0.006',
      'tongfen_turn_phase_seconds_sum{phase="drain"} 0.002',
      'tongfen_turn_phase_seconds_sum{phase="prefetch"} 0.004',
      'tongfen_turn_phase_seconds_sum{phase="reply"} 0.01',
    ]);
    expect(await scrape(metrics.registry, 'tongfen_queue_wait_seconds_sum')).toEqual([
      'tongfen_queue_wait_seconds_sum 0.5',
    ]);
  });

  it('shows the shards that it runs, and forgets those that it frees', async () => {
    const metrics = workerMetrics();
    metrics.shardAcquired(0, 3);
    metrics.shardAcquired(2, 0);
    metrics.shardReleased(0);
    expect(await scrape(metrics.registry, 'tongfen_shard_owned')).toEqual([
      'tongfen_shard_owned{shard="2"} 1',
    ]);
    expect(await scrape(metrics.registry, 'tongfen_shard_takeovers')).toEqual([
      'tongfen_shard_takeovers_total 2',
    ]);
    expect(await scrape(metrics.registry, 'tongfen_inherited')).toEqual([
      'tongfen_inherited_envelopes_total 3',
    ]);
  });

  it('counts hits and misses of its cache, and what it sends again', async () => {
    const metrics = workerMetrics();
    metrics.cacheAccessed({ hits: 3, misses: 0 });
    metrics.cacheAccessed({ hits: 0, misses: 1 });
    metrics.retried(0, 'outbox');
    expect(await scrape(metrics.registry, 'tongfen_card_cache')).toEqual([
      'tongfen_card_cache_cards 0',
      'tongfen_card_cache_requests_total{result="hit"} 3',
      'tongfen_card_cache_requests_total{result="miss"} 1',
    ]);
    expect(await scrape(metrics.registry, 'tongfen_shard_retries')).toEqual([
      'tongfen_shard_retries_total{what="outbox"} 1',
    ]);
  });
});

describe('the queues', () => {
  it('are shown as they are at the scrape, by shard, whoever owns it', async () => {
    expect(await scrape(workerMetrics().registry, 'tongfen_queue')).toEqual(
      expect.arrayContaining([
        'tongfen_queue_age_seconds{shard="0"} 0',
        'tongfen_queue_age_seconds{shard="2"} 2',
        'tongfen_queue_envelopes{shard="0"} 0',
        'tongfen_queue_envelopes{shard="2"} 2',
      ]),
    );
  });

  it('are asked once for a scrape, and not shown while they do not answer', async () => {
    let asked = 0;
    let isAway = false;
    const depth = async (shard: number) => {
      asked += 1;
      if (isAway && shard !== 1) throw new Fault('QUEUE_UNAVAILABLE', 'away');
      return { waiting: shard, oldestAgeMs: 0 };
    };
    const { registry } = gatewayMetrics({ inspector: { depth, ping: async () => {} } });
    expect(await scrape(registry, 'tongfen_queue_envelopes')).toHaveLength(3);
    expect(asked).toBe(3);
    isAway = true;
    expect(await scrape(registry, 'tongfen_queue')).toEqual([
      'tongfen_queue_age_seconds{shard="1"} 0',
      'tongfen_queue_envelopes{shard="1"} 1',
    ]);
  });
});

describe('a switch', () => {
  it('counts wrong answers of a host from 0 on, so that the first one has a rate', async () => {
    const registry = new Registry();
    const metrics = new SwitchMetrics(registry);
    metrics.opened('BANK-A');
    expect(await scrape(registry, 'tongfen_host_c')).toContain(
      'tongfen_host_circuit_open{issuer="BANK-A"} 0',
    );
    const wrong = 'tongfen_host_calls_total{issuer="BANK-A",operation="CAPTURE",reply="wrong"}';
    expect(await scrape(registry, wrong)).toEqual([`${wrong} 0`]);
    metrics.called({ issuer: 'BANK-A', operation: 'CAPTURE', reply: 'wrong', elapsedMs: 5 });
    expect(await scrape(registry, wrong)).toEqual([`${wrong} 1`]);
  });
});

describe('readiness', () => {
  it('is shown by what a process stands on, and made sure of at each scrape', async () => {
    const registry = new Registry();
    let isAway = false;
    gaugeReadiness(registry, {
      postgres: async () => {},
      queues: () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve()),
    });
    expect(await scrape(registry, 'tongfen_ready')).toEqual([
      'tongfen_ready{what="postgres"} 1',
      'tongfen_ready{what="queues"} 1',
    ]);
    isAway = true;
    expect(await scrape(registry, 'tongfen_ready')).toContain('tongfen_ready{what="queues"} 0');
  });
});

describe('messages to hosts', () => {
  it('are shown as long as they are not answered, with the age of the oldest', async () => {
    expect(await scrape(workerMetrics().registry, 'tongfen_host_message')).toEqual([
      'tongfen_host_message_age_seconds{issuer="BANK-A"} 7200',
      'tongfen_host_messages{issuer="BANK-A"} 3',
    ]);
  });
});

describe('legs', () => {
  it('are shown as long as they are not acknowledged, by the shard that sends them', async () => {
    expect(await scrape(workerMetrics().registry, 'tongfen_outbox')).toEqual([
      'tongfen_outbox_age_seconds{shard="1"} 900',
    ]);
  });
});

describe('gauges of exposures', () => {
  it('show what issuers owe and what is stood in for, and the limits of those that have one', async () => {
    expect(await scrape(workerMetrics().registry, 'tongfen_net_debit')).toEqual([
      'tongfen_net_debit_cap_points{participant="BANK-A"} 4',
      'tongfen_net_debit_points{participant="BANK-A"} 2.5',
      'tongfen_net_debit_points{participant="BANK-B"} -2.5',
    ]);
    expect(await scrape(workerMetrics().registry, 'tongfen_stand_in')).toEqual([
      'tongfen_stand_in_limit_points{participant="BANK-B"} 3',
      'tongfen_stand_in_points{participant="BANK-B"} 0.5',
    ]);
  });
});

describe('a server that hangs', () => {
  const never = (): Promise<never> => new Promise(() => {});

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function scrapeInTime(registry: Registry, name: string): Promise<string[]> {
    const samples = scrape(registry, name);
    await vi.advanceTimersByTimeAsync(2_000);
    return samples;
  }

  it('takes no metric with it but its own', async () => {
    const gateway = gatewayMetrics({
      inspector: { depth: (shard) => (shard === 1 ? never() : inspector.depth(shard)), ping: never },
      settlement: { unsettled: never },
    });
    const worker = workerMetrics({ exposures: never });
    expect(await scrapeInTime(gateway.registry, 'tongfen_cycle')).toEqual([]);
    expect(await scrapeInTime(gateway.registry, 'tongfen_queue_envelopes')).toEqual([
      'tongfen_queue_envelopes{shard="0"} 0',
      'tongfen_queue_envelopes{shard="2"} 2',
    ]);
    expect(await scrapeInTime(worker.registry, 'tongfen_net_debit_points')).toEqual([]);
    expect(await scrapeInTime(worker.registry, 'tongfen_queue_age_seconds')).toHaveLength(SHARDS);
  });

  it('is not asked again while it owes an answer, and is shown when it is back', async () => {
    let asked = 0;
    const counts = { crossing: 0, closed: 3, openSeconds: 90 };
    let isBack: (late: typeof counts) => void = () => {};
    const unsettled = () => {
      asked += 1;
      if (asked > 1) return Promise.resolve(counts);
      return new Promise<typeof counts>((resolve) => {
        isBack = resolve;
      });
    };
    const { registry } = gatewayMetrics({ settlement: { unsettled } });
    expect(await scrapeInTime(registry, 'tongfen_cycles')).toEqual([]);
    expect(await scrapeInTime(registry, 'tongfen_cycles')).toEqual([]);
    expect(asked).toBe(1);
    isBack({ ...counts, closed: 1 });
    await vi.advanceTimersByTimeAsync(0);
    expect(await scrapeInTime(registry, 'tongfen_cycles')).toContain('tongfen_cycles{state="closed"} 3');
  });
});
