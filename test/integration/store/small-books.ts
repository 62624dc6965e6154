import { cardNumber, shardOf } from '../../../src/ledger/card.ts';
import type { Network } from '../../../src/ledger/network.ts';
import type { TurnBasis } from '../../../src/ledger/state.ts';
import type { Transaction } from '../../../src/ledger/transaction.ts';
import type { Envelope } from '../../../src/shard/envelope.ts';
import type { Aftermath } from '../../../src/shard/turn.ts';
import { PostgresOwnership } from '../../../src/store/ownership.ts';
import { BLANK } from '../../support/blank-transaction.ts';
import { StoreShard } from './store-shard.ts';
import { NOW_MS, query } from './turns.ts';

export const SHARDS = 2;

const CARDS = Array.from({ length: 100 }, (_, sequence) => cardNumber(400000, sequence));
const NEAR_CARDS = CARDS.filter((card) => shardOf(card, SHARDS) === 0);
const FAR_CARDS = CARDS.filter((card) => shardOf(card, SHARDS) === 1);
/** In shard 0. */
export const NEAR = NEAR_CARDS[0] as number;
/** In shard 1. */
export const FAR = FAR_CARDS[0] as number;
const BLOCKED = FAR_CARDS[1] as number;

const NETWORK: Network = {
  version: 1,
  participants: new Map([
    ['BANK-A', { code: 'BANK-A', roles: ['ISSUER'], status: 'active' }],
    ['CITYPAY', { code: 'CITYPAY', roles: ['ACQUIRER'], status: 'active' }],
  ]),
  programs: new Map([
    [
      'ACME',
      {
        code: 'ACME',
        issuer: 'BANK-A',
        scale: 0,
        expiry: { kind: 'months', months: 12 },
        arrival: 'policy',
        rates: [{ version: 0, parNumerator: 1, parDenominator: 1, spreadBasisPoints: 0, holdsFromMs: 0 }],
        limitPerTransaction: 1_000_000,
        clawback: 'overdraw',
        status: 'active',
      },
    ],
  ]),
  merchants: new Map([
    ['CAFE', { code: 'CAFE', acquirer: 'CITYPAY', programs: new Set(['ACME']), status: 'active' }],
  ]),
};

const BASIS: TurnBasis = { nowMs: NOW_MS, cycle: 1, businessDate: 20261121, network: NETWORK };
const NEXT_DAY: TurnBasis = { ...BASIS, nowMs: NOW_MS + 5_000, cycle: 2, businessDate: 20261122 };
const NEXT_YEAR: TurnBasis = { ...BASIS, nowMs: NOW_MS + 10_000, cycle: 3, businessDate: 20271201 };

let lastId = 0;

/** A transaction of the acquirer's merchant. */
function transaction(fields: Partial<Transaction> & Pick<Transaction, 'type'>): Transaction {
  lastId += 1;
  return {
    ...BLANK,
    id: `0190f5ae-4c3b-7d2e-8f10-${String(lastId).padStart(12, '0')}`,
    card: NEAR,
    program: 'ACME',
    amount: 10,
    participant: 'CITYPAY',
    merchant: 'CAFE',
    reference: `ref-${lastId}`,
    ...fields,
  };
}

function transfer(amount: number, toCard: number): Transaction {
  return transaction({ type: 'TRANSFER', amount, toCard, participant: 'BANK-A', merchant: '' });
}

/**
 * Books with something of everything in them: an open hold, an account that is overdrawn, points that expired, declines,
 * turns of three cycles, and transfers at every stage of their way between the two shards.
 *
 * In transit in the end: 5 that nobody has seen yet, 3 that were refused and have not returned, 10 of a reversal that
 * have not come back.
 */
export async function writeSmallBooks(databaseUrl: string): Promise<void> {
  await query(
    databaseUrl,
    `insert into card (shard, number, issuer, status) values
    (0, ${NEAR}, 'BANK-A', 'active'), (1, ${FAR}, 'BANK-A', 'active'), (1, ${BLOCKED}, 'BANK-A', 'blocked')`,
  );
  const ownership = new PostgresOwnership({ databaseUrl });
  const [near, far] = await Promise.all(
    [0, 1].map((shard) => StoreShard.open(ownership, { shard, shards: SHARDS, basis: BASIS })),
  );
  if (near === undefined || far === undefined) throw new Error('there are two shards');

  const hold = transaction({ type: 'AUTHORIZE', amount: 40 });
  const overdrawn = transaction({ type: 'EARN', card: FAR, amount: 50 });
  await near.submit(
    [
      transaction({ type: 'EARN', amount: 500 }),
      transaction({ type: 'REDEEM', amount: 30 }),
      transaction({ type: 'REDEEM', amount: 100_000 }),
      transaction({ type: 'AUTHORIZE', amount: 20 }),
      hold,
    ],
    BASIS,
  );
  await near.submit([transaction({ type: 'CAPTURE', amount: 25, originalId: hold.id })], BASIS);
  await far.submit([overdrawn, transaction({ type: 'REDEEM', card: FAR, amount: 45 })], BASIS);
  await far.submit(
    [transaction({ type: 'REVERSE', card: FAR, amount: 50, originalId: overdrawn.id })],
    BASIS,
  );

  // A transfer that has arrived, and its reversal, which has been as far as the other shard.
  const arrived = transfer(10, FAR);
  await near.submit([arrived], BASIS);
  const { acknowledgements } = await deliverNewest(near, far);
  await near.turn(
    acknowledgements.map(({ envelope }) => envelope as Envelope & { kind: 'acknowledge' }),
    BASIS,
  );
  await near.submit([{ ...transfer(10, 0), type: 'REVERSE', originalId: arrived.id }], BASIS);
  await deliverNewest(near, far);

  // Transfers that have arrived and been refused without the sender's knowing, and one that is still on its way.
  await near.submit([transfer(7, FAR)], BASIS);
  await deliverNewest(near, far);
  await near.submit([transfer(3, BLOCKED)], BASIS);
  await deliverNewest(near, far);
  await near.submit([transfer(5, FAR)], BASIS);

  await near.turn([], NEXT_DAY);
  await near.submit([transaction({ type: 'EARN' })], NEXT_DAY);
  await near.submit([transaction({ type: 'EARN' })], NEXT_YEAR);
  await Promise.all([near.session.release(), far.session.release()]);
}

async function deliverNewest(near: StoreShard, far: StoreShard): Promise<Aftermath> {
  const due = near.outbox.takeDue(0).map(({ item }) => item);
  const newest = due.sort((one, other) => one.number - other.number).at(-1);
  if (newest === undefined) throw new Error('the outbox is empty');
  return far.turn([{ kind: 'legs', from: 0, outbox: newest.number, legs: newest.legs }], BASIS);
}
