import { randomUUID } from 'node:crypto';
import type { ServerCredentials, UntypedServiceImplementation } from '@grpc/grpc-js';
import { logVerbosity, Server, setLogVerbosity } from '@grpc/grpc-js';
import { HealthImplementation } from 'grpc-health-check';
import { Fault } from '../fault.ts';
import { loadContract, loadContractAsWritten, serviceOf } from '../wire/contract.ts';
import { AccountsService } from './accounts-service.ts';
import { Admission } from './admission.ts';
import { BalanceInquiries } from './balance-inquiries.ts';
import { CallLimit } from './call-limit.ts';
import { Exposures } from './cap-warnings.ts';
import { ClearingService } from './clearing-service.ts';
import { Draining } from './draining.ts';
import { callInterceptor } from './interceptor.ts';
import { JournalHeads } from './journal-heads.ts';
import type { Limit } from './limits.ts';
import { NetworkService } from './network-service.ts';
import type { GatewayPorts } from './ports.ts';
import { ReconciliationService } from './reconciliation-service.ts';
import { addReflection } from './reflection.ts';
import type { RouterOptions } from './router.ts';
import { Router } from './router.ts';
import { servedMethods } from './served-methods.ts';
import { SettlementService } from './settlement-service.ts';
import { Submissions } from './submissions.ts';
import type { Binding } from './tls.ts';
import { serverCredentials } from './tls.ts';
import type { CallOptions, UnaryHandler, UnaryMethod } from './unary.ts';
import { limitedBy, unary } from './unary.ts';
import { Sights } from './visibility.ts';

export interface GatewayOptions extends Binding, CallOptions {
  /** 0: a free one. */
  readonly port: number;
  readonly router: RouterOptions;
}

const SERVICES = [
  'tongfen.v1.Clearing',
  'tongfen.v1.Accounts',
  'tongfen.v1.NetworkAdministration',
  'tongfen.v1.Settlement',
  'tongfen.v1.Reconciliation',
] as const;

/** A message above the limit is refused by name, and its stream lives on; one this many times as long is not read. */
const HARD_LIMIT_FACTOR = 4;

/** A connection that does not answer a ping, sent when it has been silent for so long, is gone. */
const KEEPALIVE_MS = 30_000;
const KEEPALIVE_ANSWER_MS = 10_000;

/** Calls that one connection may have under way; more wait at the client. */
const CONNECTION_CALLS_MAX = 1_000;

/** How long the last answers may take to leave; whoever does not read them is cut off. */
const CLOSE_MS = 500;

