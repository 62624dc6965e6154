import dns from 'node:dns';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { status as Code, Metadata } from '@grpc/grpc-js';
import { afterEach, expect, test, vi } from 'vitest';
import { connectTongfen } from '../../../src/client/client.ts';
import type { ConnectionOptions } from '../../../src/client/connection.ts';
import { messageOf } from '../../../src/client/contract.ts';
import { CursorFile } from '../../../src/client/cursor.ts';
import { CallError, refusalOfServiceError } from '../../../src/client/refusal.ts';
import type { NewTransaction } from '../../../src/client/transaction.ts';
import type { FakeBehaviour } from './fake-gateway.ts';
import { comeAgain, posted, rejectionWith, startFakeGateway } from './fake-gateway.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function connect(behaviour: FakeBehaviour, options: Partial<ConnectionOptions> = {}) {
  const gateway = await startFakeGateway(behaviour);
  cleanups.push(gateway.stop);
  const client = connectTongfen({ address: gateway.address, ...options });
  cleanups.push(() => client.close());
  return client;
}

const statusBytes = (status: object): Buffer => messageOf('google.rpc.Status').serialize(status);

const earn: NewTransaction = { id: 'id-1', type: 'EARN', card: 1, program: 'ACME', amount: 3 };

test('plaintext goes to loopback only, unless it is allowed', () => {
  expect(() => connectTongfen({ address: 'gateway.example:50051' })).toThrow(/not loopback/);
  expect(() => connectTongfen({ address: '127.0.0.1.example:50051' })).toThrow(/not loopback/);
  for (const address of ['127.0.0.1:1', 'localhost:1', '[::1]:1']) connectTongfen({ address }).close();
  connectTongfen({ address: 'gateway.example:50051', allowPlaintext: true }).close();
  connectTongfen({ address: 'gateway.example:50051', tls: {} }).close();
});

test('an address is a host and a port', () => {
  for (const address of ['127.0.0.1', 'gateway.example', 'gateway.example:'])
    expect(() => connectTongfen({ address, tls: {} })).toThrow(`${address} is not host:port`);
});

test('half a client certificate is refused', () => {
  const tls = { cert: Buffer.from('') };
  expect(() => connectTongfen({ address: 'gateway.example:50051', tls })).toThrow(/go together/);
});

test('a certificate that is none is refused', () => {
  const tls = { cert: Buffer.from('no PEM'), key: Buffer.from('no PEM') };
  expect(() => connectTongfen({ address: 'gateway.example:50051', tls })).toThrow(
    new TypeError('tls.cert and tls.key are not a certificate and its key'),
  );
});

test('every call carries the key', async () => {
  const seen: unknown[] = [];
  const client = await connect(
    {
      unary: (_, __, metadata) => {
        seen.push(metadata.get('authorization'));
        return { number: 3, businessDate: 20260729 };
      },
    },
    { apiKey: 'secret' },
  );
  expect(await client.network.getCycle({})).toMatchObject({ number: 3, businessDate: 20_260_729 });
  expect(seen).toEqual([['Bearer secret']]);
});

test('a key that can not be shown is refused without being told', () => {
  for (const apiKey of ['tf_secret\n', 'tf_sécret', 'tf secret', ''])
    expect(() => connectTongfen({ address: '127.0.0.1:1', apiKey })).toThrow(
      new TypeError('apiKey must be printable ASCII without spaces and line ends'),
    );
});

test('a transaction is submitted again until it is answered', async () => {
  let attempts = 0;
  const client = await connect({
    submit: (transaction) => {
      attempts += 1;
      if (attempts === 1) return rejectionWith(comeAgain(Code.UNAVAILABLE, 1));
      return { result: posted(transaction, { duplicate: true }) };
    },
  });
  expect(await client.submit(earn)).toEqual({
    outcome: 'POSTED',
    shard: 1,
    seq: 7,
    ledgerTimeMs: 1_780_000_000_005,
    amount: 3,
    balance: 0,
    available: 0,
    duplicate: true,
  });
  expect(attempts).toBe(2);
});

test('a call is not repeated beyond its deadline', async () => {
  const client = await connect(
    { submit: () => rejectionWith(comeAgain(Code.UNAVAILABLE, 60_000)) },
    { deadlineMs: 5_000 },
  );
  await expect(client.submit(earn)).rejects.toMatchObject({
    refusal: { status: 'UNAVAILABLE', retryDelayMs: 60_000 },
  });
});

