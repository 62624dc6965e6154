import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { TRANSACTION_COLUMNS } from '../entry-codec.ts';
import { FIRST_HASH } from '../hash-chain.ts';
import type { BinaryRow } from './binary-rows.ts';
import { BinaryRows, int32Of, int64Of, timestampOf } from './binary-rows.ts';
import { Offenders } from './offenders.ts';
import type { CheckResult } from './report.ts';

/** Turns whose entries are read at a time; bounds the memory. */
const TURNS_AT_A_TIME = 5_000;

const SEQ = TRANSACTION_COLUMNS.indexOf('seq');
const LEDGER_TIME = TRANSACTION_COLUMNS.indexOf('ledger_time');
const CYCLE = TRANSACTION_COLUMNS.indexOf('cycle');
const BUSINESS_DATE = TRANSACTION_COLUMNS.indexOf('business_date');

interface TurnRow {
  readonly number: string;
  readonly last_seq: string;
  readonly ledger_time: Date;
  readonly cycle: number;
  readonly business_date: number;
  readonly hash: Buffer;
}

const SELECT_TURNS = `
  select number, last_seq, ledger_time, cycle, business_date, hash
  from turn where shard = $1 and number > $2 order by number limit ${TURNS_AT_A_TIME}`;

/** What the journal is walked for. */
class Findings {
  readonly sequence = new Offenders();
  readonly stamps = new Offenders();
  readonly hashes = new Offenders();

  results(): CheckResult[] {
    return [
      this.sequence.result(
        'sequences-have-no-gap',
        'Every shard numbers its entries from 1 without a gap, up to what its last turn says.',
      ),
      this.stamps.result(
        'entries-carry-their-turn',
        'Every entry has the ledger time, the cycle and the business date of its turn.',
      ),
      this.hashes.result('hash-chain', 'The hash of every turn covers its entries and the turn before.'),
    ];
  }
}

/**
 * Walks the journal of every shard, turn by turn, in the bytes that were hashed when it was written.
 *
 * @param onSeen told from time to time how many entries were walked
 */
export async function checkJournal(
  client: pg.ClientBase,
  shards: number,
  onSeen: (entries: number) => void,
): Promise<CheckResult[]> {
  const findings = new Findings();
  let seen = 0;
  for (let shard = 0; shard < shards; shard += 1) {
    const walk = new ShardWalk(shard, findings);
    for (let after = 0; ; ) {
      const { rows: turns } = await client.query<TurnRow>(SELECT_TURNS, [shard, after]);
      const last = turns.at(-1);
      if (last === undefined) break;
      seen += await walk.turns(client, turns);
      after = Number(last.number);
      onSeen(seen);
    }
    await walk.end(client);
  }
  return findings.results();
}

/** The walk through one shard: where it is, and the hash that far. */
class ShardWalk {
  private readonly shard: number;
  private readonly findings: Findings;
  private seq = 0;
  private hashBefore: Uint8Array = FIRST_HASH;

  constructor(shard: number, findings: Findings) {
    this.shard = shard;
    this.findings = findings;
  }

  /** Walks some turns; the entries that there were. */
  async turns(client: pg.ClientBase, turns: readonly TurnRow[]): Promise<number> {
    const upTo = Number(turns.at(-1)?.last_seq);
    const rows = new BinaryRows(TRANSACTION_COLUMNS.length);
    const pending = turns.values();
    let turn = pending.next().value;
    let hash = this.begin();
    let seen = 0;
    for await (const chunk of client.query(copyTo(this.selectRows(this.seq, upTo)))) {
      for (const row of rows.read(chunk as Buffer)) {
        const seq = int64Of(row, SEQ);
        while (turn !== undefined && seq > Number(turn.last_seq)) {
          this.finish(turn, hash);
          turn = pending.next().value;
          hash = this.begin();
        }
        if (turn !== undefined) this.enter(turn, row, seq);
        hash.update(row.bytes.subarray(row.start, row.end));
        seen += 1;
      }
    }
    for (; turn !== undefined; turn = pending.next().value, hash = this.begin()) this.finish(turn, hash);
    return seen;
  }

  /** Looks for entries that no turn made. */
  async end(client: pg.ClientBase): Promise<void> {
    const { rows } = await client.query<{ seq: string }>(
      'select seq from transaction where shard = $1 and seq > $2 and seq > 0 order by seq',
      [this.shard, this.seq],
    );
    for (const { seq } of rows)
      this.findings.sequence.add({ shard: this.shard, seq: Number(seq), turn: null });
  }

  private begin(): Hash {
    return createHash('sha256').update(this.hashBefore);
  }

  private enter(turn: TurnRow, row: BinaryRow, seq: number): void {
    const { shard, findings } = this;
    if (seq !== this.seq + 1) findings.sequence.add({ shard, seq: this.seq + 1, found: seq });
    this.seq = seq;
    if (
      timestampOf(row, LEDGER_TIME) !== turn.ledger_time.getTime() ||
      int32Of(row, CYCLE) !== turn.cycle ||
      int32Of(row, BUSINESS_DATE) !== turn.business_date
    ) {
      findings.stamps.add({ shard, seq, turn: Number(turn.number) });
    }
  }

  private finish(turn: TurnRow, hash: Hash): void {
    const { shard, findings } = this;
    const lastSeq = Number(turn.last_seq);
    if (this.seq < lastSeq)
      findings.sequence.add({ shard, seq: this.seq + 1, found: null, turn: Number(turn.number) });
    this.seq = Math.max(this.seq, lastSeq);
    const computed = hash.digest();
    if (!computed.equals(turn.hash)) {
      findings.hashes.add({
        shard,
        turn: Number(turn.number),
        hash: turn.hash.toString('hex'),
        computed: computed.toString('hex'),
      });
    }
    // The chain goes on from what is stored, so that one broken turn is one row and not every turn after it.
    this.hashBefore = turn.hash;
  }

  /** COPY takes no parameters; these are numbers. */
  private selectRows(after: number, upTo: number): string {
    return `copy (select ${TRANSACTION_COLUMNS.join(', ')} from transaction
      where shard = ${this.shard} and seq > ${after} and seq > 0 and seq <= ${upTo} order by seq) to stdout (format binary)`;
  }
}
