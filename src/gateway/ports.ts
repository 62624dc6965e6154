import type { CutOverAnswer } from '../cycle/cut-over.ts';
import type { Books, Credentials, Directory, DirectoryRefusal } from '../directory/ports.ts';
import type { Quotes } from '../exchange/quotes.ts';
import type { Day } from '../ledger/calendar.ts';
import type { Reconciliations } from '../reconciliation/ports.ts';
import type { Settlement } from '../settlement/ports.ts';
import type { InquirySender } from '../shard/inquiry.ts';
import type { Clock, EnvelopeSender, NetworkSource, ReplyReceiver } from '../shard/ports.ts';
import type { GatewayObserver } from './observer.ts';

/** Moves the network to its next cycle. */
export interface CutOverPort {
  /**
   * Answers with the new cycle once every shard has crossed.
   *
   * @param businessDate of the new cycle; undefined for the day after the present one
   * @param signal ends the waiting, not the cut-over
   * @param from the cycle to leave, if the network has not; undefined for the present one
   */
  cutOver(
    businessDate: Day | undefined,
    signal: AbortSignal,
    from?: number,
  ): Promise<CutOverAnswer | DirectoryRefusal>;
}

/** What the gateway needs of the world. */
export interface GatewayPorts {
  readonly sender: EnvelopeSender;
  readonly inquiries: InquirySender;
  readonly replies: ReplyReceiver;
  /** For deadlines and pauses: it only counts on. */
  readonly clock: Clock;
  /** The network's time, for what others are told of it. */
  readonly networkClock: Pick<Clock, 'nowMs'>;
  readonly credentials: Credentials;
  readonly directory: Directory;
  /** The reference data as it is known here; the database is asked where that may be too old. */
  readonly network: Pick<NetworkSource, 'recent' | 'refresh'>;
  readonly books: Books;
  readonly cutOver: CutOverPort;
  readonly quotes: Quotes;
  readonly settlement: Settlement;
  readonly reconciliations: Reconciliations;
  readonly observer: GatewayObserver;
}
