import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import { ALIAS, PROGRAM_CODE } from '../directory/formats.ts';
import type { CardRecord } from '../directory/ports.ts';
import { isRefusal } from '../directory/refusal.ts';
import { isCardNumber } from '../ledger/card.ts';
import type { Card } from '../wire/generated/tongfen/v1/Card.ts';
import type { GetAccountsRequest__Output } from '../wire/generated/tongfen/v1/GetAccountsRequest.ts';
import type { GetAccountsResponse } from '../wire/generated/tongfen/v1/GetAccountsResponse.ts';
import type { GetCardRequest__Output } from '../wire/generated/tongfen/v1/GetCardRequest.ts';
import type { ListStatementRequest__Output } from '../wire/generated/tongfen/v1/ListStatementRequest.ts';
import type { ListStatementResponse } from '../wire/generated/tongfen/v1/ListStatementResponse.ts';
import type { OpenCardsRequest__Output } from '../wire/generated/tongfen/v1/OpenCardsRequest.ts';
import type { OpenCardsResponse } from '../wire/generated/tongfen/v1/OpenCardsResponse.ts';
import type { SetCardStatusRequest__Output } from '../wire/generated/tongfen/v1/SetCardStatusRequest.ts';
import { millisecondsOf } from './codec.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { refusedChange } from './directory-answers.ts';
import type { GatewayPorts } from './ports.ts';
import { invalidArgument, notFound, Refusal } from './refusal.ts';
import type { Router } from './router.ts';
import type { Caller, UnaryHandler } from './unary.ts';
import { accountView, cardView, entryView } from './views.ts';
import type { Sights } from './visibility.ts';
import { maySee } from './visibility.ts';

const PAGE_SIZE_DEFAULT = 50;
const PAGE_SIZE_MAX = 500;

/** `tongfen.v1.Accounts` */
export class AccountsService {
  readonly #ports: Pick<GatewayPorts, 'directory' | 'books'>;
  readonly #router: Router;
  readonly #sights: Sights;

  constructor(ports: Pick<GatewayPorts, 'directory' | 'books'>, router: Router, sights: Sights) {
    this.#ports = ports;
    this.#router = router;
    this.#sights = sights;
  }

