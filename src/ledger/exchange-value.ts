import type { Program, Rate } from './network.ts';

/** A standard point is counted in millionths. */
export const MICRO = 1_000_000n;

/** All of a value, in basis points. */
export const BASIS_POINTS = 10_000;

/**
 * What becomes of points that are exchanged. In standard points the issuer whose points were taken owes `takenMicro`;
 * of that the issuer whose points were given is owed `givenMicro`, and the network keeps spread and rounding.
 *
 * Always: `takenMicro = givenMicro + spreadMicro + roundingMicro`, none of them below zero.
 */
export interface Exchanged {
  /** What arrives, in the target program's smallest unit. */
  readonly amountOut: number;
  readonly takenMicro: number;
  readonly givenMicro: number;
  readonly spreadMicro: number;
  readonly roundingMicro: number;
}

/** A side of an exchange: its program, at a rate. */
export interface Side {
  readonly program: Pick<Program, 'scale'>;
  readonly rate: Rate;
}

/**
 * The value of `amountIn` smallest units of one program in those of another, less the spread of the one they come from.
 * Exact up to the last step, in which what arrives is rounded down, and what is owed up: what is rounded off stays with
 * the network, so that there and back never gains anything.
 *
 * @returns undefined when it passes 2^53 − 1 millionths of a standard point, or as many smallest units
 */
export function exchanged(amountIn: number, from: Side, to: Side): Exchanged | undefined {
  const amount = BigInt(amountIn);
  const source = unitValue(from);
  const target = unitValue(to);
  const kept = BigInt(BASIS_POINTS - from.rate.spreadBasisPoints);
  const all = BigInt(BASIS_POINTS);

  const amountOut =
    (amount * source.numerator * kept * target.denominator) / (source.denominator * all * target.numerator);
  const taken = divideUp(amount * source.numerator, source.denominator);
  const given = (amountOut * target.numerator) / target.denominator;
  const spread =
    (amount * source.numerator * BigInt(from.rate.spreadBasisPoints)) / (source.denominator * all);
  const value = {
    amountOut: Number(amountOut),
    takenMicro: Number(taken),
    givenMicro: Number(given),
    spreadMicro: Number(spread),
    roundingMicro: Number(taken - given - spread),
  };
  return Number.isSafeInteger(value.amountOut) && Number.isSafeInteger(value.takenMicro) ? value : undefined;
}

/**
 * The value of an amount of a program's smallest units, in millionths of a standard point, rounded up.
 *
 * @returns undefined when it passes 2^53 − 1
 */
export function valueMicro(amount: number, side: Side): number | undefined {
  const { numerator, denominator } = unitValue(side);
  const micro = Number(divideUp(BigInt(amount) * numerator, denominator));
  return Number.isSafeInteger(micro) ? micro : undefined;
}

/** The smallest amount that gives at least `amountOut`: the inverse of `exchanged`. May pass every limit. */
export function amountInFor(amountOut: number, from: Side, to: Side): number {
  const source = unitValue(from);
  const target = unitValue(to);
  const kept = BigInt(BASIS_POINTS - from.rate.spreadBasisPoints);
  const wanted = BigInt(amountOut) * source.denominator * BigInt(BASIS_POINTS) * target.numerator;
  return Number(divideUp(wanted, source.numerator * kept * target.denominator));
}

/** Value of the program's smallest unit, in millionths of a standard point. */
function unitValue({ program, rate }: Side): { numerator: bigint; denominator: bigint } {
  return {
    numerator: BigInt(rate.parNumerator) * MICRO,
    denominator: BigInt(rate.parDenominator) * 10n ** BigInt(program.scale),
  };
}

function divideUp(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}
