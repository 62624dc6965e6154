import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { TongfenClient } from '../client/client.ts';
import { connectTongfen } from '../client/client.ts';
import { CallError } from '../client/refusal.ts';
import { Fault } from '../fault.ts';
import { connectionOf } from './connection-options.ts';

/**
 * Does some work with a connection to the gateway that the options of a command name. What the network refuses ends the
 * command with one line and exit code 1.
 *
 * @param command made by `withConnection`
 * @throws {Fault} `CONFIGURATION_INVALID`
 */
export async function withClient(
  command: Command,
  work: (client: TongfenClient) => Promise<void>,
): Promise<void> {
  const client = connect(command);
  try {
    await work(client);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    endRefused(error);
  } finally {
    client.close();
  }
}

/** What the network refused, in a line; the process is to exit with 1. */
export function endRefused({ refusal }: CallError): void {
  process.stderr.write(`tongfen: ${refusal.message} (${refusal.status})\n`);
  process.exitCode = 1;
}

function connect(command: Command): TongfenClient {
  try {
    return connectTongfen(connectionOf(command));
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new Fault('CONFIGURATION_INVALID', `${cause.message} (--tls…, --plaintext)`, { cause });
  }
}

/** Prints an answer: as JSON, or for people. */
export function print(flags: { readonly json?: true }, answer: unknown, text: () => string): void {
  process.stdout.write(`${flags.json === true ? JSON.stringify(answer) : text()}\n`);
}

/** Reads an argument that is a number of something. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Not a whole number above zero.');
  return Number(text);
}
