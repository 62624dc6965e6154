import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeReply, encodeReply } from '../../../src/queue/reply-codec.ts';
import { reply } from './arbitraries.ts';

test('a reply is heard as it was said', () => {
  fc.assert(
    fc.property(reply, (said) => {
      expect(decodeReply(encodeReply(said))).toEqual(said);
    }),
  );
});

test.each([
  'garbage',
  '{}',
  '[]',
  '[2,"done",1]',
  '[1,"gone",1]',
  '[1,"done","1"]',
  '[1,"results",1,[[99,0,0,0,0,0,0,0]]]',
  '[1,"results",1,[[0,0,0]]]',
  '[1,"late",[null]]',
  '[1,"results",1,["an answer of a later version"]]',
  '[1,"balance",1,"known",1]',
  '[1,"balance",1,"nearly"]',
])('%s is no reply', (message) => {
  expect(() => decodeReply(message)).toThrow();
});
