import pg from 'pg';
import { expect, test } from 'vitest';
import { databaseLabel } from '../../../src/database-label.ts';
import { Fault } from '../../../src/fault.ts';
import { storeFault } from '../../../src/store/faults.ts';

function databaseError(code: string): pg.DatabaseError {
  const error = new pg.DatabaseError('it failed', 9, 'error');
  error.code = code;
  error.detail = 'Key (card)=(4000000000000002) already exists.';
  error.where = 'COPY transaction, line 1: "4000000000000002"';
  return error;
}

test.each(['08006', '40001', '40P01', '53100', '53300', '55P03', '57014', '57P01', '57P03', '58030'])(
  'what fails with SQLSTATE %s may succeed later',
  (code) => {
    expect(storeFault(databaseError(code), 'commit a turn')).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      retryable: true,
      message: 'Postgres failed to commit a turn: it failed',
    });
  },
);

test.each(['23505', '23502', '22021', '28P01', '3D000', '42P01', '42501'])(
  'what fails with SQLSTATE %s will fail again',
  (code) => {
    expect(storeFault(databaseError(code), 'commit a turn')).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      retryable: false,
    });
  },
);

test('an error of the network passes', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
  expect(storeFault(refused, 'answer')).toMatchObject({ retryable: true, cause: refused });
  const both = new AggregateError([refused, refused]);
  expect(storeFault(both, 'answer').message).toBe(
    'Postgres failed to answer: connect ECONNREFUSED 127.0.0.1:1',
  );
});

test('a fault says nothing of the row it is about', () => {
  const fault = storeFault(databaseError('23505'), 'commit a turn');
  expect(JSON.stringify([fault, fault.cause])).not.toContain('4000000000000002');
});

test('a fault passes as it is', () => {
  const fault = new Fault('SHARD_LOST', 'gone');
  expect(storeFault(fault, 'commit a turn')).toBe(fault);
});

test('a database is named without its user and its password', () => {
  expect(databaseLabel('postgres://user:secret@db.example:5433/books?sslmode=require')).toBe(
    'db.example:5433/books',
  );
  expect(databaseLabel('secret')).toBe('a URL that does not parse');
});