/** A gateway that listens. */
export interface Gateway {
  /** Where it listens. */
  readonly port: number;
  readonly router: Pick<Router, 'depths' | 'lateCount'>;
  /** What health checks are told; true from the start. */
  setServing(isServing: boolean): void;
  /**
   * Shuts down gracefully: health says NOT_SERVING, streams take nothing more, and what is in flight is answered, for at
   * most `limitMs`. `close` has to follow.
   */
  drain(limitMs: number): Promise<void>;
  /** Ends every call at once, those in flight as UNAVAILABLE, and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts a gateway: the gRPC edge of the network.
 *
 * @throws {Fault} `CONFIGURATION_INVALID` when it can't listen as it is told to
 */
export async function startGateway(options: GatewayOptions, ports: GatewayPorts): Promise<Gateway> {
  const credentials = serverCredentials(options);
  const draining = new Draining();
  const router = new Router(ports, options.router);
  const server = new Server({
    interceptors: [callInterceptor(ports.observer, draining)],
    'grpc.max_receive_message_length': options.limits.messageBytesMax * HARD_LIMIT_FACTOR,
    'grpc.max_concurrent_streams': CONNECTION_CALLS_MAX,
    'grpc.keepalive_time_ms': KEEPALIVE_MS,
    'grpc.keepalive_timeout_ms': KEEPALIVE_ANSWER_MS,
    // Kept up to date with every call, and served nowhere.
    'grpc.enable_channelz': 0,
  });
  addServices(server, { options, ports, router, draining });
  const health = new HealthImplementation();
  const setServing = (isServing: boolean): void => {
    for (const name of ['', ...SERVICES]) health.setStatus(name, isServing ? 'SERVING' : 'NOT_SERVING');
  };
  setServing(true);
  health.addToServer(server);

  const port = await listen(server, options, credentials);
  let ended: Promise<void> | undefined;
  /** Takes no more calls. Resolves when those under way have ended, or after `limitMs`. */
  const endWithin = async (limitMs: number): Promise<void> => {
    ended ??= new Promise((resolve) => server.tryShutdown(() => resolve()));
    draining.begin();
    const limit = new AbortController();
    await Promise.race([ended, ports.clock.sleep(limitMs, limit.signal).catch(() => undefined)]);
    limit.abort();
  };
  return {
    port,
    router,
    setServing,
    drain: (limitMs) => {
      setServing(false);
      return endWithin(limitMs);
    },
    close: async () => {
      router.close();
      await endWithin(CLOSE_MS);
      server.forceShutdown();
    },
  };
}

interface Parts {
  readonly options: GatewayOptions;
  readonly ports: GatewayPorts;
  readonly router: Router;
  readonly draining: Draining;
}

function addServices(server: Server, { options, ports, router, draining }: Parts): void {
  const contract = loadContract();
  const sights = new Sights(ports.network);
  const onLimit = (limit: Limit): void => ports.observer.limitReached(limit);
  const admission = new Admission(options.limits, ports.clock, onLimit);
  const submissions = new Submissions({
    router,
    admission,
    quotes: ports.quotes,
    limits: options.limits,
    onLimit,
  });
  const heads = new JournalHeads(ports.books, ports.clock);
  const exposures = new Exposures(ports.directory, ports.clock);
  const method: UnaryMethod = <Request, Response>(handle: UnaryHandler<Request, Response>) =>
    unary(ports, options, handle) as ReturnType<UnaryMethod>;
  const add = (name: (typeof SERVICES)[number], implementation: UntypedServiceImplementation): void => {
    const methods = servedMethods(serviceOf(contract, name), options.limits.messageBytesMax);
    server.addService(methods, implementation);
  };
  const reading = limitedBy(new CallLimit('participant-calls', onLimit), method);
  const watches = new CallLimit('event-streams', onLimit);
  const following = { heads, exposures, sights, watches };
  const clearing = new ClearingService({ ports, options, submissions, draining, ...following });
  add('tongfen.v1.Clearing', clearing.implementation(method, reading));
  const inquiries = new BalanceInquiries(ports);
  const accounts = new AccountsService({ ports, router, sights, inquiries, onLimit });
  add('tongfen.v1.Accounts', accounts.implementation(method, reading));
  add('tongfen.v1.NetworkAdministration', new NetworkService(ports, sights).implementation(reading));
  const reports = new CallLimit('liability-reports', onLimit);
  const settlement = { ports, options, sights, draining, router, reports };
  add('tongfen.v1.Settlement', new SettlementService(settlement).implementation(reading));
  const uploads = new CallLimit('reconciliation-files', onLimit);
  const reconciliation = { ports, options, sights, draining, router, uploads, newId: () => randomUUID() };
  add('tongfen.v1.Reconciliation', new ReconciliationService(reconciliation).implementation(reading));
  addReflection(server, loadContractAsWritten());
}

function listen(
  server: Server,
  { host, port }: GatewayOptions,
  credentials: ServerCredentials,
): Promise<number> {
  const address = host.includes(':') && !host.startsWith('[') ? `[${host}]:${port}` : `${host}:${port}`;
  // grpc-js would print that it failed; the fault says it, and why.
  setLogVerbosity(logVerbosity.NONE);
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (cause, bound) => {
      if (cause === null) resolve(bound);
      else {
        const message = `the gateway can not listen on ${address}: choose another address or a free port`;
        reject(new Fault('CONFIGURATION_INVALID', message, { cause }));
      }
    });
  });
}
