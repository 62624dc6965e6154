import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TongfenClient } from '../../../src/client/client.ts';
import type { NewTransaction } from '../../../src/client/transaction.ts';
import { uuid7 } from '../../../src/client/uuid7.ts';
import { shardOf } from '../../../src/ledger/card.ts';
import type { Result } from '../../../src/ledger/transaction.ts';
import { BACKENDS } from '../../support/backends.ts';
import type { JournalRow } from '../../support/journal.ts';
import { readJournal } from '../../support/journal.ts';
import type { RunningNetwork } from '../../support/running-network.ts';
import { runNetwork } from '../../support/running-network.ts';

const CARDS = 30;

describe.each(BACKENDS)('reading the books, with queues on %s', (backend) => {
  let running: RunningNetwork;
  let issuer: TongfenClient;
  let acquirer: TongfenClient;
  let cards: readonly number[];

  beforeAll(async () => {
    running = await runNetwork(backend, { cards: CARDS });
    issuer = running.network.connect('ISSUER-A');
    acquirer = running.network.connect('ACQUIRER-A');
    cards = running.network.cards;
  });

  afterAll(() => running.stop());

  const earn = (card: number, rest: Partial<NewTransaction> = {}): NewTransaction => ({
    ...{ id: uuid7(), type: 'EARN', card, program: 'ALPHA', amount: 1 },
    ...rest,
  });

  test('a caller that was answered sees its own write', async () => {
    const card = cards[0] as number;
    for (let balance = 1; balance <= 20; balance += 1) {
      await issuer.submit(earn(card));
      const { accounts } = await issuer.accounts.getAccounts({ card });
      expect(accounts).toMatchObject([{ program: 'ALPHA', posted: balance }]);
    }
  });

  test('a transfer that came back is shown with the outcome that its caller was told', async () => {
    const [card] = cards as [number];
    const shardOfCard = (each: number): number => shardOf(each, running.shards);
    const other = cards.findLast((each) => shardOfCard(each) !== shardOfCard(card)) as number;
    await issuer.submit(earn(card));
    await issuer.accounts.setCardStatus({ card: other, status: 'CARD_STATUS_BLOCKED' });
    const transfer = earn(card, { type: 'TRANSFER', toCard: other });
    const { balance } = (await issuer.submit(transfer)) as Result;
    expect(await issuer.submit(transfer)).toMatchObject({ outcome: 'CARD_BLOCKED', duplicate: true });
    expect(await issuer.getTransaction(card, transfer.id)).toMatchObject({
      ...{ outcome: 'CARD_BLOCKED', origin: 'ISSUER-A', postedChange: 0, balance, lots: [] },
      transaction: { type: 'TRANSFER', amount: 1, toCard: other },
    });
    await issuer.accounts.setCardStatus({ card: other, status: 'CARD_STATUS_ACTIVE' });
    const arriving = earn(card, { type: 'TRANSFER', toCard: other });
    await issuer.submit(arriving);
    expect(await issuer.getTransaction(card, arriving.id)).toMatchObject({
      ...{ outcome: 'POSTED', postedChange: -1, balance: balance - 1 },
    });
  });

  test('a statement has every transaction once, newest first, page by page and by time', async () => {
    const card = cards[1] as number;
    const earns = Array.from({ length: 25 }, () => earn(card));
    const ids = earns.map(({ id }) => id).reverse();
    for (const each of earns) await acquirer.submit({ ...each, merchant: 'SHOP' });

    const paged: string[] = [];
    const pages: number[] = [];
    const times: { seconds: number; nanos: number }[] = [];
    for (let pageToken = ''; ; ) {
      const page = await issuer.accounts.listStatement({ card, pageSize: 7, pageToken });
      paged.push(...page.transactions.map(({ transaction }) => transaction?.id ?? ''));
      for (const { ledgerTime } of page.transactions)
        times.push({ seconds: Number(ledgerTime?.seconds), nanos: ledgerTime?.nanos ?? 0 });
      pages.push(page.transactions.length);
      pageToken = page.nextPageToken;
      if (pageToken === '') break;
    }
    expect(paged).toEqual(ids);
    expect(pages).toEqual([7, 7, 7, 4]);

    // From the ledger time of one, inclusive, to that of another, exclusive.
    const millis = times.map(({ seconds, nanos }) => seconds * 1_000 + nanos / 1_000_000);
    const [to, from] = [times[5], times[15]];
    const [toMs, fromMs] = [millis[5] as number, millis[15] as number];
    const ranged = await issuer.accounts.listStatement({ card, from: from!, to: to! });
    expect(ranged.transactions.map(({ transaction }) => transaction?.id)).toEqual(
      ids.filter((_, index) => fromMs <= millis[index]! && millis[index]! < toMs),
    );
  });

  test('a page token is for the statement it came from', async () => {
    for (let count = 0; count < 3; count += 1) await issuer.submit(earn(cards[2] as number));
    const page = await issuer.accounts.listStatement({ card: cards[2] as number, pageSize: 2 });
    const misused = { card: cards[1] as number, pageToken: page.nextPageToken };
    await expect(issuer.accounts.listStatement(misused)).rejects.toThrow('INVALID_ARGUMENT');
  });

  test('a transaction is shown to those whom it concerns, to others it does not exist', async () => {
    const card = cards[3] as number;
    const transaction = earn(card, { merchant: 'SHOP', reference: 'order 17' });
    const answer = await acquirer.submit(transaction);
    const shown = {
      transaction: { id: transaction.id, reference: 'order 17', amount: 1 },
      outcome: 'POSTED',
      sequence: (answer as { seq: number }).seq,
      origin: 'ACQUIRER-A',
      counter: 'MERCHANT',
      postedChange: 1,
    };
    for (const who of ['OPERATOR', 'ISSUER-A', 'ACQUIRER-A'] as const) {
      const client = running.network.connect(who);
      expect(await client.getTransaction(card, transaction.id), who).toMatchObject(shown);
    }
    for (const who of ['ISSUER-B', 'ACQUIRER-B'] as const) {
      const client = running.network.connect(who);
      expect(await client.getTransaction(card, transaction.id), who).toBeUndefined();
    }
    expect(await issuer.getTransaction(card, uuid7())).toBeUndefined();
  });

  /** What of a feed identifies a row of the journal. */
  const nameOf = (row: Pick<JournalRow, 'shard' | 'seq' | 'id' | 'outcome'>): string =>
    `${row.shard} ${row.seq} ${row.id} ${row.outcome}`;

  /** Follows the feed from its beginning until it has shown `count` transactions, in one stream or in many. */
  async function follow(client: TongfenClient, count: number, answersPerStream: number): Promise<string[]> {
    const seen: string[] = [];
    let cursor = '';
    while (seen.length < count) {
      let answers = 0;
      for await (const answer of client.watch({ cursor })) {
        cursor = answer.cursor;
        for (const { shard, sequence, transaction, outcome } of answer.transactions)
          seen.push(nameOf({ shard, seq: Number(sequence), id: transaction?.id ?? '', outcome }));
        answers += 1;
        if (answers === answersPerStream || seen.length >= count) break;
      }
    }
    return seen;
  }

  test('the feed shows each its transactions, once and in order, however often it is resumed', async () => {
    const submitters = [issuer.openSubmitter(), acquirer.openSubmitter()];
    const other = running.network.connect('ACQUIRER-B').openSubmitter();
    const isBusy = (async () => {
      for (let round = 0; round < 25; round += 1) {
        await Promise.all([
          submitters[0]!.submit(cards.map((card) => earn(card))),
          submitters[1]!.submit(cards.map((card) => earn(card, { merchant: 'SHOP', program: 'BETA' }))),
          other.submit(cards.map((card) => earn(card, { merchant: 'KIOSK' }))),
        ]);
      }
    })();
    // While the journal grows, and on purpose with more resumptions than anybody would make.
    const early = await follow(issuer, 300, 3);
    await isBusy;
    await Promise.all([...submitters, other].map((submitter) => submitter.close()));

    const journal = await readJournal(running.databaseUrl);
    const visible = {
      'ISSUER-A': ({ program, origin }: JournalRow) => program !== 'BETA' || origin === 'ISSUER-A',
      'ACQUIRER-A': ({ merchant, origin }: JournalRow) => merchant === 'SHOP' || origin === 'ACQUIRER-A',
      'ACQUIRER-B': ({ origin }: JournalRow) => origin === 'ACQUIRER-B',
      OPERATOR: () => true,
    };
    const byShard = (names: readonly string[]): string[] =>
      [...names].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
    for (const [who, isVisible] of Object.entries(visible)) {
      const expected = journal.filter(isVisible).map(nameOf);
      const client = running.network.connect(who as keyof typeof visible);
      // Sorting is stable: the order within each shard is that in which they came.
      expect(byShard(await follow(client, expected.length, 2)), who).toEqual(expected);
    }
    expect(new Set(early).size).toBe(early.length);
    const names = new Set(journal.map(nameOf));
    expect(early.filter((name) => !names.has(name))).toEqual([]);
  });

  test('a feed from now on begins with what commits next', async () => {
    const abort = new AbortController();
    const card = cards[4] as number;
    const watching = (async () => {
      for await (const answer of issuer.watch({ fromNow: true, signal: abort.signal })) {
        if (answer.transactions.length === 0) continue;
        return answer.transactions.map(({ transaction }) => transaction?.id);
      }
      return [];
    })();
    const ids: string[] = [];
    let isSeen = false;
    void watching.finally(() => {
      isSeen = true;
    });
    // The stream may begin behind the first of them.
    while (!isSeen) {
      const transaction = earn(card);
      ids.push(transaction.id);
      await issuer.submit(transaction);
    }
    abort.abort();
    const seen = await watching;
    expect(seen.length).toBeGreaterThan(0);
    expect(ids).toEqual(expect.arrayContaining(seen));
  });
});