  implementation(
    unary: <Request, Response>(
      handle: UnaryHandler<Request, Response>,
    ) => UntypedServiceImplementation[string],
  ): UntypedServiceImplementation {
    return {
      OpenCards: unary(this.#openCards.bind(this)),
      SetCardStatus: unary(this.#setCardStatus.bind(this)),
      GetCard: unary(this.#getCard.bind(this)),
      GetAccounts: unary(this.#getAccounts.bind(this)),
      ListStatement: unary(this.#listStatement.bind(this)),
    };
  }

  async #openCards(
    { issuer, aliases }: OpenCardsRequest__Output,
    { participant }: Caller,
  ): Promise<OpenCardsResponse | Refusal> {
    const forItself = issuer === '' || issuer === participant.code;
    if (!forItself && !participant.roles.includes('OPERATOR')) {
      return new Refusal('PERMISSION_DENIED', 'only the operator opens cards of another');
    }
    if (forItself && !participant.roles.includes('ISSUER')) {
      return new Refusal('PERMISSION_DENIED', 'only issuers have cards');
    }
    // One card for an alias, also for one that is named twice.
    const distinct = [...new Set(aliases)];
    const cards = await this.#ports.directory.openCards(forItself ? participant.code : issuer, distinct);
    if (isRefusal(cards)) return refusedChange(cards);
    const byAlias = new Map(distinct.map((alias, index) => [alias, cards[index] as CardRecord]));
    return { cards: aliases.map((alias) => cardView(byAlias.get(alias) as CardRecord)) };
  }

  async #setCardStatus(
    { card, status }: SetCardStatusRequest__Output,
    { participant, deadlineAtMs }: Caller,
  ): Promise<Card | Refusal> {
    if (!isCardNumber(card)) return invalidArgument('card', 'must be a card number of 16 digits');
    if (status !== 'CARD_STATUS_ACTIVE' && status !== 'CARD_STATUS_BLOCKED') {
      return invalidArgument('status', 'must be CARD_STATUS_ACTIVE or CARD_STATUS_BLOCKED');
    }
    if (!isCardOf(await this.#ports.directory.card(card), participant)) return notFound('card');
    const wanted = status === 'CARD_STATUS_ACTIVE' ? 'active' : 'blocked';
    await this.#router.setCardStatus(card, wanted, deadlineAtMs);
    const changed = await this.#ports.directory.card(card);
    return changed === undefined ? notFound('card') : cardView(changed);
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
      return this.#ports.directory.cardByAlias(issuer, alias);
    }
    if (card === undefined || !isCardNumber(card)) {
      return invalidArgument('card', 'must be a card number of 16 digits');
    }
    return this.#ports.directory.card(card);
  }

  async #getAccounts(
    { card, program }: GetAccountsRequest__Output,
    { participant }: Caller,
  ): Promise<GetAccountsResponse | Refusal> {
    if (!isCardNumber(card)) return invalidArgument('card', 'must be a card number of 16 digits');
    if (program !== '' && !PROGRAM_CODE.test(program)) {
      return invalidArgument('program', 'must be a program code');
    }
    const sight = await this.#sights.of(participant);
    const seen = (await this.#ports.books.accounts(card)).filter(
      (account) => sight.all || sight.programs.has(account.program),
    );
    const isVisible = seen.length > 0 || isCardOf(await this.#ports.directory.card(card), participant);
    if (!isVisible) return notFound('card');
    return {
      accounts: seen.filter((account) => program === '' || account.program === program).map(accountView),
    };
  }

  /** A card that does not exist and one of which the caller sees nothing have the same, empty statement. */
  async #listStatement(
    request: ListStatementRequest__Output,
    { participant }: Caller,
  ): Promise<ListStatementResponse | Refusal> {
    const { card, program, pageSize, pageToken } = request;
    if (!isCardNumber(card)) return invalidArgument('card', 'must be a card number of 16 digits');
    if (program !== '' && !PROGRAM_CODE.test(program)) {
      return invalidArgument('program', 'must be a program code');
    }
    if (pageSize < 0 || pageSize > PAGE_SIZE_MAX) {
      return invalidArgument('page_size', `must be 1 to ${PAGE_SIZE_MAX}, or 0 for ${PAGE_SIZE_DEFAULT}`);
    }
    if (!isTime(request.from)) return invalidArgument('from', 'must be a time of the years 1 to 9999');
    if (!isTime(request.to)) return invalidArgument('to', 'must be a time of the years 1 to 9999');
    const fromMs = request.from === null ? undefined : millisecondsOf(request.from);
    const toMs = request.to === null ? undefined : millisecondsOf(request.to);
    const question = `statement ${participant.code} ${card} ${program} ${fromMs} ${toMs}`;
    const before = pageToken === '' ? [] : readCursor(question, pageToken);
    if (before === undefined) {
      return invalidArgument('page_token', 'must come from a page of the same statement');
    }

    const limit = pageSize === 0 ? PAGE_SIZE_DEFAULT : pageSize;
    const sight = await this.#sights.of(participant);
    const read = await this.#ports.books.statement({
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
      transactions: read.filter(({ entry }) => maySee(sight, entry)).map(entryView),
      nextPageToken: last === undefined || read.length < limit ? '' : writeCursor(question, [last.entry.seq]),
    };
  }
}

function isCardOf(card: CardRecord | undefined, participant: Caller['participant']): card is CardRecord {
  if (card === undefined) return false;
  return card.issuer === participant.code || participant.roles.includes('OPERATOR');
}

type Time = { readonly seconds: number; readonly nanos: number } | null;

/** The range of google.protobuf.Timestamp: the years 1 to 9999. */
function isTime(time: Time): boolean {
  return time === null || (time.seconds >= -62_135_596_800 && time.seconds <= 253_402_300_799);
}
