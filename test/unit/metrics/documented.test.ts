import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MetricObject } from 'prom-client';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { gaugeNetwork } from '../../../src/metrics/network-gauges.ts';
import { gaugeReadiness } from '../../../src/metrics/readiness.ts';
import { SwitchMetrics } from '../../../src/metrics/switch-metrics.ts';
import { packageRoot } from '../../../src/package-root.ts';
import { gatewayMetrics, network, workerMetrics } from './fixtures.ts';

const documentation = read('docs/metrics.md');
const alerts = read('ops/alerts.yml');

function read(path: string): string {
  return readFileSync(join(packageRoot(), path), 'utf8');
}

interface Row {
  readonly name: string;
  readonly type: string;
  readonly labels: string;
  readonly alerts: readonly string[];
}

/** The rows of the tables of a section. */
function documented(section: string): Row[] {
  const text = documentation.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? '';
  return [...text.matchAll(/^\| `(.+)` \| (\w+) \| (.*?) ?\| .* \| (.*?) ?\|$/gm)].map(
    ([, name = '', type = '', labels = '', named = '']) => ({
      name,
      type,
      labels,
      alerts: [...named.matchAll(/`(\w+)`/g)].map(([, alert = '']) => alert),
    }),
  );
}

const SECTIONS = ['Every process', 'Gateway', 'Worker', 'Gateway and worker'];

function everyProcess(): Registry {
  const registry = new Registry();
  gaugeReadiness(registry, {});
  gaugeNetwork(registry, network);
  return registry;
}

/** A worker's own, and its switch's. */
function workerRegistry(): Registry {
  const { registry } = workerMetrics();
  new SwitchMetrics(registry);
  return registry;
}

/** What a process shows, apart from what every Node process shows. */
function shown(registry: Registry): Omit<Row, 'alerts'>[] {
  return (registry.getMetricsAsArray() as (MetricObject & { labelNames: string[] })[])
    .filter(({ name }) => !/^(process|nodejs)_/.test(name))
    .map(({ name, type, labelNames }) => ({
      name,
      type: String(type),
      labels: labelNames.filter((label) => label !== 'le').join(', '),
    }));
}

const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);

describe('docs/metrics.md', () => {
  it.each([
    ['Gateway', () => gatewayMetrics().registry],
    ['Worker', () => workerRegistry()],
  ])('names what a %s shows, and nothing else', (section, registry) => {
    const rows = [...documented(section), ...documented('Gateway and worker')];
    expect(rows.map(({ alerts: _, ...row }) => row).sort(byName)).toEqual(shown(registry()).sort(byName));
  });

  it('names what every process shows', () => {
    const rows = documented('Every process').map(({ alerts: _, ...row }) => row);
    expect(rows).toEqual(shown(everyProcess()));
  });

  it('names the alerts that there are', () => {
    const rules = [...alerts.matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
    const rows = SECTIONS.flatMap(documented);
    const named = new Set([
      ...rows.flatMap((row) => row.alerts),
      ...[...documentation.matchAll(/\balerts? `(\w+)`|and `(\w+)` for/g)].map(([, a, b]) => a ?? b),
    ]);
    expect([...named].sort()).toEqual(rules.sort());
  });
});

/** What a text asks Prometheus for that no process shows. */
function unknownMetrics(text: string): string[] {
  const registries = [gatewayMetrics().registry, workerRegistry()];
  const names = [...registries, everyProcess()]
    .flatMap((registry) => registry.getMetricsAsArray() as MetricObject[])
    .flatMap(({ name, type }) =>
      String(type) === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    );
  const asked = [...text.matchAll(/\b(?:tongfen_|grpc_server_|nodejs_|process_)\w+/g)].map(([name]) => name);
  expect(asked.length).toBeGreaterThan(10);
  return asked.filter((name) => !names.includes(name));
}

/** What the alerts ask, without what people are told. */
const expressions = alerts.replaceAll(/^ +(?:summary|description): .*$/gm, '');

describe('ops/alerts.yml', () => {
  it('asks for metrics that there are', () => {
    expect(unknownMetrics(expressions)).toEqual([]);
  });

  it('asks of jobs that Prometheus scrapes', () => {
    const jobs = [...read('ops/prometheus.yml').matchAll(/job_name: (\S+)/g)].map(([, job]) => job);
    const asked = [...expressions.matchAll(/job="([^"]+)"/g)].map(([, job]) => job);
    expect(asked.filter((job) => !jobs.includes(job))).toEqual([]);
  });
});

describe('the dashboard', () => {
  interface Panel {
    readonly datasource?: { readonly uid: string };
    readonly targets?: readonly { readonly expr: string }[];
  }
  const { panels } = JSON.parse(read('ops/grafana/dashboards/tongfen.json')) as { panels: Panel[] };
  const drawn = panels.flatMap(({ targets = [] }) => targets).map(({ expr }) => expr);

  it('draws metrics that there are', () => {
    expect(unknownMetrics(drawn.join('\n'))).toEqual([]);
  });

  it('draws what alerts are about', () => {
    const rows = SECTIONS.flatMap(documented).filter((row) => row.alerts.length > 0);
    expect(rows.map(({ name }) => name).filter((name) => !drawn.join('\n').includes(name))).toEqual([]);
  });

  it('asks the data source that is provisioned, and closes what it opens', () => {
    const [, uid] = /uid: (\S+)/.exec(read('ops/grafana/provisioning/datasources/prometheus.yml')) ?? [];
    const asking = panels.filter(({ targets }) => targets !== undefined);
    expect(new Set(asking.map(({ datasource }) => datasource?.uid))).toEqual(new Set([uid]));
    for (const [open = '', close = ''] of ['()', '{}', '[]'].map((pair) => [...pair])) {
      for (const expr of drawn) expect(expr.split(open)).toHaveLength(expr.split(close).length);
    }
  });
});
