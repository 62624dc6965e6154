import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import { MERCHANT_CODE, PARTICIPANT_CODE, PROGRAM_CODE } from '../directory/formats.ts';
import type { CreateApiKeyRequest__Output } from '../wire/generated/tongfen/v1/CreateApiKeyRequest.ts';
import type { CreateApiKeyResponse } from '../wire/generated/tongfen/v1/CreateApiKeyResponse.ts';
import type { CreateMerchantRequest__Output } from '../wire/generated/tongfen/v1/CreateMerchantRequest.ts';
import type { CreateParticipantRequest__Output } from '../wire/generated/tongfen/v1/CreateParticipantRequest.ts';
import type { CreateProgramRequest__Output } from '../wire/generated/tongfen/v1/CreateProgramRequest.ts';
import type { CutOverRequest__Output } from '../wire/generated/tongfen/v1/CutOverRequest.ts';
import type { Cycle } from '../wire/generated/tongfen/v1/Cycle.ts';
import type { GetMerchantRequest__Output } from '../wire/generated/tongfen/v1/GetMerchantRequest.ts';
import type { GetParticipantRequest__Output } from '../wire/generated/tongfen/v1/GetParticipantRequest.ts';
import type { GetProgramRequest__Output } from '../wire/generated/tongfen/v1/GetProgramRequest.ts';
import type { ListApiKeysRequest__Output } from '../wire/generated/tongfen/v1/ListApiKeysRequest.ts';
import type { ListApiKeysResponse } from '../wire/generated/tongfen/v1/ListApiKeysResponse.ts';
import type { ListMerchantsRequest__Output } from '../wire/generated/tongfen/v1/ListMerchantsRequest.ts';
import type { ListMerchantsResponse } from '../wire/generated/tongfen/v1/ListMerchantsResponse.ts';
import type { ListParticipantsResponse } from '../wire/generated/tongfen/v1/ListParticipantsResponse.ts';
import type { ListProgramsResponse } from '../wire/generated/tongfen/v1/ListProgramsResponse.ts';
import type { Merchant } from '../wire/generated/tongfen/v1/Merchant.ts';
import type { Participant } from '../wire/generated/tongfen/v1/Participant.ts';
import type { Program } from '../wire/generated/tongfen/v1/Program.ts';
import type { RevokeApiKeyRequest__Output } from '../wire/generated/tongfen/v1/RevokeApiKeyRequest.ts';
import type { UpdateMerchantRequest__Output } from '../wire/generated/tongfen/v1/UpdateMerchantRequest.ts';
import type { UpdateParticipantRequest__Output } from '../wire/generated/tongfen/v1/UpdateParticipantRequest.ts';
import type { UpdateProgramRequest__Output } from '../wire/generated/tongfen/v1/UpdateProgramRequest.ts';
import { businessDateOf, deadlineSignal, pageLimit } from './arguments.ts';
import { answered } from './port-answers.ts';
import type { GatewayPorts } from './ports.ts';
import {
  merchantChangesOf,
  merchantOf,
  participantChangesOf,
  participantOf,
  programChangesOf,
  programOf,
} from './records.ts';
import { invalidArgument, notFound, Refusal } from './refusal.ts';
import { isOperator, mayActFor } from './roles.ts';
import type { Caller, UnaryMethod } from './unary.ts';
import { forOperators } from './unary.ts';
import { apiKeyView, cycleView, merchantView, participantView, programView } from './views.ts';
import type { Sights } from './visibility.ts';
import { seenProgram } from './visibility.ts';
import { WorthCalls } from './worth-calls.ts';

/** The id of an API key, as far as it has to be known here: the database does not take every text. */
const KEY_ID = /^[\x21-\x7e]{1,64}$/;

const MERCHANTS_PAGE = { usual: 1_000, max: 1_000 };

type NetworkPorts = Pick<GatewayPorts, 'directory' | 'cutOver' | 'clock'>;

/** `tongfen.v1.NetworkAdministration` */
export class NetworkService {
  readonly #ports: NetworkPorts;
  readonly #sights: Sights;
  readonly #worth: WorthCalls;

