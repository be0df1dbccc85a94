import { documentDraftSchema, parseLocalDate, type GivenDocumentDraft } from '@gongkai/core';
import { beforeAll, expect, test } from 'vitest';
import { openOffice } from '../notification/testing/office.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { loadDocuments, type DocumentToLoad } from './service.js';
import { tellOfDueDocuments } from './tell-due.js';

const { ctx, person } = await openOffice();
const on = (day: string) => ({
  ...ctx,
  now: () => new Date(`${day}T00:05:00Z`),
  today: () => parseLocalDate(day),
});

const document = (
  documentId: string,
  status: DocumentToLoad['status'],
  change: Partial<GivenDocumentDraft> = {},
): DocumentToLoad => ({
  documentId,
  draft: documentDraftSchema.parse({
    ...{
      kind: 'normativeDocument',
      title: `办法${documentId}`,
      duty: 'rulesAndDocuments',
      mode: 'proactive',
    },
    ...{ formedOn: '2026-02-10', ...change },
  }),
  ...{ status, step: null, withdrawn: null, recordId: null, author: 'cli' },
  publishedAt: status === 'published' ? '2026-02-11T02:00:00Z' : null,
  validity: status === 'published' ? 'valid' : null,
});

let editor = '';
let officer = '';
beforeAll(async () => {
  editor = await person('编辑', 'editor');
  officer = await person('申公', 'disclosureOfficer');
  const loaded = [
    document('waiting', 'draft'),
    document('withheld', 'filed', { mode: 'withheld', modeReason: '过程稿', formedOn: '2025-03-02' }),
    document('annulled', 'draft', {
      ...{ kind: 'annulledPenalty', duty: 'penaltyAndCoercion', formedOn: '2026-09-18' },
    }),
    document('ending', 'published', { kind: 'policy', expiresOn: '2026-05-08' }),
  ];
  await inTransaction(ctx.db, (db) => loadDocuments(db, 'YSJ', loaded, '2026-03-01T00:00:00Z'));
});

async function toldTo(accountId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('notification')
    .select(['kind', 'subjectId'])
    .where('accountId', '=', accountId)
    .orderBy('createdAt')
    .orderBy('kind')
    .execute();
  return rows.map(({ kind, subjectId }) => `${kind} ${subjectId}`);
}

test('the term of publication, re-assessment and expiry are told once each, on working days', async () => {
  // Twenty working days from 10 February end on Monday, 16 March: on Friday, 6 March, six are left.
  await tellOfDueDocuments(on('2026-03-06'));
  expect(await toldTo(editor)).toEqual([]);
  // 1 March was a Sunday: the next time that the job ran, the year of the withheld one was over.
  expect(await toldTo(officer)).toEqual(['document.reassess withheld']);
  await tellOfDueDocuments(on('2026-03-09'));
  await tellOfDueDocuments(on('2026-03-09'));
  // Sixty days before 8 May are 9 March.
  expect((await toldTo(editor)).sort()).toEqual(['document.due waiting', 'document.expiring ending']);
  await tellOfDueDocuments(on('2026-03-14'));
  expect((await toldTo(editor)).length).toBe(2);
  await tellOfDueDocuments(on('2026-03-17'));
  expect(await toldTo(editor)).toContain('document.overdue waiting');
});

test('an annulled penalty alarms at once: it has three working days, a Sunday that is made up among them', async () => {
  await tellOfDueDocuments(on('2026-09-18'));
  expect(await toldTo(editor)).toContain('document.due annulled');
  await tellOfDueDocuments(on('2026-09-22'));
  expect(await toldTo(editor)).not.toContain('document.overdue annulled');
  await tellOfDueDocuments(on('2026-09-23'));
  expect(await toldTo(editor)).toContain('document.overdue annulled');
});
