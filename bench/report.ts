import { tableOf } from '../src/text/table.ts';
import type { Figure } from './figures.ts';
import type { Machine } from './machine.ts';
import type { Results } from './results.ts';
import type { Usage } from './usage.ts';

export interface Ran {
  readonly seconds: number;
  readonly quick: boolean;
}

/** A run for people. */
export function textOf(results: Results, machine: Machine, { seconds }: Ran): string {
  const failed = results.figures.filter(({ holds }) => holds === false).map(({ name }) => name);
  return [
    figureTable(results.figures),
    ...results.figures.flatMap(({ name, note }) => (note === null ? [] : [`${name}: ${note}`])),
    declinesOf(results.figures),
    'CPU time by process, microseconds for each transaction; cores: busy with the bench, and with anything else',
    usageTable(results.usages),
    `${machine.cores} cores of ${machine.cpu}, Node ${machine.node}, BullMQ ${machine.bullmq}`,
    `${machine.queues}; fsync ${machine.fsync}, synchronous_commit ${machine.synchronousCommit}`,
    ...recordedOf(results.recorded),
    ...results.errors.map(({ part, message }) => `${part} failed: ${message}`),
    `${Math.round(seconds)} s in all; ${failed.length === 0 ? 'every figure holds' : `below their bounds: ${failed.join(', ')}`}`,
    '',
  ].join('\n');
}

/** A run for programs. */
export function jsonOf(results: Results, machine: Machine, ran: Ran): string {
  const { figures, usages, errors, recorded } = results;
  return `${JSON.stringify({ figures, machine, processes: usages, recorded, errors, ...ran }, undefined, 2)}\n`;
}

function recordedOf(recorded: number | null): string[] {
  if (recorded === null) return [];
  return [`${formatNumber(recorded)} transactions were answered, and each is in the books once`];
}

function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { name, value, unit, reference, ratio } = figure;
    return [
      name,
      formatNumber(value),
      unit,
      reference === null ? '' : formatNumber(reference),
      ratio === null ? '' : formatNumber(ratio),
      boundOf(figure),
      verdictOf(figure),
    ];
  });
  return tableOf(['figure', 'value', 'unit', 'reference', 'ratio', 'bound', 'holds'], rows, 'lrlrrrl');
}

function boundOf({ bound, boundOn, boundRelation }: Figure): string {
  if (bound === null) return '';
  return `${boundOn === 'ratio' ? 'ratio ' : ''}${boundRelation === 'below' ? '<' : '≥'} ${formatNumber(bound)}`;
}

function verdictOf({ holds, requests }: Figure): string {
  if (holds === null) return '';
  const lost = requests === null ? 0 : requests.dropped + requests.timedOut + requests.errored;
  return `${holds ? 'yes' : 'NO'}${lost === 0 ? '' : `, ${lost} without a result`}`;
}

/** What was declined, and what has no result, by figure. */
function declinesOf(figures: readonly Figure[]): string {
  const rows = figures.flatMap(({ name, requests }) => {
    // The same load is behind these, with other references.
    if (requests === null || name === 'stream_vs_commit' || name === 'stream_vs_sql') return [];
    const { sent, posted, declined, dropped, timedOut, errored } = requests;
    const outcomes = Object.entries(declined).map(([outcome, count]) => `${formatNumber(count)} ${outcome}`);
    const lost = [dropped, timedOut, errored].map(formatNumber);
    return [[name, formatNumber(sent), formatNumber(posted), outcomes.join(', '), ...lost]];
  });
  const head = ['transactions of', 'sent', 'posted', 'declined', 'dropped', 'timed out', 'errored'];
  return tableOf(head, rows, 'lrrlrrr');
}

function usageTable(usages: readonly { readonly load: string; readonly usage: Usage }[]): string {
  const processes = [...new Set(usages.flatMap(({ usage }) => Object.keys(usage.microsPerTransaction)))];
  const rows = usages.map(({ load, usage }) => {
    const { others = 0, ...own } = usage.cores;
    const micros = usage.microsPerTransaction;
    return [
      load,
      ...processes.map((name) => (micros[name] === undefined ? '' : formatNumber(micros[name]))),
      formatNumber(sumOf(micros)),
      formatNumber(sumOf(own)),
      formatNumber(others),
    ];
  });
  return tableOf(
    ['load', ...processes, 'all', 'cores', 'others'],
    rows,
    `l${'r'.repeat(processes.length + 3)}`,
  );
}

function sumOf(values: Readonly<Record<string, number>>): number {
  return Object.values(values).reduce((sum, value) => sum + value, 0);
}

/** Three digits that count, thousands in groups: 118,000 is 118,000; 0.4567 is 0.457. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1_000) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}
