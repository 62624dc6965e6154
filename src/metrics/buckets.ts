/** Seconds: from a turn of one transaction to one that waited for a takeover. */
export const LATENCY_SECONDS = [
  0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10,
];
