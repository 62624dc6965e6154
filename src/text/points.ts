/** An amount of the smallest unit as people write it, with the program's decimals and digits in groups. */
export function formatPoints(amount: bigint, scale: number): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  const fraction = scale === 0 ? '' : `.${digits.slice(-scale)}`;
  return `${amount < 0n ? '-' : ''}${whole}${fraction}`;
}
