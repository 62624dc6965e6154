// A worker process: takes what waits for shard 1, says so, and then ends the way it is told to.
import { connectQueues } from '../../../dist/src/queue/connect-queues.js';

const { manner, count, ...options } = JSON.parse(process.argv[2]);
const queues = await connectQueues(options);
const receiver = await queues.replyReceiver();
const mailbox = await queues.mailboxes().open(1);
let taken = 0;
while (taken < count) taken += (await mailbox.drain({ itemsMax: 1_000, waitMs: 1_000 })).length;
process.stdout.write(`${taken}\n`);

if (manner === 'close') {
  await queues.sender().send(2, { kind: 'cut-over', cycle: 1, businessDate: 20260101 });
  const waiting = mailbox.drain({ itemsMax: 1_000, waitMs: 60_000 });
  await mailbox.close();
  await waiting;
  await receiver.close();
  await queues.close();
}
// Otherwise it waits to be killed: its connections keep it alive.
