import { assert } from '../assert.ts';
import type { PostgresNetworkSource } from './network-source.ts';

/** The network's secret for the signatures of quotes, read with the reference data. Made with the database. */
export class QuoteSecret {
  #secret: Uint8Array | undefined;

  /** Before the network source is started. */
  constructor(network: Pick<PostgresNetworkSource, 'onChange'>) {
    network.onChange(async (client) => {
      const { rows } = await client.query<{ quote_secret: Buffer }>('select quote_secret from network');
      this.#secret = rows[0]?.quote_secret;
    });
  }

  current(): Uint8Array {
    assert(this.#secret !== undefined, 'the secret is read before a quote is signed');
    return this.#secret;
  }
}
