import type { ServerInterceptor } from '@grpc/grpc-js';
import { status as Code, ServerInterceptingCall } from '@grpc/grpc-js';
import type { Draining } from './draining.ts';
import type { GatewayObserver, MethodLabels } from './observer.ts';

/** What grpc-js tells an interceptor of a method. */
type Method = Parameters<ServerInterceptor>[0];

/** Services that know nothing of draining: their streams are ended for them. */
const FOREIGN = /^\/grpc\./;

/**
 * Sees every call of every service: counts it, and ends streams of health and reflection when the gateway shuts down.
 *
 * grpc-js answers some calls below its interceptors (a deadline, a message above the hard limit); such a call is seen to
 * end without a status, and counts as CANCELLED unless its deadline has passed.
 */
export function callInterceptor(observer: GatewayObserver, draining: Draining): ServerInterceptor {
  const labels = new Map<string, MethodLabels>();
  return (method, call) => {
    const label = labels.get(method.path) ?? labelsOf(method);
    labels.set(method.path, label);
    const sinceMs = performance.now();
    let isHandled = false;
    let forget: () => unknown = () => undefined;
    const handled = (code: Code): void => {
      if (isHandled) return;
      isHandled = true;
      forget();
      observer.callHandled(label, Code[code], performance.now() - sinceMs);
    };
    observer.callStarted(label);
    const observed = new ServerInterceptingCall(call, {
      start: (next) => {
        next({
          onReceiveMessage: (message, take) => {
            observer.messageReceived(label);
            take(message);
          },
          onCancel: () => handled(isPast(call.getDeadline()) ? Code.DEADLINE_EXCEEDED : Code.CANCELLED),
        });
      },
      sendMessage: (message, next) => {
        observer.messageSent(label);
        next(message);
      },
      sendStatus: (status, next) => {
        handled(status.code);
        next(status);
      },
    });
    if (method.responseStream && FOREIGN.test(method.path)) {
      forget = draining.onBegin(() =>
        observed.sendStatus({ code: Code.UNAVAILABLE, details: 'the gateway is shutting down' }),
      );
    }
    return observed;
  };
}

function isPast(deadline: Date | number): boolean {
  return Number(deadline) <= Date.now();
}

function labelsOf(method: Method): MethodLabels {
  const [service = '', name = ''] = method.path.slice(1).split('/');
  return { type: typeOf(method), service, method: name };
}

function typeOf({ requestStream, responseStream }: Method): MethodLabels['type'] {
  if (requestStream) return responseStream ? 'bidi_stream' : 'client_stream';
  return responseStream ? 'server_stream' : 'unary';
}
