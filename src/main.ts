#!/usr/bin/env node
import { Command } from 'commander';
import { auditCommand } from './cli/audit.ts';
import { benchCommand } from './cli/bench.ts';
import { conformCommand } from './cli/conform.ts';
import { openDatabase } from './cli/database.ts';
import { demoCommand } from './cli/demo.ts';
import { issuerCommand } from './cli/issuer.ts';
import { keysCommand } from './cli/keys.ts';
import { reconcileCommand } from './cli/reconcile.ts';
import { gatewayCommand, switchCommand, workerCommand } from './cli/roles.ts';
import { serveCommand } from './cli/serve.ts';
import { settleCommand } from './cli/settle.ts';
import { submitCommand } from './cli/submit.ts';
import { readConfig } from './config.ts';
import { Fault } from './fault.ts';
import { openLog } from './log.ts';

const program = new Command('tongfen')
  .description('Tongfen (通分), the clearing house of loyalty points')
  .addCommand(serveCommand())
  .addCommand(gatewayCommand())
  .addCommand(workerCommand())
  .addCommand(switchCommand())
  .addCommand(submitCommand())
  .addCommand(auditCommand())
  .addCommand(settleCommand())
  .addCommand(reconcileCommand())
  .addCommand(
    keysCommand({
      resolveDatabaseUrl: (explicit) => {
        const config = readConfig(process.env, explicit === undefined ? {} : { databaseUrl: explicit });
        return openDatabase(config, openLog({ level: 'warn', role: 'keys' }));
      },
    }),
  )
  .addCommand(issuerCommand())
  .addCommand(conformCommand())
  .addCommand(demoCommand())
  .addCommand(benchCommand());

try {
  await program.parseAsync();
} catch (error) {
  // A fault is for whoever runs this: one line that says what is wrong and what to do.
  if (!(error instanceof Fault)) throw error;
  process.stderr.write(`tongfen: ${error.message}\n`);
  process.exitCode = 1;
}
