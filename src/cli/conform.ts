import { Command, InvalidArgumentError, Option } from 'commander';
import { conforms, jsonOf, tableOf } from '../conform/report.ts';
import type { CheckResult } from '../conform/run.ts';
import { CHECKS, conform } from '../conform/run.ts';
import { Fault } from '../fault.ts';
import { CARD_NUMBER, isCardNumber } from '../ledger/card.ts';
import { bearer, hostAndPort, tlsOf } from './connection-options.ts';
import { helpText } from './help.ts';

interface ConformFlags {
  readonly card: number;
  readonly program: string;
  readonly amount: number;
  readonly credential: string;
  readonly deadline: number;
  readonly only?: readonly string[];
  readonly tls?: true;
  readonly tlsCa?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly plaintext?: true;
  readonly json?: true;
}

const CREDENTIAL = 'TONGFEN_ISSUER_CREDENTIAL (--credential)';

const HELP = helpText(
  `It sends real messages about the test card, which needs at least twice the amount to spend, no limit below its balance,
and no other traffic meanwhile. Every transaction is reversed again; a host that conforms is left with the balance that
it had. The checks:`,
  CHECKS.map(({ name, about }) => [name, about] as const),
  'Exit code: 0 when none fails, 1 when one does.',
);

/** `tongfen conform HOST:PORT` */
export function conformCommand(): Command {
  return new Command('conform')
    .description("test an issuer's host against the contract (proto/tongfen/issuer/v1)")
    .argument('<host:port>', 'where the host listens', hostAndPort)
    .requiredOption('--card <number>', 'test card', cardNumber)
    .requiredOption('--program <code>', 'its program')
    .option('--amount <points>', "of one test transaction, in the program's smallest unit", amountOf, 10)
    .addOption(
      new Option('--credential <secret>', 'what the network shows as its bearer token')
        .env('TONGFEN_ISSUER_CREDENTIAL')
        .makeOptionMandatory(),
    )
    .option('--deadline <ms>', 'in which each call has to be answered', deadlineOf, 2_000)
    .addOption(
      new Option('--only <checks...>', 'make only these checks').choices(CHECKS.map(({ name }) => name)),
    )
    .option('--tls', 'connect over TLS, and trust the authorities that Node trusts')
    .option('--tls-ca <file>', 'connect over TLS, and trust these authorities (PEM)')
    .option('--tls-cert <file>', 'certificate of the network (PEM)')
    .option('--tls-key <file>', 'its private key (PEM)')
    .option('--plaintext', 'connect without TLS to an address that is not loopback')
    .option('--json', 'print the results as one line of JSON')
    .addHelpText('after', HELP)
    .action(async (address: string, flags: ConformFlags) => {
      const results = await run(address, flags);
      const { columns } = process.stdout;
      process.stdout.write(
        flags.json === true ? jsonOf(address, results) : tableOf(address, results, columns),
      );
      process.exitCode = conforms(results) ? 0 : 1;
    });
}

async function run(address: string, flags: ConformFlags): Promise<CheckResult[]> {
  const tls = tlsOf(flags);
  try {
    return await conform({
      connection: {
        address,
        apiKey: bearer(flags.credential, CREDENTIAL),
        ...(tls === undefined ? {} : { tls }),
        ...(flags.plaintext === true ? { allowPlaintext: true } : {}),
      },
      card: flags.card,
      program: flags.program,
      amount: flags.amount,
      deadlineMs: flags.deadline,
      ...(flags.only === undefined ? {} : { only: flags.only }),
    });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new Fault('CONFIGURATION_INVALID', `${cause.message} (--tls…, --plaintext)`, { cause });
  }
}

function cardNumber(text: string): number {
  if (!isCardNumber(Number(text))) throw new InvalidArgumentError(`It must be ${CARD_NUMBER}.`);
  return Number(text);
}

function amountOf(text: string): number {
  if (!/^\d{1,12}$/.test(text) || Number(text) < 2) {
    throw new InvalidArgumentError('It must be a whole number of 2 or more.');
  }
  return Number(text);
}

function deadlineOf(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It must be 1 to 999999.');
  return Number(text);
}
