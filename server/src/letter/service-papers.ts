import {
  compileLetter,
  DomainError,
  eventsInForce,
  keepsServicePoint,
  LETTERS,
  LETTER_WAYS,
  letterInputSchema,
  permit,
  RETURN_CAUSES,
  settingOn,
  type Actor,
  type LetterAddressee,
  type LetterContent,
  type LetterDraft,
  type LetterSetting,
} from '@gongkai/core';
import { recordLook } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import { letterDocument, letterSettings, lettersMaterials } from '../letter-template/service.js';
import type { AppContext } from '../platform/context.js';
import type { Block, PrintedDocument, TableRow } from '../platform/rendering/document.js';
import { fillAddressees } from './compose.js';
import { factsOf, letterNotFound, placeOf, recordedMatter } from './matter.js';
import { findLetter, listServices, type LetterRow, type LetterServiceRow } from './queries.js';
import { openLetter } from './sealed-letter.js';
import type { LetterAddress, LetterContext } from './take-step.js';

/** Papers that go with a letter to one addressee. */
export const SERVICE_PAPERS = { receipt: '送达回证', label: '邮件封面' } as const;
export type ServicePaper = keyof typeof SERVICE_PAPERS;

interface ServicePaperAsked {
  readonly paper: ServicePaper;
  readonly addressee: number;
  /** A service of this addressee, which the receipt is of; left out: one that is still to come. */
  readonly serviceId?: string | undefined;
}

/**
 * The proof of service to be signed, or the cover for the post (国办公开办函〔2016〕235号: 邮政企业 only). It shows the
 * addressee in full, so it is a look at personal data. @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS
 */
export async function serviceDocument(
  ctx: LetterContext & Pick<AppContext, 'files'>,
  actor: Actor,
  { agencyCode, letterId }: LetterAddress,
  { paper, addressee, serviceId }: ServicePaperAsked,
): Promise<PrintedDocument> {
  const row = await findLetter(ctx.db, agencyCode, letterId);
  if (row === undefined) throw letterNotFound();
  permit(actor, 'letter.serve', await placeOf(ctx.db, actor, row));
  if (row.letterOn === null || row.status === 'voided') {
    throw new DomainError('NOT_IN_THIS_STATUS', '文书批准编号之后才能打印送达回证和邮件封面。');
  }
  const { draft } = openLetter(ctx.keyring, row);
  const addressees = await fillAddressees(ctx.db, ctx.keyring, agencyCode, draft.addressees);
  const to = addressees[addressee];
  if (to === undefined) throw new DomainError('NOT_FOUND', '这件文书没有这个收件人，请刷新后重选。');
  const services = await listServices(ctx.db, agencyCode, letterId);
  const service = services.find((it) => it.serviceId === serviceId && it.addressee === addressee);
  if (serviceId !== undefined && service === undefined) {
    throw new DomainError('NOT_FOUND', '这件文书没有这次送达，请刷新后重看。');
  }
  const agency = await requireAgency(ctx.db, agencyCode);
  const setting = settingOn(await letterSettings(ctx.db, agencyCode), row.letterOn);
  await recordLook(ctx, actor, {
    kind: 'letter.printed',
    agencyCode,
    subject: { type: 'letter', id: letterId },
    purpose: 'handling',
    details: { ...recordedMatter(row), type: paper },
  });
  if (paper === 'receipt') {
    return letterDocument(await receiptContent(ctx, actor, row, to, draft, service));
  }
  return {
    title: SERVICE_PAPERS[paper],
    format: 'plain',
    metadata: { author: agency.name, subject: null, keywords: [], createdAt: ctx.now().toISOString() },
    letterhead: null,
    signature: null,
    imprint: null,
    blocks: labelBlocks(row, to, setting, agency.name),
  };
}

/** 送达回证 as the agency's text of it says, of one addressee; of a service that was registered with what was registered. */
async function receiptContent(
  ctx: LetterContext,
  actor: Actor,
  row: LetterRow,
  to: LetterAddressee,
  { serviceWay }: LetterDraft,
  service: LetterServiceRow | undefined,
): Promise<LetterContent> {
  const { agencyId: agencyCode, letterOn } = row;
  if (letterOn === null) throw new TypeError('Only an approved letter is served.');
  const detail = await factsOf(ctx, actor, row);
  const { template, settings } = await lettersMaterials(ctx.db, agencyCode, 'serviceReceipt', letterOn);
  const submitted = eventsInForce(detail).find(({ type }) => type === 'submitted');
  const way = service?.way ?? (serviceWay === 'post' ? 'post' : serviceWay);
  const input = letterInputSchema.parse({
    ...{ letter: 'serviceReceipt', decidedOn: letterOn, serviceWay, settings },
    addressees: [to.name],
    application: {
      number: detail.number,
      receivedOn: detail.receivedOn ?? letterOn,
      channel: submitted?.type === 'submitted' ? submitted.channel : 'counter',
      request: detail.request ?? '（见登记的申请）',
    },
    served: [{ title: LETTERS[row.kind], documentNumber: row.documentNumber ?? '没有文号' }],
    way: LETTER_WAYS[way],
    place: to.address ?? (way === 'electronic' ? '申请人选择的电子送达地址' : '没有登记地址，由送达人填写'),
    ...(service !== undefined && { record: recordOf(service) }),
  });
  const { content, findings } = compileLetter(input, template);
  if (content !== null) return content;
  const faults = findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  throw new DomainError('INVALID_INPUT', `送达回证还不能生成：${faults.join(' ')}`);
}

function recordOf({ way, servedOn, trackingNumber, receivedOn, returnedOn, returnCause }: LetterServiceRow) {
  return {
    ...{ way, servedOn, receivedOn },
    ...(trackingNumber !== null && { trackingNumber }),
    ...(returnedOn !== null &&
      returnCause !== null && {
        returned: {
          on: returnedOn,
          cause: RETURN_CAUSES[returnCause],
          keepsDay: keepsServicePoint(returnCause),
        },
      }),
  };
}

function labelBlocks(
  row: LetterRow,
  to: LetterAddressee,
  setting: LetterSetting | null,
  agencyName: string,
): Block[] {
  const contact = setting?.contact;
  return [
    table('label', [
      ['收件人', to.name],
      ['收件人地址', to.address ?? '（没有登记地址）'],
      ['收件人邮政编码', to.postcode ?? ''],
      ['收件人电话', to.telephone ?? ''],
      ['寄件人', `${setting?.organName ?? agencyName}${setting === null ? '' : `（${setting.officeName}）`}`],
      ['寄件人地址', contact?.address ?? ''],
      ['寄件人邮政编码', contact?.postcode ?? ''],
      ['寄件人电话', contact?.phone ?? ''],
      ['内件', `${LETTERS[row.kind]}${row.documentNumber ?? ''}`],
      ['邮件号码', ''],
    ]),
    fine(
      '只能交邮政企业（如EMS）寄送，不得由申请人支付邮费；交邮之日为送达日，交邮凭证请扫描留存（国办公开办函〔2016〕235号）。',
    ),
  ];
}

function table(id: string, rows: readonly (readonly [string, string])[]): Block {
  return {
    kind: 'table',
    id,
    caption: null,
    columns: [1, 2],
    isLandscape: false,
    head: [],
    body: rows.map(([head, text]): TableRow => ({ cells: [{ text: head, heads: 'row' }, { text }] })),
  };
}

function fine(text: string): Block {
  return { kind: 'paragraph', role: 'fine', runs: [{ text }] };
}
