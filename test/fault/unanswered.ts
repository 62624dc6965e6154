import type { TongfenClient } from '../../src/client/client.ts';
import { CallError } from '../../src/client/refusal.ts';
import { isResult } from '../../src/client/response-decoder.ts';
import type { NewTransaction } from '../../src/client/transaction.ts';
import { uuid7 } from '../../src/client/uuid7.ts';
import type { TestNetwork } from '../support/network.ts';
import type { Load } from './load.ts';

/** How long the caller waits. */
export const IMPATIENT_MS = 2_000;

const PARTICIPANT = 'ISSUER-A';

/** A caller that does not wait for long, and asks later what became of what it submitted. */
export class Unanswered {
  readonly #impatient: TongfenClient;
  readonly #patient: TongfenClient;
  readonly #card: number;
  readonly #open: NewTransaction[] = [];

  constructor(network: TestNetwork) {
    this.#impatient = network.connect(PARTICIPANT, { deadlineMs: IMPATIENT_MS });
    this.#patient = network.connect(PARTICIPANT);
    this.#card = network.cards[0] as number;
  }

  /** Submits a transaction. @returns why there is no answer; undefined when there is one */
  async submit(load: Load): Promise<CallError | undefined> {
    const transaction = { id: uuid7(), type: 'EARN', card: this.#card, program: 'ALPHA', amount: 1 } as const;
    try {
      const answer = await this.#impatient.submit(transaction);
      load.submitted.push({
        participant: PARTICIPANT,
        transaction,
        result: isResult(answer) ? answer : undefined,
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.#open.push(transaction);
      return error;
    }
  }

  /** Asks for what had no answer until it has one: nobody was told what became of it. */
  async askAgain(load: Load): Promise<void> {
    for (const transaction of this.#open.splice(0)) {
      const answer = await this.#patient.submit(transaction);
      load.submitted.push({
        participant: PARTICIPANT,
        transaction,
        result: isResult(answer) ? answer : undefined,
      });
    }
  }
}
