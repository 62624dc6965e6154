import type { NewExchange, NewTransaction } from '../../client/transaction.ts';
import type { SubmittedType } from '../../ledger/transaction.ts';
import { TRANSACTION_TYPES } from '../../ledger/transaction.ts';

/** A value that is not what its field takes; the message says what it takes. */
export class BadValue extends Error {
  override readonly name = 'BadValue';
}

/** A field of a transaction as a file has it. */
export interface Field {
  /** As in the proto. */
  readonly name: string;
  readonly property: Property;
  /** @throws {BadValue} */
  readonly read: (value: unknown) => NewTransaction[keyof NewTransaction];
}

/** What of a transaction has a column of its own; those of its exchange stand beside the others. */
type Property = Exclude<keyof NewTransaction, 'exchange'> | keyof NewExchange;

/** Those of its exchange. */
export const EXCHANGE_PROPERTIES: ReadonlySet<string> = new Set<keyof NewExchange>([
  'toProgram',
  'amountOutMin',
  'quote',
]);

const SUBMITTED_TYPES: readonly string[] = TRANSACTION_TYPES.filter((type) => type !== 'EXPIRE');

const ALL: readonly Field[] = [
  { name: 'id', property: 'id', read: text },
  { name: 'type', property: 'type', read: oneOf(SUBMITTED_TYPES) as (value: unknown) => SubmittedType },
  { name: 'card', property: 'card', read: wholeNumber('') },
  { name: 'program', property: 'program', read: text },
  { name: 'amount', property: 'amount', read: wholeNumber(", in the program's smallest unit") },
  { name: 'merchant', property: 'merchant', read: text },
  { name: 'reference', property: 'reference', read: text },
  { name: 'original_id', property: 'originalId', read: text },
  { name: 'to_card', property: 'toCard', read: wholeNumber('') },
  { name: 'hold_seconds', property: 'holdSeconds', read: wholeNumber('') },
  {
    name: 'adjustment',
    property: 'adjustment',
    read: oneOf(['CREDIT', 'DEBIT']) as (value: unknown) => 'CREDIT',
  },
  { name: 'reason', property: 'reason', read: text },
  { name: 'linked', property: 'linked', read: flag },
  { name: 'to_program', property: 'toProgram', read: text },
  {
    name: 'amount_out_min',
    property: 'amountOutMin',
    read: wholeNumber(", in the target program's smallest unit"),
  },
  { name: 'quote', property: 'quote', read: text },
];

/** By name in the proto, and by name in its JSON form. */
const BY_NAME: ReadonlyMap<string, Field> = new Map(
  ALL.flatMap((field) => [
    [field.name, field],
    [field.property, field],
  ]),
);

export const FIELD_NAMES: readonly string[] = ALL.map((field) => field.name);

export function fieldNamed(name: string): Field | undefined {
  return BY_NAME.get(name);
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new BadValue('must be text');
  return value;
}

function wholeNumber(unit: string): (value: unknown) => number {
  return (value) => {
    const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
    throw new BadValue(`must be a whole number${unit}`);
  };
}

function oneOf(values: readonly string[]): (value: unknown) => string {
  return (value) => {
    if (typeof value === 'string' && values.includes(value)) return value;
    throw new BadValue(`must be one of ${values.join(', ')}`);
  };
}

function flag(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  throw new BadValue('must be true or false');
}
