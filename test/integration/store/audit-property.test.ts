import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shardOf } from '../../../src/ledger/card.ts';
import type { TurnBasis } from '../../../src/ledger/state.ts';
import type { Envelope } from '../../../src/shard/envelope.ts';
import { audit } from '../../../src/store/audit/audit.ts';
import { PostgresOwnership } from '../../../src/store/ownership.ts';
import { runs, timeLimitMs } from '../../property/clearing.ts';
import { scenarios } from '../../property/generators.ts';
import { planOf } from '../../property/plan.ts';
import type { Scenario } from '../../property/scenario.ts';
import { createTestDatabase } from '../../support/database.ts';
import { StoreShard } from './store-shard.ts';
import { insertPrograms, query } from './turns.ts';

const SHARDS = 2;

type Handled = Exclude<Envelope, { kind: 'cut-over' }>;

/** What arrives after each turn, drawn from all that is under way. */
const lotteries = fc.array(fc.array(fc.nat(1_000), { maxLength: 3 }), {
  minLength: 1,
  maxLength: 20,
  size: 'max',
});

test('the books hold after whatever was submitted, wherever its legs are', {
  timeout: timeLimitMs(),
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      scenarios({ intentsMax: 60, transfersWeight: 10 }),
      lotteries,
      async (scenario, lottery) => {
        const database = await createTestDatabase({ shards: SHARDS });
        try {
          await play(database.url, scenario, lottery);
          const { checks } = await audit(database.url);
          expect(checks.filter((check) => !check.holds)).toEqual([]);
        } finally {
          await database.drop();
        }
      },
    ),
    { numRuns: runs(8) },
  );
});

/** Lets a scenario happen on Postgres, two shards, turn by turn; what its cards begin with is left out. */
async function play(
  databaseUrl: string,
  scenario: Scenario,
  lottery: readonly (readonly number[])[],
): Promise<void> {
  await insertPrograms(databaseUrl, scenario.network);
  for (const [number, status] of scenario.cards) {
    await query(databaseUrl, 'insert into card (shard, number, issuer, status) values ($1, $2, $3, $4)', [
      shardOf(number, SHARDS),
      number,
      'ISSUER-1',
      status,
    ]);
  }
  let basis: TurnBasis = {
    nowMs: scenario.nowMs,
    cycle: 1,
    businessDate: scenario.businessDate,
    network: scenario.network,
  };
  const ownership = new PostgresOwnership({ databaseUrl });
  const shards: StoreShard[] = [];
  for (let shard = 0; shard < SHARDS; shard += 1)
    shards.push(await StoreShard.open(ownership, { shard, shards: SHARDS, basis }));

  const acknowledgements: { shard: number; envelope: Envelope }[] = [];
  const turn = async (shard: number, envelopes: readonly Handled[]): Promise<void> => {
    const aftermath = await shards[shard]!.turn(envelopes, basis);
    acknowledgements.push(...aftermath.acknowledgements);
  };
  /** Delivers one row of an outbox or one acknowledgement. */
  const deliver = async (drawn: number): Promise<void> => {
    const rows = shards.flatMap((shard, from) =>
      shard.outbox.takeDue(0).map(({ item: row }) => ({ from, row })),
    );
    const index = drawn % Math.max(1, rows.length + acknowledgements.length);
    const leg = rows[index];
    if (leg !== undefined) {
      const { number, target, legs } = leg.row;
      await turn(target, [{ kind: 'legs', from: leg.from, outbox: number, legs }]);
      return;
    }
    const [acknowledgement] = acknowledgements.splice(index - rows.length, 1);
    if (acknowledgement !== undefined)
      await turn(acknowledgement.shard, [acknowledgement.envelope as Handled]);
  };

  for (const [index, planned] of planOf(scenario, { shards: SHARDS, unitsPerTurn: 4 }).entries()) {
    if (planned.kind === 'event') {
      const { step } = planned;
      if (step.kind === 'wait') basis = { ...basis, nowMs: basis.nowMs + step.ms };
      else if (step.kind === 'network') basis = { ...basis, network: step.network };
      else if (step.kind === 'cut-over')
        basis = { ...basis, businessDate: step.businessDate, cycle: basis.cycle + 1 };
      else {
        const { card, status } = step;
        const change = {
          kind: 'card-status',
          gateway: '',
          number: 0,
          card,
          status,
          version: index + 1,
        } as const;
        await turn(shardOf(card, SHARDS), [change]);
      }
      continue;
    }
    const envelopes = planned.units.map(
      (transactions, number): Handled => ({ kind: 'submit', gateway: 'gateway', number, transactions }),
    );
    await turn(planned.shard, envelopes);
    for (const drawn of lottery[index % lottery.length] ?? []) await deliver(drawn);
  }
  for (const shard of shards) await shard.session.release();
}
