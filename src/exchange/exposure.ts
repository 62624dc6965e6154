import type { ExposureRecord } from '../directory/ports.ts';

/** The part of its cap from which on a participant is close to it, in hundredths. */
const NEAR_PERCENT = 80;

/** True when little is left until exchanges of the participant's points are declined. */
export function isNearCap({ owedMicro, capMicro }: ExposureRecord): boolean {
  return capMicro !== undefined && owedMicro >= capMicro * (NEAR_PERCENT / 100);
}
