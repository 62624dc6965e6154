import type { Day } from '../ledger/calendar.ts';
import { isDay } from '../ledger/calendar.ts';
import { CARD_NUMBER, isCardNumber } from '../ledger/card.ts';
import type { Clock } from '../shard/ports.ts';
import type { Refusal } from './refusal.ts';
import { invalidArgument } from './refusal.ts';
import type { Caller } from './unary.ts';

// What several methods take, read in one way.

/** Why a card can't be one. */
export function cardRefusal(card: number): Refusal | undefined {
  return isCardNumber(card) ? undefined : invalidArgument('card', `must be ${CARD_NUMBER}`);
}

/** How many items a page of a list has. */
export function pageLimit(
  pageSize: number,
  { usual, max }: { readonly usual: number; readonly max: number },
): number | Refusal {
  if (pageSize >= 0 && pageSize <= max) return pageSize === 0 ? usual : pageSize;
  return invalidArgument('page_size', `must be 1 to ${max}, or 0 for ${usual}`);
}

/** Undefined where none is named. */
export function businessDateOf(day: number): Day | undefined | Refusal {
  if (day === 0) return undefined;
  return isDay(day) ? day : invalidArgument('business_date', 'must be a day of the calendar, yyyymmdd');
}

/** The longest wait of Node's timers: a longer one would be over at once. */
const WAIT_MAX_MS = 2 ** 31 - 1;

/** Aborts when an answer is of no more use: before the deadline rather than behind it, for timers take whole milliseconds. */
export function deadlineSignal({ deadlineAtMs }: Pick<Caller, 'deadlineAtMs'>, clock: Clock): AbortSignal {
  return AbortSignal.timeout(Math.min(Math.max(0, Math.floor(deadlineAtMs - clock.nowMs())), WAIT_MAX_MS));
}
