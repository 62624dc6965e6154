import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import { assert } from '../assert.ts';
import { isAmount, PARTICIPANT_CODE } from '../directory/formats.ts';
import type { ShardEntry } from '../directory/ports.ts';
import { Fault } from '../fault.ts';
import { isOfAsking } from '../ledger/host-message.ts';
import { returnOrigin, secondLegOrigin } from '../ledger/leg.ts';
import type { Result } from '../ledger/transaction.ts';
import type { CommittedTransaction } from '../wire/generated/tongfen/v1/CommittedTransaction.ts';
import type { GetTransactionRequest__Output } from '../wire/generated/tongfen/v1/GetTransactionRequest.ts';
import type { QuoteRequest__Output } from '../wire/generated/tongfen/v1/QuoteRequest.ts';
import type { QuoteResponse } from '../wire/generated/tongfen/v1/QuoteResponse.ts';
import { cardRefusal } from './arguments.ts';
import { timestampOf } from './codec.ts';
import type { GatewayPorts } from './ports.ts';
import { invalidArgument, notFound, Refusal, refusalOf } from './refusal.ts';
import { isPrivileged, mayActFor } from './roles.ts';
import type { SubmitStreamCall, SubmitStreamParts } from './submit-stream.ts';
import { SubmitStream } from './submit-stream.ts';
import type { Caller, UnaryMethod } from './unary.ts';
import { isUuid } from './validation.ts';
import { entryView } from './views.ts';
import { maySee, seenEntry } from './visibility.ts';
import type { WatchCall, WatchParts } from './watch-stream.ts';
import { WatchStream } from './watch-stream.ts';
import type { BatchResponse, WireBatchRequest, WireSubmitRequest } from './wire.ts';

type ClearingParts = SubmitStreamParts & WatchParts & { readonly ports: Pick<GatewayPorts, 'quotes'> };

/** `tongfen.v1.Clearing` */
export class ClearingService {
  readonly #parts: ClearingParts;

  constructor(parts: ClearingParts) {
    this.#parts = parts;
  }

  /** @param reading makes methods that read the database */
  implementation(unary: UnaryMethod, reading: UnaryMethod): UntypedServiceImplementation {
    return {
      Submit: unary(this.#submit.bind(this)),
      SubmitBatch: unary(this.#submitBatch.bind(this)),
      SubmitStream: (call: SubmitStreamCall) => {
        new SubmitStream(call, this.#parts);
      },
      Quote: unary(this.#quote.bind(this)),
      GetTransaction: reading(this.#getTransaction.bind(this)),
      WatchTransactions: (call: WatchCall) => {
        void new WatchStream(call, this.#parts).run();
      },
    };
  }

  async #submit({ transaction }: WireSubmitRequest, caller: Caller): Promise<Result | Refusal> {
    if (transaction === null) return invalidArgument('transaction', 'is needed');
    const answers = await this.#parts.submissions.submit([transaction], caller, () => 'transaction');
    if (answers instanceof Refusal) return answers;
    const answer = answers[0];
    assert(answer !== undefined, 'every transaction has an answer');
    return answer instanceof Fault ? refusalOf(answer) : answer;
  }

  async #submitBatch(
    { batch, transactions }: WireBatchRequest,
    caller: Caller,
  ): Promise<BatchResponse | Refusal> {
    const pathOf = (index: number): string => `transactions[${index}]`;
    const answers = await this.#parts.submissions.submit(transactions, caller, pathOf);
    return answers instanceof Refusal ? answers : { batch, answers, error: undefined };
  }

  async #quote(request: QuoteRequest__Output, { participant }: Caller): Promise<QuoteResponse | Refusal> {
    const { quotes } = this.#parts.ports;
    const { fromProgram, toProgram } = request;
    if (!isPrivileged(participant))
      return new Refusal('PERMISSION_DENIED', 'this is for issuers and operators');
    const from = await quotes.program(fromProgram);
    const to = await quotes.program(toProgram);
    const isOwn = mayActFor(participant, from?.issuer);
    if (from === undefined || to === undefined || !isOwn) return notFound('program');
    if (fromProgram === toProgram) return invalidArgument('to_program', 'must be another program');
    const field = request.amount === 'amountOut' ? 'amount_out' : 'amount_in';
    const { amountIn = 0, amountOut = 0 } = request;
    if (!isAmount(field === 'amount_in' ? amountIn : amountOut)) {
      return invalidArgument(field, 'must be 1 to 10^12');
    }
    const signed = await quotes.quote({
      participant: participant.code,
      fromProgram,
      toProgram,
      amountIn,
      amountOut,
    });
    if (signed === undefined) {
      return invalidArgument(
        field,
        'must be worth a unit of the other program, and within the limits of both',
      );
    }
    const { quote, token } = signed;
    return {
      amountIn: quote.amountIn,
      amountOut: quote.exchanged.amountOut,
      token,
      expiresAt: timestampOf(quote.expiresAtMs),
      standard: quote.exchanged,
    };
  }

  async #getTransaction(
    { card, id }: GetTransactionRequest__Output,
    { participant }: Caller,
  ): Promise<CommittedTransaction | Refusal> {
    const refusal = cardRefusal(card);
    if (refusal !== undefined) return refusal;
    if (!isUuid(id)) return invalidArgument('id', 'must be a UUID');
    const entries = await this.#parts.ports.books.entries(card, id.toLowerCase());
    const sight = await this.#parts.sights.ofEntries(
      participant,
      entries.map(({ entry }) => entry),
    );
    const seen = entries.filter(({ entry }) => !isOfAsking(entry.origin) && maySee(sight, entry));
    // Another participant may have used the id on this card as well: the caller asks for its own first.
    const isOwn = ({ entry }: ShardEntry): boolean => entry.origin === participant.code;
    const found = seen.find(isOwn) ?? seen[0];
    const known = found === undefined ? undefined : await this.#asAnswered(found, entries);
    if (known === undefined) return notFound('transaction');
    return entryView({ shard: known.shard, entry: seenEntry(sight, known.entry) });
  }

  /**
   * The entry with the outcome that its submitter was told: a transfer's is that of its second leg, and of one that came back
   * nothing has moved in the end. Undefined while it has none.
   */
  async #asAnswered(found: ShardEntry, entries: readonly ShardEntry[]): Promise<ShardEntry | undefined> {
    const { card, id, origin, type, outcome, peer } = found.entry;
    if (type !== 'TRANSFER' || outcome !== 'POSTED' || !PARTICIPANT_CODE.test(origin)) return found;
    const legs = await this.#parts.ports.books.entries(peer, id);
    const second = legs.find(({ entry }) => entry.origin === secondLegOrigin(card, origin));
    if (second?.entry.outcome === 'POSTED') return found;
    const returned = entries.find(({ entry }) => entry.origin === returnOrigin(origin));
    if (second === undefined || returned === undefined) return undefined;
    const undone = { postedChange: 0, lots: [], counter: undefined, reason: '' };
    return {
      shard: returned.shard,
      entry: { ...returned.entry, ...undone, origin, outcome: second.entry.outcome },
    };
  }
}
