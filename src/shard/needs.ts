import { shardOf } from '../ledger/card.ts';
import type { HostMessage } from '../ledger/host-message.ts';
import type { HostMessages } from '../ledger/host-messages.ts';
import type { Network } from '../ledger/network.ts';
import type { Transaction } from '../ledger/transaction.ts';
import type { Envelope } from './envelope.ts';
import type { Outbox } from './outbox.ts';
import type { EntryKey } from './ports.ts';
import type { RecentIds } from './recent-ids.ts';

/** What a turn has to know before it decides. */
export interface Needs {
  readonly cards: Set<number>;
  readonly entries: EntryKey[];
}

export interface NeedsOptions {
  readonly shard: number;
  readonly shards: number;
  readonly outbox: Outbox;
  readonly recentIds: RecentIds;
  readonly messages: HostMessages;
}

/** The cards and entries that the envelopes of a turn name. */
export function needsOf(envelopes: readonly Envelope[], options: NeedsOptions): Needs {
  const needs: Needs = { cards: new Set(), entries: [] };
  for (const envelope of envelopes) {
    switch (envelope.kind) {
      case 'submit':
        for (const tx of envelope.transactions) needTransaction(needs, tx, options);
        break;
      case 'legs':
        for (const leg of envelope.legs) {
          needs.cards.add(leg.card);
          needs.entries.push({ id: leg.id, card: leg.card });
          if (leg.kind !== 'credit') needs.entries.push({ id: leg.originalId, card: leg.card });
        }
        break;
      case 'acknowledge': {
        const row = envelope.refusals.length === 0 ? undefined : options.outbox.get(envelope.outbox);
        for (const leg of row?.legs ?? []) {
          needs.cards.add(leg.peer);
          needs.entries.push({ id: leg.id, card: leg.peer });
        }
        break;
      }
      case 'host-answer': {
        const message = options.messages.get(envelope.message);
        if (message !== undefined) needMessage(needs, message);
        break;
      }
      case 'card-status':
        needs.cards.add(envelope.card);
        break;
      case 'recall':
      case 'cut-over':
        break;
    }
  }
  return needs;
}

/** What has to be known when a message to a host ends. */
export function needMessage(needs: Needs, { content }: HostMessage): void {
  needs.cards.add(content.card);
  if (content.originalId !== '') needs.entries.push({ id: content.originalId, card: content.card });
}

function needTransaction(needs: Needs, tx: Transaction, options: NeedsOptions): void {
  needs.cards.add(tx.card);
  if (options.recentIds.mayBeRecorded(tx.id)) needs.entries.push({ id: tx.id, card: tx.card });
  if (tx.originalId !== '') needs.entries.push({ id: tx.originalId, card: tx.card });
  if (tx.toCard !== 0 && shardOf(tx.toCard, options.shards) === options.shard) needs.cards.add(tx.toCard);
}

/**
 * True when a transaction names reference data that the snapshot does not have. It may be younger than the snapshot, and
 * a decline is for ever, so the database is asked before one is made.
 */
export function namesUnknown(envelopes: readonly Envelope[], network: Network): boolean {
  for (const envelope of envelopes) {
    if (envelope.kind !== 'submit') continue;
    for (const tx of envelope.transactions) {
      if (!network.programs.has(tx.program) || !network.participants.has(tx.participant)) return true;
      if (tx.merchant !== '' && network.merchants.get(tx.merchant)?.programs.has(tx.program) !== true)
        return true;
      if (tx.exchange !== undefined && !network.programs.has(tx.exchange.toProgram)) return true;
    }
  }
  return false;
}
