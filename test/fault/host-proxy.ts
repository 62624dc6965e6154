import type { ServerWritableStream, ServiceDefinition, ServiceError } from '@grpc/grpc-js';
import { Client, credentials, Metadata, Server, ServerCredentials } from '@grpc/grpc-js';
import { ISSUER_HOST } from '../../src/wire/host-contract.ts';

/** What becomes of calls on their way. */
export interface HostProxyFault {
  /** Each call arrives twice, at once. */
  readonly callsTwice?: boolean;
  /** Each answer comes twice. */
  readonly answersTwice?: boolean;
}

type Call = ServerWritableStream<Buffer, Buffer>;

const ASKED: readonly string[] = [ISSUER_HOST.Authorize.path, ISSUER_HOST.Capture.path];

const asItIs = (bytes: Buffer): Buffer => bytes;

/** A host that is back is found at once. */
const CHANNEL_OPTIONS = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 500 };

/** Passes the calls of an issuer's host on, until it is told to do worse. */
export class HostProxy {
  readonly #host: Client;
  readonly #server = new Server();
  #address = '127.0.0.1:0';
  #fault: HostProxyFault = {};
  #askedCount = 0;

  /** @param hostAddress without TLS */
  constructor(hostAddress: string) {
    this.#host = new Client(hostAddress, credentials.createInsecure(), CHANNEL_OPTIONS);
    this.#server.addService(
      streamingService(),
      handlersOf((path, call) => this.#pass(path, call)),
    );
  }

  /** @param port 0: one that the system chooses */
  async start(port: number): Promise<void> {
    const bound = await new Promise<number>((resolve, reject) => {
      this.#server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, found) =>
        error === null ? resolve(found) : reject(error),
      );
    });
    this.#address = `127.0.0.1:${bound}`;
  }

  get address(): string {
    return this.#address;
  }

  /** Calls by which the host was asked for points and has answered, each counted once. */
  get askedCount(): number {
    return this.#askedCount;
  }

  become(fault: HostProxyFault): void {
    this.#fault = fault;
  }

  /** Ends every call at once. */
  stop(): void {
    this.#server.forceShutdown();
    this.#host.close();
  }

  async #pass(path: string, call: Call): Promise<void> {
    const { callsTwice = false, answersTwice = false } = this.#fault;
    try {
      const asked = Array.from({ length: callsTwice ? 2 : 1 }, () => this.#ask(path, call));
      const answer = (await Promise.all(asked)).at(-1) as Buffer;
      for (let copies = answersTwice ? 2 : 1; copies > 0; copies -= 1) call.write(answer);
      call.end();
      if (ASKED.includes(path)) this.#askedCount += 1;
    } catch (error) {
      const { code, details } = error as ServiceError;
      call.emit('error', { code, details });
    }
  }

  #ask(path: string, call: Call): Promise<Buffer> {
    const metadata = new Metadata();
    for (const token of call.metadata.get('authorization')) metadata.add('authorization', token);
    const options = { deadline: call.getDeadline() };
    return new Promise((resolve, reject) => {
      const asked = this.#host.makeUnaryRequest(
        ...([path, asItIs, asItIs, call.request, metadata, options] as const),
        (error, answer) =>
          answer === undefined
            ? reject(error ?? new Error('neither an answer nor an error'))
            : resolve(answer),
      );
      call.on('cancelled', () => asked.cancel());
    });
  }
}

/** The contract's service, of bytes; as a method of one answer is written on the wire, one of several could be. */
function streamingService(): ServiceDefinition {
  const methods = Object.entries(ISSUER_HOST).map(([name, { path, requestStream }]) => [
    name,
    {
      ...{ path, requestStream, responseStream: true },
      ...{ requestSerialize: asItIs, requestDeserialize: asItIs },
      ...{ responseSerialize: asItIs, responseDeserialize: asItIs },
    },
  ]);
  return Object.fromEntries(methods) as ServiceDefinition;
}

function handlersOf(pass: (path: string, call: Call) => Promise<void>): Record<string, (call: Call) => void> {
  const handlers = Object.entries(ISSUER_HOST).map(([name, { path }]) => [
    name,
    (call: Call) => void pass(path, call),
  ]);
  return Object.fromEntries(handlers) as Record<string, (call: Call) => void>;
}
