import type { sendUnaryData, UntypedServiceImplementation } from '@grpc/grpc-js';
import { assert } from '../assert.ts';
import type { ParticipantRecord } from '../directory/ports.ts';
import { Fault } from '../fault.ts';
import { transactionOf } from '../reconciliation/adjustment.ts';
import type { AdjustmentRecord, ReconciliationRecord } from '../reconciliation/ports.ts';
import { isRefused } from '../refused.ts';
import type { BreakAdjustment } from '../wire/generated/tongfen/v1/BreakAdjustment.ts';
import type { DecideAdjustmentRequest__Output } from '../wire/generated/tongfen/v1/DecideAdjustmentRequest.ts';
import type { ListAdjustmentsRequest__Output } from '../wire/generated/tongfen/v1/ListAdjustmentsRequest.ts';
import type { ListAdjustmentsResponse } from '../wire/generated/tongfen/v1/ListAdjustmentsResponse.ts';
import type { ListBreaksRequest__Output } from '../wire/generated/tongfen/v1/ListBreaksRequest.ts';
import type { ListBreaksResponse } from '../wire/generated/tongfen/v1/ListBreaksResponse.ts';
import type { ProposeAdjustmentRequest__Output } from '../wire/generated/tongfen/v1/ProposeAdjustmentRequest.ts';
import type { ReconciliationResult } from '../wire/generated/tongfen/v1/ReconciliationResult.ts';
import { pageLimit } from './arguments.ts';
import { answered, refusedByPort } from './port-answers.ts';
import type { ReconcileParts, ReconcileStream } from './reconcile-call.ts';
import { serveReconcile } from './reconcile-call.ts';
import { adjustmentView, breakView } from './reconciliation-views.ts';
import { invalidArgument, notFound, Refusal, refusalOf } from './refusal.ts';
import { mayActFor } from './roles.ts';
import type { Router } from './router.ts';
import type { Caller, UnaryMethod } from './unary.ts';
import { isUuid } from './validation.ts';

export interface ReconciliationParts extends ReconcileParts {
  readonly router: Pick<Router, 'submit'>;
  /** Makes the id of an adjustment. */
  readonly newId: () => string;
}

const BREAKS_PAGE = { usual: 100, max: 1_000 };

/** `tongfen.v1.Reconciliation` */
export class ReconciliationService {
  readonly #parts: ReconciliationParts;

  constructor(parts: ReconciliationParts) {
    this.#parts = parts;
  }

  implementation(unary: UnaryMethod): UntypedServiceImplementation {
    return {
      Reconcile: (call: ReconcileStream, respond: sendUnaryData<ReconciliationResult>) => {
        void serveReconcile(call, respond, this.#parts);
      },
      ListBreaks: unary(this.#listBreaks.bind(this)),
      ProposeAdjustment: unary(this.#proposeAdjustment.bind(this)),
      DecideAdjustment: unary(this.#decideAdjustment.bind(this)),
      ListAdjustments: unary(this.#listAdjustments.bind(this)),
    };
  }

  async #listBreaks(
    { reconciliation, after, pageSize }: ListBreaksRequest__Output,
    { participant }: Caller,
  ): Promise<ListBreaksResponse | Refusal> {
    const limit = pageLimit(pageSize, BREAKS_PAGE);
    if (limit instanceof Refusal) return limit;
    if (!isCount(after)) return invalidArgument('after', 'must be the number of a break, or 0');
    const found = await this.#visible(reconciliation, participant);
    if (found === undefined) return notFound('reconciliation');
    const breaks = await this.#parts.ports.reconciliations.breaks({ reconciliation, after, limit });
    return { breaks: breaks.map(breakView) };
  }

  async #proposeAdjustment(
    request: ProposeAdjustmentRequest__Output,
    { participant }: Caller,
  ): Promise<BreakAdjustment | Refusal> {
    const { reconciliation, break: number } = request;
    if ((await this.#visible(reconciliation, participant)) === undefined) return notFound('reconciliation');
    if (!isCount(number)) return notFound('break');
    const { reconciliations } = this.#parts.ports;
    const id = this.#parts.newId();
    const proposed = await reconciliations.propose({
      id,
      reconciliation,
      break: number,
      concern: await this.#parts.sights.of(participant),
    });
    return answered(proposed, adjustmentView);
  }

  async #decideAdjustment(
    { id, approve }: DecideAdjustmentRequest__Output,
    { participant, deadlineAtMs }: Caller,
  ): Promise<BreakAdjustment | Refusal> {
    if (!isUuid(id)) return invalidArgument('id', 'must be a UUID');
    const { reconciliations } = this.#parts.ports;
    const proposed = await reconciliations.adjustment(id);
    if (proposed === undefined || !(await this.#mayDecide(proposed, participant))) {
      return notFound('adjustment');
    }
    if (proposed.proposedBy === participant.code) {
      return new Refusal(
        'PERMISSION_DENIED',
        'this is for another participant than the one that proposed it',
      );
    }
    const decided = await reconciliations.decide({ id, approve, by: participant.code });
    if (isRefused(decided)) return refusedByPort(decided);
    if (decided.status !== 'approved') return adjustmentView(decided);
    return this.#post(decided, deadlineAtMs);
  }

  /** Posts what is approved: under the adjustment's id, so that asking again after a fault posts it once. */
  async #post(adjustment: AdjustmentRecord, deadlineAtMs: number): Promise<BreakAdjustment | Refusal> {
    const { router, ports } = this.#parts;
    const [answer] = await router.submit([transactionOf(adjustment)], deadlineAtMs);
    assert(answer !== undefined, 'every transaction has an answer');
    if (answer instanceof Fault) return refusalOf(answer);
    return adjustmentView(await ports.reconciliations.finish(adjustment.id, answer.outcome));
  }

  async #listAdjustments(
    { reconciliation }: ListAdjustmentsRequest__Output,
    { participant }: Caller,
  ): Promise<ListAdjustmentsResponse | Refusal> {
    if (!isCount(reconciliation)) return notFound('reconciliation');
    const { reconciliations } = this.#parts.ports;
    const isVisible = (await this.#visible(reconciliation, participant)) !== undefined;
    const all = await reconciliations.adjustments(reconciliation);
    const seen: AdjustmentRecord[] = [];
    for (const each of all) if (isVisible || (await this.#mayDecide(each, participant))) seen.push(each);
    if (!isVisible && seen.length === 0) return notFound('reconciliation');
    return { adjustments: seen.map(adjustmentView) };
  }

  /** A reconciliation that is the participant's own; any, for the operator. */
  async #visible(number: number, participant: ParticipantRecord): Promise<ReconciliationRecord | undefined> {
    if (!isCount(number)) return undefined;
    const found = await this.#parts.ports.reconciliations.reconciliation(number);
    return mayActFor(participant, found?.participant) ? found : undefined;
  }

  async #mayDecide({ program }: AdjustmentRecord, participant: ParticipantRecord): Promise<boolean> {
    return mayActFor(participant, (await this.#parts.ports.directory.program(program))?.issuer);
  }
}

/** Numbers that things have in order, or 0. An int64 that a double can't hold is none. */
function isCount(number: number): boolean {
  return Number.isSafeInteger(number) && number >= 0;
}
