import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what systems hand out by themselves: Linux from 32,768, others from 49,152. Who connects somewhere takes none of these. */
const FIRST = 20_000;
const END = 32_768;
const ATTEMPTS_MAX = 100;

/**
 * A TCP port of the loopback interface that is free now, and stays free unless somebody asks for that very one: a server that
 * ends finds it free again. Be ready to ask for another all the same.
 *
 * @throws what listening throws, where no port is free
 */
export async function freePort(): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const port = randomInt(FIRST, END);
    try {
      const server = createServer().listen(port, '127.0.0.1');
      await once(server, 'listening');
      server.close();
      await once(server, 'close');
      return port;
    } catch (error) {
      if (attempt === ATTEMPTS_MAX) throw error;
    }
  }
}
