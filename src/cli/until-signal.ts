import type { Logger } from '../log.ts';

/** Something that runs until it is told to stop. */
export interface Service {
  /** Finishes what is under way and frees everything. */
  stop(): Promise<void>;
}

/**
 * Runs a service until SIGTERM, SIGINT or the end of the parent process (where it was started with a channel to one),
 * then stops it. A second signal ends the process at once.
 */
export async function runUntilSignal(service: Service, log: Logger): Promise<void> {
  const reason = await new Promise<string>((resolve) => {
    process.once('SIGTERM', () => resolve('SIGTERM'));
    process.once('SIGINT', () => resolve('SIGINT'));
    process.once('disconnect', () => resolve('the end of the parent process'));
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.warn('stopped at once by a second signal');
      process.exit(1);
    });
  }
  log.info(`stopping on ${reason}`);
  await service.stop();
  log.info('stopped');
}
