import type { Exchanged } from './exchange-value.ts';

/** What a quote promises, to one participant, until it expires. */
export interface Quote {
  readonly participant: string;
  readonly fromProgram: string;
  readonly toProgram: string;
  readonly amountIn: number;
  readonly exchanged: Exchanged;
  readonly expiresAtMs: number;
}

/** What every token begins with: the version of its format. */
const VERSION = 'q1';

/**
 * The part of a token that is signed: its fields, none of which has a full stop. The token is this, a full stop, and the
 * signature, so that who holds it can see that it says what the quote said.
 */
export function quoteText(quote: Quote): string {
  const { participant, fromProgram, toProgram, amountIn, expiresAtMs } = quote;
  const { amountOut, takenMicro, givenMicro, spreadMicro, roundingMicro } = quote.exchanged;
  const values = [amountIn, amountOut, takenMicro, givenMicro, spreadMicro, roundingMicro, expiresAtMs];
  return [VERSION, participant, fromProgram, toProgram, ...values].join('.');
}

/** Takes a token of the network's own apart; whether it is one, its signature has told. */
export function readQuote(token: string): Quote {
  const [, participant = '', fromProgram = '', toProgram = '', ...values] = token.split('.');
  const [amountIn = 0, amountOut = 0, takenMicro = 0, givenMicro = 0, spreadMicro = 0, roundingMicro = 0] =
    values.map(Number);
  return {
    participant,
    fromProgram,
    toProgram,
    amountIn,
    exchanged: { amountOut, takenMicro, givenMicro, spreadMicro, roundingMicro },
    expiresAtMs: Number(values[6]),
  };
}
