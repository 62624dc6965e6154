import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MetricObject, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
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
    ['Worker', () => workerMetrics().registry],
  ])('names what a %s shows, and nothing else', (section, registry) => {
    const rows = [
      ...documented(section),
      ...documented('Gateway and worker'),
      ...documented('Every process'),
    ];
    expect(rows.map(({ alerts: _, ...row }) => row).sort(byName)).toEqual(shown(registry()).sort(byName));
  });

  it('names what a Switch shows, and nothing else', () => {
    const documentedRows = [...documented('Switch'), ...documented('Every process')];
    const rows = documentedRows.map(({ alerts: _, ...row }) => row);
    expect(rows.sort(byName)).toEqual(shown(new SwitchMetrics(network).registry).sort(byName));
  });

  it('names the alerts that there are', () => {
    const rules = [...alerts.matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
    const rows = ['Gateway', 'Worker', 'Switch', 'Gateway and worker', 'Every process'].flatMap(documented);
    const named = new Set([
      ...rows.flatMap((row) => row.alerts),
      ...[...documentation.matchAll(/\balerts? `(\w+)`|and `(\w+)` for/g)].map(([, a, b]) => a ?? b),
    ]);
    expect([...named].sort()).toEqual(rules.sort());
  });
});

describe('ops/alerts.yml', () => {
  it('asks for metrics that there are', () => {
    const names = [gatewayMetrics(), workerMetrics(), new SwitchMetrics(network)]
      .flatMap(({ registry }) => registry.getMetricsAsArray())
      .flatMap(({ name }) => [name, `${name}_bucket`]);
    const asked = [...alerts.matchAll(/\b(tongfen_\w+|grpc_\w+_(?:total|seconds)|nodejs_\w+)\b/g)].map(
      ([name]) => name,
    );
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((name) => !names.includes(name))).toEqual([]);
  });
});
