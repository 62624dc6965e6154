import type { CardStatus } from '../../src/ledger/account.ts';
import type { Network, Program } from '../../src/ledger/network.ts';
import type { Decline } from '../../src/ledger/outcome.ts';
import type { Transaction } from '../../src/ledger/transaction.ts';

const BLOCKED_PROGRAM_REFUSES = ['EARN', 'REDEEM', 'AUTHORIZE', 'TRANSFER', 'ADJUST', 'EXCHANGE'];
const BLOCKED_CARD_REFUSES = ['EARN', 'REDEEM', 'AUTHORIZE', 'TRANSFER', 'EXCHANGE'];
const TAKES_A_MERCHANT = ['EARN', 'REDEEM', 'AUTHORIZE'];
const FOR_MASTERS = ['TRANSFER', 'ADJUST', 'EXCHANGE'];
const LIMITED = ['EARN', 'REDEEM', 'AUTHORIZE', 'TRANSFER', 'ADJUST', 'EXCHANGE'];

/** What can be said against a transaction by the reference data alone, before any account is looked at. */
export function naiveRefusal(
  transaction: Transaction,
  network: Network,
  cards: ReadonlyMap<number, CardStatus>,
): Decline | undefined {
  const { type } = transaction;
  const participant = network.participants.get(transaction.participant);
  const program = network.programs.get(transaction.program);
  if (participant === undefined || participant.status === 'suspended') return 'PROGRAM_UNKNOWN';
  if (program === undefined) return 'PROGRAM_UNKNOWN';
  const master = isMaster(transaction, network);
  if (!master && !participant.roles.includes('ACQUIRER')) return 'PROGRAM_UNKNOWN';
  if (!master && FOR_MASTERS.includes(type)) return 'PROGRAM_UNKNOWN';
  const target = transaction.exchange && network.programs.get(transaction.exchange.toProgram);
  if (transaction.exchange !== undefined && target === undefined) return 'PROGRAM_UNKNOWN';
  const isStopped = ({ status, issuer }: Program): boolean =>
    status === 'blocked' || network.participants.get(issuer)?.status === 'suspended';
  if (target !== undefined && isStopped(target)) return 'PROGRAM_BLOCKED';
  if (isStopped(program) && BLOCKED_PROGRAM_REFUSES.includes(type)) return 'PROGRAM_BLOCKED';

  for (const card of type === 'TRANSFER' ? [transaction.card, transaction.toCard] : [transaction.card]) {
    const status = cards.get(card);
    if (status === undefined) return 'CARD_UNKNOWN';
    if (status === 'blocked' && BLOCKED_CARD_REFUSES.includes(type)) return 'CARD_BLOCKED';
  }

  if (TAKES_A_MERCHANT.includes(type) && transaction.merchant === '' && !master) return 'MERCHANT_UNKNOWN';
  if (TAKES_A_MERCHANT.includes(type) && transaction.merchant !== '') {
    const merchant = network.merchants.get(transaction.merchant);
    if (merchant === undefined) return 'MERCHANT_UNKNOWN';
    if (!merchant.programs.has(program.code)) return 'MERCHANT_UNKNOWN';
    if (!master && merchant.acquirer !== participant.code) return 'MERCHANT_UNKNOWN';
    const isOpen = network.participants.get(merchant.acquirer)?.status !== 'suspended';
    if (merchant.status === 'blocked' || !isOpen) return 'MERCHANT_BLOCKED';
  }

  if (LIMITED.includes(type) && transaction.amount > program.limitPerTransaction) return 'AMOUNT_ABOVE_LIMIT';
  return undefined;
}

/** True for those to whom everything in the program is visible: the operator and the program's issuer. */
export function isMaster(transaction: Transaction, network: Network): boolean {
  return (
    network.participants.get(transaction.participant)!.roles.includes('OPERATOR') ||
    network.programs.get(transaction.program)!.issuer === transaction.participant
  );
}
