import {
  documentDraftSchema,
  parseLocalDate,
  type DocumentDetail,
  type GivenDocumentDraft,
  type Role,
} from '@gongkai/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { listRecords } from '../administrative-record/service.js';
import { makeAgency } from '../identity/factory.js';
import { searchPublic } from '../search/service.js';
import { findPublicItem, listPublic } from './public-documents.js';
import { findDocument } from './queries.js';
import {
  attachFile,
  changeValidity,
  configureReviewPath,
  draftDocument,
  expireDocuments,
  getDocument,
  listDocuments,
  listReviewPaths,
  publishDocument,
  reassessDocument,
  reviewDocument,
  saveDraft,
  startChange,
  waiveFinding,
  withdrawDocument,
} from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, today: () => parseLocalDate('2026-03-02') });
const CODE = 'YSJ';

const staff = (...roles: Role[]) => testActor({ roles, agencyCode: CODE, id: roles.join('-') });
const editor = staff('editor');
const officeHead = staff('officeHead');
const secrecyReviewer = staff('secrecyReviewer');
const legalityReviewer = staff('legalityReviewer');
const agencyHead = staff('agencyHead');

beforeAll(async () => {
  await makeAgency({ db }, { code: CODE, name: '云泽市人力资源和社会保障局' });
});

function draftOf(change: Partial<GivenDocumentDraft> = {}) {
  return documentDraftSchema.parse({
    kind: 'normativeDocument',
    title: '关于失业保险金申领的通知',
    summary: '规定失业保险金的申领条件。',
    documentNumber: '云人社发[2026]3号',
    genre: '通知',
    topic: '劳动、人事、监察\\社会保障',
    duty: 'rulesAndDocuments',
    formedOn: '2026-02-10',
    effectiveOn: '2026-03-15',
    mode: 'proactive',
    interpretationPlan: '同日发布文字解读。',
    body: '各区县局：\n一、失业人员凭身份证件申领。',
    ...change,
  });
}

/** Through every step by somebody who may take it. */
async function signed(change: Partial<GivenDocumentDraft> = {}): Promise<DocumentDetail> {
  let now = await draftDocument(ctx, editor, CODE, draftOf(change));
  const { documentId } = now;
  now = await reviewDocument(ctx, editor, {
    ...at(documentId),
    action: 'submit',
    opinion: null,
    seenStep: null,
  });
  const reviewers = {
    unitHead: officeHead,
    secrecy: secrecyReviewer,
    legality: legalityReviewer,
    interpretation: officeHead,
    consent: officeHead,
    signOff: agencyHead,
  };
  while (now.step !== null) {
    now = await reviewDocument(ctx, reviewers[now.step], {
      ...at(documentId),
      action: 'approve',
      opinion: '同意',
      seenStep: now.step,
    });
  }
  return now;
}
async function published(change: Partial<GivenDocumentDraft> = {}): Promise<DocumentDetail> {
  const { documentId, version } = await signed(change);
  return publishDocument(ctx, editor, CODE, documentId, version);
}
const at = (documentId: string) => ({ agencyCode: CODE, documentId });
/** Those that have every word; what is only like them does not count. */
const found = async (words: string) => {
  const page = await searchPublic(db, words, { agencyId: CODE }, { page: 1, size: 20 });
  return page === null || page.isLoose ? [] : page.hits.map(({ recordId }) => recordId);
};

