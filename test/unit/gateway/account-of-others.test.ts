import { describe, expect, test } from 'vitest';
import { tellsBalance } from '../../../src/gateway/visibility.ts';
import { decideAll } from '../../../src/ledger/chain.ts';
import { ShardState } from '../../../src/ledger/state.ts';
import type { SubmittedType, Transaction } from '../../../src/ledger/transaction.ts';
import { BLANK } from '../../support/blank-transaction.ts';
import { NOW_MS, SHARDS, tableCards, tableNetwork } from '../ledger/table-network.ts';
import { participantWith } from './wire-items.ts';

const TYPES: readonly SubmittedType[] = [
  ...(['EARN', 'REDEEM', 'AUTHORIZE', 'CAPTURE', 'RELEASE', 'REVERSE'] as const),
  ...(['TRANSFER', 'ADJUST', 'EXCHANGE'] as const),
];

const idOf = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** A shard in which a member has 500 points of ACME, some held, and people who have nothing to do with that. */
class Bystanders {
  readonly network = tableNetwork();
  readonly #card = tableCards()[0]!;
  readonly #state: ShardState;
  #lastId = 0;

  constructor() {
    this.network.participants.set('STRANGER', { code: 'STRANGER', roles: ['ACQUIRER'], status: 'active' });
    const basis = { nowMs: NOW_MS, cycle: 1, businessDate: 20_260_115, network: this.network };
    this.#state = new ShardState({ shard: 0, shards: SHARDS, seq: 0, basis });
    this.#state.cards.set(this.#card.number, this.#card);
    this.#submit([{ type: 'ADJUST', participant: 'ISSUER', amount: 500, reason: 'gift' }]);
    this.#submit([{ type: 'AUTHORIZE', participant: 'TILL', merchant: 'SHOP', amount: 100 }]);
  }

  block(): void {
    this.#card.status = 'blocked';
  }

  /** What a participant can get out of its own decline, of others' transactions and of ids of nothing. */
  probe(participant: string, linked: boolean): string[] {
    const told: string[] = [];
    const submitter = participantWith(...this.network.participants.get(participant)!.roles);
    for (const type of TYPES) {
      for (const merchant of ['', 'SHOP', 'GONE']) {
        for (let original = 0; original <= this.#lastId; original += 1) {
          const item = { type, participant, merchant, amount: 1, originalId: idOf(original) };
          const items = linked ? [{ ...item, linked }, item] : [item];
          for (const { outcome, balance } of this.#submit(items)) {
            if (balance !== 0 && tellsBalance(submitter, outcome)) told.push(`${type} ${outcome}`);
          }
          if (original > 12) break;
        }
      }
    }
    return told;
  }

  #submit(items: readonly Partial<Transaction>[]) {
    const transactions = items.map((item) => {
      this.#lastId += 1;
      const exchange =
        item.type === 'EXCHANGE'
          ? { toProgram: 'FARE', amountOutMin: 1, quote: '', isQuoteGenuine: false }
          : undefined;
      const transaction = {
        ...BLANK,
        id: idOf(this.#lastId),
        card: this.#card.number,
        program: 'ACME',
        ...item,
      };
      return { ...transaction, exchange } as Transaction;
    });
    return decideAll(this.#state, transactions, 'gateway').filter(
      (each) => each !== null && each !== 'again',
    );
  }
}

describe('what is on an account', () => {
  test.each([
    ['an acquirer without a merchant', 'STRANGER'],
    ['the issuer of another program', 'RIVAL'],
  ])('is not told to %s by any decline', (_who, participant) => {
    const bystanders = new Bystanders();
    expect(bystanders.probe(participant, false)).toEqual([]);
    expect(bystanders.probe(participant, true)).toEqual([]);
    bystanders.block();
    expect(bystanders.probe(participant, false)).toEqual([]);
  });
});
