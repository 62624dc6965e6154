import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type Database from 'libsql';
import { assert } from '../assert.ts';
import { Fault } from '../fault.ts';

export interface Account {
  readonly card: number;
  readonly program: string;
  readonly isBlocked: boolean;
  /** What was captured, credits less debits. */
  readonly posted: number;
  /** Debits that are authorized and neither captured nor reversed. */
  readonly held: number;
}

/**
 * What the host knows of a transaction.
 *
 * - `DECLINED`: it moved nothing.
 * - `OPEN`: authorized; a debit's points are held.
 * - `CAPTURED`: its points were taken or given.
 * - `REVERSED`: what it did is undone, for ever; or its reversal came before it did.
 */
export type State = 'DECLINED' | 'OPEN' | 'CAPTURED' | 'REVERSED';

export interface BookedTransaction {
  readonly id: string;
  readonly card: number;
  readonly program: string;
  readonly direction: 'DEBIT' | 'CREDIT';
  readonly state: State;
  readonly authorized: number;
  readonly captured: number;
}

interface Message {
  readonly content: string;
  readonly answer: string;
}

const SCHEMA = `
  create table if not exists account (
    card integer not null,
    program text not null,
    blocked integer not null,
    posted integer not null,
    held integer not null,
    primary key (card, program)
  );
  create table if not exists "transaction" (
    id text primary key,
    card integer not null,
    program text not null,
    direction text not null,
    state text not null,
    authorized integer not null,
    captured integer not null
  );
  create table if not exists message (
    id text primary key,
    content text not null,
    answer text not null,
    arrived_at_ms integer not null
  );
  create index if not exists message_by_age on message (arrived_at_ms);
`;

/** The contract's; transactions are kept for ever. */
const MESSAGE_DAYS = 90;

/**
 * The books of a host: its members' accounts, the transactions that moved them, and the messages that were answered, in
 * one SQLite file. (By libsql, whose binaries are npm packages: an installation compiles and fetches nothing else.)
 * Everything is synchronous, so that one message is decided at a time, and durable when `commit` returns.
 */
export class HostBooks {
  readonly #database: Database.Database;
  readonly #account: Database.Statement;
  readonly #program: Database.Statement;
  readonly #saveAccount: Database.Statement;
  readonly #transaction: Database.Statement;
  readonly #saveTransaction: Database.Statement;
  readonly #message: Database.Statement;
  readonly #saveMessage: Database.Statement;

  /** @throws {Fault} `CONFIGURATION_INVALID` when the file can't be used */
  constructor(file: string) {
    this.#database = open(file);
    const prepare = (sql: string): Database.Statement => this.#database.prepare(sql);
    this.#account = prepare('select * from account where card = ? and program = ?');
    this.#program = prepare('select 1 from account where program = ? limit 1');
    this.#saveAccount = prepare(
      `insert into account (card, program, blocked, posted, held) values (?, ?, ?, ?, ?)
       on conflict do update set posted = excluded.posted, held = excluded.held`,
    );
    this.#transaction = prepare('select * from "transaction" where id = ?');
    this.#saveTransaction = prepare(
      `insert into "transaction" (id, card, program, direction, state, authorized, captured)
       values (?, ?, ?, ?, ?, ?, ?)
       on conflict do update set card = excluded.card, program = excluded.program, direction = excluded.direction,
         state = excluded.state, authorized = excluded.authorized, captured = excluded.captured`,
    );
    this.#message = prepare('select content, answer from message where id = ?');
    this.#saveMessage = prepare(
      'insert into message (id, content, answer, arrived_at_ms) values (?, ?, ?, ?)',
    );
  }

  /** What `work` writes is durable when this returns; when it throws, nothing was written. */
  commit<Result>(work: () => Result): Result {
    return this.#database.transaction(work).immediate();
  }

  account(card: number, program: string): Account | undefined {
    const row = this.#account.get(card, program) as (Account & { blocked: number }) | undefined;
    if (row === undefined) return undefined;
    return { card, program, isBlocked: row.blocked === 1, posted: row.posted, held: row.held };
  }

  hasProgram(program: string): boolean {
    return this.#program.get(program) !== undefined;
  }

  /** Every program, with how many members it has. */
  programs(): { program: string; members: number }[] {
    const sql = 'select program, count(*) as members from account group by program order by program';
    return this.#database.prepare(sql).all() as { program: string; members: number }[];
  }

  /** Opens an account; one that is there stays as it is. */
  openAccount(account: Account): void {
    if (this.account(account.card, account.program) === undefined) this.#save(account);
  }

  transaction(id: string): BookedTransaction | undefined {
    return this.#transaction.get(id) as BookedTransaction | undefined;
  }

  /** Books what a transaction has become; its account changes by what that does otherwise than before. */
  book(after: BookedTransaction): void {
    const { id, card, program, direction, state, authorized, captured } = after;
    const before = this.transaction(id);
    this.#saveTransaction.run(id, card, program, direction, state, authorized, captured);
    const had = before === undefined ? NOTHING : effectOf(before);
    const has = effectOf(after);
    if (had.posted === has.posted && had.held === has.held) return;
    const account = this.account(card, program);
    assert(account !== undefined, 'what moves points has an account');
    this.#save({
      ...account,
      posted: account.posted + has.posted - had.posted,
      held: account.held + has.held - had.held,
    });
  }

  message(id: string): Message | undefined {
    return this.#message.get(id) as Message | undefined;
  }

  addMessage(id: string, message: Message): void {
    this.#saveMessage.run(id, message.content, message.answer, Date.now());
  }

  close(): void {
    this.#database.close();
  }

  #save({ card, program, isBlocked, posted, held }: Account): void {
    this.#saveAccount.run(card, program, isBlocked ? 1 : 0, posted, held);
  }
}

const NOTHING = { posted: 0, held: 0 };

/** What a transaction does to its account in the state that it is in. */
function effectOf({ state, direction, authorized, captured }: BookedTransaction): typeof NOTHING {
  const isDebit = direction === 'DEBIT';
  if (state === 'OPEN') return { posted: 0, held: isDebit ? authorized : 0 };
  if (state === 'CAPTURED') return { posted: isDebit ? -captured : captured, held: 0 };
  return NOTHING;
}

function open(file: string): Database.Database {
  const Libsql = libsql();
  try {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    const database = new Libsql(file);
    // A commit is on the disk when it returns.
    database.exec('pragma journal_mode = wal');
    database.exec('pragma synchronous = full');
    database.exec(SCHEMA);
    database
      .prepare('delete from message where arrived_at_ms < ?')
      .run(Date.now() - MESSAGE_DAYS * 24 * 3_600_000);
    return database;
  } catch (cause) {
    throw new Fault('CONFIGURATION_INVALID', `${file} can't be used: ${(cause as Error).message}`, { cause });
  }
}

/** Loaded when there are books to open: its binary is an optional package, and the other commands do without it. */
function libsql(): typeof Database {
  try {
    return createRequire(import.meta.url)('libsql') as typeof Database;
  } catch (cause) {
    const message = `npm brought no libsql for ${process.platform}-${process.arch}, which keeps the books; install without --omit=optional`;
    throw new Fault('CONFIGURATION_INVALID', message, { cause });
  }
}
