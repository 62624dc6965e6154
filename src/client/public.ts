/**
 * Tongfen's client, for the systems of participants: `import { connectTongfen, uuid7 } from 'tongfen/client'`. README.md
 * beside this file shows how it is used.
 */

export type { Decline, Outcome } from '../ledger/outcome.ts';
export type { Result } from '../ledger/transaction.ts';
export type { CommittedTransaction__Output as CommittedTransaction } from '../wire/generated/tongfen/v1/CommittedTransaction.ts';
export type { QuoteResponse__Output as Quote } from '../wire/generated/tongfen/v1/QuoteResponse.ts';
// biome-ignore lint/performance/noBarrelFile: it is for other packages; nothing of ours imports it
export { connectTongfen, type TongfenClient } from './client.ts';
export type { ConnectionOptions, TlsOptions } from './connection.ts';
export { CursorFile, type CursorStore } from './cursor.ts';
export type { FollowOptions } from './follow.ts';
export { CallError, type Refusal } from './refusal.ts';
export { type Answer, isResult } from './response-decoder.ts';
export type { Submitter, SubmitterOptions } from './submitter.ts';
export type { NewExchange, NewTransaction } from './transaction.ts';
export { uuid7 } from './uuid7.ts';
export type { WatchOptions } from './watch.ts';
