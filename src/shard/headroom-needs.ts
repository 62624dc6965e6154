import { termsOf } from '../ledger/exchange.ts';
import { isAboveLimit, programGate } from '../ledger/gate.ts';
import type { HostMessage } from '../ledger/host-message.ts';
import type { HostMessages } from '../ledger/host-messages.ts';
import type { LimitKind, Network } from '../ledger/network.ts';
import type { Recorded } from '../ledger/recorded.ts';
import { exposureMicro } from '../ledger/stand-in.ts';
import type { Transaction } from '../ledger/transaction.ts';
import type { Envelope } from './envelope.ts';

/** What a turn is going to do. */
export interface TurnAhead {
  readonly envelopes: readonly Envelope[];
  /** Messages to hosts that were not answered in time. */
  readonly overdue: readonly HostMessage[];
  readonly network: Network;
  readonly nowMs: number;
  /** Those under way to issuers' hosts. */
  readonly messages: Pick<HostMessages, 'get'>;
  /** What was recorded before. */
  readonly recorded: Pick<Recorded, 'find'>;
}

/** What the exchanges of a turn may make each issuer owe at most; 0 for those that only receive. */
export function netDebitNeeds(turn: TurnAhead): Map<string, number> {
  const { envelopes, network, messages } = turn;
  const needs = new Map<string, number>();
  const needExchange = (program: string, target: string | undefined, takenMicro: number): void => {
    need(needs, network.programs.get(program)?.issuer, takenMicro);
    need(needs, network.programs.get(target ?? '')?.issuer, 0);
  };
  for (const envelope of envelopes) {
    if (envelope.kind === 'host-answer') {
      const underWay = messages.get(envelope.message)?.exchange;
      if (underWay === undefined) continue;
      const { content, value } = underWay;
      needExchange(content.program, content.exchange?.peerProgram, value.takenMicro);
    }
    if (envelope.kind !== 'submit') continue;
    for (const tx of envelope.transactions) {
      const takenMicro = takenMicroOf(tx, turn);
      if (takenMicro !== undefined) needExchange(tx.program, tx.exchange?.toProgram, takenMicro);
    }
  }
  return needs;
}

/**
 * What an exchange takes; undefined for any other transaction, for one that was recorded, and for one that is declined
 * whatever its card has: with those a participant could draw all that others may owe, and have theirs declined.
 */
function takenMicroOf(tx: Transaction, { network, nowMs, recorded }: TurnAhead): number | undefined {
  if (tx.exchange === undefined || recorded.find(tx.id, tx.card, tx.participant) !== undefined)
    return undefined;
  if (programGate(network, tx) !== undefined || isAboveLimit(network, tx)) return undefined;
  const terms = termsOf({ network, nowMs }, tx);
  return typeof terms === 'string' ? undefined : terms.value.takenMicro;
}

/** What standing in for the hosts that have not answered may use at most, by issuer. */
export function standInNeeds({
  envelopes,
  overdue,
  network,
  nowMs,
  messages,
}: TurnAhead): Map<string, number> {
  const unanswered = new Set(overdue);
  for (const envelope of envelopes) {
    const message =
      envelope.kind === 'host-answer' && envelope.answer.kind === 'none'
        ? messages.get(envelope.message)
        : undefined;
    if (message !== undefined) unanswered.add(message);
  }
  const needs = new Map<string, number>();
  for (const message of unanswered) {
    const exposure = exposureMicro(message, network, nowMs);
    if (exposure !== undefined) need(needs, message.issuer, exposure);
  }
  return needs;
}

/** The participants of whose limit other shards have found too little. */
export function recalledIn({ envelopes }: TurnAhead, limit: LimitKind): Set<string> {
  const recalled = new Set<string>();
  for (const envelope of envelopes) {
    if (envelope.kind === 'recall' && envelope.limit === limit) recalled.add(envelope.participant);
  }
  return recalled;
}

function need(needs: Map<string, number>, issuer: string | undefined, micro: number): void {
  if (issuer === undefined) return;
  needs.set(issuer, Math.min((needs.get(issuer) ?? 0) + micro, Number.MAX_SAFE_INTEGER));
}
