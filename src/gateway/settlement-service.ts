import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import { assert } from '../assert.ts';
import { PARTICIPANT_CODE } from '../directory/formats.ts';
import { Fault } from '../fault.ts';
import { isRefused } from '../refused.ts';
import { reversalOf } from '../settlement/exception.ts';
import type { CloseCycleRequest__Output } from '../wire/generated/tongfen/v1/CloseCycleRequest.ts';
import type { CloseCycleResponse } from '../wire/generated/tongfen/v1/CloseCycleResponse.ts';
import type { ConfirmSettlementRequest__Output } from '../wire/generated/tongfen/v1/ConfirmSettlementRequest.ts';
import type { CycleSettlement } from '../wire/generated/tongfen/v1/CycleSettlement.ts';
import type { GetLiabilityRequest__Output } from '../wire/generated/tongfen/v1/GetLiabilityRequest.ts';
import type { GetLiabilityResponse } from '../wire/generated/tongfen/v1/GetLiabilityResponse.ts';
import type { GetSettlementRequest__Output } from '../wire/generated/tongfen/v1/GetSettlementRequest.ts';
import type { ListCyclesRequest__Output } from '../wire/generated/tongfen/v1/ListCyclesRequest.ts';
import type { ListCyclesResponse } from '../wire/generated/tongfen/v1/ListCyclesResponse.ts';
import type { ResolveExceptionRequest__Output } from '../wire/generated/tongfen/v1/ResolveExceptionRequest.ts';
import type { SettlementException } from '../wire/generated/tongfen/v1/SettlementException.ts';
import { businessDateOf, deadlineSignal, pageLimit } from './arguments.ts';
import type { CallLimit } from './call-limit.ts';
import { answered, refusedByPort } from './port-answers.ts';
import type { GatewayPorts } from './ports.ts';
import { invalidArgument, notFound, Refusal, refusalOf } from './refusal.ts';
import { mayActFor } from './roles.ts';
import type { Router } from './router.ts';
import type { SettlementFileCall, SettlementFileParts } from './settlement-file-call.ts';
import { serveSettlementFile, settlementOf } from './settlement-file-call.ts';
import { exceptionView, liabilityView, settlementCycleView, settlementView } from './settlement-views.ts';
import type { Caller, UnaryMethod } from './unary.ts';
import { forOperators } from './unary.ts';
import { isUuid } from './validation.ts';

type SettlementParts = SettlementFileParts & {
  readonly router: Pick<Router, 'submit'>;
  /** Liability reports that are being made. */
  readonly reports: CallLimit;
  readonly ports: Pick<GatewayPorts, 'directory' | 'cutOver' | 'clock' | 'settlement'>;
};

const CYCLES_PAGE = { usual: 50, max: 500 };
const REASON_MAX = 200;
/** Lines of text, without the one character that the database does not take. */
const REASON = /^[^\0]+$/;

/** `tongfen.v1.Settlement` */
export class SettlementService {
  readonly #parts: SettlementParts;

  constructor(parts: SettlementParts) {
    this.#parts = parts;
  }

