import { decodeEnvelope, encodeEnvelope } from '../src/queue/envelope-codec.ts';
import { earns } from './earns.ts';

const TRANSACTIONS = 1_000;
const ROUNDS = 300;

export interface CodecBenchmark {
  readonly form: string;
  /** Per transaction. */
  readonly encodeNs: number;
  readonly decodeNs: number;
  readonly bytes: number;
}

/** What an envelope costs per transaction, from its objects to JSON and back, in the forms that it could have. */
export function benchEnvelopeCodec(): CodecBenchmark[] {
  const envelope = {
    kind: 'submit',
    gateway: 'bench',
    number: 1,
    transactions: earns(TRANSACTIONS),
  } as const;
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
  ];
}

function measure(form: string, encode: () => string, decode: (json: string) => unknown): CodecBenchmark {
  const json = encode();
  const perTransactionNs = (work: () => unknown): number => {
    for (let round = 0; round < ROUNDS / 3; round += 1) work();
    const startMs = performance.now();
    for (let round = 0; round < ROUNDS; round += 1) work();
    return ((performance.now() - startMs) * 1e6) / ROUNDS / TRANSACTIONS;
  };
  return {
    form,
    encodeNs: perTransactionNs(encode),
    decodeNs: perTransactionNs(() => decode(json)),
    bytes: json.length / TRANSACTIONS,
  };
}
