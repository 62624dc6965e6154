import { PromptClient } from '../prompt-client.ts';

/**
 * A client of Postgres whose errors the call that failed tells. An 'error' that nobody hears would end the process, and
 * BullMQ does not listen at all times: not between two steps of connecting, and not any more once it closes a client,
 * which may be just when Postgres says that it is going away.
 */
export class QuietClient extends PromptClient {
  override emit(event: string | symbol, ...values: unknown[]): boolean {
    if (event === 'error' && this.listenerCount('error') === 0) return false;
    return super.emit(event, ...values);
  }
}
