import type { Entry } from '../ledger/transaction.ts';
import type { ControlTotal, FileFormat, FileSubject } from './file.ts';
import { amountOf } from './file.ts';
import type { FileEntry } from './ports.ts';

const NAMESPACE = 'urn:tongfen:settlement:camt.054:1';

/**
 * Settlement files in the manner of ISO 20022 camt.054 (BankToCustomerDebitCreditNotification): its messages, names and
 * codes, with programs for currencies and amounts in their smallest unit. The schema is docs/settlement-file.xsd.
 */
export const xmlFormat: FileFormat = {
  begin({ participant, settlement: { cycle } }: FileSubject): string {
    const id = `${participant}-${cycle.number}`;
    const createdAt = new Date(cycle.closedAtMs ?? 0).toISOString();
    return [
      '<?xml version="1.0" encoding="UTF-8"?>\n',
      `<Document xmlns="${NAMESPACE}"><BkToCstmrDbtCdtNtfctn>`,
      `<GrpHdr>${element('MsgId', id)}${element('CreDtTm', createdAt)}</GrpHdr>`,
      `<Ntfctn>${element('Id', id)}${element('ElctrncSeqNb', String(cycle.number))}`,
      `${element('CreDtTm', createdAt)}${element('BizDt', isoDay(cycle.businessDate))}`,
      `<Acct><Id><Othr>${element('Id', participant)}</Othr></Id></Acct>\n`,
    ].join('');
  },

  transaction(shard: number, entry: FileEntry): string {
    const amount = amountOf(entry);
    const position = entry.positionMicro === 0 ? undefined : String(entry.positionMicro);
    return [
      `<Ntry><NtryRef>${shard}/${entry.seq}</NtryRef><Amt Ccy="${escaped(entry.program)}">${amount}</Amt>`,
      `<CdtDbtInd>${entry.postedChange < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd><Sts><Cd>${statusOf(entry)}</Cd></Sts>`,
      `<BookgDt><DtTm>${new Date(entry.ledgerTimeMs).toISOString()}</DtTm></BookgDt>`,
      `<BkTxCd><Prtry>${element('Cd', entry.type)}${optional('Issr', entry.counter)}</Prtry></BkTxCd>`,
      `<NtryDtls><TxDtls><Refs>${optional('EndToEndId', entry.reference)}${element('TxId', entry.id)}`,
      `${optional('OrgnlTxId', entry.originalId)}</Refs>`,
      `<RltdPties><InitgPty>${element('Id', entry.origin)}</InitgPty>${element('Card', String(entry.card))}`,
      `${optional('Mrchnt', entry.merchant)}</RltdPties>${optional('PstnMicro', position)}</TxDtls></NtryDtls>`,
      `${element('AddtlNtryInf', entry.outcome)}</Ntry>\n`,
    ].join('');
  },

  end({ settlement, shards }: FileSubject, totals: readonly ControlTotal[]): string {
    const transactions = totals.reduce((sum, total) => sum + total.transactions, 0);
    const amount = totals.reduce((sum, total) => sum + total.amount, 0n);
    return [
      '<TxsSummry>',
      `<TtlNtries>${element('NbOfNtries', String(transactions))}${element('Sum', String(amount))}</TtlNtries>\n`,
      ...totals.map(summaryOf),
      '</TxsSummry>\n',
      ...settlement.bilateral.map(
        ({ debtor, creditor, program, points, amountMicro }) =>
          `<Oblgtn>${element('Dbtr', debtor)}${element('Cdtr', creditor)}${element('Prgm', program)}` +
          `${element('Pts', String(points))}${element('AmtMicro', String(amountMicro))}</Oblgtn>\n`,
      ),
      ...settlement.net.map(
        ({ party, amountMicro }) =>
          `<NetOblgtn>${element('Pty', party)}${element('AmtMicro', String(amountMicro))}</NetOblgtn>\n`,
      ),
      ...settlement.exceptions.map(
        (each) =>
          `<Xcptn>${element('Id', each.exception)}${element('Prgm', each.program)}${element('TxId', each.id)}` +
          `<InitgPty>${element('Id', each.participant)}</InitgPty>${element('Card', String(each.card))}` +
          `${optional('Mrchnt', each.merchant)}${element('Chng', String(each.postedChange))}` +
          `${element('Rsn', each.reason)}</Xcptn>\n`,
      ),
      ...shards.map(
        (each) =>
          `<Shard Nb="${each.shard}" FrstTurn="${each.firstTurn}" LastTurn="${each.lastTurn}" ` +
          `FrstSeq="${each.firstSeq}" LastSeq="${each.lastSeq}">` +
          `${element('FrstHash', each.firstHash.toString('hex'))}${element('LastHash', each.lastHash.toString('hex'))}` +
          '</Shard>\n',
      ),
      '</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n',
    ].join('');
  },
};

/** ExternalEntryStatus1Code: booked; pending, for points that are set aside; information, for what moved nothing. */
function statusOf(entry: Entry): 'BOOK' | 'PDNG' | 'INFO' {
  if (entry.postedChange !== 0) return 'BOOK';
  return entry.outcome === 'POSTED' && entry.heldChange > 0 ? 'PDNG' : 'INFO';
}

function summaryOf(total: ControlTotal): string {
  const { program, transactions, posted, credited, debited } = total;
  return (
    `<TtlNtriesPerPrgm>${element('Prgm', program)}${element('NbOfNtries', String(transactions))}` +
    `${element('Pstd', String(posted))}${element('CdtSum', String(credited))}` +
    `${element('DbtSum', String(debited))}</TtlNtriesPerPrgm>\n`
  );
}

function element(name: string, content: string): string {
  return `<${name}>${escaped(content)}</${name}>`;
}

function optional(name: string, content: string | undefined): string {
  return content === undefined || content === '' ? '' : element(name, content);
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ESCAPES[character] as string);
}

/** @param day yyyymmdd */
function isoDay(day: number): string {
  const digits = String(day);
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}
