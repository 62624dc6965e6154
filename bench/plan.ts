/** How long each part of a run takes. */
export interface Plan {
  /** Cards that become active in the worker, more than its cache keeps; the loads use 100,000 of them. */
  readonly cards: number;
  /** How often a figure and its reference are measured in turn; the medians count. */
  readonly rounds: number;
  /** The same of what is compared with the mixed load. */
  readonly sideRounds: number;
  /** Of a load that is not measured, before it is. */
  readonly warmUpSeconds: number;
  /** From the start of a load until it is measured; a stream takes as long as it needs to settle. */
  readonly rampSeconds: number;
  readonly streamSeconds: number;
  /** What the commit stage alone commits in a round. */
  readonly commitTransactions: number;
  readonly sqlSeconds: number;
  /** Authorizations at an issuer's host, one after the other. */
  readonly externalCalls: number;
  /** Before a cut-over under load, and after it. */
  readonly cutOverSeconds: number;
  /** What is added to the cycle behind that cut-over before a file of it is reconciled: so often a transaction on every card. */
  readonly reconcileRounds: number;
  /** The same for single calls: fewer of them are made in a second, and code is compiled by how often it runs. */
  readonly unaryWarmUpSeconds: number;
  readonly unarySeconds: number;
  readonly openLoopSeconds: number;
  readonly noOpStreamSeconds: number;
  /** Of each of the three ways to queue. */
  readonly queueSeconds: number;
  /** Of a cycle that is closed, about; 0 closes none: it takes minutes to make them. */
  readonly closeTransactions: number;
  /** Accounts that have a queue each: a thousand take some seconds to open and to close. */
  readonly queueAccounts: number;
}

/** Each figure, with as few and as short rounds as still say something. */
export const QUICK: Plan = {
  cards: 320_000,
  rounds: 2,
  sideRounds: 2,
  warmUpSeconds: 1.5,
  rampSeconds: 0.3,
  streamSeconds: 2.5,
  commitTransactions: 64_000,
  sqlSeconds: 0.4,
  externalCalls: 150,
  cutOverSeconds: 2,
  reconcileRounds: 0,
  unaryWarmUpSeconds: 4,
  unarySeconds: 0.8,
  openLoopSeconds: 1.5,
  noOpStreamSeconds: 0.5,
  queueSeconds: 0.6,
  closeTransactions: 0,
  queueAccounts: 200,
};

export const FULL: Plan = {
  cards: 1_000_000,
  rounds: 5,
  sideRounds: 5,
  warmUpSeconds: 5,
  rampSeconds: 1,
  streamSeconds: 5,
  commitTransactions: 320_000,
  sqlSeconds: 3,
  externalCalls: 2_000,
  cutOverSeconds: 10,
  reconcileRounds: 10,
  unaryWarmUpSeconds: 5,
  unarySeconds: 4,
  openLoopSeconds: 15,
  noOpStreamSeconds: 3,
  queueSeconds: 4,
  closeTransactions: 10_000_000,
  queueAccounts: 1_000,
};
