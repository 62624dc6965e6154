import { expect, it } from 'vitest';
import { TakeoverWatch } from '../../../bench/takeover-watch.ts';

const OLD = 11;
const NEW = 22;

function watchShards(): TakeoverWatch {
  return new TakeoverWatch([
    { shard: 0, owner: OLD, turn: 5 },
    { shard: 2, owner: OLD, turn: 7 },
  ]);
}

it('counts a shard from the first turn after its new owner was seen, not from the last one of the old', () => {
  const watch = watchShards();
  const looks: [atMs: number, owner: number | null, turn: number][] = [
    [10, OLD, 6],
    [20, null, 8],
    [30, NEW, 8],
    [40, NEW, 9],
    [50, NEW, 10],
  ];
  const over = looks.map(([atMs, owner, turn]) =>
    watch.isOver(
      [
        { shard: 0, owner: NEW, turn: turn + 100 },
        { shard: 2, owner, turn },
      ],
      atMs,
    ),
  );
  expect(over).toEqual([false, false, false, true, true]);
  expect(watch.committedAtMs).toEqual([20, 40]);
});

it('waits for every shard, and for no shard of others', () => {
  const watch = watchShards();
  const shards = (turn: number) => [
    { shard: 0, owner: NEW, turn },
    { shard: 1, owner: 33, turn },
    { shard: 2, owner: OLD, turn },
  ];
  watch.isOver(shards(1), 10);
  expect(watch.isOver(shards(2), 20)).toBe(false);
  expect(watch.committedAtMs).toEqual([20]);
});
