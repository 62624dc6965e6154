/** How long each part of a run takes. */
export interface Plan {
  /** Cards that become active in the worker; the loads use 100,000 of them. In a full run they are more than its cache keeps. */
  readonly cards: number;
  /** How often a figure and its reference are measured in turn; the medians count. Of single calls the first is half compiled code. */
  readonly rounds: number;
  /** The same of what is compared with the mixed load. */
  readonly sideRounds: number;
  /** Of a load of everything, before any is measured. */
  readonly warmUpSeconds: number;
  /** From the start of a load until it is measured; a stream takes as long as it needs to settle. */
  readonly rampSeconds: number;
  readonly streamSeconds: number;
  /** What the commit stage alone commits in a round. */
  readonly commitTransactions: number;
  readonly sqlSeconds: number;
  /** Authorizations at an issuer's host, one after the other. */
  readonly externalCalls: number;
  /** Before a cut-over under load; after it twice as long. */
  readonly cutOverSeconds: number;
  /** Before the points on all cards expire under load, and after it. */
  readonly expirySeconds: number;
  /** What is added to the cycle behind that cut-over before a file of it is reconciled: so often a transaction on every card. */
  readonly reconcileRounds: number;
  /** The same of single calls: fewer of them are made in a second, and code is compiled by how often it runs. */
  readonly unaryWarmUpSeconds: number;
  readonly unarySeconds: number;
  readonly openLoopSeconds: number;
  /** Of one caller alone, and of a stream to a server that does nothing: with 0 neither is measured. */
  readonly asideSeconds: number;
  /** Of each of the three ways to queue; with 0 they are not measured. */
  readonly queueSeconds: number;
  /** Of a cycle that is closed, about; 0 closes none: it takes minutes to make them. */
  readonly closeTransactions: number;
}

/** Each figure, with as few and as short rounds as still say something. */
export const QUICK: Plan = {
  cards: 100_000,
  rounds: 2,
  sideRounds: 1,
  warmUpSeconds: 1,
  rampSeconds: 0.1,
  streamSeconds: 0.8,
  commitTransactions: 24_000,
  sqlSeconds: 0.25,
  externalCalls: 30,
  cutOverSeconds: 1,
  expirySeconds: 3,
  reconcileRounds: 0,
  unaryWarmUpSeconds: 1.2,
  unarySeconds: 0.8,
  openLoopSeconds: 1,
  asideSeconds: 0,
  queueSeconds: 0,
  closeTransactions: 0,
};

export const FULL: Plan = {
  cards: 1_000_000,
  rounds: 5,
  sideRounds: 5,
  warmUpSeconds: 10,
  rampSeconds: 1,
  streamSeconds: 5,
  commitTransactions: 320_000,
  sqlSeconds: 3,
  externalCalls: 2_000,
  cutOverSeconds: 7,
  expirySeconds: 10,
  reconcileRounds: 10,
  unaryWarmUpSeconds: 5,
  unarySeconds: 4,
  openLoopSeconds: 15,
  asideSeconds: 3,
  queueSeconds: 4,
  closeTransactions: 10_000_000,
};
