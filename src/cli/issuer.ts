import { Command, InvalidArgumentError, Option } from 'commander';
import { Fault } from '../fault.ts';
import type { HostTls } from '../issuer/admission.ts';
import type { IssuerOptions } from '../issuer/issuer.ts';
import { Issuer } from '../issuer/issuer.ts';
import { readMembers } from '../issuer/members.ts';
import { openLog } from '../log.ts';
import { bearer } from './connection-options.ts';
import { helpText } from './help.ts';
import { runUntilSignal } from './until-signal.ts';

interface IssuerFlags {
  readonly members?: string;
  readonly books: string;
  readonly listen: { readonly host: string; readonly port: number };
  readonly credential: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly tlsClientCa?: string;
  readonly plaintext?: true;
  readonly json?: true;
  readonly slow?: number;
  readonly silent?: true;
  readonly late?: true;
  readonly twice?: true;
  readonly garbage?: true;
  readonly otherId?: true;
  readonly wrongAmount?: true;
  readonly capturesAdvised?: true;
  readonly anyCertificate?: true;
  readonly restartEvery?: number;
}

const HELP = helpText(
  `The members file is CSV: card,program,points and, if wanted, status (active or blocked). Accounts that are in the books
   already keep what they have. Points are in the program's smallest unit.`,
  `The options under "bad hosts" make it break the contract, for trying what meets it; tongfen conform finds them.`,
);

/** `tongfen issuer`: an issuer's host, until it is told to stop. */
export function issuerCommand(): Command {
  const bad = (option: Option): Option => option.helpGroup('Bad hosts:');
  return new Command('issuer')
    .description("run an issuer's own host, which keeps its members' accounts: an example to start from")
    .option('--members <file>', 'CSV of the member accounts to open')
    .option('--books <file>', 'where the books are kept (SQLite)', '.tongfen/issuer.db')
    .addOption(
      new Option('--listen <host:port>', 'where to listen; port 0 for one that is free')
        .argParser(listenAddress)
        .default({ host: '127.0.0.1', port: 50_061 }, '127.0.0.1:50061'),
    )
    .addOption(
      new Option('--credential <secret>', 'what the network shows as its bearer token')
        .env('TONGFEN_ISSUER_CREDENTIAL')
        .makeOptionMandatory(),
    )
    .option('--tls-cert <file>', 'certificate of the host (PEM)')
    .option('--tls-key <file>', 'its private key (PEM)')
    .option('--tls-client-ca <file>', "authorities that sign the network's certificate (PEM)")
    .option('--plaintext', 'listen without TLS on an address that is not loopback')
    .option('--json', 'print where it listens as one line of JSON')
    .addOption(bad(new Option('--slow <ms>', 'decide so late').argParser(wholeNumber)))
    .addOption(bad(new Option('--silent', 'never answer')))
    .addOption(bad(new Option('--late', 'approve after the deadline')))
    .addOption(bad(new Option('--twice', 'execute a message again when it is repeated')))
    .addOption(bad(new Option('--garbage', 'answer with bytes that are no message')))
    .addOption(bad(new Option('--other-id', 'answer with the ids of another message')))
    .addOption(bad(new Option('--wrong-amount', 'approve another amount')))
    .addOption(bad(new Option('--captures-advised', 'capture what it is advised of as only authorized')))
    .addOption(bad(new Option('--any-certificate', 'let in callers without a certificate')))
    .addOption(
      bad(new Option('--restart-every <seconds>', 'break off and start again').argParser(wholeNumber)),
    )
    .addHelpText('after', HELP)
    .action(async (flags: IssuerFlags) => {
      const log = openLog({ level: 'info', role: 'issuer' });
      const issuer = await Issuer.start(optionsOf(flags));
      // Whoever has read that it runs may tell it to stop.
      const running = runUntilSignal(issuer, log);
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ address: issuer.address, pid: process.pid })}\n`
          : description(issuer, flags),
      );
      await running;
    });
}

function optionsOf(flags: IssuerFlags): IssuerOptions {
  const { slow, restartEvery, silent, late, twice, garbage, otherId, wrongAmount } = flags;
  const { capturesAdvised, anyCertificate } = flags;
  return {
    ...flags.listen,
    credential: bearer(flags.credential, 'TONGFEN_ISSUER_CREDENTIAL (--credential)'),
    tls: tlsOf(flags),
    allowPlaintext: flags.plaintext === true,
    books: flags.books,
    members: flags.members === undefined ? [] : readMembers(flags.members),
    restartEveryMs: restartEvery === undefined ? undefined : restartEvery * 1_000,
    misbehaviour: {
      ...{ slowMs: slow, silent, late, twice, garbage, otherId, wrongAmount },
      ...{ capturesAdvised, anyCertificate },
    },
  };
}

function description({ address, programs }: Issuer, { tlsCert, books }: IssuerFlags): string {
  const served = programs.map(
    ({ program, members }) => `${program} (${members} ${members === 1 ? 'member' : 'members'})`,
  );
  return [
    `An issuer's host at ${address}, ${tlsCert === undefined ? 'plaintext' : 'TLS both ways'}, books in ${books}`,
    `  programs: ${served.length === 0 ? 'none; open accounts with --members' : served.join(', ')}`,
    '  Ctrl-C stops it; the books stay',
    '',
  ].join('\n');
}

function tlsOf({ tlsCert, tlsKey, tlsClientCa }: IssuerFlags): HostTls | undefined {
  if (tlsCert === undefined && tlsKey === undefined && tlsClientCa === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined || tlsClientCa === undefined) {
    throw new Fault('CONFIGURATION_INVALID', '--tls-cert, --tls-key and --tls-client-ca go together');
  }
  return { certificate: tlsCert, key: tlsKey, clientAuthorities: tlsClientCa };
}

function listenAddress(text: string): { host: string; port: number } {
  const [, host = '', port = ''] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  if (host === '' || Number(port) > 65_535) throw new InvalidArgumentError('It must be host:port.');
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number above 0.');
  return Number(text);
}
