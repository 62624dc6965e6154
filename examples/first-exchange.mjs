// From an empty network to a first exchange, with the client that a participant uses; docs/partners.md goes through it.
// Begins a network that runs by `npm start`. Can be run again: what is there already stays.
import { setTimeout as sleep } from 'node:timers/promises';
import { CallError, CursorFile, connectTongfen, isResult, uuid7 } from 'tongfen/client';
import { address, directory, operatorKey } from './running-network.mjs';

const say = (line) => process.stdout.write(`${line}\n`);
const connect = (apiKey) => connectTongfen({ address, apiKey });

// 1. The operator lets two issuers and an acquirer in, each with a program or a merchant.
const operator = connect(operatorKey);
await participant({ code: 'AIR', name: 'Air', roles: ['ISSUER'], cardPrefix: 622_101 });
await participant({ code: 'BEAN', name: 'Bean', roles: ['ISSUER'], cardPrefix: 622_102 });
await participant({ code: 'PAYCO', name: 'Payco', roles: ['ACQUIRER'] });
// A mile is worth 2 standard points, a bean half of one.
await program({ code: 'MILES', name: 'Miles', issuer: 'AIR', parNumerator: 2, parDenominator: 1 });
await program({ code: 'BEANS', name: 'Beans', issuer: 'BEAN', parNumerator: 1, parDenominator: 2 });
const merchant = { code: 'BISTRO', name: 'Bistro', acquirer: 'PAYCO', programs: ['MILES', 'BEANS'] };
await unlessThere(operator.network.createMerchant({ merchant }));
say('AIR issues MILES, BEAN issues BEANS, and the BISTRO of PAYCO takes both.');

// 2. From here on each participant speaks for itself.
const air = connect(await keyOf('AIR'));
const payco = connect(await keyOf('PAYCO'));

// 3. The issuer sets what the network keeps of an exchange, the operator approves it.
const spread = { program: 'MILES', parNumerator: 2, parDenominator: 1, spreadBasisPoints: 100 };
const { version } = await air.network.proposeRate(spread);
await operator.network.approveRate({ program: 'MILES', version });
await sleep(3_000); // it holds two seconds after its approval
say(`Version ${version} of the rate of MILES holds: 1% is the network's.`);

// 4. A member of AIR gets a card, and earns at the merchant.
const { cards } = await air.accounts.openCards({ aliases: ['first-member'] });
const [{ card }] = cards;
report('earn', await payco.submit(transaction('EARN', { amount: 1_000, merchant: 'BISTRO' })));

// 5. A quote promises what the miles become; the exchange names it.
const quote = await air.quote({ fromProgram: 'MILES', toProgram: 'BEANS', amountIn: 100 });
say(`A quote: ${quote.amountIn} MILES become ${quote.amountOut} BEANS.`);
const exchange = { toProgram: 'BEANS', quote: quote.token };
const exchanged = transaction('EXCHANGE', { amount: quote.amountIn, exchange });
report('exchange', await air.submit(exchanged));
report('the same exchange again', await air.submit(exchanged));

// 6. The member spends the beans at the merchant.
const redeem = { program: 'BEANS', amount: quote.amountOut, merchant: 'BISTRO' };
report('redeem', await payco.submit(transaction('REDEEM', redeem)));

// 7. The issuer's event stream; the cursor is stored, so that another run goes on behind it.
const stop = new AbortController();
setTimeout(() => stop.abort(), 2_000).unref();
await air.follow({
  cursors: new CursorFile(`${directory}/first-exchange.cursor`),
  signal: stop.signal,
  onTransactions: (transactions) => {
    for (const { transaction, outcome, postedChange } of transactions) {
      say(`AIR sees: ${transaction.type} of ${transaction.program}, ${outcome}, ${postedChange}`);
    }
  },
});
for (const client of [operator, air, payco]) client.close();

function transaction(type, fields) {
  return { id: uuid7(), type, card, program: 'MILES', ...fields };
}

/** What became of it is a value; without a result it says why. */
function report(what, answer) {
  if (!isResult(answer)) say(`${what}: ${answer.status} ${answer.message}`);
  else
    say(`${what}: ${answer.outcome}${answer.duplicate ? ' (as before)' : ''}, available ${answer.available}`);
}

async function participant(fields) {
  await unlessThere(operator.network.createParticipant({ participant: fields }));
}

async function program(fields) {
  await unlessThere(operator.network.createProgram({ program: { scale: 0, none: {}, ...fields } }));
}

async function keyOf(code) {
  return (await operator.network.createApiKey({ participant: code })).secret;
}

async function unlessThere(call) {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof CallError && error.refusal.status === 'ALREADY_EXISTS')) throw error;
  }
}
