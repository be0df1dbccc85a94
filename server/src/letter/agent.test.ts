import type { RepresentativeRelation } from '@gongkai/core';
import { expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { saveNewParty } from '../party/service.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { listLettersSent, startLetter } from './service.js';
import { makeCase, officer, posted, refusal, sealed, setUpLetters } from './testing/letter-office.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
await makeAgency(ctx);
await setUpLetters(ctx);
await makeCase(ctx, 'YSJ-1');
const { partyId } = await db
  .selectFrom('applicationCase')
  .select('partyId')
  .where('caseId', '=', 'YSJ-1')
  .executeTakeFirstOrThrow();

const join = (id: string, relation: RepresentativeRelation, name: string) =>
  inTransaction(ctx.db, (trx) =>
    saveNewParty(trx, ctx.keyring, {
      ...{ agencyId: 'YSJ', partyId: id, applicantClass: 'naturalPerson' },
      values: {
        ...{ name, identityKind: null, identityNumber: null, organisationCode: null },
        ...{ telephone: null, address: '临江市示范路12号', email: null },
      },
      represents: { partyId: partyId ?? '', relation },
    }),
  );
await join('agent', 'agent', '司马示理');
await join('joint', 'coApplicant', '上官示众');

test('a letter begins with all who applied, and offers who acts for them to be served apart', async () => {
  const start = await startLetter(ctx, officer, 'YSJ', 'YSJ-1', 'replyRefuse');
  expect(start.addressees.map(({ name }) => name)).toEqual(['欧阳示范', '上官示众']);
  expect(start.others.map(({ relation, addressee }) => [relation, addressee.name])).toEqual([
    ['agent', '司马示理'],
  ]);
  expect((await startLetter(ctx, officer, 'YSJ', 'YSJ-1', 'thirdPartyConsult')).others).toEqual([]);
});

test('what was sent to the agent alone is the applicant’s to read, what was sent to the other applicant is not', async () => {
  const { addressees, others } = await startLetter(ctx, officer, 'YSJ', 'YSJ-1', 'replyRefuse');
  const [, joint] = addressees;
  const agent = others[0]?.addressee;
  if (joint === undefined || agent === undefined) throw new Error('nobody to write to');
  const reader = { agencyCode: 'YSJ', caseId: 'YSJ-1', partyId: partyId ?? '' };
  const toJoint = await sealed(ctx, 'YSJ-1', refusal({ addressees: [joint] }));
  await posted(ctx, toJoint, toJoint.letterOn ?? '');
  expect(await listLettersSent(ctx, reader)).toEqual([]);
  await makeCase(ctx, 'YSJ-2');
  const toAgent = await sealed(ctx, 'YSJ-2', refusal({ addressees: [agent] }));
  await posted(ctx, toAgent, toAgent.letterOn ?? '');
  expect(await listLettersSent(ctx, { ...reader, caseId: 'YSJ-2' })).toMatchObject([
    { documentNumber: toAgent.documentNumber },
  ]);
});
