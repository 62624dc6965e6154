import { expect, test } from 'vitest';
import { explainExit } from '../../../src/embedded/start-failure.ts';

const line = (text: string): string => `2026-01-01 00:00:00.000 UTC [42] ${text}`;

test.each([
  {
    why: 'a port that somebody took',
    log: [
      line('LOG:  could not bind IPv4 address "127.0.0.1": Address already in use'),
      line('FATAL:  could not create any TCP/IP sockets'),
    ],
    failure: { kind: 'port taken', reason: 'could not create any TCP/IP sockets' },
  },
  {
    why: 'a port that somebody took, in the words of Redis',
    log: [
      '42:M # Warning: Could not create server TCP listening socket 127.0.0.1:7000: bind: Address already in use',
      '42:M # Failed listening on port 7000 (TCP), aborting.',
    ],
    failure: { kind: 'port taken', reason: '42:M # Failed listening on port 7000 (TCP), aborting.' },
  },
  {
    why: 'sessions that outlive their postmaster',
    log: [line('FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use')],
    failure: { kind: 'busy', reason: 'pre-existing shared memory block (key 1, ID 2) is still in use' },
  },
  {
    why: 'a Postgres that is still stopping',
    log: [line('FATAL:  lock file "postmaster.pid" already exists')],
    failure: { kind: 'busy', reason: 'lock file "postmaster.pid" already exists' },
  },
  {
    why: 'a full disk',
    log: [
      'initdb: error: could not write file "x": No space left on device',
      'initdb: removing data directory',
    ],
    failure: { kind: 'other', reason: 'could not write file "x": No space left on device' },
  },
  {
    why: 'damaged data, after a session that came too early',
    log: [
      line('FATAL:  the database system is starting up'),
      line('PANIC:  could not locate a valid checkpoint record'),
    ],
    failure: { kind: 'other', reason: 'could not locate a valid checkpoint record' },
  },
  { why: 'nothing', log: [], failure: { kind: 'other', reason: 'it said nothing' } },
])('explains an exit by $why', ({ log, failure }) => {
  expect(explainExit(log.join('\n'))).toEqual(failure);
});
