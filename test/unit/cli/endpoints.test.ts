import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readEndpoints, removeEndpoints, writeEndpoints } from '../../../src/cli/endpoints.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tongfen-endpoints-'));
  file = join(directory, 'endpoints.json');
});
afterEach(() => rmSync(directory, { recursive: true }));

const endpoints = {
  pid: process.pid,
  databaseUrl: 'postgres://127.0.0.1:1/tongfen',
  grpcAddress: '127.0.0.1:2',
  httpUrls: ['http://127.0.0.1:3'],
  operatorKey: 'tf_secret',
};

it('says where a network is reached for as long as it runs, to its owner only', () => {
  expect(readEndpoints(directory)).toBeUndefined();
  writeEndpoints(directory, endpoints);
  expect(readEndpoints(directory)).toMatchObject(endpoints);
  expect(statSync(file).mode & 0o077).toBe(0);
  removeEndpoints(directory);
  expect(readEndpoints(directory)).toBeUndefined();
});

it('does not take a process for the network that has its pid from one that was killed', () => {
  writeEndpoints(directory, endpoints);
  const left = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...left, startedAt: 'another life' }));
  expect(readEndpoints(directory)).toBeUndefined();
});

it('is never there in part', () => {
  writeEndpoints(directory, endpoints);
  const before = openSync(file, 'r');
  writeEndpoints(directory, { ...endpoints, operatorKey: 'tf_other' });
  // Whoever reads the one before reads it to its end.
  expect(JSON.parse(readFileSync(before, 'utf8'))).toMatchObject(endpoints);
  closeSync(before);
  expect(readEndpoints(directory)?.operatorKey).toBe('tf_other');
  expect(readdirSync(directory)).toEqual(['endpoints.json']);
});
