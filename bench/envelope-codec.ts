import type { Result } from '../src/ledger/transaction.ts';
import { decodeEnvelope, encodeEnvelope } from '../src/queue/envelope-codec.ts';
import { decodeReply, encodeReply } from '../src/queue/reply-codec.ts';
import { earns } from './earns.ts';

// After a build: node -e "import('./dist/bench/envelope-codec.js').then((bench) => console.table(bench.benchEnvelopeCodec()))"

const TRANSACTIONS = 1_000;
const ROUNDS = 300;

export interface CodecBenchmark {
  readonly form: string;
  /** Of the processor, per transaction. */
  readonly encodeNs: number;
  readonly decodeNs: number;
  readonly bytes: number;
}

/** What an envelope and its reply cost per transaction, from objects to JSON and back, in the forms that an envelope could have. */
export function benchEnvelopeCodec(): CodecBenchmark[] {
  const envelope = {
    kind: 'submit',
    gateway: 'bench',
    number: 1,
    transactions: earns(TRANSACTIONS),
  } as const;
  const results = Array.from({ length: TRANSACTIONS }, (_, index) => resultOf(index));
  const reply = { kind: 'results', number: 1, results } as const;
  return [
    measure('objects', () => JSON.stringify(envelope), JSON.parse),
    measure(
      'nested arrays (Redis)',
      () => JSON.stringify(encodeEnvelope(envelope)),
      (json) => decodeEnvelope(JSON.parse(json)),
    ),
    measure(
      'nested arrays in a string (Postgres)',
      () => JSON.stringify(JSON.stringify(encodeEnvelope(envelope))),
      (json) => decodeEnvelope(JSON.parse(json)),
    ),
    measure('the reply', () => encodeReply(reply), decodeReply),
  ];
}

/** The balances of members who earn now and then. */
function resultOf(index: number): Result {
  const balance = 1_000 + index * 37;
  return {
    outcome: 'POSTED',
    shard: 3,
    seq: 5_000_000 + index,
    ledgerTimeMs: 1_767_571_200_123,
    amount: 100 + (index % 900),
    balance,
    available: balance,
    duplicate: false,
  };
}

function measure(form: string, encode: () => string, decode: (json: string) => unknown): CodecBenchmark {
  const json = encode();
  const perTransactionNs = (work: () => unknown): number => {
    for (let round = 0; round < ROUNDS / 3; round += 1) work();
    const start = process.cpuUsage();
    for (let round = 0; round < ROUNDS; round += 1) work();
    return (process.cpuUsage(start).user * 1e3) / ROUNDS / TRANSACTIONS;
  };
  return {
    form,
    encodeNs: perTransactionNs(encode),
    decodeNs: perTransactionNs(() => decode(json)),
    bytes: json.length / TRANSACTIONS,
  };
}
