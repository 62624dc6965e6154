import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import { assert } from '../assert.ts';
import { ALIAS, PARTICIPANT_CODE, PROGRAM_CODE } from '../directory/formats.ts';
import type { CardRecord } from '../directory/ports.ts';
import type { CardStatus } from '../ledger/account.ts';
import { availableOf } from '../ledger/account.ts';
import { isRefused } from '../refused.ts';
import type { Card } from '../wire/generated/tongfen/v1/Card.ts';
import type { GetAccountsRequest__Output } from '../wire/generated/tongfen/v1/GetAccountsRequest.ts';
import type { GetAccountsResponse } from '../wire/generated/tongfen/v1/GetAccountsResponse.ts';
import type { GetBalanceRequest__Output } from '../wire/generated/tongfen/v1/GetBalanceRequest.ts';
import type { GetBalanceResponse } from '../wire/generated/tongfen/v1/GetBalanceResponse.ts';
import type { GetCardRequest__Output } from '../wire/generated/tongfen/v1/GetCardRequest.ts';
import type { ListStatementRequest__Output } from '../wire/generated/tongfen/v1/ListStatementRequest.ts';
import type { ListStatementResponse } from '../wire/generated/tongfen/v1/ListStatementResponse.ts';
import type { OpenCardsRequest__Output } from '../wire/generated/tongfen/v1/OpenCardsRequest.ts';
import type { OpenCardsResponse } from '../wire/generated/tongfen/v1/OpenCardsResponse.ts';
import type { SetCardStatusRequest__Output } from '../wire/generated/tongfen/v1/SetCardStatusRequest.ts';
import { cardRefusal, pageLimit } from './arguments.ts';
import type { BalanceInquiries } from './balance-inquiries.ts';
import { CallLimit } from './call-limit.ts';
import { millisecondsOf } from './codec.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Limit } from './limits.ts';
import { INQUIRIES_MAX } from './limits.ts';
import { refusedByPort } from './port-answers.ts';
import type { GatewayPorts } from './ports.ts';
import { invalidArgument, issuerUnavailable, limitPassed, notFound, Refusal } from './refusal.ts';
import { isOperator, mayActFor } from './roles.ts';
import type { Router } from './router.ts';
import type { Caller, UnaryMethod } from './unary.ts';
import { accountView, cardView, entryView } from './views.ts';
import type { Sights } from './visibility.ts';
import { seenEntry } from './visibility.ts';

const STATEMENT_PAGE = { usual: 50, max: 500 };

/** What a caller is told to wait whose issuer has too many inquiries waiting: about as long as a few of them take. */
const FULL_RETRY_MS = 500;

export interface AccountsParts {
  readonly ports: Pick<GatewayPorts, 'directory' | 'books'>;
  readonly router: Router;
  readonly sights: Sights;
  readonly inquiries: BalanceInquiries;
  readonly onLimit: (limit: Limit) => void;
}

/** `tongfen.v1.Accounts` */
export class AccountsService {
  readonly #parts: AccountsParts;
  readonly #statusChanges: CallLimit;

  constructor(parts: AccountsParts) {
    this.#parts = parts;
    this.#statusChanges = new CallLimit('card-status-changes', parts.onLimit);
  }