  constructor(ports: NetworkPorts, sights: Sights) {
    this.#ports = ports;
    this.#sights = sights;
    this.#worth = new WorthCalls(ports.directory);
  }

  implementation(unary: UnaryMethod): UntypedServiceImplementation {
    const operators = forOperators(unary);
    return {
      CreateParticipant: operators(this.#createParticipant.bind(this)),
      UpdateParticipant: operators(this.#updateParticipant.bind(this)),
      GetParticipant: unary(this.#getParticipant.bind(this)),
      ListParticipants: unary(this.#listParticipants.bind(this)),
      CreateApiKey: operators(this.#createApiKey.bind(this)),
      ListApiKeys: unary(this.#listApiKeys.bind(this)),
      RevokeApiKey: operators(this.#revokeApiKey.bind(this)),
      CreateProgram: operators(this.#createProgram.bind(this)),
      UpdateProgram: operators(this.#updateProgram.bind(this)),
      GetProgram: unary(this.#getProgram.bind(this)),
      ListPrograms: unary(this.#listPrograms.bind(this)),
      ...this.#worth.implementation(unary),
      CreateMerchant: operators(this.#createMerchant.bind(this)),
      UpdateMerchant: operators(this.#updateMerchant.bind(this)),
      GetMerchant: unary(this.#getMerchant.bind(this)),
      ListMerchants: unary(this.#listMerchants.bind(this)),
      CutOver: operators(this.#cutOver.bind(this)),
      GetCycle: unary(this.#getCycle.bind(this)),
    };
  }

  async #createParticipant({
    participant,
  }: CreateParticipantRequest__Output): Promise<Participant | Refusal> {
    if (participant === null) return isNeeded('participant');
    const record = participantOf(participant);
    if (record instanceof Refusal) return record;
    return answered(await this.#ports.directory.createParticipant(record), participantView, 'participant.');
  }

  async #updateParticipant(request: UpdateParticipantRequest__Output): Promise<Participant | Refusal> {
    if (!PARTICIPANT_CODE.test(request.code)) return notFound('participant');
    const changes = participantChangesOf(request);
    if (changes instanceof Refusal) return changes;
    return answered(await this.#ports.directory.updateParticipant(request.code, changes), participantView);
  }

  async #getParticipant(
    { code }: GetParticipantRequest__Output,
    { participant }: Caller,
  ): Promise<Participant | Refusal> {
    const isVisible = mayActFor(participant, code) && PARTICIPANT_CODE.test(code);
    const found = isVisible ? await this.#ports.directory.participant(code) : undefined;
    return found === undefined ? notFound('participant') : participantView(found);
  }

  async #listParticipants(_request: unknown, { participant }: Caller): Promise<ListParticipantsResponse> {
    const all = await this.#ports.directory.participants();
    const seen = all.filter(({ code }) => mayActFor(participant, code));
    return { participants: seen.map(participantView) };
  }

  async #createApiKey({ participant }: CreateApiKeyRequest__Output): Promise<CreateApiKeyResponse | Refusal> {
    if (!PARTICIPANT_CODE.test(participant)) return notFound('participant');
    return answered(await this.#ports.directory.createApiKey(participant), ({ key, secret }) => ({
      apiKey: apiKeyView(key),
      secret,
    }));
  }

  async #listApiKeys(
    { participant: code }: ListApiKeysRequest__Output,
    { participant }: Caller,
  ): Promise<ListApiKeysResponse | Refusal> {
    const isVisible = mayActFor(participant, code) && PARTICIPANT_CODE.test(code);
    if (!isVisible || (await this.#ports.directory.participant(code)) === undefined) {
      return notFound('participant');
    }
    return { apiKeys: (await this.#ports.directory.apiKeys(code)).map(apiKeyView) };
  }

  async #revokeApiKey({ keyId }: RevokeApiKeyRequest__Output) {
    if (!KEY_ID.test(keyId)) return notFound('API key');
    return answered(await this.#ports.directory.revokeApiKey(keyId), apiKeyView);
  }

  async #createProgram({ program }: CreateProgramRequest__Output): Promise<Program | Refusal> {
    if (program === null) return isNeeded('program');
    const record = programOf(program);
    if (record instanceof Refusal) return record;
    return answered(await this.#ports.directory.createProgram(record), programView, 'program.');
  }

  async #updateProgram(request: UpdateProgramRequest__Output): Promise<Program | Refusal> {
    if (!PROGRAM_CODE.test(request.code)) return notFound('program');
    const changes = programChangesOf(request);
    if (changes instanceof Refusal) return changes;
    return answered(await this.#ports.directory.updateProgram(request.code, changes), programView);
  }

  async #getProgram(
    { code }: GetProgramRequest__Output,
    { participant }: Caller,
  ): Promise<Program | Refusal> {
    if (!PROGRAM_CODE.test(code)) return notFound('program');
    const sight = await this.#sights.of(participant);
    const isVisible = sight.all || sight.programs.has(code) || sight.acceptedPrograms.has(code);
    const found = isVisible ? await this.#ports.directory.program(code) : undefined;
    return found === undefined ? notFound('program') : programView(seenProgram(sight, found));
  }

  async #listPrograms(_request: unknown, { participant }: Caller): Promise<ListProgramsResponse> {
    const sight = await this.#sights.of(participant);
    const seen = (await this.#ports.directory.programs()).filter(
      ({ code }) => sight.all || sight.programs.has(code) || sight.acceptedPrograms.has(code),
    );
    return { programs: seen.map((program) => programView(seenProgram(sight, program))) };
  }

  async #createMerchant({ merchant }: CreateMerchantRequest__Output): Promise<Merchant | Refusal> {
    if (merchant === null) return isNeeded('merchant');
    const record = merchantOf(merchant);
    if (record instanceof Refusal) return record;
    return answered(await this.#ports.directory.createMerchant(record), merchantView, 'merchant.');
  }

  async #updateMerchant(request: UpdateMerchantRequest__Output): Promise<Merchant | Refusal> {
    if (!MERCHANT_CODE.test(request.code)) return notFound('merchant');
    const changes = merchantChangesOf(request);
    if (changes instanceof Refusal) return changes;
    return answered(await this.#ports.directory.updateMerchant(request.code, changes), merchantView);
  }

  async #getMerchant(
    { code }: GetMerchantRequest__Output,
    { participant }: Caller,
  ): Promise<Merchant | Refusal> {
    if (!MERCHANT_CODE.test(code)) return notFound('merchant');
    const found = await this.#ports.directory.merchant(code);
    const isVisible = mayActFor(participant, found?.acquirer);
    return found === undefined || !isVisible ? notFound('merchant') : merchantView(found);
  }

  async #listMerchants(
    { after, pageSize }: ListMerchantsRequest__Output,
    { participant }: Caller,
  ): Promise<ListMerchantsResponse | Refusal> {
    const limit = pageLimit(pageSize, MERCHANTS_PAGE);
    if (limit instanceof Refusal) return limit;
    if (after !== '' && !MERCHANT_CODE.test(after))
      return invalidArgument('after', 'must be a merchant’s code');
    const acquirer = isOperator(participant) ? undefined : participant.code;
    const seen = await this.#ports.directory.merchants({ acquirer, after, limit });
    return { merchants: seen.map(merchantView) };
  }

  async #cutOver({ businessDate }: CutOverRequest__Output, caller: Caller): Promise<Cycle | Refusal> {
    const date = businessDateOf(businessDate);
    if (date instanceof Refusal) return date;
    const deadline = deadlineSignal(caller, this.#ports.clock);
    return answered(await this.#ports.cutOver.cutOver(date, deadline), cycleView);
  }

  async #getCycle(): Promise<Cycle> {
    return cycleView(await this.#ports.directory.cycle());
  }
}

function isNeeded(field: string): Refusal {
  return invalidArgument(field, 'is needed');
}
