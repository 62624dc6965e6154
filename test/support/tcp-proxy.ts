import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** Passes TCP connections on to a server of this machine, until it is told to do worse. */
export class TcpProxy {
  /** The target's URL, through the proxy. */
  readonly url: string;
  readonly #server: Server;
  readonly #sockets: ReadonlySet<Socket>;
  readonly #mood: { refuses: boolean };

  private constructor(url: string, server: Server, sockets: ReadonlySet<Socket>, mood: { refuses: boolean }) {
    this.url = url;
    this.#server = server;
    this.#sockets = sockets;
    this.#mood = mood;
  }

  /** @param targetUrl with the port in it */
  static async to(targetUrl: string): Promise<TcpProxy> {
    const url = new URL(targetUrl);
    const [port, host] = [Number(url.port), url.hostname];
    const sockets = new Set<Socket>();
    const mood = { refuses: false };
    const server = createServer((near) => {
      if (mood.refuses) {
        near.destroy();
        return;
      }
      const far = connect(port, host);
      pass(near, far, sockets);
      pass(far, near, sockets);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url.hostname = '127.0.0.1';
    url.port = String((server.address() as AddressInfo).port);
    return new TcpProxy(url.href, server, sockets, mood);
  }

  /** Ends the connections there are. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Lets nothing through any more on the connections there are, and keeps them open: both ends see silence. */
  freeze(): void {
    for (const socket of this.#sockets) socket.unpipe().pause();
  }

  /** Ends every new connection at once. */
  refuse(): void {
    this.#mood.refuses = true;
  }

  accept(): void {
    this.#mood.refuses = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function pass(from: Socket, to: Socket, sockets: Set<Socket>): void {
  sockets.add(from);
  // What ends one side ends the other.
  from.on('error', () => {});
  from.on('close', () => {
    sockets.delete(from);
    to.destroy();
  });
  from.pipe(to);
}