  implementation(unary: UnaryMethod): UntypedServiceImplementation {
    const operators = forOperators(unary);
    return {
      ListCycles: unary(this.#listCycles.bind(this)),
      GetSettlement: unary(this.#getSettlement.bind(this)),
      CloseCycle: operators(this.#closeCycle.bind(this)),
      ConfirmSettlement: operators(this.#confirmSettlement.bind(this)),
      ResolveException: unary(this.#resolveException.bind(this)),
      DownloadSettlementFile: (call: SettlementFileCall) => {
        void serveSettlementFile(call, this.#parts);
      },
      GetLiability: unary(this.#getLiability.bind(this)),
    };
  }

  async #listCycles({ before, pageSize }: ListCyclesRequest__Output): Promise<ListCyclesResponse | Refusal> {
    const limit = pageLimit(pageSize, CYCLES_PAGE);
    if (limit instanceof Refusal) return limit;
    const cycles = await this.#parts.ports.settlement.cycles({
      before: before === 0 ? undefined : before,
      limit,
    });
    return { cycles: cycles.map(settlementCycleView) };
  }

  async #getSettlement(
    { cycle }: GetSettlementRequest__Output,
    { participant }: Caller,
  ): Promise<CycleSettlement | Refusal> {
    const settlement = await this.#parts.ports.settlement.settlement(cycle);
    if (isRefused(settlement)) return refusedByPort(settlement);
    return settlementView(settlementOf(settlement, await this.#parts.sights.of(participant)));
  }

  async #closeCycle(
    { cycle: number, businessDate }: CloseCycleRequest__Output,
    caller: Caller,
  ): Promise<CloseCycleResponse | Refusal> {
    const date = businessDateOf(businessDate);
    if (date instanceof Refusal) return date;
    const { ports } = this.#parts;
    const before = await ports.settlement.settlement(number);
    if (isRefused(before)) return refusedByPort(before);
    const isOpen = before.cycle.state === 'open';
    let alreadyLeft = true;
    if (isOpen || before.cycle.state === 'crossing') {
      if (isOpen && date !== undefined && date <= before.cycle.businessDate) {
        return invalidArgument('business_date', 'must be later than that of the cycle');
      }
      const crossed = await ports.cutOver.cutOver(date, deadlineSignal(caller, ports.clock), number);
      if (isRefused(crossed)) return refusedByPort(crossed);
      alreadyLeft = crossed.alreadyCutOver;
    }
    const settlement = await ports.settlement.settlement(number);
    if (isRefused(settlement)) return refusedByPort(settlement);
    return { settlement: settlementView(settlement), alreadyLeft };
  }

  async #confirmSettlement(
    { cycle, participant, decision, settled, failed }: ConfirmSettlementRequest__Output,
    caller: Caller,
  ): Promise<CycleSettlement | Refusal> {
    if (decision === undefined || (decision === 'settled' && settled !== true)) {
      return invalidArgument('decision', 'must be settled, or why it failed');
    }
    const reason = failed ?? '';
    if (decision === 'failed' && (reason.length > REASON_MAX || !REASON.test(reason))) {
      return invalidArgument('failed', `must say why in 1 to ${REASON_MAX} characters`);
    }
    if (!PARTICIPANT_CODE.test(participant)) return notFound('participant');
    const answer = await this.#parts.ports.settlement.decide({
      cycle,
      party: participant,
      isSettled: decision === 'settled',
      by: caller.participant.code,
      reason,
    });
    return answered(answer, settlementView);
  }

  async #resolveException(
    { exception: id, resolution }: ResolveExceptionRequest__Output,
    { participant, deadlineAtMs }: Caller,
  ): Promise<SettlementException | Refusal> {
    if (!isUuid(id)) return invalidArgument('exception', 'must be a UUID');
    if (resolution !== 'EXCEPTION_UPHOLD' && resolution !== 'EXCEPTION_REVERSE') {
      return invalidArgument('resolution', 'must be EXCEPTION_UPHOLD or EXCEPTION_REVERSE');
    }
    const { settlement } = this.#parts.ports;
    const disputed = await settlement.exception(id);
    if (disputed === undefined || !mayActFor(participant, disputed.issuer)) return notFound('exception');
    const reverse = resolution === 'EXCEPTION_REVERSE';
    const resolved = await settlement.resolveException({ exception: id, reverse, by: participant.code });
    if (isRefused(resolved)) return refusedByPort(resolved);
    if (resolved.state !== 'approved') return exceptionView(resolved);
    const [answer] = await this.#parts.router.submit([reversalOf(resolved)], deadlineAtMs);
    assert(answer !== undefined, 'every transaction has an answer');
    if (answer instanceof Fault) return refusalOf(answer);
    return exceptionView(await settlement.finishException(id, answer.outcome));
  }

  async #getLiability(
    { program, cycle }: GetLiabilityRequest__Output,
    { participant }: Caller,
  ): Promise<GetLiabilityResponse | Refusal> {
    const { ports, reports } = this.#parts;
    const programs = (await ports.directory.programs())
      .filter(({ code }) => program === '' || code === program)
      .filter(({ issuer }) => mayActFor(participant, issuer))
      .map(({ code }) => code);
    if (program !== '' && programs.length === 0) return notFound('program');
    return reports.within(participant.code, async () => {
      const liabilities = await ports.settlement.liability(programs, cycle === 0 ? undefined : cycle);
      if (isRefused(liabilities)) return refusedByPort(liabilities);
      return { liabilities: liabilities.map(liabilityView) };
    });
  }
}
