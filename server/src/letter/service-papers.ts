import {
  DomainError,
  LETTERS,
  permit,
  settingOn,
  type Actor,
  type LetterAddressee,
  type LetterSetting,
} from '@gongkai/core';
import { recordLook } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import { letterSettings } from '../letter-template/service.js';
import type { AppContext } from '../platform/context.js';
import type { Block, PrintedDocument, TableRow } from '../platform/rendering/document.js';
import { fillAddressees } from './compose.js';
import { findLetter, type LetterRow } from './queries.js';
import { openLetter } from './sealed-letter.js';
import { letterNotFound, placeOf, type LetterAddress, type LetterContext } from './take-step.js';

/** Papers that go with a letter to one addressee. */
export const SERVICE_PAPERS = { receipt: '送达回证', label: '邮件封面' } as const;
export type ServicePaper = keyof typeof SERVICE_PAPERS;

/**
 * The proof of service to be signed, or the cover for the post (国办公开办函〔2016〕235号: 邮政企业 only). It shows the
 * addressee in full, so it is a look at personal data. @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS
 */
export async function serviceDocument(
  ctx: LetterContext & Pick<AppContext, 'files'>,
  actor: Actor,
  { agencyCode, letterId }: LetterAddress,
  paper: ServicePaper,
  addressee: number,
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
  const agency = await requireAgency(ctx.db, agencyCode);
  const setting = settingOn(await letterSettings(ctx.db, agencyCode), row.letterOn);
  await recordLook(ctx, actor, {
    kind: 'letter.printed',
    agencyCode,
    subject: { type: 'letter', id: letterId },
    purpose: 'handling',
    details: { caseId: row.caseId, type: paper },
  });
  const blocks = paper === 'receipt' ? receiptBlocks(row, to) : labelBlocks(row, to, setting, agency.name);
  return {
    title: SERVICE_PAPERS[paper],
    format: 'plain',
    metadata: { author: agency.name, subject: null, keywords: [], createdAt: ctx.now().toISOString() },
    letterhead: null,
    signature: null,
    imprint: null,
    blocks,
  };
}

function receiptBlocks(row: LetterRow, to: LetterAddressee): Block[] {
  return [
    table('receipt', [
      ['送达文书名称', LETTERS[row.kind]],
      ['文号', row.documentNumber ?? '—'],
      ['案件编号', row.caseId],
      ['受送达人', to.name],
      ['送达地点', to.address ?? ''],
      ['送达方式', '□直接送达　□委托其他行政机关送达　□邮政企业寄送'],
      ['受送达人签名或者盖章', ''],
      ['签收日期', '　　　　年　　月　　日'],
      ['代收人签名、与受送达人的关系', ''],
      ['送达人签名', ''],
      ['备注（拒收的事由和日期）', ''],
    ]),
    fine(
      '直接送达、委托其他行政机关送达的，以受送达人或者其法定代理人签收之日为送达日（国办公开办函〔2016〕235号）。',
    ),
  ];
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
