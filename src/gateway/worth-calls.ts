import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import { PARTICIPANT_CODE, PROGRAM_CODE } from '../directory/formats.ts';
import type { Directory } from '../directory/ports.ts';
import type { ApproveRateRequest__Output } from '../wire/generated/tongfen/v1/ApproveRateRequest.ts';
import type { Exposure } from '../wire/generated/tongfen/v1/Exposure.ts';
import type { ListExposuresResponse } from '../wire/generated/tongfen/v1/ListExposuresResponse.ts';
import type { ListRatesRequest__Output } from '../wire/generated/tongfen/v1/ListRatesRequest.ts';
import type { ListRatesResponse } from '../wire/generated/tongfen/v1/ListRatesResponse.ts';
import type { ProposeRateRequest__Output } from '../wire/generated/tongfen/v1/ProposeRateRequest.ts';
import type { Rate } from '../wire/generated/tongfen/v1/Rate.ts';
import type { SetNetDebitCapRequest__Output } from '../wire/generated/tongfen/v1/SetNetDebitCapRequest.ts';
import type { SetStandInLimitRequest__Output } from '../wire/generated/tongfen/v1/SetStandInLimitRequest.ts';
import { millisecondsOf } from './codec.ts';
import { answered } from './port-answers.ts';
import { notFound, Refusal } from './refusal.ts';
import { mayActFor } from './roles.ts';
import type { Caller, UnaryMethod } from './unary.ts';
import { forOperators } from './unary.ts';
import { exposureView, rateView } from './views.ts';

/** The calls of `tongfen.v1.NetworkAdministration` about what points are worth, and how much of it issuers may owe. */
export class WorthCalls {
  readonly #directory: Directory;

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  implementation(unary: UnaryMethod): UntypedServiceImplementation {
    const operators = forOperators(unary);
    return {
      ProposeRate: unary(this.#proposeRate.bind(this)),
      ApproveRate: operators(this.#approveRate.bind(this)),
      ListRates: unary(this.#listRates.bind(this)),
      SetNetDebitCap: operators(this.#setNetDebitCap.bind(this)),
      SetStandInLimit: operators(this.#setStandInLimit.bind(this)),
      ListExposures: unary(this.#listExposures.bind(this)),
    };
  }

  async #proposeRate(request: ProposeRateRequest__Output, { participant }: Caller): Promise<Rate | Refusal> {
    if (!PROGRAM_CODE.test(request.program)) return notFound('program');
    const found = await this.#directory.program(request.program);
    if (found?.issuer !== participant.code) return notFound('program');
    const { program, parNumerator, parDenominator, spreadBasisPoints, holdsFrom } = request;
    const holdsFromMs = holdsFrom === null ? 0 : millisecondsOf(holdsFrom);
    const proposedBy = participant.code;
    return answered(
      await this.#directory.proposeRate({
        program,
        parNumerator,
        parDenominator,
        spreadBasisPoints,
        holdsFromMs,
        proposedBy,
      }),
      rateView,
    );
  }

  async #approveRate(
    { program, version }: ApproveRateRequest__Output,
    { participant }: Caller,
  ): Promise<Rate | Refusal> {
    if (!PROGRAM_CODE.test(program)) return notFound('program');
    const rate = (await this.#directory.rates(program)).find((each) => each.version === version);
    if (rate?.proposedBy === participant.code)
      return new Refusal('PERMISSION_DENIED', 'this is for another than who proposed it');
    return answered(await this.#directory.approveRate(program, version, participant.code), rateView);
  }

  async #listRates(
    { program }: ListRatesRequest__Output,
    { participant }: Caller,
  ): Promise<ListRatesResponse | Refusal> {
    if (!PROGRAM_CODE.test(program)) return notFound('program');
    const found = await this.#directory.program(program);
    const isVisible = mayActFor(participant, found?.issuer);
    if (found === undefined || !isVisible) return notFound('program');
    return { rates: (await this.#directory.rates(program)).map(rateView) };
  }

  async #setNetDebitCap({
    participant,
    capMicro,
  }: SetNetDebitCapRequest__Output): Promise<Exposure | Refusal> {
    if (!PARTICIPANT_CODE.test(participant)) return notFound('participant');
    return answered(await this.#directory.setLimit('NET_DEBIT', participant, capMicro), exposureView);
  }

  async #setStandInLimit({
    participant,
    limitMicro,
  }: SetStandInLimitRequest__Output): Promise<Exposure | Refusal> {
    if (!PARTICIPANT_CODE.test(participant)) return notFound('participant');
    return answered(await this.#directory.setLimit('STAND_IN', participant, limitMicro), exposureView);
  }

  async #listExposures(_request: unknown, { participant }: Caller): Promise<ListExposuresResponse> {
    const all = await this.#directory.exposures();
    const seen = all.filter((exposure) => mayActFor(participant, exposure.participant));
    return { exposures: seen.map(exposureView) };
  }
}
