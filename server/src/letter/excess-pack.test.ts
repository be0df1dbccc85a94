import { parseLocalDate } from '@gongkai/core';
import { expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { signedInAs, testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { registerCase } from '../application/service.js';
import { addHandlingEntry } from '../handling/service.js';
import { makeAgency } from '../identity/factory.js';
import { saveStaff } from '../identity/service.js';
import { createApp } from '../platform/http/app.js';
import { readPackage } from '../platform/rendering/testing/read-package.js';
import { mountPages, registerApi } from '../routes.js';
import {
  approved,
  AGENCY,
  head,
  makeCase,
  officer,
  setUpLetters,
  applicant,
} from './testing/letter-office.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-03-20T04:00:00Z') });
await makeAgency(ctx);
await saveStaff(ctx, testActor(), AGENCY, { units: [{ code: 'FGK', name: 'FGK' }] });
await setUpLetters(ctx);
const day = parseLocalDate;
await makeCase(ctx, 'YSJ-1', '2024-11-05');
await makeCase(ctx, 'YSJ-2', '2026-03-02');
await makeCase(ctx, 'YSJ-3', '2026-03-02');
await makeCase(ctx, 'YSJ-4', '2026-03-09', 'FGK');
await makeCase(ctx, 'YSJ-5', '2026-03-16');
await registerCase(ctx, testActor(), AGENCY, {
  ...{ caseId: 'YSJ-6', applicantClass: 'naturalPerson', applicantName: '司马示理', topic: null },
  ...{ unitCode: null, request: '别人的申请' },
  events: [{ type: 'submitted', on: day('2026-03-03'), channel: 'counter' }],
});

const liaison = testActor({ id: 'liaison', roles: ['liaisonOfficer'], agencyCode: AGENCY, unitCode: 'FGK' });
const ask = (actor: ReturnType<typeof testActor>, file: string, caseId = 'YSJ-4') =>
  createApp(ctx, { ...signedInAs(actor), api: registerApi(), mountPages }).request(
    `http://localhost/letter-files/agencies/${AGENCY}/cases/${caseId}/${file}`,
  );

test('without a demand for reasons there is nothing to show (条例第三十五条)', async () => {
  const answer = await ask(officer, 'excess-evidence.docx');
  expect(answer.status).toBe(409);
  expect(await answer.text()).toContain('要求说明理由');
  expect((await ask(officer, 'excess-evidence.docx', 'no-such')).status).toBe(404);
});

test('the paper counts the applications of the same applicant up to this one, and shows what was asked, said and judged', async () => {
  const at = { agencyCode: AGENCY, caseId: 'YSJ-4' };
  const why = '同一申请人就同一事项于同日提出两件';
  await addHandlingEntry(ctx, officer, at, { kind: 'excess', on: day('2026-03-10'), termDays: 10, why });
  await addHandlingEntry(ctx, officer, at, {
    ...{ kind: 'excessJudgement', on: day('2026-03-18'), given: '用于研究', isReasonable: false },
    ...{ why: '没有说明需要分件反复提出的原因', delayedUntil: null },
  });
  const letter = await approved(ctx, 'YSJ-4', {
    letter: 'replyAbusive',
    addressees: [applicant()],
    serviceWay: 'post',
    request: null,
    fields: {
      items: [
        {
          asked: '2025年人员考核结果',
          finding: 'unprocessed.abusive',
          reasons: '没有说明需要分件反复提出的原因',
          demand: { askedOn: '2026-03-10', frequency: '此前十二个月内三件' },
          explanation: '用于研究',
        },
      ],
    },
  });
  const answer = await ask(head, 'excess-evidence.docx');
  expect(answer.status).toBe(200);
  const file = await readPackage(new Uint8Array(await answer.arrayBuffer()));
  const text = file.root('word/document.xml').text;
  expect(text).toContain('共向本机关提出政府信息公开申请4件');
  expect(text).toContain('十二个月内3件');
  expect(text).toContain('当月3件');
  expect(text).toContain('一日之内最多2件（2026年3月2日）');
  for (const said of ['YSJ-1', 'YSJ-2', 'YSJ-3', why, '10个工作日', '用于研究', '理由不合理']) {
    expect(text).toContain(said);
  }
  expect(text).toContain(letter.documentNumber ?? '?');
  // Neither a later application of the same person, nor anybody else's, nor a name.
  for (const absent of ['YSJ-5', 'YSJ-6', '欧阳示范', '司马示理']) expect(text).not.toContain(absent);
  expect((await ask(head, 'excess-evidence.pdf')).headers.get('content-type')).toBe('application/pdf');
});

test('looking at it is on record, and who may not see names in full does not see how often somebody applied', async () => {
  expect(await recordedKinds(db)).toEqual(
    expect.arrayContaining(['party.frequencyViewed', 'handling.viewed']),
  );
  expect((await ask(liaison, 'excess-evidence.pdf')).status).toBe(403);
});
