import { assert } from '../assert.ts';
import type { Day } from '../ledger/calendar.ts';
import type { Share } from '../ledger/shares.ts';
import type {
  HeadroomMove,
  Prefetched,
  PrefetchRequest,
  ShardSession,
  ShardSnapshot,
  TurnRecord,
} from '../shard/ports.ts';
import { newestIdOf } from '../shard/recent-ids.ts';
import { BinaryWriter } from './binary-writer.ts';
import { commitSteps } from './commit.ts';
import { KnownStripes } from './commit-stripes.ts';
import { dueCards } from './due.ts';
import { turnHash } from './hash-chain.ts';
import { moveHeadroom } from './headroom.ts';
import { writeEntry } from './journal-writer.ts';
import { Parameters } from './parameters.ts';
import { prefetch } from './prefetch.ts';
import type { Session } from './session.ts';
import { loadSnapshot } from './snapshot.ts';

/** What a commit must follow on from. */
type Head = Pick<ShardSnapshot, 'turn' | 'seq' | 'ledgerTimeMs' | 'cycle' | 'hash' | 'newestId'>;

/**
 * The Postgres session that owns a shard.
 *
 * **owned**: `load` tells where the shard stands, and may be asked again after a fault. **loaded**: turns may be
 * committed, each following on from the one before. A commit that Postgres refused leaves everything as it was. When the
 * session is gone, every call is a fault `SHARD_LOST`.
 */
export class PostgresShardSession implements ShardSession {
  readonly shard: number;
  private readonly session: Session;
  private head: Head | undefined;
  private committing = false;
  private rows = new BinaryWriter();
  private parameters = new Parameters();
  private readonly knownStripes = new KnownStripes();

  constructor(shard: number, session: Session) {
    this.shard = shard;
    this.session = session;
  }

  async load(): Promise<ShardSnapshot> {
    const snapshot = await loadSnapshot(this.session, this.shard);
    this.head = snapshot;
    return snapshot;
  }

  prefetch(request: PrefetchRequest): Promise<Prefetched> {
    return prefetch(this.session, this.shard, request);
  }

  due(request: { businessDate: Day; nowMs: number; limit: number }): Promise<number[]> {
    return dueCards(this.session, this.shard, request);
  }

  moveHeadroom(moves: readonly HeadroomMove[]): Promise<Share[]> {
    return moveHeadroom(this.session, this.shard, moves);
  }

  async commit(turn: TurnRecord): Promise<void> {
    assert(!this.committing, 'a shard commits one turn at a time');
    const head = this.follow(turn);
    const rows = this.write(turn, head.seq);
    const hash = turnHash(head.hash, rows);
    const newestId = newestIdOf(head.newestId, turn.entries);
    this.parameters.clear();
    this.committing = true;
    try {
      await this.session.run(
        'commit a turn',
        commitSteps(
          {
            shard: this.shard,
            turn,
            lastSeq: head.seq + turn.entries.length,
            rows,
            hash,
            newestId,
            knownStripes: this.knownStripes,
          },
          this.parameters,
        ),
      );
    } catch (error) {
      // Postgres may have refused before all of it was sent: what is still under way must not be written over.
      this.rows = new BinaryWriter();
      this.parameters = new Parameters();
      throw error;
    } finally {
      this.committing = false;
    }
    this.head = {
      turn: turn.number,
      seq: head.seq + turn.entries.length,
      ledgerTimeMs: turn.ledgerTimeMs,
      cycle: turn.cycle,
      hash,
      newestId,
    };
    for (const account of turn.accounts) account.stored = true;
    this.knownStripes.add(turn);
  }

  release(): Promise<void> {
    return this.session.close();
  }

  /** The head that the turn follows on from. */
  private follow(turn: TurnRecord): Head {
    const { head } = this;
    assert(head !== undefined, 'a shard is loaded before its first commit');
    assert(turn.number === head.turn + 1, 'a turn follows on from the last one');
    assert(turn.ledgerTimeMs >= head.ledgerTimeMs, 'ledger time never goes back');
    assert(turn.cycle >= head.cycle, 'a cycle that was closed stays closed');
    return head;
  }

  /** The turn's rows in binary. */
  private write(turn: TurnRecord, afterSeq: number): Buffer {
    const { rows } = this;
    let seq = afterSeq;
    rows.clear();
    for (const entry of turn.entries) {
      seq += 1;
      assert(entry.seq === seq, 'sequences have no gap');
      writeEntry(rows, this.shard, entry);
    }
    return rows.written();
  }
}
