import { expect, test, vi } from 'vitest';
import { firstOfNextMonth } from '../../../src/demo/days.ts';
import { Screen } from '../../../src/demo/screen.ts';
import { dateOf, latency } from '../../../src/demo/summary.ts';

function screenOn(terminal: boolean) {
  const written: string[] = [];
  const stream = { isTTY: terminal, columns: 40, write: (text: string) => written.push(text) };
  return { screen: new Screen(stream as unknown as NodeJS.WriteStream), written };
}

test('a terminal shows one line that changes, no longer than it is wide', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const { screen, written } = screenOn(true);
    screen.begin('clearing');
    screen.progress(() => 'too soon');
    vi.advanceTimersByTime(250);
    screen.progress(() => 'x'.repeat(100));
    screen.end('cleared');
    expect(written).toEqual(['\r\x1b[K… clearing', `\r\x1b[K${'x'.repeat(39)}`, '\r\x1b[K✓ cleared\n']);
  } finally {
    vi.useRealTimers();
  }
});

test('a log gets plain lines, now and then', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const { screen, written } = screenOn(false);
    screen.begin('clearing');
    for (let second = 0; second < 12; second += 1) {
      vi.advanceTimersByTime(1_000);
      screen.progress(() => `after ${second + 1} s`);
    }
    screen.end('cleared');
    expect(written).toEqual(['clearing\n', '  after 5 s\n', '  after 10 s\n', '✓ cleared\n']);
  } finally {
    vi.useRealTimers();
  }
});

test('days and latencies are written as people do', () => {
  expect(dateOf(20_260_729)).toBe('2026-07-29');
  expect([0.04, 9.94, 12.3, 4_321, 12_300].map(latency)).toEqual([
    '0.0 ms',
    '9.9 ms',
    '12 ms',
    '4,321 ms',
    '12.3 s',
  ]);
});

test('the month after December is January', () => {
  expect(firstOfNextMonth(20_260_729)).toBe(20_260_801);
  expect(firstOfNextMonth(20_261_231)).toBe(20_270_101);
});
