import { timingSafeEqual } from 'node:crypto';
import type pg from 'pg';
import type { Credentials, ParticipantRecord, Principal } from '../directory/ports.ts';
import { apiKeyId, hashApiKey } from './credentials-key.ts';
import type { ParticipantRow } from './directory-rows.ts';
import { PARTICIPANT_COLUMNS, participantFromRow } from './directory-rows.ts';
import type { PostgresNetworkSource } from './network-source.ts';
import { SharedRun } from './shared-run.ts';

/**
 * Least time between two looks into the database for credentials that are not in memory. Whoever guesses keys, however
 * many and however fast, costs Postgres ten questions for a version a second, and memory nothing: there are no wrong
 * keys to remember. Whoever shows a key that was made a moment ago waits this long at most.
 */
const LOOK_SPACING_MS = 100;

/**
 * How long credentials are good that can't be asked for: callers go on, as far as the shards do, while Postgres restarts or
 * fails over, and a key that is revoked meanwhile does not do so for ever where only this process does not reach it.
 */
const FAILING_MS_MAX = 10_000;

interface KnownKey {
  readonly hash: Buffer;
  readonly principal: Principal;
  readonly isRevoked: boolean;
}

interface KeyRow {
  readonly key_id: string;
  readonly participant: string;
  readonly secret_hash: Buffer;
  readonly is_revoked: boolean;
}

/**
 * The credentials of all participants, in memory, read again with every version of the reference data (a revocation
 * raises it, too). A participant that is suspended is found, and says so by its status.
 */
export class PostgresCredentials implements Credentials {
  readonly #source: PostgresNetworkSource;
  readonly #looks: SharedRun;
  #keys: ReadonlyMap<string, KnownKey> = new Map();
  #certificates: ReadonlyMap<string, Principal> = new Map();

  /** Before the source is started. */
  constructor(source: PostgresNetworkSource) {
    this.#source = source;
    this.#looks = new SharedRun(() => source.refresh(), { spacingMs: LOOK_SPACING_MS });
    source.onChange((client) => this.#load(client));
  }

  /** @throws {Fault} `STORE_UNAVAILABLE` when the key is not in memory, or memory is old, and Postgres can't be asked */
  async byApiKey(secret: string): Promise<Principal | undefined> {
    const keyId = apiKeyId(secret);
    if (keyId === undefined) return undefined;
    const key = await this.#known(() => this.#keys.get(keyId));
    if (key === undefined || key.isRevoked) return undefined;
    // The id finds the key and is no secret. What is, is compared by its hash, in a time that tells nothing.
    return timingSafeEqual(key.hash, hashApiKey(secret)) ? key.principal : undefined;
  }

  /** @throws {Fault} `STORE_UNAVAILABLE` as `byApiKey` */
  async byCertificateName(name: string): Promise<Principal | undefined> {
    return this.#known(() => this.#certificates.get(name));
  }

  /** What is in memory, or else what is there once the latest version is. */
  async #known<T>(find: () => T | undefined): Promise<T | undefined> {
    await this.#source.recent({ failingMsMax: FAILING_MS_MAX });
    const found = find();
    if (found !== undefined) return found;
    await this.#looks.run();
    return find();
  }

  async #load(client: pg.ClientBase): Promise<void> {
    const principals = await readPrincipals(client);
    const { rows } = await client.query<KeyRow>(
      'select key_id, participant, secret_hash, revoked_at is not null as is_revoked from api_key',
    );
    this.#keys = new Map(
      rows.map((row) => [
        row.key_id,
        {
          hash: row.secret_hash,
          principal: principals.get(row.participant)!,
          isRevoked: row.is_revoked,
        },
      ]),
    );
    this.#certificates = new Map(
      [...principals.values()].flatMap((principal): [string, Principal][] => {
        const { certificateName } = principal.participant;
        return certificateName === undefined ? [] : [[certificateName, principal]];
      }),
    );
  }
}

async function readPrincipals(client: pg.ClientBase): Promise<Map<string, Principal>> {
  const { rows } = await client.query<ParticipantRow>(`select ${PARTICIPANT_COLUMNS} from participant`);
  return new Map(
    rows.map((row) => {
      const participant: ParticipantRecord = participantFromRow(row);
      return [participant.code, { participant }];
    }),
  );
}
