import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readMembers } from '../../../src/issuer/members.ts';
import { cardNumber } from '../../../src/ledger/card.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'tongfen-members-'));
const file = path.join(directory, 'members.csv');
const [ONE, TWO] = [cardNumber(622_001, 1), cardNumber(622_001, 2)];

afterAll(() => rmSync(directory, { recursive: true }));

test('a members file opens accounts, active unless it says blocked', () => {
  writeFileSync(file, `card,program,points,status\n${ONE},ACME,1000,\n${TWO},ACME,0,blocked\n`);
  expect(readMembers(file)).toEqual([
    { card: ONE, program: 'ACME', isBlocked: false, posted: 1_000, held: 0 },
    { card: TWO, program: 'ACME', isBlocked: true, posted: 0, held: 0 },
  ]);
});

test.each([
  ['card,program,points\n1234,ACME,1', 'line 2: card must be a card number: 16 digits'],
  [`card,program,points\n${ONE + 1},ACME,1`, 'the last of which is its check digit (Luhn)'],
  [
    `card,program,points\n${ONE},ACME,1\n${TWO},ACME,1\n${ONE},ACME,7`,
    'line 4: the account is that of line 2',
  ],
  [`card,program,points\n${ONE},acme,1`, 'line 2: program must be a code, such as ACME'],
  [
    `card,program,points\n${ONE},ACME,1.5`,
    "line 2: points must be a whole number in the program's smallest unit",
  ],
  [`card,program,points\n${ONE},ACME,1\n${TWO},ACME,`, 'line 3: points must be'],
  [`card,program,balance\n${ONE},ACME,1`, "its column 'balance' is none of card, program, points, status"],
  [`card,program,points,status\n${ONE},ACME,1,gone`, 'line 2: status must be active or blocked'],
  [`card,program,points\n${ONE},ACME`, 'Invalid Record Length'],
])('a members file with something wrong is refused, with its line: %j', (text, message) => {
  writeFileSync(file, text);
  expect(() => readMembers(file)).toThrow(message);
});