test('details that can not be read leave the status, and the process alive', async () => {
  const retryInfo = { type_url: 'type.googleapis.com/google.rpc.RetryInfo', value: Buffer.from([0xff]) };
  const garbage = [Buffer.from([0xff, 0xff]), statusBytes({ code: 7, message: '', details: [retryInfo] })];
  for (const bytes of garbage) {
    const metadata = new Metadata();
    metadata.set('grpc-status-details-bin', bytes);
    const client = await connect({
      submit: () => ({ code: Code.PERMISSION_DENIED, details: 'no', metadata }),
    });
    await expect(client.submit(earn)).rejects.toMatchObject({
      refusal: { status: 'PERMISSION_DENIED', message: 'no', violations: [] },
    });
  }
});

test('what is wrong with a request is told by field', async () => {
  const fieldViolations = [{ field: 'transaction.amount', description: 'must be 1 to 10^12' }];
  const value = messageOf('google.rpc.BadRequest').serialize({ fieldViolations });
  const details = [{ type_url: 'type.googleapis.com/google.rpc.BadRequest', value }];
  let attempts = 0;
  const client = await connect({
    submit: () => {
      attempts += 1;
      return rejectionWith({ code: Code.INVALID_ARGUMENT, message: 'transaction.amount', details });
    },
  });
  const error: unknown = await client.submit(earn).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(CallError);
  expect(error).toMatchObject({ refusal: { status: 'INVALID_ARGUMENT', violations: fieldViolations } });
  expect(attempts).toBe(1);
});

test('a batch is answered item by item, or refused as a whole', async () => {
  const limit = { code: Code.RESOURCE_EXHAUSTED, message: 'at most 2 transactions in a batch', details: [] };
  const client = await connect({
    batch: ({ batch, transactions }) => {
      if (transactions.length > 2) return { batch, error: limit };
      const error = { code: Code.PERMISSION_DENIED, message: 'no', details: [] };
      return { batch, results: transactions.map((item, index) => (index === 0 ? posted(item) : { error })) };
    },
  });
  expect(await client.submitBatch([earn, earn])).toMatchObject([
    { outcome: 'POSTED' },
    { status: 'PERMISSION_DENIED' },
  ]);
  await expect(client.submitBatch([earn, earn, earn])).rejects.toMatchObject({
    refusal: { status: 'RESOURCE_EXHAUSTED' },
  });
});

test('a read is repeated, a change is not', async () => {
  const calls: string[] = [];
  const client = await connect({
    unary: (method) => {
      calls.push(method);
      return calls.length === 1 || method === 'CreateApiKey'
        ? rejectionWith(comeAgain(Code.UNAVAILABLE, 1))
        : { participants: [] };
    },
  });
  await client.network.listParticipants({});
  await expect(client.network.createApiKey({ participant: 'BANK' })).rejects.toBeInstanceOf(CallError);
  expect(calls).toEqual(['ListParticipants', 'ListParticipants', 'CreateApiKey']);
});

test('a transaction that is not there is undefined', async () => {
  const client = await connect({
    unary: (_, request) =>
      'id' in request && request.id === 'known'
        ? { outcome: 'POSTED', sequence: 5 }
        : { code: Code.NOT_FOUND, details: 'no such transaction' },
  });
  expect(await client.getTransaction(1, 'unknown')).toBeUndefined();
  expect(await client.getTransaction(1, 'known')).toMatchObject({ outcome: 'POSTED', sequence: 5 });
});

test('a watch goes on behind its cursor when the stream breaks, and ends when it is told to', async () => {
  const requests: object[] = [];
  const client = await connect({
    watch: (request, call) => {
      requests.push(request);
      const next = Number(request.cursor || '0') + 1;
      call.write({ cursor: String(next), transactions: [{ sequence: next }] });
      if (next === 2) call.end();
      else call.emit('error', { code: Code.UNAVAILABLE, details: 'gone', metadata: new Metadata() });
    },
  });
  const stop = new AbortController();
  const seen: number[] = [];
  for await (const { transactions } of client.watch({ fromNow: true, signal: stop.signal })) {
    seen.push(...transactions.map(({ sequence }) => sequence));
    if (seen.length === 4) stop.abort();
  }
  expect(seen).toEqual([1, 2, 3, 4]);
  expect(requests).toEqual([
    { cursor: '', fromNow: true },
    ...['1', '2', '3'].map((cursor) => ({ cursor, fromNow: false })),
  ]);
});

