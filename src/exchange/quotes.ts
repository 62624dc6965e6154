import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Exchanged } from '../ledger/exchange-value.ts';
import { amountInFor, exchanged } from '../ledger/exchange-value.ts';
import type { Program } from '../ledger/network.ts';
import { rateAt } from '../ledger/network.ts';
import type { Quote } from '../ledger/quote.ts';
import { quoteText } from '../ledger/quote.ts';
import { AMOUNT_MAX } from '../ledger/transaction.ts';
import type { Clock, NetworkSource } from '../shard/ports.ts';

/** How long a quote is honoured: time to show it to the member and have it confirmed. */
const LIFETIME_MS = 60_000;

export interface QuotesPorts {
  readonly network: Pick<NetworkSource, 'recent'>;
  /** Signs tokens; the same at every gateway. */
  readonly secret: () => Uint8Array;
  readonly clock: Pick<Clock, 'nowMs'>;
}

export interface QuoteQuestion {
  readonly participant: string;
  readonly fromProgram: string;
  readonly toProgram: string;
  /** One of the two; the other is 0. */
  readonly amountIn: number;
  readonly amountOut: number;
}

/** A quote, and the token by which any gateway knows it again. */
export interface SignedQuote {
  readonly quote: Quote;
  readonly token: string;
}

/**
 * Quotes of exchanges: what points become at the rates of the moment, promised for a minute. Nothing of a quote is
 * stored. The token has all of it and a signature, so that whatever gateway it comes back to can honour it.
 */
export class Quotes {
  readonly #ports: QuotesPorts;

  constructor(ports: QuotesPorts) {
    this.#ports = ports;
  }

  /** A program that can be quoted; undefined for one that does not exist. @throws {Fault} `STORE_UNAVAILABLE` */
  async program(code: string): Promise<Program | undefined> {
    return (await this.#ports.network.recent()).programs.get(code);
  }

  /**
   * @returns undefined when nothing would arrive, or an amount would pass the limit of its program or what can be counted
   * @throws {Fault} `STORE_UNAVAILABLE` when it can't be found out which rates hold: what is promised is honoured, whichever
   *   they were
   */
  async quote(question: QuoteQuestion): Promise<SignedQuote | undefined> {
    const from = await this.program(question.fromProgram);
    const to = await this.program(question.toProgram);
    if (from === undefined || to === undefined) return undefined;
    const nowMs = this.#ports.clock.nowMs();
    const sides = [
      { program: from, rate: rateAt(from, nowMs) },
      { program: to, rate: rateAt(to, nowMs) },
    ] as const;
    const amountIn = question.amountIn === 0 ? amountInFor(question.amountOut, ...sides) : question.amountIn;
    if (amountIn > Math.min(from.limitPerTransaction, AMOUNT_MAX)) return undefined;
    const value = exchanged(amountIn, ...sides);
    if (value === undefined || !isPossible(value, to)) return undefined;
    const { participant, fromProgram, toProgram } = question;
    const expiresAtMs = nowMs + LIFETIME_MS;
    const quote: Quote = { participant, fromProgram, toProgram, amountIn, exchanged: value, expiresAtMs };
    const text = quoteText(quote);
    return { quote, token: `${text}.${this.#sign(text)}` };
  }

  /** True when the network signed the token. Says nothing of what it is used for, or when. */
  isGenuine(token: string): boolean {
    const end = token.lastIndexOf('.');
    // As texts: of the last letter of base64url not every bit is one of the signature.
    const signature = Buffer.from(token.slice(end + 1));
    const expected = Buffer.from(this.#sign(token.slice(0, Math.max(0, end))));
    return signature.length === expected.length && timingSafeEqual(signature, expected);
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#ports.secret()).update(text).digest('base64url');
  }
}

function isPossible({ amountOut }: Exchanged, to: Program): boolean {
  return amountOut >= 1 && amountOut <= to.limitPerTransaction;
}
