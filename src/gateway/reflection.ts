import type { Server, ServerDuplexStream } from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition, PackageDefinition } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import descriptor from 'protobufjs/ext/descriptor/index.js';
import { assert } from '../assert.ts';

/** `google.protobuf.DescriptorProto` and what of it may name a type. */
interface Message {
  readonly name: string;
  readonly field: { typeName?: string }[];
  readonly nestedType: Message[];
  readonly enumType: { readonly name: string }[];
}

/** `google.protobuf.FileDescriptorProto`. */
interface File {
  readonly name: string;
  readonly package: string;
  dependency: string[];
  readonly messageType: Message[];
  readonly enumType: { readonly name: string }[];
  readonly service: { readonly method: { inputType: string; outputType: string }[] }[];
}

/** A stream of questions about the contract. */
type Asking = ServerDuplexStream<unknown, unknown>;

/** Shows the contract to clients of reflection, who need no key: each is read no faster than it reads its answers. */
export function addReflection(server: Server, contract: PackageDefinition): void {
  const paced: Pick<Server, 'addService'> = {
    addService: (definition, implementation) => {
      const methods = Object.entries(implementation).map(([name, handle]) => [
        name,
        (call: Asking) => {
          readAtItsPace(call);
          (handle as (call: Asking) => void)(call);
        },
      ]);
      server.addService(definition, Object.fromEntries(methods));
    },
  };
  new ReflectionService(reflectable(contract)).addToServer(paced as Server);
}

/** The service writes an answer to every question, whether anybody reads it or not. */
function readAtItsPace(call: Asking): void {
  const write = call.write.bind(call) as (answer: unknown) => boolean;
  call.write = (answer: unknown): boolean => {
    const hasRoom = write(answer);
    if (!hasRoom) call.pause();
    return hasRoom;
  };
  call.on('drain', () => call.resume());
}

/**
 * A contract with what clients of reflection need and proto-loader leaves out: which files each file depends on, and the
 * full names of types. Without, grpcurl resolves nothing that names a `Timestamp`.
 *
 * @see https://github.com/grpc/grpc-node/issues/2595
 */
export function reflectable(contract: PackageDefinition): PackageDefinition {
  const files = filesOf(contract);
  const fileOf = new Map<string, File>();
  for (const file of files) {
    for (const { name } of file.enumType) fileOf.set(`${file.package}.${name}`, file);
    for (const message of file.messageType)
      defineTypes(message, file.package, (name) => fileOf.set(name, file));
  }
  for (const file of files) {
    const needed = new Set<File>();
    const full = (type: string, scope: string): string => {
      const name = resolve(type, scope, fileOf);
      needed.add(fileOf.get(name) as File);
      return `.${name}`;
    };
    for (const message of file.messageType) nameTypes(message, file.package, full);
    for (const method of file.service.flatMap((service) => service.method)) {
      method.inputType = full(method.inputType, file.package);
      method.outputType = full(method.outputType, file.package);
    }
    needed.delete(file);
    file.dependency = [...needed].map(({ name }) => name);
  }
  const fileDescriptorProtos = files.map((file) =>
    Buffer.from(descriptor.FileDescriptorProto.encode(file).finish()),
  );
  return Object.fromEntries(
    typesOf(contract).map(([name, definition]) => [name, { ...definition, fileDescriptorProtos }]),
  );
}

/** Its messages and enums, which have the files; services are in these. */
function typesOf(
  contract: PackageDefinition,
): [string, MessageTypeDefinition<object, object> | EnumTypeDefinition][] {
  return Object.entries(contract).flatMap(([name, definition]) =>
    'format' in definition
      ? [[name, definition as MessageTypeDefinition<object, object> | EnumTypeDefinition]]
      : [],
  );
}

/** The files of a contract, one for each package: every message has them all. */
function filesOf(contract: PackageDefinition): File[] {
  const files = new Map<string, File>();
  for (const [, { fileDescriptorProtos }] of typesOf(contract)) {
    for (const bytes of fileDescriptorProtos) {
      const file = descriptor.FileDescriptorProto.decode(bytes) as unknown as File;
      files.set(file.name, file);
    }
  }
  return [...files.values()];
}

function defineTypes(message: Message, scope: string, define: (name: string) => void): void {
  const own = `${scope}.${message.name}`;
  define(own);
  for (const { name } of message.enumType) define(`${own}.${name}`);
  for (const nested of message.nestedType) defineTypes(nested, own, define);
}

function nameTypes(message: Message, scope: string, full: (type: string, scope: string) => string): void {
  const own = `${scope}.${message.name}`;
  for (const field of message.field) if (field.typeName) field.typeName = full(field.typeName, own);
  for (const nested of message.nestedType) nameTypes(nested, own, full);
}

/** The full name of a type that is named within a scope: looked for there, then in each scope around it. */
function resolve(type: string, scope: string, known: ReadonlyMap<string, unknown>): string {
  if (type.startsWith('.')) return type.slice(1);
  for (let around = scope; around !== ''; around = around.slice(0, Math.max(0, around.lastIndexOf('.')))) {
    if (known.has(`${around}.${type}`)) return `${around}.${type}`;
  }
  assert(known.has(type), 'the contract defines every type that it names');
  return type;
}
