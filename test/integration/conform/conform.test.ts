import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { CheckResult, RunOptions } from '../../../src/conform/run.ts';
import { conform } from '../../../src/conform/run.ts';
import type { IssuerOptions } from '../../../src/issuer/issuer.ts';
import { Issuer } from '../../../src/issuer/issuer.ts';
import type { Misbehaviour } from '../../../src/issuer/misbehaviour.ts';
import { cardNumber } from '../../../src/ledger/card.ts';
import { Certificates, pem } from '../gateway/certificates.ts';

const CARD = cardNumber(622_001, 1);
const CREDENTIAL = 'secret-of-the-network';

const directory = mkdtempSync(path.join(tmpdir(), 'tongfen-conform-'));
const certificates = new Certificates();
let issuers: Issuer[] = [];

afterEach(async () => {
  for (const issuer of issuers) await issuer.stop();
  issuers = [];
});
afterAll(() => {
  certificates.close();
  rmSync(directory, { recursive: true });
});

test('a host that does as the contract says passes every check', async () => {
  const results = await check(await start());
  expect(failed(results)).toEqual([]);
  expect(results.filter(({ verdict }) => verdict === 'not checked').map(({ name }) => name)).toEqual([
    'certificate',
  ]);
});

test('a host that can not listen says why', async () => {
  const { address } = await start();
  await expect(start({}, { port: Number(address.split(':')[1]) })).rejects.toThrow(
    `can't listen on ${address}: `,
  );
});

test('over TLS it passes every check, that of certificates too', async () => {
  const { issuer, connection } = await startWithTls({});
  const results = await check(issuer, { connection });
  expect(results.filter(({ verdict }) => verdict !== 'passes')).toEqual([]);
});

test('a host that lets in callers without a certificate fails the check of certificates', async () => {
  const { issuer, connection } = await startWithTls({ anyCertificate: true });
  const results = await check(issuer, { connection, only: ['certificate', 'credential'] });
  expect(failed(results)).toEqual(['certificate']);
});

test('a host that restarts and remembers passes', async () => {
  const results = await check(await start({}, { restartEveryMs: 300 }));
  expect(results.filter(({ verdict }) => verdict === 'fails')).toEqual([]);
});

test.each<[string, Misbehaviour, string]>([
  ['is slow', { slowMs: 2_000 }, 'answers'],
  ['is silent', { silent: true }, 'answers'],
  ['approves after the deadline', { late: true }, 'deadline'],
])('a host that %s fails the check of that', async (_, misbehaviour, expected) => {
  const issuer = await start(misbehaviour);
  const results = await check(issuer, { deadlineMs: 1_000, only: ['deadline', 'capture'] });
  expect(failed(results)).toEqual([expected]);
});

test.each<[string, Misbehaviour, string[]]>([
  ['sends garbage', { garbage: true }, ['answers']],
  ['approves another amount', { wrongAmount: true }, ['echo']],
  [
    'answers with the ids of another message',
    { otherId: true },
    ['echo', 'same-message', 'same-message-at-once'],
  ],
])('a host that %s fails what depends on it, and nothing else', async (_, misbehaviour, expected) => {
  const results = await check(await start(misbehaviour));
  expect(failed(results)).toEqual(expected);
});

test('a host that executes a message twice fails the checks of repeated messages', async () => {
  const results = await check(await start({ twice: true }));
  expect(failed(results)).toEqual(['same-message', 'same-message-at-once', 'other-content']);
  expect(reasonOf(results, 'same-message-at-once')).toMatch(/^the answer to a copy is /);
});

test('a host that captures what it is advised of as authorized fails the checks of that', async () => {
  const results = await check(await start({ capturesAdvised: true }));
  expect(failed(results)).toEqual(['advice-of-an-authorization', 'advice-of-the-authorized']);
});

test('a host with another credential, or without the test account, fails to answer', async () => {
  const issuer = await start();
  const connection = { address: issuer.address, apiKey: 'another' };
  expect(reasonOf(await check(issuer, { connection }), 'answers')).toContain('UNAUTHENTICATED');
  const card = cardNumber(622_001, 2);
  expect(reasonOf(await check(issuer, { card }), 'answers')).toContain('NOT_FOUND');
  expect(reasonOf(await check(issuer, { amount: 501 }), 'answers')).toBe(
    'the account has 1000 points, the tests need 1002',
  );
});

async function start(misbehaviour: Misbehaviour = {}, options: Partial<IssuerOptions> = {}): Promise<Issuer> {
  const issuer = await Issuer.start({
    host: '127.0.0.1',
    port: 0,
    credential: CREDENTIAL,
    tls: undefined,
    allowPlaintext: false,
    books: path.join(directory, `${crypto.randomUUID()}.db`),
    members: [{ card: CARD, program: 'ACME', isBlocked: false, posted: 1_000, held: 0 }],
    misbehaviour,
    ...options,
  });
  issuers.push(issuer);
  return issuer;
}

async function startWithTls(misbehaviour: Misbehaviour) {
  const authority = certificates.authority('authority');
  const host = certificates.signed('host', authority);
  const network = certificates.signed('network', authority);
  const issuer = await start(misbehaviour, { tls: { ...host, clientAuthorities: authority.certificate } });
  const tls = { ca: pem(authority.certificate), cert: pem(network.certificate), key: pem(network.key) };
  return { issuer, connection: { address: issuer.address, apiKey: CREDENTIAL, tls } };
}

function check(issuer: Issuer, options: Partial<RunOptions> = {}): Promise<CheckResult[]> {
  return conform({
    connection: { address: issuer.address, apiKey: CREDENTIAL },
    card: CARD,
    program: 'ACME',
    amount: 10,
    deadlineMs: 5_000,
    ...options,
  });
}

function failed(results: readonly CheckResult[]): string[] {
  return results.filter(({ verdict }) => verdict === 'fails').map(({ name }) => name);
}

function reasonOf(results: readonly CheckResult[], name: string): string | undefined {
  return results.find((result) => result.name === name)?.reason;
}
