import type { Day } from './calendar.ts';
import type { Outcome } from './outcome.ts';
import type { EntryContent } from './state.ts';
import type {
  CounterKind,
  Entry,
  EntryExchange,
  ExchangeRequest,
  Result,
  SubmittedType,
  Transaction,
  TransactionType,
} from './transaction.ts';

// What each transaction makes is of these classes and no object literal, with all fields declared: they begin as
// undefined, so that V8 never learns that one of them is always a small integer, to find out later that it is not
// (docs/decisions/0012). Whoever makes one sets all of them.

export class WholeTransaction implements Transaction {
  id!: string;
  type!: SubmittedType;
  card!: number;
  program!: string;
  amount!: number;
  participant!: string;
  merchant!: string;
  reference!: string;
  originalId!: string;
  toCard!: number;
  holdSeconds!: number;
  debit!: boolean;
  reason!: string;
  linked!: boolean;
  exchange: ExchangeRequest | undefined;
}

export class WholeContent implements EntryContent {
  id!: string;
  card!: number;
  origin!: string;
  type!: TransactionType;
  program!: string;
  amount!: number;
  reference!: string;
  originalId!: string;
  peer!: number;
  holdSeconds!: number;
  debit!: boolean;
  reason!: string;
  linked!: boolean;
  exchange: EntryExchange | undefined;
}

export class WholeEntry implements Entry {
  seq!: number;
  id!: string;
  card!: number;
  origin!: string;
  type!: TransactionType;
  outcome!: Outcome;
  program!: string;
  amount!: number;
  postedChange!: number;
  heldChange!: number;
  balance!: number;
  available!: number;
  lots!: readonly number[];
  counter: CounterKind | undefined;
  merchant!: string;
  reference!: string;
  originalId!: string;
  peer!: number;
  holdSeconds!: number;
  debit!: boolean;
  reason!: string;
  linked!: boolean;
  ledgerTimeMs!: number;
  cycle!: number;
  businessDate!: Day;
  exchange: EntryExchange | undefined;
}

export class WholeResult implements Result {
  outcome!: Outcome;
  shard!: number;
  seq!: number;
  ledgerTimeMs!: number;
  amount!: number;
  balance!: number;
  available!: number;
  duplicate!: boolean;
  amountOut: number | undefined;
}
