import { describe, expect, it } from 'vitest';
import { CircuitBreaker } from '../../../src/switch/circuit-breaker.ts';

function breaker(): CircuitBreaker {
  return new CircuitBreaker({ failuresMax: 2, openMs: 100, openMsMax: 300 });
}

/** A breaker that has just opened, at 0 ms. */
function opened(): CircuitBreaker {
  const open = breaker();
  open.failed(0);
  open.failed(0);
  return open;
}

describe('a circuit breaker', () => {
  it('opens after so many failures in a row', () => {
    const closed = breaker();
    closed.failed(0);
    closed.answered();
    closed.failed(0);
    expect([closed.isOpen, closed.mayCall(0)]).toEqual([false, true]);
    closed.failed(0);
    expect([closed.isOpen, closed.mayCall(99)]).toEqual([true, false]);
  });

  it('says once that it opens, and once that it closes', () => {
    const closed = breaker();
    expect([closed.failed(0), closed.failed(0), closed.failed(0)]).toEqual([false, true, false]);
    closed.mayCall(100);
    expect(closed.failed(100)).toBe(false);
    closed.mayCall(300);
    expect([closed.answered(), closed.answered()]).toEqual([true, false]);
  });

  it('lets one call try when its time is over', () => {
    const open = opened();
    expect([open.mayCall(100), open.mayCall(100)]).toEqual([true, false]);
  });

  it('lets one call try when the clock went back', () => {
    const open = opened();
    expect([open.mayCall(-1), open.mayCall(-1)]).toEqual([true, false]);
  });

  it('lets one call try when the host has answered something else', () => {
    const open = opened();
    open.heard();
    expect([open.isOpen, open.mayCall(1), open.mayCall(1)]).toEqual([true, true, false]);
    open.failed(1);
    expect([open.mayCall(200), open.mayCall(201)]).toEqual([false, true]);
  });

  it('closes when the try is answered', () => {
    const open = opened();
    open.mayCall(100);
    open.answered();
    expect([open.isOpen, open.mayCall(100), open.mayCall(100)]).toEqual([false, true, true]);
  });

  it('stays open for twice as long when the try fails, up to the maximum', () => {
    const open = opened();
    let nowMs = 100;
    for (const openMs of [200, 300, 300]) {
      expect(open.mayCall(nowMs)).toBe(true);
      open.failed(nowMs);
      expect(open.mayCall(nowMs + openMs - 1)).toBe(false);
      nowMs += openMs;
    }
  });

  it('is not moved by calls that were under way when it opened', () => {
    const open = opened();
    open.failed(50);
    expect(open.mayCall(100)).toBe(true);
  });
});
