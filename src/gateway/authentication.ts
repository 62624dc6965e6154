import type { Metadata, ServerUnaryCall } from '@grpc/grpc-js';
import type { Credentials, ParticipantRecord } from '../directory/ports.ts';
import type { Clock } from '../shard/ports.ts';
import { Refusal } from './refusal.ts';

/** What a call shows of its caller. */
export interface CallerCredentials {
  readonly metadata: Metadata;
  getAuthContext: ServerUnaryCall<unknown, unknown>['getAuthContext'];
}

/** RFC 6750, section 2.1; the scheme is case-insensitive (RFC 9110, section 11.1). */
const BEARER = /^bearer +(\S+)$/i;

/**
 * Finds out who calls: by the API key, or else by the client certificate of the connection. A key that is wrong is not
 * made good by a certificate.
 *
 * @returns the participant; or UNAUTHENTICATED, the same for every reason there is, or PERMISSION_DENIED for a
 *   participant that is suspended
 * @throws {Fault} `STORE_UNAVAILABLE` when the credentials are not in memory and can't be looked up
 */
export async function authenticate(
  credentials: Credentials,
  caller: CallerCredentials,
): Promise<ParticipantRecord | Refusal> {
  const principal = await principalOf(credentials, caller);
  if (principal === undefined) {
    return new Refusal('UNAUTHENTICATED', 'needs a valid API key or client certificate');
  }
  const { participant } = principal;
  return participant.status === 'active'
    ? participant
    : new Refusal('PERMISSION_DENIED', 'the participant is suspended');
}

function principalOf(credentials: Credentials, caller: CallerCredentials) {
  const [authorization] = caller.metadata.get('authorization');
  if (authorization !== undefined) {
    const secret = BEARER.exec(String(authorization))?.[1];
    return secret === undefined ? undefined : credentials.byApiKey(secret);
  }
  // grpc-js gives the certificate only when an authority of ours has signed it. A subject may name several.
  const name: unknown = caller.getAuthContext().sslPeerCertificate?.subject?.CN;
  return typeof name === 'string' ? credentials.byCertificateName(name) : undefined;
}

/** Who calls is asked again when the last answer is older than this, so that a revocation ends a stream soon. */
const RECHECK_MS = 250;

/** The caller of a stream, asked for again and again while it lasts. */
export class StreamCaller {
  readonly #credentials: Credentials;
  readonly #clock: Clock;
  readonly #caller: CallerCredentials;
  #checkedAtMs = Number.NEGATIVE_INFINITY;
  #participant: ParticipantRecord | undefined;

  constructor(credentials: Credentials, clock: Clock, caller: CallerCredentials) {
    this.#credentials = credentials;
    this.#clock = clock;
    this.#caller = caller;
  }

  /** The participant, where it was asked for a moment ago. */
  recent(): ParticipantRecord | undefined {
    // The network's clock may be set back.
    const ageMs = Math.abs(this.#clock.nowMs() - this.#checkedAtMs);
    return ageMs < RECHECK_MS ? this.#participant : undefined;
  }

  /** Asks again. @throws {Fault} `STORE_UNAVAILABLE` */
  async check(): Promise<ParticipantRecord | Refusal> {
    const nowMs = this.#clock.nowMs();
    const participant = await authenticate(this.#credentials, this.#caller);
    if (participant instanceof Refusal) return participant;
    this.#participant = participant;
    this.#checkedAtMs = nowMs;
    return participant;
  }
}
