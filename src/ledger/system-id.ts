/**
 * A UUID of version 8 (RFC 9562) made of a shard and a sequence in its journal: no other entry of the network gives the
 * same one, and none of its parts.
 */
export function systemId(shard: number, seq: number, part = 0): string {
  const high = Math.floor(seq / 2 ** 32)
    .toString(16)
    .padStart(8, '0');
  const low = (seq % 2 ** 32).toString(16).padStart(8, '0');
  return `${high}-${low.slice(0, 4)}-8000-8${shard.toString(16).padStart(3, '0')}-${String(part).padStart(8, '0')}${low.slice(4)}`;
}
