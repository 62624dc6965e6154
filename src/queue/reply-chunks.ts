/** Characters of a reply in one notification. Postgres takes 8,000 bytes, of which the header needs a few. */
const CHUNK_SIZE = 7_900;

/**
 * A reply as payloads of NOTIFY (https://www.postgresql.org/docs/current/sql-notify.html): each says which reply it is
 * of, its position and how many there are.
 *
 * @param message JSON
 */
export function splitReply(message: string, number: number): string[] {
  const ascii = escapeNonAscii(message);
  const count = Math.ceil(ascii.length / CHUNK_SIZE);
  return Array.from(
    { length: count },
    (_, index) => `${number} ${index} ${count} ${ascii.slice(index * CHUNK_SIZE, (index + 1) * CHUNK_SIZE)}`,
  );
}

/**
 * Puts replies together. The chunks of a reply are sent in one statement, and Postgres delivers the notifications of a
 * transaction together: so a chunk that is not the next one is of a reply of which the rest was lost, and it is lost too.
 */
export class ReplyAssembler {
  #number = '';
  #chunks: string[] = [];

  /** Takes the next notification. Returns the reply when that was its last chunk. */
  add(payload: string): string | undefined {
    const header = /^(\d+) (\d+) (\d+) /.exec(payload);
    if (header === null) return undefined;
    const [prefix, number = '', index, count] = header;
    if (Number(index) === 0) {
      this.#number = number;
      this.#chunks = [];
    }
    if (number !== this.#number || Number(index) !== this.#chunks.length) return undefined;
    this.#chunks.push(payload.slice(prefix.length));
    if (this.#chunks.length < Number(count)) return undefined;
    const reply = this.#chunks.join('');
    this.#chunks = [];
    return reply;
  }
}

/** A payload is measured in bytes, and codes and ids are ASCII anyhow. */
function escapeNonAscii(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
