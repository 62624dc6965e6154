import type { ServiceDefinition } from '@grpc/grpc-js';
import type { MethodDefinition } from '@grpc/proto-loader';
import type { Connection } from './connection.ts';

/** The names of a service's methods: `ServiceDefinition` has an index beside them. */
type MethodName<Service> = keyof {
  [Name in keyof Service as string extends Name ? never : Name]: unknown;
} &
  string;

/** A service as functions, one for each unary method. */
export type Stub<Service> = {
  readonly [Name in MethodName<Service> as Uncapitalize<Name>]: Service[Name] extends MethodDefinition<
    infer Request,
    infer _Input,
    infer _Output,
    infer Response
  >
    ? (request: Request) => Promise<Response>
    : never;
};

/** Methods that may be called again when nobody knows whether they were carried out: they read, or repeat themselves. */
const REPEATABLE = /^(get|list|openCards|setCardStatus|closeCycle|confirmSettlement|resolveException)/;

/** Functions that call the methods of a service. They throw `CallError`. */
export function stubOf<Service extends ServiceDefinition>(
  service: Service,
  connection: Connection,
): Stub<Service> {
  const stub: Record<string, (request: object) => Promise<object>> = {};
  for (const [name, method] of Object.entries(service)) {
    const functionName = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    stub[functionName] = REPEATABLE.test(functionName)
      ? (request) => connection.callUntilAnswered(method, request)
      : (request) => connection.call(method, request);
  }
  return stub as Stub<Service>;
}
