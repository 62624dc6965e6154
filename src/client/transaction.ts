import type { SubmittedType } from '../ledger/transaction.ts';

/** A transaction to submit: the message `tongfen.v1.Transaction`, of which a type leaves out what it does not need. */
export interface NewTransaction {
  /** UUID; see `uuid7`. The same again with the same content is answered with the first outcome again. */
  readonly id: string;
  readonly type: SubmittedType;
  readonly card: number;
  readonly program: string;
  /** In the program's smallest unit. */
  readonly amount?: number | undefined;
  readonly merchant?: string | undefined;
  readonly reference?: string | undefined;
  readonly originalId?: string | undefined;
  readonly toCard?: number | undefined;
  readonly holdSeconds?: number | undefined;
  readonly adjustment?: 'CREDIT' | 'DEBIT' | undefined;
  readonly reason?: string | undefined;
  /** Posts together with the next item of the batch, or neither does. */
  readonly linked?: boolean | undefined;
  readonly exchange?: NewExchange | undefined;
}

/** `tongfen.v1.Exchange`: a quote's token, or the least that has to arrive at the rate of the moment. */
export interface NewExchange {
  readonly toProgram: string;
  /** In the target program's smallest unit. */
  readonly amountOutMin?: number | undefined;
  readonly quote?: string | undefined;
}
