import type { ParticipantRecord } from '../directory/ports.ts';
import { isRefused } from '../refused.ts';
import { csvFormat } from '../settlement/csv.ts';
import type { FileSubject } from '../settlement/file.ts';
import { writeSettlementFile } from '../settlement/file.ts';
import { xmlFormat } from '../settlement/xml.ts';
import type { DownloadSettlementFileRequest__Output } from '../wire/generated/tongfen/v1/DownloadSettlementFileRequest.ts';
import type { SettlementFilePart } from '../wire/generated/tongfen/v1/SettlementFilePart.ts';
import { refusedByPort } from './port-answers.ts';
import type { GatewayPorts } from './ports.ts';
import { invalidArgument, notFound, Refusal } from './refusal.ts';
import { participantFor } from './roles.ts';
import type { ServerStreamCall, ServerStreamParts } from './server-stream.ts';
import { ServerStream } from './server-stream.ts';
import type { Sight, Sights } from './visibility.ts';

export type SettlementFileCall = ServerStreamCall<DownloadSettlementFileRequest__Output, SettlementFilePart>;

export interface SettlementFileParts extends ServerStreamParts {
  readonly ports: ServerStreamParts['ports'] & Pick<GatewayPorts, 'directory' | 'settlement'>;
  readonly sights: Sights;
}

/** A file travels in messages of this size at most: far below what clients take. */
const PART_BYTES = 64 * 1024;

/** Serves one call of DownloadSettlementFile. It reads on only when the caller has taken what it was given. */
export function serveSettlementFile(call: SettlementFileCall, parts: SettlementFileParts): Promise<void> {
  const stream = new ServerStream(call, parts);
  return stream.run(async (request, participant) => {
    const file = await fileOf(request, participant, parts);
    if (!('texts' in file)) return file;
    for await (const text of file.texts) {
      const caller = await stream.participant();
      if (caller instanceof Refusal) return caller;
      const bytes = Buffer.from(text);
      for (let from = 0; from < bytes.length; from += PART_BYTES) {
        if (stream.isOver()) return undefined;
        await stream.write({ content: bytes.subarray(from, from + PART_BYTES) });
      }
    }
    return undefined;
  });
}

async function fileOf(
  { cycle, participant: code, format }: DownloadSettlementFileRequest__Output,
  caller: ParticipantRecord,
  { ports, sights }: SettlementFileParts,
): Promise<{ readonly texts: AsyncIterable<string> } | Refusal> {
  if (format !== 'CSV' && format !== 'XML') return invalidArgument('format', 'is needed');
  const participant = await participantFor(caller, code, ports.directory);
  if (participant === undefined) return notFound('participant');
  const shards = await ports.settlement.shards(cycle);
  if (isRefused(shards)) return refusedByPort(shards);
  const settlement = await ports.settlement.settlement(cycle);
  if (isRefused(settlement)) return refusedByPort(settlement);
  const sight = await sights.latest(participant);
  const subject: FileSubject = {
    participant: participant.code,
    settlement: settlementOf(settlement, sight),
    shards,
  };
  const journal = ports.settlement.journal(shards, sight);
  return { texts: writeSettlementFile(subject, journal, format === 'CSV' ? csvFormat : xmlFormat) };
}

/** The obligations and exceptions of one participant; of the operator, all. */
export function settlementOf<
  Settled extends {
    readonly bilateral: readonly { readonly debtor: string; readonly creditor: string }[];
    readonly net: readonly { readonly party: string }[];
    readonly exceptions: readonly { readonly issuer: string }[];
  },
>(settlement: Settled, { all, participant }: Pick<Sight, 'all' | 'participant'>): Settled {
  if (all) return settlement;
  return {
    ...settlement,
    bilateral: settlement.bilateral.filter(
      ({ debtor, creditor }) => debtor === participant || creditor === participant,
    ),
    net: settlement.net.filter(({ party }) => party === participant),
    exceptions: settlement.exceptions.filter(({ issuer }) => issuer === participant),
  };
}
