// Preloaded into a process of the engine, puts the clock of its machine an hour ahead at each SIGUSR2, and back at the next.
const now = Date.now.bind(Date);
let aheadMs = 0;
Date.now = () => now() + aheadMs;
process.on('SIGUSR2', () => {
  aheadMs = aheadMs === 0 ? 3_600_000 : 0;
});
