import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { HostBooks } from '../../../src/issuer/books.ts';
import { balanceOf } from '../../../src/issuer/decide.ts';
import { REUSED, Turns } from '../../../src/issuer/turns.ts';

const CARD = 6_220_010_000_000_018;
const directory = mkdtempSync(path.join(tmpdir(), 'tongfen-host-books-'));
const file = path.join(directory, 'books.db');
let books = open();

afterEach(() => {
  books.close();
  rmSync(directory, { recursive: true });
  books = open();
});

function open(): HostBooks {
  const opened = new HostBooks(file);
  opened.openAccount({ card: CARD, program: 'ACME', isBlocked: false, posted: 100, held: 0 });
  return opened;
}

const DEBIT = {
  id: 'a3e1c7f2-0000-4000-8000-000000000001',
  card: CARD,
  program: 'ACME',
  direction: 'DEBIT',
  authorized: 30,
  captured: 0,
} as const;

test('an account is what its transactions have become', () => {
  const balances = (['OPEN', 'CAPTURED', 'REVERSED', 'REVERSED'] as const).map((state) => {
    books.book({ ...DEBIT, state, captured: state === 'CAPTURED' ? 20 : 0 });
    return balanceOf(books, CARD, 'ACME');
  });
  expect(balances).toEqual([
    { posted: 100, held: 30, available: 70 },
    { posted: 80, held: 0, available: 80 },
    { posted: 100, held: 0, available: 100 },
    { posted: 100, held: 0, available: 100 },
  ]);
});

test('a message has its first answer, for every copy and after a restart; other content has none', async () => {
  let turns = new Turns(books);
  const settle = (content: string, answer: string) =>
    turns.settle({ id: 'm', content: [content], decide: () => ({ answer }) });
  const together = await Promise.all([settle('content', 'first'), settle('content', 'second')]);
  expect(together).toEqual([{ answer: 'first' }, { answer: 'first' }]);
  books.close();
  books = new HostBooks(file);
  turns = new Turns(books);
  expect(await settle('content', 'second')).toEqual({ answer: 'first' });
  expect(await settle('other', 'second')).toBe(REUSED);
});

test('what fails leaves neither an answer nor anything moved', async () => {
  const decide = () => {
    books.book({ ...DEBIT, state: 'OPEN' });
    throw new Error('a full disk');
  };
  await expect(new Turns(books).settle({ id: 'm', content: [], decide })).rejects.toThrow('a full disk');
  expect(books.message('m')).toBeUndefined();
  expect(balanceOf(books, CARD, 'ACME')).toEqual({ posted: 100, held: 0, available: 100 });
});

test('accounts that are there keep what they have', () => {
  books.openAccount({ card: CARD, program: 'ACME', isBlocked: false, posted: 999, held: 0 });
  expect(books.account(CARD, 'ACME')?.posted).toBe(100);
  expect(books.programs()).toMatchObject([{ program: 'ACME', members: 1 }]);
});