  /** @param reading makes methods that wait for nothing but the database; `unary` those that have limits of their own */
  implementation(unary: UnaryMethod, reading: UnaryMethod): UntypedServiceImplementation {
    return {
      OpenCards: reading(this.#openCards.bind(this)),
      SetCardStatus: unary(this.#setCardStatus.bind(this)),
      GetCard: reading(this.#getCard.bind(this)),
      GetAccounts: reading(this.#getAccounts.bind(this)),
      GetBalance: unary(this.#getBalance.bind(this)),
      ListStatement: reading(this.#listStatement.bind(this)),
    };
  }

  async #openCards(
    { issuer, aliases }: OpenCardsRequest__Output,
    { participant }: Caller,
  ): Promise<OpenCardsResponse | Refusal> {
    const forItself = issuer === '' || issuer === participant.code;
    if (!forItself && !isOperator(participant)) {
      return new Refusal('PERMISSION_DENIED', 'only the operator opens cards of another');
    }
    if (forItself && !participant.roles.includes('ISSUER')) {
      return new Refusal('PERMISSION_DENIED', 'only issuers have cards');
    }
    if (!forItself && !PARTICIPANT_CODE.test(issuer)) return notFound('issuer');
    // One card for an alias, also for one that is named twice.
    const distinct = [...new Set(aliases)];
    const cards = await this.#parts.ports.directory.openCards(
      forItself ? participant.code : issuer,
      distinct,
    );
    if (isRefused(cards)) return refusedByPort(cards);
    const byAlias = new Map(distinct.map((alias, index) => [alias, cards[index] as CardRecord]));
    return { cards: aliases.map((alias) => cardView(byAlias.get(alias) as CardRecord)) };
  }

  async #setCardStatus(
    { card, status }: SetCardStatusRequest__Output,
    { participant, deadlineAtMs }: Caller,
  ): Promise<Card | Refusal> {
    const refusal = cardRefusal(card);
    if (refusal !== undefined) return refusal;
    if (status !== 'CARD_STATUS_ACTIVE' && status !== 'CARD_STATUS_BLOCKED') {
      return invalidArgument('status', 'must be CARD_STATUS_ACTIVE or CARD_STATUS_BLOCKED');
    }
    const before = await this.#parts.ports.directory.card(card);
    if (!isCardOf(before, participant)) return notFound('card');
    const wanted = status === 'CARD_STATUS_ACTIVE' ? 'active' : 'blocked';
    return this.#statusChanges.within(participant.code, async () =>
      cardView(await this.#changeStatus(before, wanted, deadlineAtMs)),
    );
  }

  /** What was asked before and given up may still be on its way, and take the version first: then the next one is taken. */
  async #changeStatus(before: CardRecord, status: CardStatus, deadlineAtMs: number): Promise<CardRecord> {
    const version = before.statusVersion + 1;
    await this.#parts.router.setCardStatus({ card: before.number, status, version }, deadlineAtMs);
    const changed = await this.#parts.ports.directory.card(before.number);
    assert(
      changed !== undefined && changed.statusVersion >= version,
      'a change that is confirmed can be read',
    );
    return changed.status === status ? changed : this.#changeStatus(changed, status, deadlineAtMs);
  }

  async #getCard(request: GetCardRequest__Output, { participant }: Caller): Promise<Card | Refusal> {
    const card = await this.#find(request, participant.code);
    if (card instanceof Refusal) return card;
    return isCardOf(card, participant) ? cardView(card) : notFound('card');
  }

  #find(
    { by, card, alias }: GetCardRequest__Output,
    issuer: string,
  ): Promise<CardRecord | undefined> | Refusal {
    if (by === 'alias') {
      if (alias === undefined || !ALIAS.test(alias)) {
        return invalidArgument('alias', 'must be 1 to 64 printable ASCII characters');
      }
      return this.#parts.ports.directory.cardByAlias(issuer, alias);
    }
    const number = card ?? 0;
    return cardRefusal(number) ?? this.#parts.ports.directory.card(number);
  }

