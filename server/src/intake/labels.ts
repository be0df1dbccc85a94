import { DomainError, permit, permitWithin, type Actor } from '@gongkai/core';
import { placeOfCase, requireCase } from '../application/service.js';
import { recordLook } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import { readParty } from '../party/service.js';
import type { AppContext } from '../platform/context.js';
import type { PrintedDocument, TableRow } from '../platform/rendering/document.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;

/** Labels that one sheet of work holds. */
const MOST_LABELS = 200;

/**
 * Labels for letters to the applicants: address, name and number of each case, two a row; those without an address are
 * named at the end. Every case is a look at its applicant. @throws DomainError NOT_FOUND, FORBIDDEN, INVALID_INPUT
 */
export async function printLabels(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  caseIds: readonly string[],
): Promise<PrintedDocument> {
  permitWithin(actor, 'personalData.unmask', agencyCode);
  const agency = await requireAgency(ctx.db, agencyCode);
  if (caseIds.length === 0 || caseIds.length > MOST_LABELS)
    throw new DomainError('INVALID_INPUT', `请选择 1 至 ${MOST_LABELS} 件申请打印标签。`);
  const labels: string[] = [];
  const without: string[] = [];
  for (const caseId of new Set(caseIds)) {
    const row = await requireCase(ctx.db, actor, agencyCode, caseId);
    permit(actor, 'personalData.unmask', placeOfCase(row));
    await recordLook(ctx, actor, {
      kind: 'intake.printed',
      agencyCode,
      subject: { type: 'case', id: caseId },
      purpose: 'handling',
      details: { partyId: row.partyId, shown: ['applicantName', 'address'] },
    });
    const party = await readParty(ctx.db, ctx.keyring, agencyCode, row.partyId);
    if (party?.address == null) without.push(caseId);
    else labels.push(`${party.address}\n${party.name ?? ''} 收\n（${caseId}）`);
  }
  return {
    title: '地址标签',
    format: 'plain',
    metadata: { author: agency.name, subject: '地址标签', keywords: [], createdAt: ctx.now().toISOString() },
    letterhead: null,
    signature: null,
    imprint: null,
    blocks: [
      ...(labels.length === 0
        ? []
        : [
            {
              kind: 'table' as const,
              id: 'labels',
              caption: null,
              columns: [1, 1],
              isLandscape: false,
              head: [],
              body: inTwo(labels),
            },
          ]),
      ...(without.length === 0
        ? []
        : [
            {
              kind: 'paragraph' as const,
              role: 'body' as const,
              runs: [{ text: `没有通信地址：${without.join('、')}` }],
            },
          ]),
    ],
  };
}

function inTwo(labels: readonly string[]): TableRow[] {
  const rows: TableRow[] = [];
  for (let at = 0; at < labels.length; at += 2) {
    rows.push({ cells: [{ text: labels[at] ?? '' }, { text: labels[at + 1] ?? '' }] });
  }
  return rows;
}
