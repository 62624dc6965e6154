import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { shardOf } from '../../ledger/card.ts';
import { BinaryRows, int16Of, int64Of } from './binary-rows.ts';
import { Offenders } from './offenders.ts';
import type { CheckResult } from './report.ts';

const SELECT_CARDS = `
  copy (
    select shard, number from card
    union select shard, card from account
    union select shard, card from transaction
  ) to stdout (format binary)`;

/** Every card is in the shard that its number says, wherever it is named. */
export async function checkCards(client: pg.ClientBase, shards: number): Promise<CheckResult> {
  const offenders = new Offenders();
  const rows = new BinaryRows(2);
  for await (const chunk of client.query(copyTo(SELECT_CARDS))) {
    for (const row of rows.read(chunk as Buffer)) {
      const shard = int16Of(row, 0);
      const card = int64Of(row, 1);
      if (shard !== shardOf(card, shards)) offenders.add({ shard, card, right: shardOf(card, shards) });
    }
  }
  return offenders.result('cards-in-their-shard', 'Every card lives in the shard that its number says.');
}