describe('from the draft to the page', () => {
  test('each step by its office, then public with an index number, findable, counted in table 二', async () => {
    const before = await signed();
    expect(before).toMatchObject({ status: 'signed', documentNumber: '云人社发〔2026〕3号', validity: null });
    // 条例第二十六条: formed on 10 February 2026; 11-14 and 24-28 February, 2-6 and 9-13 March, 16 March: twenty working days.
    expect(before.dueOn).toBe('2026-03-16');
    await expect(findPublicItem(ctx, CODE, before.documentId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await found('失业保险金申领')).toEqual([]);

    const after = await publishDocument(ctx, editor, CODE, before.documentId, before.version);
    expect(after).toMatchObject({ status: 'published', validity: 'valid', dueOn: null });
    expect(after.indexNumber).toMatch(/^YSJ\/2026-\d{5}$/);
    expect(await findPublicItem(ctx, CODE, before.documentId)).toMatchObject({
      version: 1,
      draft: { title: '关于失业保险金申领的通知' },
    });
    expect(await found('失业保险金申领')).toEqual([before.documentId]);
    expect(await found('云人社发（2026）第003号')).toEqual([before.documentId]);
    const { items } = await listRecords(ctx, officeHead, CODE, 'normativeDocument', { limit: 10 });
    expect(items).toContainEqual(
      expect.objectContaining({
        number: '云人社发〔2026〕3号',
        madeOn: '2026-02-10',
        disclosedOn: '2026-03-02',
      }),
    );
  });

  test('every step is somebody, an opinion and a time', async () => {
    const { acts } = await signed({ documentNumber: '云人社发〔2026〕4号' });
    expect(acts.map(({ act, step }) => `${act} ${step ?? '-'}`)).toEqual([
      '拟稿 -',
      '送审 -',
      '同意 unitHead',
      '同意 secrecy',
      '同意 legality',
      '同意 interpretation',
      '同意 signOff',
    ]);
  });

  test('nobody reviews his own draft, nor takes the step of another office', async () => {
    const { documentId } = await draftDocument(
      ctx,
      officeHead,
      CODE,
      draftOf({ documentNumber: '云人社发〔2026〕5号' }),
    );
    const submit = { ...at(documentId), action: 'submit', opinion: null, seenStep: null } as const;
    await reviewDocument(ctx, officeHead, submit);
    const approve = { ...at(documentId), action: 'approve', opinion: null, seenStep: 'unitHead' } as const;
    await expect(reviewDocument(ctx, officeHead, approve)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(reviewDocument(ctx, secrecyReviewer, approve)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('whoever saw an earlier step is told, and nothing is recorded', async () => {
    const { documentId } = await draftDocument(
      ctx,
      editor,
      CODE,
      draftOf({ documentNumber: '云人社发〔2026〕6号' }),
    );
    const step = (action: 'submit' | 'approve', seenStep: 'unitHead' | null) =>
      ({ ...at(documentId), action, opinion: null, seenStep }) as const;
    await reviewDocument(ctx, editor, step('submit', null));
    const both = await Promise.allSettled([
      reviewDocument(ctx, officeHead, step('approve', 'unitHead')),
      reviewDocument(
        ctx,
        testActor({ roles: ['officeHead'], agencyCode: CODE, id: 'other' }),
        step('approve', 'unitHead'),
      ),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { acts } = await getDocument(ctx, officeHead, CODE, documentId);
    expect(acts.filter(({ act }) => act === '同意')).toHaveLength(1);
  });

  test('two who edit at once: the second is told, the first is kept', async () => {
    const { documentId, draft } = await draftDocument(
      ctx,
      editor,
      CODE,
      draftOf({ documentNumber: '云人社发〔2026〕7号' }),
    );
    // As it comes back over HTTP: read by the schema, its keys in another order than the database's.
    const seen = documentDraftSchema.parse(draft);
    await saveDraft(ctx, editor, CODE, documentId, { ...draft, summary: '甲写的概述。' }, seen);
    await expect(
      saveDraft(ctx, officeHead, CODE, documentId, { ...draft, summary: '乙写的概述。' }, draft),
    ).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    expect((await getDocument(ctx, editor, CODE, documentId)).draft.summary).toBe('甲写的概述。');
  });
});

describe('the check before publication', () => {
  test('personal data in a file keeps a document from review until somebody else signs for it', async () => {
    const { documentId } = await draftDocument(
      ctx,
      editor,
      CODE,
      draftOf({ documentNumber: '云人社发〔2026〕8号' }),
    );
    const file = {
      agencyCode: CODE,
      fileName: '名单.txt',
      content: [new TextEncoder().encode('张三 13812345678')],
    };
    const withFile = await attachFile(ctx, editor, documentId, file);
    const finding = withFile.findings.find(({ rule }) => rule === 'personal.mobilePhone');
    expect(finding).toMatchObject({ severity: 'error', place: '名单.txt', waivedBy: null });
    const submit = { ...at(documentId), action: 'submit', opinion: null, seenStep: null } as const;
    await expect(reviewDocument(ctx, editor, submit)).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
    if (!finding) throw new Error('no finding');
    await waiveFinding(ctx, officeHead, { ...at(documentId), ...finding, reason: '值班电话，本人同意公开' });
    expect(await reviewDocument(ctx, editor, submit)).toMatchObject({ status: 'inReview' });
  });

  test('条例第十四条: what is withheld goes through the review and is filed, never published', async () => {
    const filed = await signed({
      kind: 'notice',
      mode: 'withheld',
      withholdingGround: 'processInformation',
      modeReason: '尚在讨论的稿件',
    });
    expect(filed).toMatchObject({ status: 'filed', mayPublish: false });
    await expect(publishDocument(ctx, editor, CODE, filed.documentId, 1)).rejects.toMatchObject({
      code: 'NOT_IN_THIS_STATUS',
    });
    await expect(findPublicItem(ctx, CODE, filed.documentId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('after publication', () => {
  test('a change is reviewed while the public reads the version before; both are kept', async () => {
    const first = await published({ title: '旧标题的通知', documentNumber: '云人社发〔2026〕9号' });
    const { documentId } = first;
    const change = await startChange(ctx, editor, CODE, documentId, '更正标题');
    await saveDraft(ctx, editor, CODE, documentId, { ...change.draft, title: '新标题的通知' }, change.draft);
    expect(await findPublicItem(ctx, CODE, documentId)).toMatchObject({
      version: 1,
      draft: { title: '旧标题的通知' },
    });
    const list = await listPublic(ctx, { agencyId: CODE }, { page: 1, size: 100 });
    expect(list.items.find((it) => it.documentId === documentId)?.title).toBe('旧标题的通知');
    expect(await found('新标题的通知')).toEqual([]);
  });

  test('what was withdrawn is gone from page, list and search, and says why', async () => {
    const { documentId } = await published({
      title: '将要撤回的通知',
      documentNumber: '云人社发〔2026〕10号',
    });
    await withdrawDocument(ctx, editor, CODE, documentId, '内容有误，更正后重新发布');
    expect(await findPublicItem(ctx, CODE, documentId)).toEqual({
      withdrawnOn: expect.any(String) as string,
      reason: '内容有误，更正后重新发布',
    });
    expect(await found('将要撤回的通知')).toEqual([]);
    const list = await listPublic(ctx, { agencyId: CODE }, { page: 1, size: 100 });
    expect(list.items.map((it) => it.documentId)).not.toContain(documentId);
  });

  test('a document that repeals another ends it, in the ledger as well', async () => {
    const old = await published({ title: '要废止的办法', documentNumber: '云人社发〔2026〕11号' });
    const later = await published({
      title: '替代的办法',
      documentNumber: '云人社发〔2026〕12号',
      relations: [{ kind: 'repeals', documentId: old.documentId }],
    });
    expect((await getDocument(ctx, editor, CODE, old.documentId)).validity).toBe('repealed');
    const { items } = await listRecords(ctx, officeHead, CODE, 'normativeDocument', { limit: 100 });
    expect(items.find(({ number }) => number === '云人社发〔2026〕11号')?.endedOn).toBe('2026-03-15');
    expect(await findPublicItem(ctx, CODE, old.documentId)).toMatchObject({
      validity: 'repealed',
      related: [{ documentId: later.documentId, kind: 'repeals', direction: 'from' }],
    });
  });

  test('the day after its last day a document has expired; those in force come first among the hits', async () => {
    const ends = await published({
      title: '限期的办法甲',
      documentNumber: '云人社发〔2026〕13号',
      expiresOn: '2026-03-31',
    });
    const stays = await published({ title: '长期的办法甲', documentNumber: '云人社发〔2026〕14号' });
    const lastDay = testContext({ db, today: () => parseLocalDate('2026-03-31') });
    expect(await expireDocuments(lastDay)).toBe(0);
    expect(await expireDocuments(testContext({ db, today: () => parseLocalDate('2026-04-01') }))).toBe(1);
    expect((await getDocument(ctx, editor, CODE, ends.documentId)).validity).toBe('expired');
    expect(await found('办法甲')).toEqual([stays.documentId, ends.documentId]);
  });

  test('a clean-up says what has lapsed, with its day', async () => {
    const { documentId } = await published({ title: '清理对象', documentNumber: '云人社发〔2026〕15号' });
    const given = { validity: 'repealed', reason: '2026年清理结果', endedOn: null } as const;
    await expect(changeValidity(ctx, editor, CODE, documentId, given)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    const endedOn = parseLocalDate('2026-03-01');
    expect(await changeValidity(ctx, editor, CODE, documentId, { ...given, endedOn })).toMatchObject({
      validity: 'repealed',
    });
  });
});

test('what is not published is looked at again, a year from then (条例第十八条)', async () => {
  const { documentId } = await signed({ kind: 'notice', mode: 'uponApplication', modeReason: '涉及个人' });
  await reassessDocument(ctx, officeHead, CODE, documentId, '情况没有变化，继续不主动公开');
  const row = await findDocument(db, CODE, documentId);
  expect(row?.reassessOn).toBe('2027-03-02');
});

test('an agency sets the steps of a kind, and may not leave out the review for secrecy', async () => {
  await expect(configureReviewPath(ctx, officeHead, CODE, 'notice', ['signOff'])).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  await configureReviewPath(ctx, officeHead, CODE, 'notice', ['secrecy', 'signOff']);
  const { steps } = await draftDocument(ctx, editor, CODE, draftOf({ kind: 'notice', documentNumber: null }));
  expect(steps).toEqual(['secrecy', 'signOff']);
});

test('the law keeps its steps: a normative document is never without its legality review', async () => {
  const set = configureReviewPath(ctx, officeHead, CODE, 'normativeDocument', [
    'unitHead',
    'secrecy',
    'signOff',
  ]);
  await expect(set).rejects.toThrow('合法性审核');
  await expect(configureReviewPath(ctx, editor, CODE, 'other', ['secrecy', 'signOff'])).rejects.toMatchObject(
    { code: 'FORBIDDEN' },
  );
});

test('where an agency asks for an opinion, nobody approves without one; everybody sees the path and who may take it', async () => {
  await configureReviewPath(ctx, officeHead, CODE, 'statistics', ['secrecy', 'signOff'], ['secrecy']);
  const { documentId } = await draftDocument(
    ctx,
    editor,
    CODE,
    draftOf({ kind: 'statistics', duty: 'statistics', documentNumber: null, effectiveOn: null }),
  );
  const at = { agencyCode: CODE, documentId };
  const asked = await reviewDocument(ctx, editor, {
    ...{ ...at, action: 'submit', opinion: null, seenStep: null },
  });
  expect(asked).toMatchObject({ step: 'secrecy', needsOpinion: true });
  const approve = { ...at, action: 'approve', seenStep: 'secrecy' } as const;
  await expect(reviewDocument(ctx, secrecyReviewer, { ...approve, opinion: ' ' })).rejects.toThrow(
    '必须写明意见',
  );
  const after = await reviewDocument(ctx, secrecyReviewer, { ...approve, opinion: '不涉密' });
  expect(after).toMatchObject({ step: 'signOff', needsOpinion: false });

  const { paths } = await listReviewPaths(ctx, editor, CODE);
  expect(paths.find(({ kind }) => kind === 'statistics')).toEqual({
    kind: 'statistics',
    configured: ['secrecy', 'signOff'],
    steps: ['secrecy', 'signOff'],
    mandatory: ['secrecy', 'signOff'],
    opinionSteps: ['secrecy'],
  });
  expect(paths.find(({ kind }) => kind === 'rule')).toMatchObject({
    configured: null,
    steps: ['unitHead', 'secrecy', 'legality', 'interpretation', 'signOff'],
    mandatory: ['secrecy', 'legality', 'interpretation', 'signOff'],
  });
});

test('that a penalty was annulled must be public within three working days (行政处罚法第四十八条)', async () => {
  // Saturday, 14 February was made up; the Spring Festival went from the 15th through the 23rd.
  const { documentId } = await draftDocument(
    ctx,
    editor,
    CODE,
    draftOf({
      ...{ kind: 'annulledPenalty', duty: 'penaltyAndCoercion', documentNumber: null, effectiveOn: null },
      ...{ title: '关于撤销一件处罚决定的说明', formedOn: '2026-02-13', interpretationPlan: null },
    }),
  );
  expect((await findDocument(db, CODE, documentId))?.dueOn).toBe('2026-02-25');
  const query = { overdue: true, sort: '-formedOn', limit: 50 } as const;
  const { items } = await listDocuments(ctx, editor, CODE, query);
  expect(items.find((it) => it.documentId === documentId)).toMatchObject({ kind: 'annulledPenalty' });
});

test('each of these steps leaves its record', async () => {
  expect(await recordedKinds(db)).toEqual(
    expect.arrayContaining([
      'document.drafted',
      'document.saved',
      'document.submitted',
      'document.approved',
      'document.findingWaived',
      'document.published',
      'document.withdrawn',
      'document.validityChanged',
      'document.reassessed',
      'document.pathConfigured',
    ]),
  );
});
