import type { TongfenClient } from '../client/client.ts';
import { connectTongfen } from '../client/client.ts';
import { CallError } from '../client/refusal.ts';
import type { Submitter } from '../client/submitter.ts';
import { ACQUIRERS, ISSUERS, MERCHANTS, PROGRAMS } from './cast.ts';

/** A participant that is connected with a key of its own. */
export interface Player {
  readonly code: string;
  readonly client: TongfenClient;
  readonly submitter: Submitter;
}

/** The network of the demonstration, ready to play. */
export interface Stage {
  readonly operator: TongfenClient;
  /** By code of the participant. */
  readonly players: ReadonlyMap<string, Player>;
  /** Cards by code of their issuer. */
  readonly cards: ReadonlyMap<string, readonly number[]>;
  /** Cards that are blocked. */
  readonly blockedCards: readonly number[];
  close(): Promise<void>;
}

/** Of one participant: enough for its share of the sales, and little to wait for at the end on a machine that is slow. */
const IN_FLIGHT_MAX = 2_000;

/** Lost and stolen ones. */
const BLOCKED_CARDS = 5;

/**
 * Sets the network up over gRPC, as an operator and its participants would. What an earlier demonstration left on the same
 * books is taken as it is.
 */
export async function setStage(address: string, operatorKey: string): Promise<Stage> {
  const operator = connectTongfen({ address, apiKey: operatorKey });
  const players = new Map<string, Player>();
  const close = async (): Promise<void> => {
    for (const player of players.values()) {
      await player.submitter.close();
      player.client.close();
    }
    operator.close();
  };
  try {
    await createReferenceData(operator);
    for (const { code } of [...ISSUERS, ...ACQUIRERS]) {
      const { secret } = await operator.network.createApiKey({ participant: code });
      const client = connectTongfen({ address, apiKey: secret });
      const submitter = client.openSubmitter({ inFlightMax: IN_FLIGHT_MAX });
      players.set(code, { code, client, submitter });
    }
    const cards = new Map<string, number[]>();
    for (const { code, cards: count } of ISSUERS) {
      const aliases = Array.from({ length: count }, (_, index) => `member-${index + 1}`);
      const opened = await playerOf(players, code).client.accounts.openCards({ aliases });
      cards.set(
        code,
        opened.cards.map(({ card }) => card),
      );
    }
    const [{ code: firstIssuer }] = ISSUERS as [(typeof ISSUERS)[number]];
    const blockedCards = cards.get(firstIssuer)?.slice(-BLOCKED_CARDS) ?? [];
    for (const card of blockedCards) {
      const { accounts } = playerOf(players, firstIssuer).client;
      await accounts.setCardStatus({ card, status: 'CARD_STATUS_BLOCKED' });
    }
    return { operator, players, cards, blockedCards, close };
  } catch (error) {
    await close();
    throw error;
  }
}

export function playerOf(players: ReadonlyMap<string, Player>, code: string): Player {
  const player = players.get(code);
  if (player === undefined) throw new Error(`nobody plays ${code}`);
  return player;
}

async function createReferenceData({ network }: TongfenClient): Promise<void> {
  for (const { code, name, cardPrefix } of ISSUERS) {
    const participant = { code, name, roles: ['ISSUER' as const], cardPrefix };
    await unlessThere(network.createParticipant({ participant }));
  }
  for (const { code, name } of ACQUIRERS) {
    const participant = { code, name, roles: ['ACQUIRER' as const] };
    await unlessThere(network.createParticipant({ participant }));
  }
  for (const { code, name, issuer, scale, par, expiry, clawback, limit } of PROGRAMS) {
    const [parNumerator, parDenominator] = par;
    const program = { code, name, issuer, scale, parNumerator, parDenominator, ...expiry, clawback };
    await unlessThere(network.createProgram({ program: { ...program, limitPerTransaction: limit } }));
  }
  for (const { code, name, acquirer, programs } of MERCHANTS) {
    const merchant = { code, name, acquirer, programs: [...programs] };
    await unlessThere(network.createMerchant({ merchant }));
  }
}

/** Creates what an earlier run may have created. */
export async function unlessThere(creation: Promise<object>): Promise<void> {
  try {
    await creation;
  } catch (error) {
    if (!(error instanceof CallError && error.refusal.status === 'ALREADY_EXISTS')) throw error;
  }
}
