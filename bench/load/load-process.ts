import { connectTongfen } from '../../src/client/client.ts';
import type { LoadCommand, LoadReply, LoadShape, Target } from './commands.ts';
import type { Load, LoadOptions } from './loads.ts';
import { OpenLoopLoad, StreamLoad, UnaryLoad } from './loads.ts';
import type { Mix } from './mixes.ts';
import { makeMix, OpeningMix } from './mixes.ts';
import { LoadRecord } from './record.ts';

/** How long a call may take before it counts as timed out. */
const DEADLINE_MS = 30_000;

interface Running {
  readonly load: Load;
  readonly record: LoadRecord;
  readonly ended: Promise<void>;
}

let running: Running | undefined;

// The commands come from the process that started this one, one at a time.
process.on('message', (command: LoadCommand) => {
  void obey(command).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit());
// A Ctrl-C is for the process that started this one; it ends this one.
process.on('SIGINT', () => {});
process.send?.({ ready: true });

async function obey(command: LoadCommand): Promise<LoadReply> {
  if (command.kind === 'start') running = start(command.target, command.shape);
  if (running === undefined) throw new Error('a load is started before anything else is asked of it');
  if (command.kind === 'stop') running.load.stop();
  if (command.kind === 'stop' || command.kind === 'finish') await running.ended;
  return { reading: running.record.read() };
}

function start(target: Target, shape: LoadShape): Running {
  const client = connectTongfen({ ...target, deadlineMs: DEADLINE_MS });
  const record = new LoadRecord();
  const load = loadOf(shape, { client, record, mix: mixOf(shape) });
  const ended = load.run().finally(() => client.close());
  return { load, record, ended };
}

function loadOf(shape: LoadShape, options: LoadOptions): Load {
  switch (shape.kind) {
    case 'stream':
    case 'opening':
      return new StreamLoad(options);
    case 'unary':
      return new UnaryLoad({ ...options, callers: shape.callers });
    case 'open-loop':
      return new OpenLoopLoad({ ...options, perSecond: shape.perSecond });
  }
}

function mixOf(shape: LoadShape): Mix {
  if (shape.kind === 'opening') return new OpeningMix(shape.cards, shape.program);
  return makeMix(shape.kind === 'stream' ? shape.mix : 'mixed');
}
