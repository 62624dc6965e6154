import { expect, test } from 'vitest';
import { InvariantError } from '../../../src/assert.ts';
import { BinaryWriter } from '../../../src/store/binary-writer.ts';

/** What a call writes, in hexadecimal. */
function written(write: (writer: BinaryWriter) => void): string {
  const writer = new BinaryWriter(1);
  write(writer);
  return writer.written().toString('hex');
}

test.each([
  [0, '0000000000000000'],
  [1, '0000000000000001'],
  [-1, 'ffffffffffffffff'],
  [4_294_967_295, '00000000ffffffff'],
  [4_294_967_296, '0000000100000000'],
  [-4_294_967_297, 'fffffffeffffffff'],
  [Number.MAX_SAFE_INTEGER, '001fffffffffffff'],
  [Number.MIN_SAFE_INTEGER, 'ffe0000000000001'],
])('an int8 of %d goes as its two halves', (value, bytes) => {
  expect(written((writer) => writer.int64(value))).toBe(`00000008${bytes}`);
  const bigint = Buffer.alloc(8);
  bigint.writeBigInt64BE(BigInt(value));
  expect(bytes).toBe(bigint.toString('hex'));
});

test('smaller integers, truth and nothing', () => {
  expect(written((writer) => writer.int16(-2))).toBe('00000002fffe');
  expect(written((writer) => writer.int32(20261121))).toBe('0000000401352901');
  expect(written((writer) => writer.bool(true))).toBe('0000000101');
  expect(written((writer) => writer.bool(false))).toBe('0000000100');
  expect(written((writer) => writer.null())).toBe('ffffffff');
  expect(written((writer) => writer.count(26))).toBe('001a');
});

test('a moment counts microseconds from the year 2000', () => {
  expect(written((writer) => writer.timestamp(Date.UTC(2000, 0, 1)))).toBe('000000080000000000000000');
  expect(written((writer) => writer.timestamp(Date.UTC(2000, 0, 1) - 1))).toBe('00000008fffffffffffffc18');
  expect(written((writer) => writer.timestamp(Number.POSITIVE_INFINITY))).toBe('000000087fffffffffffffff');
});

test.each(['', 'ACME', 'é', 'plain, then 点', 'x'.repeat(48), 'x'.repeat(49), `${'x'.repeat(200)}ü`, '🎟'])(
  'the text %j goes as UTF-8 behind its length',
  (text) => {
    const bytes = Buffer.from(text, 'utf8');
    const length = bytes.length.toString(16).padStart(8, '0');
    expect(written((writer) => writer.text(text))).toBe(length + bytes.toString('hex'));
  },
);

test('a UUID goes as its 16 bytes', () => {
  const id = '0190f5ae-4C3b-7d2e-8f10-0123456789ab';
  expect(written((writer) => writer.uuid(id))).toBe(`00000010${id.replaceAll('-', '').toLowerCase()}`);
});

test.each([
  '',
  '0190f5ae4c3b7d2e8f100123456789ab',
  '0190f5ae-4c3b-7d2e-8f10-0123456789a',
  '0190f5ae-4c3b-7d2e-8f10-0123456789abc',
  '0190f5ae-4c3b-7d2e-8f10-0123456789ag',
  '0190f5ae-4c3b-7d2e_8f10-0123456789ab',
  '0190f5ae-4c3b-7d2e-8f10-0123456789aé',
])('%j is no UUID', (id) => {
  expect(() => written((writer) => writer.uuid(id))).toThrow(InvariantError);
});

test('an array goes with its type, its size and each element behind its length', () => {
  const head = (oid: number, size: number): string =>
    `${size === 0 ? '00000000' : '00000001'}00000000${oid.toString(16).padStart(8, '0')}` +
    (size === 0 ? '' : `${size.toString(16).padStart(8, '0')}00000001`);
  const field = (body: string): string => (body.length / 2).toString(16).padStart(8, '0') + body;
  expect(written((writer) => writer.int64Array([]))).toBe(field(head(20, 0)));
  expect(written((writer) => writer.int64Array([1, -1]))).toBe(
    field(`${head(20, 2)}000000080000000000000001${'00000008ffffffffffffffff'}`),
  );
  expect(written((writer) => writer.int32Array([7]))).toBe(field(`${head(23, 1)}0000000400000007`));
  expect(written((writer) => writer.textArray(['a', null]))).toBe(field(`${head(25, 2)}0000000161ffffffff`));
});

test('what was written stays when the buffer grows, and goes when it is cleared', () => {
  const writer = new BinaryWriter(4);
  writer.raw(Buffer.from([1, 2, 3]));
  const start = writer.length;
  writer.text('a longer text than the buffer had room for');
  expect([...writer.written().subarray(0, 3)]).toEqual([1, 2, 3]);
  expect(writer.written(start).subarray(4).toString()).toBe('a longer text than the buffer had room for');
  writer.clear();
  expect(writer.length).toBe(0);
});
