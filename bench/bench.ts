import type { Closers } from '../src/cli/closers.ts';
import type { EmbeddedServices } from '../src/embedded/start.ts';
import type { LoadGenerator } from './load-generator.ts';
import type { Plan } from './plan.ts';
import type { Progress } from './progress.ts';
import type { Results } from './results.ts';

/** What the parts of a run share. */
export interface Bench {
  readonly plan: Plan;
  readonly services: EmbeddedServices;
  readonly load: LoadGenerator;
  readonly progress: Progress;
  readonly results: Results;
  /** What is opened for the whole run. */
  readonly closers: Closers;
  /** A new database in the same Postgres; its URL. */
  createDatabase(name: string): Promise<string>;
}
