import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReplyAssembler, splitReply } from '../../../src/queue/reply-chunks.ts';

const message = fc
  .oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', minLength: 7_000, maxLength: 40_000 }))
  .map((value) => JSON.stringify([value]));

test('a reply is put together again, and no chunk is longer than a notification may be', () => {
  fc.assert(
    fc.property(message, fc.nat(), (sent, number) => {
      const assembler = new ReplyAssembler();
      const chunks = splitReply(sent, number);
      for (const chunk of chunks) expect(Buffer.byteLength(chunk)).toBeLessThan(8_000);
      const heard = chunks.map((chunk) => assembler.add(chunk));
      expect(heard.slice(0, -1).every((part) => part === undefined)).toBe(true);
      expect(JSON.parse(heard.at(-1) ?? '')).toEqual(JSON.parse(sent));
    }),
    { numRuns: 50 },
  );
});

test('a reply that lost any chunk is lost, and the next one is not', () => {
  const [long, next] = [JSON.stringify('x'.repeat(30_000)), JSON.stringify('next')];
  const chunks = splitReply(long, 1);
  for (let lost = 0; lost < chunks.length; lost += 1) {
    const assembler = new ReplyAssembler();
    const arrived = [...chunks.slice(0, lost), ...chunks.slice(lost + 1), ...splitReply(next, 2)];
    const heard = arrived.map((chunk) => assembler.add(chunk)).filter((reply) => reply !== undefined);
    expect(heard).toEqual([next]);
  }
});

test('a chunk that comes again makes no second reply', () => {
  const assembler = new ReplyAssembler();
  const [first = '', second = ''] = splitReply(JSON.stringify('x'.repeat(10_000)), 1);
  expect([first, first, second, second].map((chunk) => assembler.add(chunk) !== undefined)).toEqual([
    false,
    false,
    true,
    false,
  ]);
});

test('what is no chunk is ignored', () => {
  const assembler = new ReplyAssembler();
  expect(['', 'hello', '1 2', '1 0 x [1]'].map((payload) => assembler.add(payload))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
