import type { Logger } from '../log.ts';

/** Something that runs until it is told to stop. */
export interface Service {
  /** Finishes what is under way and frees everything. */
  stop(): Promise<void>;
}

/** How long a process that has stopped may take to end; what it has left open is a bug by then. */
const LINGER_MS = 5_000;

/**
 * Runs a service until SIGTERM or SIGINT, then stops it; a second SIGINT ends the process at once, for whoever is at the
 * keyboard. A process with a channel to its parent is the parent's to stop: it goes by SIGTERM, or when the channel
 * closes, and lets a SIGINT to the whole terminal pass.
 */
export async function runUntilSignal(service: Service, log: Logger): Promise<void> {
  const hasParent = process.channel !== undefined;
  const reason = await new Promise<string>((resolve) => {
    process.on('SIGTERM', () => resolve('SIGTERM'));
    process.on('SIGINT', () => {
      if (!hasParent) resolve('SIGINT');
    });
    process.once('disconnect', () => resolve('the end of the parent process'));
  });
  process.on('SIGINT', () => {
    if (hasParent) return;
    log.warn('stopped at once by a second SIGINT');
    process.exit(1);
  });
  log.info(`stopping on ${reason}`);
  await service.stop();
  log.info('stopped');
  // The channel to the parent would keep the process alive.
  if (process.connected) process.disconnect();
  setTimeout(() => {
    log.error({ open: process.getActiveResourcesInfo() }, 'something was left open: ended all the same');
    process.exit(0);
  }, LINGER_MS).unref();
}