  async #getAccounts(
    { card, program }: GetAccountsRequest__Output,
    { participant }: Caller,
  ): Promise<GetAccountsResponse | Refusal> {
    const refusal = accountRefusal(card, program);
    if (refusal !== undefined) return refusal;
    const sight = await this.#parts.sights.of(participant);
    const seen = (await this.#parts.ports.books.accounts(card)).filter(
      (account) => sight.all || sight.programs.has(account.program),
    );
    const isVisible = seen.length > 0 || isCardOf(await this.#parts.ports.directory.card(card), participant);
    if (!isVisible) return notFound('card');
    return {
      accounts: seen.filter((account) => program === '' || account.program === program).map(accountView),
    };
  }

  /**
   * An external program's host is asked whether or not the network knows the card: what the caller is told depends on the
   * host alone.
   */
  async #getBalance(
    { card, program: code }: GetBalanceRequest__Output,
    { participant, deadlineAtMs }: Caller,
  ): Promise<GetBalanceResponse | Refusal> {
    if (!PROGRAM_CODE.test(code)) return invalidArgument('program', 'must be a program code');
    const refusal = cardRefusal(card);
    if (refusal !== undefined) return refusal;
    const { ports, sights, inquiries, onLimit } = this.#parts;
    const sight = await sights.of(participant);
    const program = sight.all || sight.programs.has(code) ? await ports.directory.program(code) : undefined;
    if (program === undefined) return notFound('account');
    if (program.host === undefined) {
      const account = (await ports.books.accounts(card)).find((each) => each.program === code);
      if (account === undefined) return notFound('account');
      const { posted, held } = account;
      return { posted, held, available: availableOf(account), fromHost: false };
    }
    const answer = await inquiries.ask({ issuer: program.issuer, card, program: code }, deadlineAtMs);
    switch (answer.kind) {
      case 'known': {
        const { posted, held } = answer;
        return { posted, held, available: posted - held, fromHost: true };
      }
      case 'unknown':
        return notFound('account');
      case 'none':
        return issuerUnavailable();
      case 'full':
        onLimit('balance-inquiries');
        return limitPassed(
          'balance-inquiries',
          `at most ${INQUIRIES_MAX} inquiries to one issuer`,
          FULL_RETRY_MS,
        );
    }
  }

  /** A card that does not exist and one of which the caller sees nothing have the same, empty statement. */
  async #listStatement(
    request: ListStatementRequest__Output,
    { participant }: Caller,
  ): Promise<ListStatementResponse | Refusal> {
    const { card, program, pageSize, pageToken } = request;
    const refusal = accountRefusal(card, program);
    if (refusal !== undefined) return refusal;
    const limit = pageLimit(pageSize, STATEMENT_PAGE);
    if (limit instanceof Refusal) return limit;
    if (!isTime(request.from)) return invalidArgument('from', 'must be a time of the years 1 to 9999');
    if (!isTime(request.to)) return invalidArgument('to', 'must be a time of the years 1 to 9999');
    const fromMs = request.from === null ? undefined : millisecondsOf(request.from);
    const toMs = request.to === null ? undefined : millisecondsOf(request.to);
    const question = `statement ${participant.code} ${card} ${program} ${fromMs} ${toMs}`;
    const before = pageToken === '' ? [] : readCursor(question, pageToken);
    if (before === undefined) {
      return invalidArgument('page_token', 'must come from a page of the same statement');
    }

    const sight = await this.#parts.sights.of(participant);
    const read = await this.#parts.ports.books.statement({
      card,
      program: program === '' ? undefined : program,
      visibility: sight,
      fromMs,
      toMs,
      beforeSeq: before[0],
      limit,
    });
    const last = read.at(-1);
    return {
      transactions: read.map(({ shard, entry }) => entryView({ shard, entry: seenEntry(sight, entry) })),
      nextPageToken: last === undefined || read.length < limit ? '' : writeCursor(question, [last.entry.seq]),
    };
  }
}

/** @param program '' for all */
function accountRefusal(card: number, program: string): Refusal | undefined {
  const isProgram = program === '' || PROGRAM_CODE.test(program);
  return cardRefusal(card) ?? (isProgram ? undefined : invalidArgument('program', 'must be a program code'));
}

function isCardOf(card: CardRecord | undefined, participant: Caller['participant']): card is CardRecord {
  return card !== undefined && mayActFor(participant, card.issuer);
}

type Time = { readonly seconds: number; readonly nanos: number } | null;

/** The range of google.protobuf.Timestamp: the years 1 to 9999. */
function isTime(time: Time): boolean {
  return time === null || (time.seconds >= -62_135_596_800 && time.seconds <= 253_402_300_799);
}
