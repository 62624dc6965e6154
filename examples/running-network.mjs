// Where the network is that runs here by `npm start`, and its operator's key: both are in its data directory (TONGFEN_DATA,
// or .tongfen) while it runs. An address as the first argument, and TONGFEN_API_KEY, name another.
import { mkdirSync, readFileSync } from 'node:fs';

export const directory = process.env.TONGFEN_DATA || '.tongfen';
const here = readHere();
export const address = process.argv[2] ?? here.grpcAddress;
export const operatorKey = process.env.TONGFEN_API_KEY || here.operatorKey;
if (address === undefined || operatorKey === undefined) {
  end(`no network runs on ${directory}: start one with npm start, or give its address and TONGFEN_API_KEY`);
}

// What an example keeps is kept there, for a network that runs elsewhere too.
mkdirSync(directory, { recursive: true });

// An example ends with a line, whatever it meets.
process.on('uncaughtException', (error) => end(error.message));

function readHere() {
  try {
    return JSON.parse(readFileSync(`${directory}/endpoints.json`, 'utf8'));
  } catch {
    return {};
  }
}

function end(because) {
  process.stderr.write(`${because}\n`);
  process.exit(1);
}
