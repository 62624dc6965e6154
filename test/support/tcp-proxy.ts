import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** What becomes of new connections. */
interface Mood {
  newcomers: 'passed' | 'refused' | 'swallowed';
  target: { readonly port: number; readonly host: string };
}

/** Passes TCP connections on to a server of this machine, until it is told to do worse. */
export class TcpProxy {
  /** The target's URL, through the proxy. */
  readonly url: string;
  readonly #server: Server;
  readonly #sockets: ReadonlySet<Socket>;
  readonly #mood: Mood;

  private constructor(url: string, server: Server, sockets: ReadonlySet<Socket>, mood: Mood) {
    this.url = url;
    this.#server = server;
    this.#sockets = sockets;
    this.#mood = mood;
  }

  /** @param targetUrl with the port in it */
  static async to(targetUrl: string): Promise<TcpProxy> {
    const url = new URL(targetUrl);
    const sockets = new Set<Socket>();
    const mood: Mood = { newcomers: 'passed', target: targetOf(targetUrl) };
    const server = createServer((near) => {
      if (mood.newcomers === 'refused') {
        near.destroy();
        return;
      }
      if (mood.newcomers === 'swallowed') {
        sockets.add(near);
        near.on('error', () => {}).on('close', () => sockets.delete(near));
        return;
      }
      const far = connect(mood.target);
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

  /**
   * Lets nothing through any more on the connections there are, and keeps them open: both ends see silence.
   *
   * @param isFrozen told of both ends of each; for what the server says, `localPort` is the one that it sees
   */
  freeze(isFrozen: (socket: Socket) => boolean = () => true): void {
    for (const socket of this.#sockets) if (isFrozen(socket)) socket.unpipe().pause();
  }

  /** Takes new connections to another server. Those that there are stay where they are. */
  passTo(targetUrl: string): void {
    this.#mood.target = targetOf(targetUrl);
  }

  /** Ends every new connection at once. */
  refuse(): void {
    this.#mood.newcomers = 'refused';
  }

  /** Takes new connections and never says anything: as if every packet was lost. */
  swallow(): void {
    this.#mood.newcomers = 'swallowed';
  }

  accept(): void {
    this.#mood.newcomers = 'passed';
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function targetOf(targetUrl: string): Mood['target'] {
  const { port, hostname: host } = new URL(targetUrl);
  return { port: Number(port), host };
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
