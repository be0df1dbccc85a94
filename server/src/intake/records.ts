import {
  DomainError,
  explainReceipt,
  localDateInChina,
  maskName,
  may,
  permitWithin,
  recorderName,
  REPRESENTATIVE_RELATIONS,
  ATTACHMENT_KINDS,
  CHANNEL_LABELS,
  type Actor,
  type IntakeRecord,
} from '@gongkai/core';
import { z } from 'zod';
import { getCase, placeOfCase, requireCase } from '../application/service.js';
import { recordLook } from '../audit/service.js';
import { loadCalendar } from '../calendar/service.js';
import { requireAgency } from '../identity/service.js';
import { getGuide } from '../online-application/service.js';
import { listCompanions, openParty, readParty } from '../party/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import type { PrintedDocument } from '../platform/rendering/document.js';
import { listAttachmentRows } from './attachment-queries.js';
import { printOralRecord, printReceipt, type PrintedIntake } from './print.js';
import { findRecord } from './queries.js';
import { caseTextId, readTexts } from './texts.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;
interface CaseAddress {
  readonly agencyCode: string;
  readonly caseId: string;
}
type Details = NonNullable<IntakeRecord['details']>;

const text = z.string().default('');
const detailsSchema = z.object({
  ...{ mailNumber: text, sentFrom: text, provision: text, authority: text, hardship: text, agreed: text },
  note: text,
});

/** How a case was taken in at the desk, names hidden; the look is on record. @throws DomainError NOT_FOUND */
export async function getIntakeRecord(
  ctx: Context,
  actor: Actor,
  { agencyCode, caseId }: CaseAddress,
): Promise<{ record: IntakeRecord | null }> {
  permitWithin(actor, 'case.view', agencyCode);
  const { partyId } = await requireCase(ctx.db, actor, agencyCode, caseId);
  await recordLook(ctx, actor, {
    kind: 'handling.viewed',
    agencyCode,
    subject: { type: 'case', id: caseId },
    purpose: 'handling',
    details: {},
  });
  const row = await findRecord(ctx.db, agencyCode, caseId);
  if (row === undefined) return { record: null };
  const companions = await companionsOf(ctx.db, ctx, agencyCode, partyId);
  return {
    record: {
      channel: row.channel,
      takenBy: recorderName(row.takenBy, row.displayName),
      takenAt: row.takenAt,
      details: await detailsOf(ctx, agencyCode, caseId),
      companions: companions.map(({ relation, name }) => ({ relation, name: maskName(name) })),
      gaps: [...row.gaps],
      duplicateOf: row.duplicateOf,
    },
  };
}

/**
 * 登记回执 or 口头申请记录, for the applicant: with the whole name for whoever took it in or may see it; the look is on
 * record. @throws DomainError NOT_FOUND
 */
export async function printIntake(
  ctx: Context & Pick<AppContext, 'site'>,
  actor: Actor,
  { agencyCode, caseId }: CaseAddress,
  paper: 'receipt' | 'oral-record',
): Promise<PrintedDocument> {
  permitWithin(actor, 'case.view', agencyCode);
  const row = await requireCase(ctx.db, actor, agencyCode, caseId);
  const record = await findRecord(ctx.db, agencyCode, caseId);
  if (paper === 'oral-record' && record?.channel !== 'oral')
    throw new DomainError('NOT_FOUND', '只有口头申请有口头申请记录。');
  const of = await getCase(ctx, actor, agencyCode, caseId);
  const submitted = of.events.find(({ event }) => event.type === 'submitted')?.event;
  if (submitted?.type !== 'submitted') throw new DomainError('NOT_FOUND', '没有提交申请的记录。');
  const isNamed = record?.takenBy === actor.id || may(actor, 'personalData.unmask', placeOfCase(row));
  const shown = (name: string | null): string => (isNamed ? (name ?? '') : (maskName(name) ?? ''));
  const party = await readParty(ctx.db, ctx.keyring, agencyCode, row.partyId);
  const companions = await companionsOf(ctx.db, ctx, agencyCode, row.partyId);
  const papers = await listAttachmentRows(ctx.db, agencyCode, caseId);
  const agency = await requireAgency(ctx.db, agencyCode);
  const guide = await getGuide(ctx, agencyCode);
  await recordLook(ctx, actor, {
    kind: 'intake.printed',
    agencyCode,
    subject: { type: 'case', id: caseId },
    purpose: 'handling',
    details: { partyId: row.partyId, shown: isNamed ? ['applicantName', 'request'] : ['request'] },
  });
  const printed: PrintedIntake = {
    agencyName: agency.name,
    caseId,
    applicant: shown(party?.name ?? null),
    companions: companions.map(
      ({ relation, name }) => `${REPRESENTATIVE_RELATIONS[relation]}：${shown(name)}`,
    ),
    request: of.request ?? '',
    channel: CHANNEL_LABELS[submitted.channel],
    receipt: explainReceipt(submitted).words,
    receivedOn: of.receivedOn,
    dueOn: of.dueOn,
    details: await detailsOf(ctx, agencyCode, caseId),
    gaps: record === undefined ? [] : [...record.gaps],
    calendar: await loadCalendar(ctx.db, agencyCode),
    papers: papers
      .filter(({ isFromIntake, removedAt }) => isFromIntake && removedAt === null)
      .map(({ kind, fileName }) => `${ATTACHMENT_KINDS[kind]}（${fileName}）`),
    takenBy: record === undefined ? '' : recorderName(record.takenBy, record.displayName),
    takenOn: localDateInChina(new Date(record?.takenAt ?? ctx.now())),
    office: [guide.officeName, guide.officeAddress, guide.telephone].filter((it) => it !== '').join('，'),
    madeAt: ctx.now().toISOString(),
  };
  return paper === 'receipt' ? printReceipt(printed) : printOralRecord(printed);
}

async function detailsOf(
  ctx: Pick<Context, 'db' | 'keyring'>,
  agencyCode: string,
  caseId: string,
): Promise<Details | null> {
  const id = caseTextId(caseId);
  const kept = (await readTexts(ctx.db, ctx, agencyCode, [id])).get(id);
  return kept === undefined ? null : detailsSchema.parse(JSON.parse(kept));
}

async function companionsOf(
  db: Connection,
  { keyring }: Pick<Context, 'keyring'>,
  agencyCode: string,
  partyId: string | null,
) {
  if (partyId === null) return [];
  const rows = await listCompanions(db, agencyCode, partyId);
  return rows.flatMap((row) =>
    row.relation === null ? [] : [{ relation: row.relation, name: openParty(keyring, row).name }],
  );
}
