/** How long each part of a run takes. */
export interface Plan {
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
  readonly unarySeconds: number;
  readonly openLoopSeconds: number;
  readonly noOpStreamSeconds: number;
  /** Of each of the three ways to queue. */
  readonly queueSeconds: number;
  /** Cards that become active in a worker, by default more than its cache keeps. */
  readonly memoryCards: number;
  /** Accounts that have a queue each: a thousand take some seconds to open and to close. */
  readonly queueAccounts: number;
}

/** All figures in less than 50 seconds. */
export const QUICK: Plan = {
  rounds: 2,
  sideRounds: 1,
  warmUpSeconds: 1.5,
  rampSeconds: 0.3,
  streamSeconds: 1.2,
  commitTransactions: 64_000,
  sqlSeconds: 0.4,
  externalCalls: 150,
  cutOverSeconds: 2,
  unarySeconds: 0.7,
  openLoopSeconds: 1.5,
  noOpStreamSeconds: 0.5,
  queueSeconds: 0.6,
  memoryCards: 400_000,
  queueAccounts: 200,
};

export const FULL: Plan = {
  rounds: 5,
  sideRounds: 5,
  warmUpSeconds: 5,
  rampSeconds: 1,
  streamSeconds: 5,
  commitTransactions: 320_000,
  sqlSeconds: 3,
  externalCalls: 2_000,
  cutOverSeconds: 10,
  unarySeconds: 4,
  openLoopSeconds: 15,
  noOpStreamSeconds: 3,
  queueSeconds: 4,
  memoryCards: 1_000_000,
  queueAccounts: 1_000,
};
