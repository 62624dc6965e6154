// Where the network is that runs here by `npm start`, and its operator's key: both are in its data directory while it
// runs. An address as the first argument, and TONGFEN_API_KEY, name another.
import { readFileSync } from 'node:fs';

const here = readHere();
export const address = process.argv[2] ?? here.grpcAddress;
export const operatorKey = process.env.TONGFEN_API_KEY || here.operatorKey;
if (address === undefined || operatorKey === undefined) {
  end('no network runs in .tongfen: start one with npm start, or give its address and TONGFEN_API_KEY');
}

// An example ends with a line, whatever it meets.
process.on('uncaughtException', (error) => end(error.message));

function readHere() {
  try {
    return JSON.parse(readFileSync('.tongfen/endpoints.json', 'utf8'));
  } catch {
    return {};
  }
}

function end(because) {
  process.stderr.write(`${because}\n`);
  process.exit(1);
}
