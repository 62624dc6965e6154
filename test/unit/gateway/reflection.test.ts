import type { PackageDefinition } from '@grpc/proto-loader';
import descriptor from 'protobufjs/ext/descriptor/index.js';
import { expect, test } from 'vitest';
import { reflectable } from '../../../src/gateway/reflection.ts';
import { loadContractAsWritten } from '../../../src/wire/contract.ts';

interface File {
  readonly name: string;
  readonly package: string;
  readonly dependency: string[];
}

function filesOf(contract: PackageDefinition): Map<string, File & Record<string, unknown>> {
  const { fileDescriptorProtos } = contract['tongfen.v1.Transaction'] as { fileDescriptorProtos: Buffer[] };
  const files = fileDescriptorProtos.map((bytes) => descriptor.FileDescriptorProto.decode(bytes).toJSON());
  return new Map(files.map((file) => [file['name'] as string, file as never]));
}

const files = filesOf(reflectable(loadContractAsWritten()));

test('a client of reflection learns which files a file depends on', () => {
  const dependencies = [...files.values()].map((file) => [file.name, [...(file.dependency ?? [])].sort()]);
  expect(Object.fromEntries(dependencies)).toEqual({
    'tongfen_v1.proto': ['google_protobuf.proto', 'google_rpc.proto'],
    'google_rpc.proto': ['google_protobuf.proto'],
    'google_protobuf.proto': [],
    'grpc_health_v1.proto': [],
  });
});

test('every type is named in full, and is in the file or in one that it depends on', () => {
  for (const file of files.values()) {
    const packages = [file, ...(file.dependency ?? []).map((name) => files.get(name) as File)];
    const visible = packages.map((each) => `.${each.package}.`);
    const types = JSON.stringify(file).matchAll(/"(?:typeName|inputType|outputType)":"([^"]+)"/g);
    for (const [, type] of types) {
      expect(
        visible.some((prefix) => type?.startsWith(prefix) === true),
        type,
      ).toBe(true);
    }
  }
});

test('fields have the names of the proto files', () => {
  expect(JSON.stringify(files.get('tongfen_v1.proto'))).toContain('"name":"hold_seconds"');
});
