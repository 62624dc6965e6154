import { existsSync } from 'node:fs';
import path from 'node:path';
import type { MessageTypeDefinition, PackageDefinition, ServiceDefinition } from '@grpc/proto-loader';
import { loadSync } from '@grpc/proto-loader';
import { protoPath as HEALTH_FILE } from 'grpc-health-check';
import protobuf from 'protobufjs';
import { assert } from '../assert.ts';

/** Folder of the public contract, seen from the sources as well as from what is built from them. */
function protoDirectory(): string {
  let directory = import.meta.dirname;
  while (!existsSync(path.join(directory, 'proto', 'tongfen'))) {
    assert(directory !== path.dirname(directory), 'the public contract is installed beside the code');
    directory = path.dirname(directory);
  }
  return path.join(directory, 'proto');
}

/** What every caller and server is told of the contract; the generated types say the same (scripts/generate.mjs). */
const OPTIONS = { longs: Number, enums: String, defaults: true, oneofs: true };

const FILES = [
  'tongfen/v1/clearing.proto',
  'tongfen/v1/accounts.proto',
  'tongfen/v1/network.proto',
  'tongfen/v1/settlement.proto',
  'tongfen/v1/reconciliation.proto',
  // What `google.rpc.Status.details` carries: with them reflection can show it.
  'google/rpc/error_details.proto',
];

/** The contract as gRPC services: what the server offers; health is offered beside it. */
export function loadContract(): PackageDefinition {
  return loadSync([...FILES, HEALTH_FILE], { ...OPTIONS, includeDirs: [protoDirectory()] });
}

/** The same with fields named as in the proto files, for reflection to show. */
export function loadContractAsWritten(): PackageDefinition {
  return loadSync([...FILES, HEALTH_FILE], { ...OPTIONS, keepCase: true, includeDirs: [protoDirectory()] });
}

/** The contract of an issuer's host, which the network calls. */
export function loadHostContract(): PackageDefinition {
  return loadSync('tongfen/issuer/v1/host.proto', { ...OPTIONS, includeDirs: [protoDirectory()] });
}

/** The methods of a service of a contract; `Definition` is its generated type, where that is wanted. */
export function serviceOf<Definition = ServiceDefinition>(
  contract: PackageDefinition,
  name: string,
): Definition {
  const service = contract[name];
  assert(service !== undefined && !('format' in service), 'the contract defines the service');
  return service as Definition;
}

/** A message of a contract. */
export function messageOf<Output extends object>(
  contract: PackageDefinition,
  name: string,
): MessageTypeDefinition<object, Output> {
  const message = contract[name];
  assert(message !== undefined && 'deserialize' in message, 'the contract defines the message');
  return message as MessageTypeDefinition<object, Output>;
}

/** The contract as bare messages, for those that are read and written without the loader. */
export function loadMessages(): protobuf.Root {
  const directory = protoDirectory();
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) =>
    target.startsWith('google/protobuf/') || path.isAbsolute(target) ? target : path.join(directory, target);
  root.loadSync(FILES);
  root.resolveAll();
  return root;
}
