import {
  compileLetter,
  DomainError,
  eventsInForce,
  letterLines,
  maskName,
  permit,
  sampleLetterInput,
  type Actor,
  type Finding,
  type Letter,
  type LocalDate,
  type SampleCase,
  type TemplateText,
} from '@gongkai/core';
import { getCase, requireCase } from '../application/service.js';
import { recordAudit } from '../audit/service.js';
import { readParty } from '../party/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { letterSettings } from './materials.js';

/**
 * The letter that a text would make, on an invented case or on a real one whose applicant is masked; sent to nobody.
 * @throws DomainError NOT_FOUND for a case that the asker may not see
 */
export async function previewLetterTemplate(
  ctx: AppContext,
  actor: Actor,
  { agencyCode, letter }: { readonly agencyCode: string; readonly letter: Letter },
  {
    text,
    caseId,
    on,
  }: { readonly text: TemplateText; readonly caseId: string | null; readonly on: LocalDate },
): Promise<{ lines: string[]; findings: Finding[] }> {
  permit(actor, 'letterTemplate.view', { agencyCode });
  const settings = await letterSettings(ctx.db, agencyCode);
  if (settings.length === 0) {
    throw new DomainError('NOT_FOUND', '请先登记“文书固定信息”（复议机关、法院、联系方式、文号格式）。');
  }
  const of = caseId === null ? null : await sampleCase(ctx, actor, agencyCode, caseId);
  await inTransaction(ctx.db, (db) =>
    recordAudit(db, ctx, actor, {
      kind: 'letterTemplate.previewed',
      agencyCode,
      subject: { type: 'letterTemplate', id: letter },
      details: { letter, caseId },
    }),
  );
  const input = sampleLetterInput(letter, settings, on, of);
  const { content, findings } = compileLetter(input, { letter, version: 0, ...text });
  return { lines: content === null ? [] : letterLines(content), findings: [...findings] };
}

async function sampleCase(
  ctx: AppContext,
  actor: Actor,
  agencyCode: string,
  caseId: string,
): Promise<SampleCase> {
  const detail = await getCase(ctx, actor, agencyCode, caseId);
  const events = eventsInForce(detail);
  const submitted = events.find(({ type }) => type === 'submitted');
  const decided = events.filter(({ type }) => type === 'decided').at(-1);
  const { partyId } = await requireCase(ctx.db, actor, agencyCode, caseId);
  const party = await readParty(ctx.db, ctx.keyring, agencyCode, partyId);
  return {
    number: detail.caseId,
    receivedOn: detail.receivedOn ?? ctx.today(),
    channel: submitted?.type === 'submitted' ? submitted.channel : 'counter',
    request: detail.request ?? '（没有登记申请内容）',
    addressees: [maskName(party?.name ?? null) ?? '某某'],
    findings: decided?.type === 'decided' ? decided.items.map(({ finding }) => finding) : [],
  };
}
