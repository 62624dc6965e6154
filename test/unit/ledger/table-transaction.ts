import { NEVER } from '../../../src/ledger/calendar.ts';
import { quoteText } from '../../../src/ledger/quote.ts';
import type { ExchangeRequest, SubmittedType, Transaction } from '../../../src/ledger/transaction.ts';
import { CARDS, NOW_MS } from './table-network.ts';
import type { Row } from './table-parser.ts';

/** What a type has unless the row says otherwise. */
const DEFAULTS: Readonly<Record<SubmittedType, { by: string; at: string }>> = {
  EARN: { by: 'TILL', at: 'SHOP' },
  REDEEM: { by: 'TILL', at: 'SHOP' },
  AUTHORIZE: { by: 'TILL', at: 'SHOP' },
  CAPTURE: { by: 'TILL', at: '' },
  RELEASE: { by: 'TILL', at: '' },
  REVERSE: { by: 'TILL', at: '' },
  TRANSFER: { by: 'ISSUER', at: '' },
  ADJUST: { by: 'ISSUER', at: '' },
  EXCHANGE: { by: 'ISSUER', at: '' },
};

/** The transaction of a row. */
export function transactionOf(row: Row): Transaction {
  const type = row.verb as SubmittedType;
  const { options } = row;
  const [id = '', card = '', amount] = row.words;
  if ((amount === undefined) !== (type === 'RELEASE'))
    throw new Error(`a release has no amount: ${row.text}`);
  return {
    id: idOf(id),
    type,
    card: cardOf(card),
    program: options.get('in') ?? 'ACME',
    amount: Number(amount ?? 0),
    participant: options.get('by') ?? DEFAULTS[type].by,
    merchant: options.get('at') ?? DEFAULTS[type].at,
    reference: options.get('ref') ?? '',
    originalId: options.has('of') ? idOf(options.get('of') as string) : '',
    toCard: options.has('to') ? cardOf(options.get('to') as string) : 0,
    holdSeconds: Number((options.get('for') ?? '0').replace(/s$/, '')),
    debit: options.has('debit'),
    reason: options.get('reason') ?? (type === 'ADJUST' ? 'goodwill' : ''),
    linked: options.has('linked'),
    exchange: type === 'EXCHANGE' ? exchangeOf(row) : undefined,
  };
}

/** `quote=ISSUER:ACME:FARE:100:90:60` promises ISSUER 90 for 100 during the first minute. */
function exchangeOf({ options }: Row): ExchangeRequest {
  const toProgram = options.get('into') ?? '';
  const quoted = options.get('quote')?.split(':');
  if (quoted === undefined) {
    const amountOutMin = Number(options.get('min') ?? 1);
    return { toProgram, amountOutMin, quote: '', isQuoteGenuine: false };
  }
  const [participant = '', fromProgram = '', target = '', ...numbers] = quoted;
  const [amountIn = 0, amountOut = 0, seconds = 0] = numbers.map(Number);
  const takenMicro = amountIn * 1_000_000;
  const quote = quoteText({
    participant,
    fromProgram,
    toProgram: target,
    amountIn,
    exchanged: { amountOut, takenMicro, givenMicro: takenMicro, spreadMicro: 0, roundingMicro: 0 },
    expiresAtMs: NOW_MS + seconds * 1_000,
  });
  return { toProgram, amountOutMin: 0, quote: `${quote}.signature`, isQuoteGenuine: !options.has('forged') };
}

/** `+100@20270131,-20@never` */
export function textOf(pairs: readonly number[]): string {
  const parts: string[] = [];
  for (let index = 0; index < pairs.length; index += 2) {
    const [day, amount] = [pairs[index] as number, pairs[index + 1] as number];
    parts.push(`${amount > 0 ? '+' : ''}${amount}@${day === NEVER ? 'never' : day}`);
  }
  return parts.length === 0 ? 'none' : parts.join(',');
}

export function lotsOf(text: string): number[] {
  if (text === 'none') return [];
  return text.split(',').flatMap((part) => {
    const [amount = '', day = ''] = part.split('@');
    return [day === 'never' ? NEVER : Number(day), Number(amount)];
  });
}

export function cardOf(name: string): number {
  const card = CARDS[name];
  if (card === undefined) throw new Error(`there is no card ${name}`);
  return card;
}

/** A UUID that spells the name: short names stay readable in the tables. */
export function idOf(name: string): string {
  const hex = [...name].map((letter) => letter.charCodeAt(0).toString(16)).join('');
  if (name === '' || hex.length > 12) throw new Error(`not the name of an id: '${name}'`);
  return `00000000-0000-7000-8000-${hex.padStart(12, '0')}`;
}
