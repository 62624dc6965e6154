import type { Card } from './account.ts';
import type { Merchant, Network, Program } from './network.ts';
import type { Decline } from './outcome.ts';
import type { Transaction } from './transaction.ts';

/**
 * True for the operator and for the program's own issuer, who may do everything with its points. Everybody else is an
 * acquirer here, who submits for merchants of its own and follows up what it submitted itself.
 */
function isPrincipal(network: Network, program: Program, participant: string): boolean {
  if (program.issuer === participant) return true;
  return network.participants.get(participant)?.roles.includes('OPERATOR') ?? false;
}

/**
 * The declines that every type shares, in order of precedence: program, card, merchant, limit. What begins something new
 * stops at whatever is blocked; what follows up on something that was accepted (a capture, a reversal) goes through.
 */
export function gate(network: Network, tx: Transaction, card: Card | undefined): Decline | undefined {
  const declined = programGate(network, tx);
  if (declined !== undefined) return declined;

  if (card === undefined) return 'CARD_UNKNOWN';
  if (isBeginning(tx) && tx.type !== 'ADJUST' && card.status === 'blocked') return 'CARD_BLOCKED';

  if (tx.type === 'EARN' || tx.type === 'REDEEM' || tx.type === 'AUTHORIZE') {
    const refused = merchantGate(network, tx);
    if (refused !== undefined) return refused;
  }
  // A transfer looks at the receiving card first; see `transfer`.
  return tx.type !== 'TRANSFER' && isAboveLimit(network, tx) ? 'AMOUNT_ABOVE_LIMIT' : undefined;
}

/** The first of them, which are the same whatever the card is: may the participant do this in the program, and is that open? */
export function programGate(network: Network, tx: Transaction): Decline | undefined {
  const program = network.programs.get(tx.program);
  if (program === undefined) return 'PROGRAM_UNKNOWN';
  const participant = network.participants.get(tx.participant);
  if (participant === undefined || participant.status !== 'active') return 'PROGRAM_UNKNOWN';
  if (!isPrincipal(network, program, tx.participant)) {
    if (!participant.roles.includes('ACQUIRER')) return 'PROGRAM_UNKNOWN';
    if (tx.type === 'TRANSFER' || tx.type === 'ADJUST' || tx.type === 'EXCHANGE') return 'PROGRAM_UNKNOWN';
  }
  const target = tx.exchange === undefined ? undefined : network.programs.get(tx.exchange.toProgram);
  if (tx.exchange !== undefined && target === undefined) return 'PROGRAM_UNKNOWN';
  if (!isBeginning(tx)) return undefined;
  return isBlocked(network, program) || isBlocked(network, target) ? 'PROGRAM_BLOCKED' : undefined;
}

/** True for more than a transaction of the program may move, where it begins something. */
export function isAboveLimit(network: Network, tx: Transaction): boolean {
  const program = network.programs.get(tx.program);
  return isBeginning(tx) && program !== undefined && tx.amount > program.limitPerTransaction;
}

function isBeginning(tx: Transaction): boolean {
  return (
    tx.type === 'EARN' ||
    tx.type === 'REDEEM' ||
    tx.type === 'AUTHORIZE' ||
    tx.type === 'TRANSFER' ||
    (tx.type === 'ADJUST' && tx.originalId === '') ||
    tx.type === 'EXCHANGE'
  );
}

/** With its issuer, all its programs are blocked: what members had, they keep, and nobody is to owe or be owed more for it. */
export function isBlocked(network: Network, program: Program | undefined): boolean {
  if (program === undefined) return false;
  return program.status === 'blocked' || network.participants.get(program.issuer)?.status === 'suspended';
}

/** A merchant that is not the submitter's to see is answered like one that does not exist. */
function merchantGate(network: Network, tx: Transaction): Decline | undefined {
  const merchant = network.merchants.get(tx.merchant);
  if (tx.merchant !== '' && merchant?.programs.has(tx.program) !== true) return 'MERCHANT_UNKNOWN';
  if (merchant?.acquirer !== tx.participant && !isOwnProgram(network, tx)) return 'MERCHANT_UNKNOWN';
  return merchant !== undefined && isClosed(network, merchant) ? 'MERCHANT_BLOCKED' : undefined;
}

/** With its acquirer, all its merchants are blocked, for those too who submit without it: it would owe or be owed for them. */
function isClosed(network: Network, { status, acquirer }: Merchant): boolean {
  return status === 'blocked' || network.participants.get(acquirer)?.status === 'suspended';
}

/** Who submitted something follows it up; the program's issuer and the operator may as well. */
export function maySee(network: Network, tx: Transaction, origin: string): boolean {
  return origin === tx.participant || isOwnProgram(network, tx);
}

function isOwnProgram(network: Network, tx: Transaction): boolean {
  const program = network.programs.get(tx.program);
  return program !== undefined && isPrincipal(network, program, tx.participant);
}
