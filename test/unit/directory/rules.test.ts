import { expect, test } from 'vitest';
import { merchantRefusal, programRefusal } from '../../../src/directory/rules.ts';

const NUL = 'A\0B';

test('a code of another record that can be none is refused before the database is asked', () => {
  expect(programRefusal({ issuer: NUL })).toMatchObject({ refused: 'INVALID', field: 'issuer' });
  expect(merchantRefusal({ acquirer: NUL })).toMatchObject({ refused: 'INVALID', field: 'acquirer' });
  expect(merchantRefusal({ programs: ['ACME', NUL] })).toMatchObject({
    refused: 'INVALID',
    field: 'programs',
  });
});

test('a code that may be one is for the database to find', () => {
  expect(programRefusal({ issuer: 'NOBODY' })).toBeUndefined();
  expect(merchantRefusal({ acquirer: 'NOBODY', programs: ['ACME'] })).toBeUndefined();
});