test('what a gateway breaks off as it ends is asked of the next one', async () => {
  const seen: number[] = [];
  const behaviour: FakeBehaviour = {
    watch: ({ cursor }, call) => {
      const next = Number(cursor || '0') + 1;
      call.write({ cursor: String(next), transactions: [{ sequence: next }] });
    },
  };
  const first = await startFakeGateway(behaviour);
  const client = connectTongfen({ address: first.address });
  cleanups.push(() => client.close());
  const stop = new AbortController();
  for await (const { transactions } of client.watch({ signal: stop.signal })) {
    seen.push(...transactions.map(({ sequence }) => sequence));
    if (seen.length === 2) stop.abort();
    else {
      first.stop();
      cleanups.push((await startFakeGateway(behaviour, first.address)).stop);
    }
  }
  expect(seen).toEqual([1, 2]);
});

test('what a proxy breaks off because its gateway has gone is asked again', async () => {
  let calls = 0;
  const proxy = http2.createServer().on('stream', (stream) => {
    const headers = { ':status': 200, 'content-type': 'application/grpc' };
    calls += 1;
    stream.on('error', () => {});
    if (calls === 1) {
      stream.respond(headers);
      stream.end();
    } else if (calls === 2) {
      stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
    } else {
      stream.respond(headers, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      // A message without content.
      stream.end(Buffer.alloc(5));
    }
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  const client = connectTongfen({ address: `127.0.0.1:${(proxy.address() as AddressInfo).port}` });
  cleanups.push(
    () => proxy.close(),
    () => client.close(),
  );
  expect(await client.network.getCycle({})).toMatchObject({ number: 0 });
  expect(calls).toBe(3);
});

// Other systems have no second address of loopback.
test.runIf(process.platform === 'linux')(
  'a gateway that is back under another address is found again',
  async () => {
    let address = '127.0.0.1';
    const lookup = vi.spyOn(dns.promises, 'lookup');
    cleanups.push(() => lookup.mockRestore());
    lookup.mockImplementation((async () => [{ address, family: 4 }]) as never);
    const behaviour: FakeBehaviour = { submit: (transaction) => ({ result: posted(transaction) }) };
    const first = await startFakeGateway(behaviour);
    const port = first.address.split(':')[1];
    const client = connectTongfen({ address: `gateway.example:${port}`, allowPlaintext: true });
    cleanups.push(() => client.close());
    expect(await client.submit(earn)).toMatchObject({ outcome: 'POSTED' });
    first.stop();
    address = '127.0.0.2';
    cleanups.push((await startFakeGateway(behaviour, `${address}:${port}`)).stop);
    const startedMs = performance.now();
    expect(await client.submit(earn)).toMatchObject({ outcome: 'POSTED' });
    // Far from the half minute that gRPC takes unless it is told otherwise.
    expect(performance.now() - startedMs).toBeLessThan(20_000);
  },
  40_000,
);

test('what is followed goes on behind the stored cursor, and stores one only when it was handled', async () => {
  const cursors: string[] = [];
  const client = await connect({
    watch: ({ cursor }, call) => {
      cursors.push(cursor);
      for (let next = Number(cursor || '0') + 1; next <= 3; next += 1) {
        call.write({ cursor: String(next), transactions: [{ sequence: next }] });
      }
    },
  });
  const directory = mkdtempSync(path.join(tmpdir(), 'tongfen-cursor-'));
  cleanups.push(() => rmSync(directory, { recursive: true }));
  const file = path.join(directory, 'cursor');
  const handled: number[] = [];
  const followed = client.follow({
    cursors: new CursorFile(file),
    onTransactions: ([first]) => {
      if (first?.sequence === 2) throw new Error('could not be handled');
      handled.push(first?.sequence ?? 0);
    },
  });
  await expect(followed).rejects.toThrow('could not be handled');
  const stop = new AbortController();
  await client.follow({
    cursors: new CursorFile(file),
    onTransactions: ([first]) => {
      handled.push(first?.sequence ?? 0);
      if (first?.sequence === 3) stop.abort();
    },
    signal: stop.signal,
  });
  expect(handled).toEqual([1, 2, 3]);
  expect(cursors).toEqual(['', '1']);
  expect(await new CursorFile(file).load()).toBe('3');
});

test('a watch that is one too many comes again, not before the delay it was told', async () => {
  const asked: number[] = [];
  const client = await connect({
    watch: (_, call) => {
      asked.push(performance.now());
      if (asked.length === 1) call.emit('error', rejectionWith(comeAgain(Code.RESOURCE_EXHAUSTED, 400)));
      else call.write({ cursor: '1', transactions: [] });
    },
  });
  const watch = client.watch();
  expect(await watch.next()).toMatchObject({ value: { cursor: '1' } });
  // Timers may be a millisecond early.
  expect(asked[1]! - asked[0]!).toBeGreaterThanOrEqual(399);
  await watch.return();
});

test('a watch that is refused for good says so', async () => {
  const client = await connect({
    watch: (_, call) => {
      call.emit('error', { code: Code.INVALID_ARGUMENT, details: 'cursor', metadata: new Metadata() });
    },
  });
  await expect(client.watch({ cursor: 'nonsense' }).next()).rejects.toMatchObject({
    refusal: { status: 'INVALID_ARGUMENT' },
  });
});

test('a file that is refused is read no further, and let go', async () => {
  const client = await connect({});
  let isLetGo = false;
  async function* endless() {
    try {
      for (;;) yield Buffer.alloc(64 * 1024);
    } finally {
      isLetGo = true;
    }
  }
  await expect(client.reconcile({ cycle: 1 }, endless())).rejects.toMatchObject({
    refusal: { status: 'UNIMPLEMENTED' },
  });
  await expect.poll(() => isLetGo).toBe(true);
});

test('whoever waits when the client is closed, or calls it then, is told so', async () => {
  const { address, stop } = await startFakeGateway({});
  stop();
  const client = connectTongfen({ address });
  const waiting = [client.submit(earn), client.accounts.getCard({ card: 1 }), client.watch().next()].map(
    (call) => call.catch((error: unknown) => error),
  );
  await sleep(100);
  client.close();
  const file = client.settlementFile({ cycle: 1, format: 'CSV' });
  const late = [
    client.submit(earn),
    client.network.createMerchant({}),
    client.watch().next(),
    file.next(),
  ].map((call) => call.catch((error: unknown) => error));
  for (const error of await Promise.all([...waiting, ...late])) {
    expect(error).toBeInstanceOf(CallError);
  }
  expect(await late[0]).toMatchObject({ refusal: { status: 'CANCELLED' } });
});

test('a gateway that is not there is named once, and why', () => {
  const details =
    'round_robin: No connection established. Last error: No connection established. Last error: Error: connect ECONNREFUSED 127.0.0.1:1. Resolution note: ';
  const error = Object.assign(new Error(details), {
    code: Code.UNAVAILABLE,
    details,
    metadata: new Metadata(),
  });
  expect(refusalOfServiceError(error)).toMatchObject({
    status: 'UNAVAILABLE',
    message: 'no connection: connect ECONNREFUSED 127.0.0.1:1',
  });
});

const unwritable: readonly (readonly [string, NewTransaction])[] = [
  ['amount', { ...earn, amount: 19.99 }],
  ['card', { ...earn, card: '6220010000000000' as never }],
  ['id', { ...earn, id: undefined as never }],
  ['merchant', { ...earn, merchant: 7 as never }],
  ['exchange.to_program', { ...earn, exchange: {} as never }],
];

test.each(unwritable)(
  'a transaction whose %s can not be written is refused, and its neighbours are not',
  async (field, broken) => {
    const client = await connect({
      batch: ({ batch, transactions }) => ({ batch, results: transactions.map((each) => posted(each)) }),
    });
    const refusal = { status: 'INVALID_ARGUMENT', violations: [{ field }] };
    await expect(client.submit(broken)).rejects.toMatchObject({ name: 'CallError', refusal });
    const good = { ...earn, id: 'id-2' };
    const answers = [refusal, { outcome: 'POSTED' }];
    expect(await client.submitBatch([broken, good])).toMatchObject(answers);
    const submitter = client.openSubmitter();
    expect(await submitter.submit([broken, good])).toMatchObject(answers);
    await submitter.close();
  },
);
