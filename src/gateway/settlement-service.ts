import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import { isRefusal } from '../directory/refusal.ts';
import { isDay } from '../ledger/calendar.ts';
import type { CloseCycleRequest__Output } from '../wire/generated/tongfen/v1/CloseCycleRequest.ts';
import type { CloseCycleResponse } from '../wire/generated/tongfen/v1/CloseCycleResponse.ts';
import type { ConfirmSettlementRequest__Output } from '../wire/generated/tongfen/v1/ConfirmSettlementRequest.ts';
import type { CycleSettlement } from '../wire/generated/tongfen/v1/CycleSettlement.ts';
import type { GetLiabilityRequest__Output } from '../wire/generated/tongfen/v1/GetLiabilityRequest.ts';
import type { GetLiabilityResponse } from '../wire/generated/tongfen/v1/GetLiabilityResponse.ts';
import type { GetSettlementRequest__Output } from '../wire/generated/tongfen/v1/GetSettlementRequest.ts';
import type { ListCyclesRequest__Output } from '../wire/generated/tongfen/v1/ListCyclesRequest.ts';
import type { ListCyclesResponse } from '../wire/generated/tongfen/v1/ListCyclesResponse.ts';
import { refusedChange } from './directory-answers.ts';
import type { GatewayPorts } from './ports.ts';
import { invalidArgument, notFound, Refusal } from './refusal.ts';
import type { SettlementFileCall, SettlementFileParts } from './settlement-file-stream.ts';
import { SettlementFileStream, settlementOf } from './settlement-file-stream.ts';
import {
  isSettlementRefusal,
  liabilityView,
  settlementCycleView,
  settlementRefusal,
  settlementView,
} from './settlement-views.ts';
import type { Caller, UnaryHandler } from './unary.ts';

type SettlementParts = SettlementFileParts & {
  readonly ports: Pick<GatewayPorts, 'directory' | 'cutOver' | 'clock' | 'settlement'>;
};

const PAGE_DEFAULT = 50;
const PAGE_MAX = 500;
const REASON_MAX = 200;

/** `tongfen.v1.Settlement` */
export class SettlementService {
  readonly #parts: SettlementParts;

  constructor(parts: SettlementParts) {
    this.#parts = parts;
  }

  implementation(
    unary: <Request, Response>(
      handle: UnaryHandler<Request, Response>,
    ) => UntypedServiceImplementation[string],
  ): UntypedServiceImplementation {
    const operators = <Request, Response>(handle: UnaryHandler<Request, Response>) =>
      unary<Request, Response>(async (request, caller) =>
        caller.participant.roles.includes('OPERATOR')
          ? handle(request, caller)
          : new Refusal('PERMISSION_DENIED', 'is for the operator'),
      );
    return {
      ListCycles: unary(this.#listCycles.bind(this)),
      GetSettlement: unary(this.#getSettlement.bind(this)),
      CloseCycle: operators(this.#closeCycle.bind(this)),
      ConfirmSettlement: operators(this.#confirmSettlement.bind(this)),
      DownloadSettlementFile: (call: SettlementFileCall) => {
        void new SettlementFileStream(call, this.#parts).run();
      },
      GetLiability: unary(this.#getLiability.bind(this)),
    };
  }

  async #listCycles({ before, pageSize }: ListCyclesRequest__Output): Promise<ListCyclesResponse | Refusal> {
    if (pageSize < 0 || pageSize > PAGE_MAX) return invalidArgument('page_size', `must be 1 to ${PAGE_MAX}`);
    const cycles = await this.#parts.ports.settlement.cycles({
      before: before === 0 ? undefined : before,
      limit: pageSize === 0 ? PAGE_DEFAULT : pageSize,
    });
    return { cycles: cycles.map(settlementCycleView) };
  }

  async #getSettlement(
    { cycle }: GetSettlementRequest__Output,
    { participant }: Caller,
  ): Promise<CycleSettlement | Refusal> {
    const settlement = await this.#parts.ports.settlement.settlement(cycle);
    if (isSettlementRefusal(settlement)) return settlementRefusal(settlement);
    return settlementView(settlementOf(settlement, await this.#parts.sights.of(participant)));
  }

  async #closeCycle(
    { cycle: number, businessDate }: CloseCycleRequest__Output,
    { deadlineAtMs }: Caller,
  ): Promise<CloseCycleResponse | Refusal> {
    if (businessDate !== 0 && !isDay(businessDate)) {
      return invalidArgument('business_date', 'must be a day of the calendar, yyyymmdd');
    }
    const { ports } = this.#parts;
    const before = await ports.settlement.settlement(number);
    if (isSettlementRefusal(before)) return settlementRefusal(before);
    const isOpen = before.cycle.state === 'open';
    let alreadyLeft = true;
    if (isOpen || before.cycle.state === 'crossing') {
      const date = businessDate === 0 ? undefined : businessDate;
      if (isOpen && date !== undefined && date <= before.cycle.businessDate) {
        return invalidArgument('business_date', 'must be later than that of the cycle');
      }
      const deadline = AbortSignal.timeout(Math.max(0, deadlineAtMs - ports.clock.nowMs()));
      const crossed = await ports.cutOver.cutOver(date, deadline, number);
      if (isRefusal(crossed)) return refusedChange(crossed);
      alreadyLeft = crossed.alreadyCutOver;
    }
    const settlement = await ports.settlement.settlement(number);
    if (isSettlementRefusal(settlement)) return settlementRefusal(settlement);
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
    if (decision === 'failed' && (reason === '' || reason.length > REASON_MAX)) {
      return invalidArgument('failed', `must say why in 1 to ${REASON_MAX} characters`);
    }
    const answer = await this.#parts.ports.settlement.decide({
      cycle,
      party: participant,
      isSettled: decision === 'settled',
      by: caller.participant.code,
      reason,
    });
    return isSettlementRefusal(answer) ? settlementRefusal(answer) : settlementView(answer);
  }

  async #getLiability(
    { program, cycle }: GetLiabilityRequest__Output,
    { participant }: Caller,
  ): Promise<GetLiabilityResponse | Refusal> {
    const { ports } = this.#parts;
    const isOperator = participant.roles.includes('OPERATOR');
    const programs = (await ports.directory.programs())
      .filter(({ code }) => program === '' || code === program)
      .filter(({ issuer }) => isOperator || issuer === participant.code)
      .map(({ code }) => code);
    if (program !== '' && programs.length === 0) return notFound('program');
    const liabilities = await ports.settlement.liability(programs, cycle === 0 ? undefined : cycle);
    if (isSettlementRefusal(liabilities)) return settlementRefusal(liabilities);
    return { liabilities: liabilities.map(liabilityView) };
  }
}
