import { returnOrigin, secondLegOrigin } from '../../src/ledger/leg.ts';
import { entryKey } from '../../src/ledger/state.ts';
import type { Entry } from '../../src/ledger/transaction.ts';
import { HOLD_SECONDS_DEFAULT } from '../../src/ledger/transaction.ts';
import type { FakeDatabase } from './fake-database.ts';
import { isExternal } from './network.ts';
import type { World } from './world.ts';

/** What is true of the database once everything has come to rest; what is true of every commit was checked with it. */
export function checkDatabase(world: World, database: FakeDatabase): void {
  const journal = database.shards.flatMap((tables) => tables.journal);
  checkConservation(world, database);
  checkTransfers(world, journal);
  checkHolds(world, database, journal);
  checkReversals(world, database, journal);
  for (const tables of database.shards) {
    const seqs = tables.journal.map((entry) => entry.seq);
    world.check(
      seqs.every((seq, index) => seq === index + 1) && tables.head.seq === seqs.length,
      `the sequence of shard ${tables.shard} has no gap`,
    );
    world.check(tables.outbox.size === 0, `the outbox of shard ${tables.shard} is empty`);
  }
}

/** In every program debits equal credits, and nothing is in transit. */
function checkConservation(world: World, database: FakeDatabase): void {
  const totals = new Map<string, bigint>();
  const transit = new Map<string, bigint>();
  const add = (sums: Map<string, bigint>, program: string, change: bigint): void => {
    sums.set(program, (sums.get(program) ?? 0n) + change);
  };
  for (const tables of database.shards) {
    for (const account of tables.accounts.values()) add(totals, account.program, BigInt(account.posted));
    for (const [key, balance] of tables.stripes) {
      const [, program = '', kind = ''] = key.split('/');
      add(totals, program, balance);
      if (kind === 'TRANSIT') add(transit, program, balance);
    }
  }
  for (const [program, total] of totals) world.check(total === 0n, `${program} is off by ${total}`);
  for (const [program, total] of transit)
    world.check(total === 0n, `${total} of ${program} are still in transit`);
}

/** Points that left a card arrived on the other or came back, once; none arrived that had not left. */
function checkTransfers(world: World, journal: readonly Entry[]): void {
  const byIdentity = new Map(journal.map((entry) => [entryKey(entry), entry]));
  const postedOf = (id: string, card: number, origin: string): number => {
    const entry = byIdentity.get(entryKey({ id, card, origin }));
    return entry?.outcome === 'POSTED' ? entry.postedChange : 0;
  };
  for (const { id, card, peer, origin, type, outcome, postedChange } of journal) {
    if (type !== 'TRANSFER' || outcome !== 'POSTED') continue;
    if (postedChange < 0) {
      const arrived = postedOf(id, peer, secondLegOrigin(card, origin));
      const returned = postedOf(id, card, returnOrigin(origin));
      world.check(
        (arrived === -postedChange && returned === 0) || (arrived === 0 && returned === -postedChange),
        `transfer ${id}: ${postedChange} left, ${arrived} arrived, ${returned} came back`,
      );
    } else {
      const participant = origin.slice(origin.indexOf('/') + 1);
      const left = postedOf(id, origin === returnOrigin(participant) ? card : peer, participant);
      world.check(left === -postedChange, `transfer ${id}: ${postedChange} arrived, ${left} left`);
    }
  }
}

/** A hold ends once or is still open, is captured before its moment, and by no more than was held. */
function checkHolds(world: World, database: FakeDatabase, journal: readonly Entry[]): void {
  const holdsByName = new Map<string, Entry[]>();
  const endings = new Map<string, Entry[]>();
  for (const entry of journal) {
    if (entry.outcome !== 'POSTED') continue;
    const isEnding = ['CAPTURE', 'RELEASE', 'EXPIRE'].includes(entry.type);
    // A hold of an external program ends when its host is asked to capture it, and is made when its host has approved.
    const isAsked = entry.origin.startsWith('host/');
    const isOwn = isExternal(entry.program) && entry.type === 'CAPTURE' ? isAsked : !isAsked;
    if (!isOwn || entry.origin.startsWith('answer/')) continue;
    if (!isEnding && entry.type !== 'AUTHORIZE') continue;
    // Participants may have used one id: their holds are looked at together.
    const name = `${entry.originalId === '' ? entry.id : entry.originalId}/${entry.card}/${entry.program}`;
    const entries = isEnding ? endings : holdsByName;
    entries.set(name, [...(entries.get(name) ?? []), entry]);
  }
  for (const [name, holds] of holdsByName) {
    const [first] = holds as [Entry];
    const ended = endings.get(name) ?? [];
    const open = database.tablesOf(first.card).accounts.get(`${first.card}/${first.program}`)?.holds ?? [];
    const openCount = open.filter((hold) => hold.id === first.id).length;
    world.check(
      ended.length + openCount === holds.length,
      `hold ${name}: ${holds.length} made, ${ended.length} ended, ${openCount} open`,
    );
    for (const end of ended) {
      if (end.type === 'EXPIRE') continue;
      const isInTime = holds.some(
        (hold) => end.ledgerTimeMs < dueAtMs(hold) && (end.type === 'RELEASE' || end.amount <= hold.amount),
      );
      world.check(isInTime, `${JSON.stringify(end)} came in time for a hold that covers it`);
    }
  }
}

function dueAtMs({ ledgerTimeMs, holdSeconds }: Entry): number {
  return ledgerTimeMs + (holdSeconds === 0 ? HOLD_SECONDS_DEFAULT : holdSeconds) * 1000;
}

/** No more was reversed of an original than it had moved, and the totals are those of the journal. */
function checkReversals(world: World, database: FakeDatabase, journal: readonly Entry[]): void {
  // Participants may have used one id: their originals are looked at together.
  const sums = new Map<string, { moved: number; reversed: number; total: number }>();
  for (const entry of journal) {
    // Second legs, and what the system made, have a slash in their origin.
    if (entry.outcome !== 'POSTED' || entry.origin.includes('/')) continue;
    const isReversal = entry.type === 'REVERSE';
    const name = `${isReversal ? entry.originalId : entry.id}/${entry.card}/${entry.program}`;
    const sum = sums.get(name) ?? { moved: 0, reversed: 0, total: 0 };
    sums.set(name, sum);
    if (isReversal) sum.reversed += Math.abs(entry.postedChange);
    else {
      sum.moved += Math.abs(entry.postedChange);
      sum.total += database.tablesOf(entry.card).reversals.get(entryKey(entry)) ?? 0;
    }
  }
  for (const [name, { moved, reversed, total }] of sums) {
    world.check(reversed <= moved, `of ${name}, which moved ${moved}, ${reversed} were reversed`);
    world.check(reversed === total, `of ${name} ${reversed} were reversed, the total says ${total}`);
  }
}
