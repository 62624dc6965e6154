// A process that leaves something open when it has stopped.
import { runUntilSignal } from '../../../dist/src/cli/until-signal.js';
import { openLog } from '../../../dist/src/log.js';

setInterval(() => {}, 1_000);
const stopped = runUntilSignal({ stop: async () => {} }, openLog({ level: 'info', role: 'test' }));
process.stdout.write('ready\n');
await stopped;
