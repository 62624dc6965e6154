import type { TongfenClient } from '../client/client.ts';

export interface NightOptions {
  readonly operator: TongfenClient;
  /** yyyymmdd */
  readonly businessDate: number;
  readonly onProgress: (expired: number) => void;
}

/** The feed begins a moment after it is asked for. */
const FEED_STARTS_MS = 300;

/** Expiry is over when nothing has expired for so long; and it has not begun for so long, nothing was due. */
const QUIET_MS = 2_000;
const FIRST_MS_MAX = 8_000;

/** Cuts over to a later day and follows the event feed while what is due expires; returns how many times it did. */
export async function night({ operator, businessDate, onProgress }: NightOptions): Promise<number> {
  const end = new AbortController();
  const endIn = (ms: number): NodeJS.Timeout => setTimeout(() => end.abort(), ms);
  let expired = 0;
  let timer: NodeJS.Timeout | undefined;
  const feed = (async () => {
    for await (const { transactions } of operator.watch({ fromNow: true, signal: end.signal })) {
      const count = transactions.filter(({ transaction }) => transaction?.type === 'EXPIRE').length;
      if (count === 0) continue;
      expired += count;
      onProgress(expired);
      clearTimeout(timer);
      timer = endIn(QUIET_MS);
    }
  })();
  try {
    await new Promise((resolve) => setTimeout(resolve, FEED_STARTS_MS));
    await operator.network.cutOver({ businessDate });
    timer ??= endIn(FIRST_MS_MAX);
    await feed;
  } finally {
    clearTimeout(timer);
    end.abort();
  }
  return expired;
}
