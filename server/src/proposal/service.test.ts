import { countProposals, newProposalSchema, parseLocalDate, proposalAnswerSchema } from '@gongkai/core';
import { beforeAll, expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { answerProposal, createProposal, listProposals } from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, today: () => parseLocalDate('2026-06-30') });
const CODE = 'YSJ';
const officer = testActor({ roles: ['disclosureOfficer'], agencyCode: CODE, id: 'officer' });

beforeAll(async () => {
  await makeAgency({ db }, { code: CODE, name: '云泽市人力资源和社会保障局' });
});

const proposal = (number: string, proposer: 'deputy' | 'member') =>
  newProposalSchema.parse({
    ...{ year: 2026, number, session: '市十八届人大一次会议', proposer, title: '关于稳定就业的建议' },
    ...{ handling: 'host', receivedOn: '2026-02-20', dueOn: '2026-05-20' },
  });

test('received, answered in time or late, public or with the reason why not, in numbers', async () => {
  const first = await createProposal(ctx, officer, CODE, proposal('12', 'deputy'));
  const second = await createProposal(ctx, officer, CODE, proposal('12', 'member'));
  await createProposal(ctx, officer, CODE, proposal('13', 'member'));
  await expect(createProposal(ctx, officer, CODE, proposal('12', 'deputy'))).rejects.toMatchObject({
    code: 'ALREADY_EXISTS',
  });
  const answer = (given: object) =>
    proposalAnswerSchema.parse({ answeredOn: '2026-05-20', result: 'A', ...given });
  await answerProposal(ctx, officer, CODE, first.proposalId, answer({ isPublic: true }));
  const withheldReason = '涉及个人信息';
  const late = answer({ answeredOn: '2026-05-21', result: 'C', isPublic: false, withheldReason });
  await answerProposal(ctx, officer, CODE, second.proposalId, late);
  const { items } = await listProposals(ctx, officer, CODE, 2026);
  expect(countProposals(items, ctx.today())).toEqual({
    ...{ received: 3, deputies: 1, members: 2, answered: 2, inTime: 1, published: 0, overdue: 1 },
  });
  expect(items.find(({ proposalId }) => proposalId === second.proposalId)).toMatchObject({
    withheldReason,
    result: 'C',
  });
  expect(await recordedKinds(db)).toEqual(expect.arrayContaining(['proposal.recorded', 'proposal.answered']));
});

test('an answer that is withheld without a reason is refused, as is a reply that is no document of the agency', async () => {
  expect(
    proposalAnswerSchema.safeParse({ answeredOn: '2026-05-20', result: 'A', isPublic: false }).success,
  ).toBe(false);
  const { proposalId } = await createProposal(ctx, officer, CODE, proposal('20', 'deputy'));
  const answer = proposalAnswerSchema.parse({
    ...{ answeredOn: '2026-05-20', result: 'B', isPublic: true, documentId: 'nowhere' },
  });
  await expect(answerProposal(ctx, officer, CODE, proposalId, answer)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
});
