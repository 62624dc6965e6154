#!/usr/bin/env node
import { Command } from 'commander';
import { breakHelpLines } from './cli/help.ts';
import { Fault } from './fault.ts';
import { packageVersion } from './package-root.ts';

/** Each command in a module of its own: a process loads what its command needs, which halves the time to start one. */
const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['serve', async () => (await import('./cli/serve.ts')).serveCommand()],
  ['gateway', async () => (await import('./cli/gateway.ts')).gatewayCommand()],
  ['worker', async () => (await import('./cli/worker.ts')).workerCommand()],
  ['submit', async () => (await import('./cli/submit.ts')).submitCommand()],
  ['audit', async () => (await import('./cli/audit.ts')).auditCommand()],
  ['settle', async () => (await import('./cli/settle.ts')).settleCommand()],
  ['reconcile', async () => (await import('./cli/reconcile.ts')).reconcileCommand()],
  ['keys', async () => (await import('./cli/keys.ts')).keysCommand()],
  ['issuer', async () => (await import('./cli/issuer.ts')).issuerCommand()],
  ['conform', async () => (await import('./cli/conform.ts')).conformCommand()],
  ['demo', async () => (await import('./cli/demo.ts')).demoCommand()],
  ['bench', async () => (await import('./cli/bench.ts')).benchCommand()],
]);

const named = COMMANDS.get(process.argv[2] ?? '');
const program = new Command('tongfen')
  .description('Tongfen (通分), the clearing house of loyalty points')
  .version(packageVersion(), '-v, --version', 'print the version');
for (const load of named === undefined ? COMMANDS.values() : [named]) program.addCommand(await load());
breakHelpLines(program);

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
// What is said beside the work does not end it when nobody listens any more.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  // A fault is for whoever runs this: one line that says what is wrong and what to do.
  if (!(error instanceof Fault)) throw error;
  process.stderr.write(`tongfen: ${error.message}\n`);
  process.exitCode = 1;
}
