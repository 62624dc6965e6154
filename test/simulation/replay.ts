import type { Account } from '../../src/ledger/account.ts';
import type { Day } from '../../src/ledger/calendar.ts';
import { NEVER } from '../../src/ledger/calendar.ts';
import type { Entry } from '../../src/ledger/transaction.ts';
import type { World } from './world.ts';

/** Types that take points out of free lots: never of a day that is over. */
const SPENDING = ['REDEEM', 'TRANSFER', 'ADJUST', 'REVERSE'];

/** An account as its journal entries add up to it. */
interface Replayed {
  posted: number;
  held: number;
  /** All lots, free and pinned. */
  readonly lots: Map<Day, number>;
}

/** The accounts of a shard, made anew from its journal with each commit, and compared with what is stored. */
export class Replay {
  readonly #world: World;
  readonly #accounts = new Map<string, Replayed>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Points that an account had before the first entry. */
  preload(account: Account): void {
    const lots = new Map(account.lots.map((lot) => [lot.expiresOn, lot.amount]));
    this.#accounts.set(accountKey(account), { posted: account.posted, held: 0, lots });
  }

  apply(entry: Entry): void {
    const isMoving = entry.outcome === 'POSTED';
    const known = this.#accounts.get(accountKey(entry));
    const account = known ?? { posted: 0, held: 0, lots: new Map<Day, number>() };
    if (isMoving) this.#accounts.set(accountKey(entry), account);
    else this.#check(entry, entry.postedChange === 0 && entry.heldChange === 0, 'a decline moves nothing');

    account.posted += entry.postedChange;
    account.held += entry.heldChange;
    for (let index = 0; index < entry.lots.length; index += 2) {
      const [day, change] = [entry.lots[index] as number, entry.lots[index + 1] as number];
      const amount = (account.lots.get(day) ?? 0) + change;
      this.#check(entry, amount >= 0, 'a lot is never below zero');
      if (change < 0 && day < entry.businessDate) {
        this.#check(
          entry,
          !SPENDING.includes(entry.type),
          `points of ${day} are not spent on ${entry.businessDate}`,
        );
      }
      if (change < 0 && entry.type === 'EXPIRE' && entry.counter === 'BREAKAGE') {
        this.#check(entry, day < entry.businessDate, 'points do not expire before their day is over');
      }
      if (amount === 0) account.lots.delete(day);
      else account.lots.set(day, amount);
    }
    this.#check(entry, entry.balance === account.posted, `the balance afterwards is ${account.posted}`);
    const available = account.posted - account.held;
    this.#check(entry, entry.available === available, `${available} is available afterwards`);
  }

  /** The row of an account is what its entries add up to, and holds what is always true of accounts. */
  compare(row: Account, before: Account | undefined, businessDate: Day): void {
    const expected = this.#accounts.get(accountKey(row)) ?? {
      posted: 0,
      held: 0,
      lots: new Map<Day, number>(),
    };
    const check = (condition: boolean, sentence: string): void =>
      this.#world.check(condition, () => `${sentence}: ${JSON.stringify(row)}`);

    check(row.posted === expected.posted, `the journal adds up to a posted balance of ${expected.posted}`);
    check(row.held === expected.held, `the journal adds up to ${expected.held} held`);
    const lots = new Map<Day, number>();
    const pinned = row.holds.flatMap((hold) => hold.lots);
    for (const { expiresOn, amount } of [...row.lots, ...pinned]) {
      check(amount > 0, 'no lot is empty');
      lots.set(expiresOn, (lots.get(expiresOn) ?? 0) + amount);
    }
    check(lots.size === expected.lots.size, 'the journal adds up to the lots');
    let total = 0n;
    for (const [day, amount] of lots) {
      check(expected.lots.get(day) === amount, `the journal adds up to ${expected.lots.get(day)} of ${day}`);
      total += BigInt(amount);
    }
    check(
      BigInt(row.posted) === total - BigInt(row.overdrawn),
      'a balance is its lots less what is overdrawn',
    );
    check(row.overdrawn >= 0 && (row.overdrawn === 0 || row.lots.length === 0), 'who owes has no free lots');
    check(
      row.held === row.holds.reduce((sum, hold) => sum + hold.amount, 0),
      'what is held is the sum of the holds',
    );
    check(
      row.lots.every((lot, index) => index === 0 || (row.lots[index - 1]?.expiresOn ?? 0) < lot.expiresOn),
      'lots are in order',
    );
    check(row.lotsDueOn <= (row.lots[0]?.expiresOn ?? NEVER), 'a lot is not overlooked when it is due');
    for (const hold of row.holds) {
      check(row.holdsDueAtMs <= hold.expiresAtMs, 'a hold is not overlooked when it is due');
      check(hold.amount === hold.lots.reduce((sum, lot) => sum + lot.amount, 0), 'a hold pins what it holds');
      const isNew =
        before?.holds.every((each) => each.id !== hold.id || each.participant !== hold.participant) ?? true;
      check(
        !isNew || hold.lots.every((lot) => lot.expiresOn >= businessDate),
        'expired points are not set aside',
      );
    }
  }

  #check(entry: Entry, condition: boolean, sentence: string): void {
    this.#world.check(condition, () => `${sentence}: ${JSON.stringify(entry)}`);
  }
}

export function accountKey(account: { readonly card: number; readonly program: string }): string {
  return `${account.card}/${account.program}`;
}
