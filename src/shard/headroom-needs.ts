import { exchangeValueOf } from '../ledger/exchange.ts';
import type { HostMessage } from '../ledger/host-message.ts';
import type { HostMessages } from '../ledger/host-messages.ts';
import type { LimitKind, Network } from '../ledger/network.ts';
import { exposureMicro } from '../ledger/stand-in.ts';
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
}

/** What the exchanges of a turn may make each issuer owe at most; 0 for those that only receive. */
export function netDebitNeeds({ envelopes, network, nowMs, messages }: TurnAhead): Map<string, number> {
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
      if (tx.exchange === undefined) continue;
      const value = exchangeValueOf(tx, network, nowMs);
      const takenMicro = value === undefined || value === 'QUOTE_INVALID' ? 0 : value.takenMicro;
      needExchange(tx.program, tx.exchange.toProgram, takenMicro);
    }
  }
  return needs;
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
