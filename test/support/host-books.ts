/** What a host is asked, in the words of its contract. */
export interface HostRequest {
  readonly operation: 'AUTHORIZE' | 'CAPTURE' | 'REVERSE' | 'ADVISE';
  readonly messageId: string;
  readonly transactionId: string;
  readonly card: number;
  readonly direction: 'DEBIT' | 'CREDIT';
  readonly amount: number;
  /** `AUTHORIZE` and `ADVISE`: authorized and captured at once. */
  readonly capture: boolean;
}

export interface HostDecision {
  readonly decision: 'APPROVED' | 'DECLINED' | 'ACKNOWLEDGED' | 'ACCEPTED' | 'DISPUTED';
  readonly reason: string;
}

interface HostTransaction {
  readonly card: number;
  readonly direction: 'DEBIT' | 'CREDIT';
  readonly authorized: number;
  captured: number;
  state: 'declined' | 'authorized' | 'captured' | 'reversed';
}

/** The books of an issuer's host as the contract has them (proto/tongfen/issuer/v1/host.proto), in memory. */
export class HostBooks {
  readonly #posted = new Map<number, number>();
  readonly #transactions = new Map<string, HostTransaction>();
  readonly #answers = new Map<string, HostDecision>();

  /** Amounts that the issuer does not authorize, and whose advice it disputes, by a rule of its own. */
  readonly #isRefused: (amount: number) => boolean;

  constructor(
    balances: Iterable<readonly [card: number, points: number]>,
    isRefused: (amount: number) => boolean = () => false,
  ) {
    this.#isRefused = isRefused;
    for (const [card, points] of balances) this.#posted.set(card, points);
  }

  posted(card: number): number {
    return this.#posted.get(card) ?? 0;
  }

  /** Points of debits that are authorized and have not ended. */
  held(card: number): number {
    let held = 0;
    for (const each of this.#transactions.values()) {
      if (each.card === card && each.state === 'authorized' && each.direction === 'DEBIT')
        held += each.authorized;
    }
    return held;
  }

  /** The same message is answered as it was the first time. */
  handle(request: HostRequest): HostDecision {
    const known = this.#answers.get(request.messageId);
    if (known !== undefined) return known;
    const answer = this.#decide(request);
    this.#answers.set(request.messageId, answer);
    return answer;
  }

  #decide(request: HostRequest): HostDecision {
    switch (request.operation) {
      case 'AUTHORIZE':
        return this.#authorize(request);
      case 'CAPTURE':
        return this.#capture(request);
      case 'REVERSE':
        return this.#reverse(request);
      case 'ADVISE':
        return this.#advise(request);
    }
  }

  #authorize({ transactionId, card, direction, amount, capture }: HostRequest): HostDecision {
    const known = this.#transactions.get(transactionId);
    if (known !== undefined)
      return declined(known.state === 'reversed' ? 'TRANSACTION_REVERSED' : 'TRANSACTION_KNOWN');
    const made: HostTransaction = { card, direction, authorized: amount, captured: 0, state: 'declined' };
    this.#transactions.set(transactionId, made);
    if (this.#isRefused(amount)) return declined('REFUSED');
    if (direction === 'DEBIT' && this.posted(card) - this.held(card) < amount)
      return declined('INSUFFICIENT_POINTS');
    made.state = 'authorized';
    if (capture) this.#move(made, amount);
    return { decision: 'APPROVED', reason: '' };
  }

  #capture({ transactionId, amount }: HostRequest): HostDecision {
    const known = this.#transactions.get(transactionId);
    if (known === undefined || known.state === 'declined') return declined('AUTHORIZATION_UNKNOWN');
    if (known.state !== 'authorized') return declined('AUTHORIZATION_CLOSED');
    if (amount > known.authorized) return declined('AMOUNT_ABOVE_AUTHORIZED');
    this.#move(known, amount);
    return { decision: 'APPROVED', reason: '' };
  }

  #reverse({ transactionId, card, direction, amount }: HostRequest): HostDecision {
    const known = this.#transactions.get(transactionId);
    if (known === undefined) {
      const state = 'reversed';
      this.#transactions.set(transactionId, { card, direction, authorized: amount, captured: 0, state });
    } else {
      this.#change(known, -known.captured);
      known.captured = 0;
      known.state = 'reversed';
    }
    return { decision: 'ACKNOWLEDGED', reason: '' };
  }

  #advise({ transactionId, card, direction, amount, capture }: HostRequest): HostDecision {
    const known = this.#transactions.get(transactionId);
    if (known?.state === 'reversed') return disputed('TRANSACTION_REVERSED');
    if (known?.state === 'captured')
      return capture && known.captured === amount ? ACCEPTED : disputed('TRANSACTION_DIFFERENT');
    const advised = known ?? { card, direction, authorized: amount, captured: 0, state: 'declined' as const };
    this.#transactions.set(transactionId, advised);
    const isGuaranteed = advised.state === 'authorized' && amount <= advised.authorized;
    // What it has refused as an authorization it refuses as a capture too.
    if (!isGuaranteed && this.#isRefused(advised.authorized)) return disputed('REFUSED');
    if (!isGuaranteed && direction === 'DEBIT' && this.posted(card) - this.held(card) < amount)
      return disputed('INSUFFICIENT_POINTS');
    if (capture) this.#move(advised, amount);
    else advised.state = 'authorized';
    return ACCEPTED;
  }

  #move(transaction: HostTransaction, amount: number): void {
    transaction.captured = amount;
    transaction.state = 'captured';
    this.#change(transaction, amount);
  }

  #change({ card, direction }: HostTransaction, amount: number): void {
    this.#posted.set(card, this.posted(card) + (direction === 'DEBIT' ? -amount : amount));
  }
}

const ACCEPTED: HostDecision = { decision: 'ACCEPTED', reason: '' };

function declined(reason: string): HostDecision {
  return { decision: 'DECLINED', reason };
}

function disputed(reason: string): HostDecision {
  return { decision: 'DISPUTED', reason };
}
