// Puts a program whose accounts are on an issuer's own host into a network that runs by `npm start`, and clears an earn, a
// redemption and an authorization through the host; docs/partners.md goes through it. Can be run again.
import { CallError, connectTongfen, isResult, uuid7 } from 'tongfen/client';
import { address, operatorKey as apiKey } from './running-network.mjs';

const hostAddress = process.argv[3] ?? '127.0.0.1:50061';
const say = (line) => process.stdout.write(`${line}\n`);
const operator = connectTongfen({ address, apiKey, deadlineMs: 10_000 });

// The network stands in for a host that does not answer: up to 100 points each, 1,000 standard points in all.
const host = { address: hostAddress, floorLimit: 100 };
const program = { code: 'ACME', name: 'Acme', issuer: 'CITY', scale: 0, none: {}, host };
const participants = [
  { code: 'CITY', name: 'City', roles: ['ISSUER'], cardPrefix: 622_001 },
  { code: 'TILLS', name: 'Tills', roles: ['ACQUIRER'] },
];
for (const participant of participants)
  await unlessThere(operator.network.createParticipant({ participant }));
await unlessThere(
  operator.network.createProgram({ program: { ...program, parNumerator: 1, parDenominator: 1 } }),
);
await operator.network.setStandInLimit({ participant: 'CITY', limitMicro: 1_000_000_000 });
const merchant = { code: 'CORNER', name: 'Corner', acquirer: 'TILLS', programs: ['ACME'] };
await unlessThere(operator.network.createMerchant({ merchant }));
const { cards } = await operator.accounts.openCards({ issuer: 'CITY', aliases: ['first-member'] });
const [{ card }] = cards;
say(`The accounts of ACME are at ${hostAddress}; the first card of its issuer is ${card}.`);

const { secret } = await operator.network.createApiKey({ participant: 'TILLS' });
const acquirer = connectTongfen({ address, apiKey: secret });
await clear({ type: 'EARN', amount: 300, merchant: 'CORNER' });
await clear({ type: 'REDEEM', amount: 50, merchant: 'CORNER' });
await clear({ type: 'REDEEM', amount: 1_000_000, merchant: 'CORNER' });
const originalId = await clear({ type: 'AUTHORIZE', amount: 200, merchant: 'CORNER' });
await clear({ type: 'CAPTURE', amount: 150, originalId });
try {
  const { available } = await operator.accounts.getBalance({ card, program: 'ACME' });
  say(`The host says that the member may spend ${available}.`);
} catch (error) {
  if (!(error instanceof CallError && error.refusal.status === 'UNAVAILABLE')) throw error;
  say(`The member's balance: ${error.refusal.message}`);
}
for (const client of [operator, acquirer]) client.close();

async function clear(fields) {
  const id = uuid7();
  const answer = await acquirer.submit({ id, card, program: 'ACME', ...fields });
  const outcome = isResult(answer) ? answer.outcome : `${answer.status} ${answer.message}`;
  say(`${fields.type} of ${fields.amount}: ${outcome}`);
  return id;
}

async function unlessThere(call) {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof CallError && error.refusal.status === 'ALREADY_EXISTS')) throw error;
  }
}
