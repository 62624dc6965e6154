import { randomBytes } from 'node:crypto';

/** A name for a gateway that starts: 80 random bits, so that no other gateway ever had it or will. */
export function newGatewayName(): string {
  return randomBytes(10).toString('hex');
}
