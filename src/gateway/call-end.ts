import { Refusal } from './refusal.ts';

/** A call that is answered with a stream. */
interface Answering {
  readonly cancelled: boolean;
  readonly destroyed: boolean;
  readonly writableEnded: boolean;
  end(): void;
  emit(event: 'error', status: ReturnType<Refusal['toServiceError']>): boolean;
}

/** True when the caller has gone, or was told that the call is at its end. */
export function isOver(call: Answering): boolean {
  return call.cancelled || call.destroyed || call.writableEnded;
}

/** Ends a call, unless it is over: OK, or with the status of a refusal. */
export function endCall(call: Answering, refusal: Refusal | undefined): void {
  if (isOver(call)) return;
  if (refusal === undefined) call.end();
  else call.emit('error', refusal.toServiceError());
}

export function shuttingDown(): Refusal {
  return new Refusal('UNAVAILABLE', 'the gateway is shutting down');
}
