import { expect, test } from 'vitest';
import { BinaryRows, int16Of, int64Of } from '../../../src/store/audit/binary-rows.ts';
import { BinaryWriter } from '../../../src/store/binary-writer.ts';
import { COPY_HEADER, COPY_TRAILER } from '../../../src/store/journal-writer.ts';

const TEXTS = ['', 'a', 'some text', null];

/** A COPY of four rows: a number, the number again as int8, a text. */
function copied(): Buffer {
  const writer = new BinaryWriter();
  writer.raw(COPY_HEADER);
  for (const [index, text] of TEXTS.entries()) {
    writer.count(3);
    writer.int16(index);
    writer.int64(-index);
    if (text === null) writer.null();
    else writer.text(text);
  }
  writer.raw(COPY_TRAILER);
  return writer.written();
}

test.each([1, 2, 3, 7, 19, 20, 1_000])('rows are cut right out of chunks of %d bytes', (size) => {
  const bytes = copied();
  const rows = new BinaryRows(3);
  const found: unknown[] = [];
  const parts: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += size) {
    for (const row of rows.read(bytes.subarray(start, start + size))) {
      found.push([int16Of(row, 0), int64Of(row, 1), row.fields[2] === -1]);
      parts.push(Buffer.from(row.bytes.subarray(row.start, row.end)));
    }
  }
  expect(found).toEqual(TEXTS.map((text, index) => [index, 0 - index, text === null]));
  expect(Buffer.concat(parts)).toEqual(bytes.subarray(COPY_HEADER.length, -COPY_TRAILER.length));
});
