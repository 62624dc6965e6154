import { expect, test } from 'vitest';
import { Quotes } from '../../../src/exchange/quotes.ts';
import { NOW_MS, tableNetwork } from '../ledger/table-network.ts';

/** Of base64url. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

test('a token of which any letter was changed is not genuine', async () => {
  const network = tableNetwork();
  const quotes = new Quotes({
    network: { recent: () => Promise.resolve(network) },
    secret: () => Buffer.alloc(32, 7),
    clock: { nowMs: () => NOW_MS },
  });
  const question = { fromProgram: 'ACME', toProgram: 'FARE', amountIn: 1_000, amountOut: 0 };
  const token = (await quotes.quote({ participant: 'ISSUER', ...question }))?.token ?? '';
  expect(quotes.isGenuine(token)).toBe(true);
  const changed = [...token].flatMap((letter, index) =>
    [...LETTERS]
      .filter((other) => other !== letter)
      .map((other) => token.slice(0, index) + other + token.slice(index + 1)),
  );
  expect(changed.filter((each) => quotes.isGenuine(each))).toEqual([]);
});
