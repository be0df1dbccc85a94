import { newProposalSchema, parseLocalDate, proposalAnswerSchema, proposalQuerySchema } from '@gongkai/core';
import { buffer } from 'node:stream/consumers';
import { beforeAll, expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { all, readPackage } from '../platform/rendering/testing/read-package.js';
import { answerProposal, createProposal, exportProposals, listProposals } from './service.js';

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

const list = (query: object) =>
  listProposals(ctx, officer, CODE, proposalQuerySchema.parse({ year: 2026, ...query }));

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
  const { items, figures } = await list({});
  expect(figures).toEqual({
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

test('the ledger is narrowed, searched, turned around and paged by the server; the sheet has what the list shows', async () => {
  const numbers = ({ items }: Awaited<ReturnType<typeof list>>) =>
    items.map(({ proposer, number }) => `${proposer} ${number}`);
  for (const [number, dueOn] of [
    ['31', '2027-05-21'],
    ['32', '2027-05-20'],
    ['33', '2027-05-22'],
  ] as const) {
    const title = number === '32' ? '关于100%覆盖的建议' : '关于公共交通的建议';
    const given = { ...proposal(number, 'deputy'), year: 2027, receivedOn: parseLocalDate('2026-06-01') };
    await createProposal(ctx, officer, CODE, { ...given, title, dueOn: parseLocalDate(dueOn) });
  }
  expect(numbers(await list({ year: 2027 }))).toEqual(['deputy 32', 'deputy 31', 'deputy 33']);
  expect(numbers(await list({ year: 2027, sort: '-dueOn' }))).toEqual([
    'deputy 33',
    'deputy 31',
    'deputy 32',
  ]);
  expect(numbers(await list({ year: 2027, q: '100%' }))).toEqual(['deputy 32']);
  expect(numbers(await list({ year: 2027, q: '33' }))).toEqual(['deputy 33']);
  const first = await list({ year: 2027, limit: 2 });
  expect(numbers(first)).toEqual(['deputy 32', 'deputy 31']);
  const second = await list({ year: 2027, limit: 2, after: first.next });
  expect([numbers(second), second.next]).toEqual([['deputy 33'], null]);
  // The year in numbers is that of the year, whatever is shown of it.
  expect(second.figures).toMatchObject({ received: 3, deputies: 3, answered: 0, overdue: 0 });
  await expect(list({ after: '2026' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });

  // Those of one day stand in no order that anybody knows.
  expect(numbers(await list({ proposer: 'member' })).sort()).toEqual(['member 12', 'member 13']);
  expect(numbers(await list({ state: 'overdue' })).sort()).toEqual(['deputy 20', 'member 13']);
  expect(numbers(await list({ state: 'unpublished' }))).toEqual(['deputy 12']);
  expect(numbers(await list({ result: 'C' }))).toEqual(['member 12']);

  const query = proposalQuerySchema.parse({ year: 2027, q: '公共交通', sort: '-dueOn' });
  const { root } = await readPackage(await buffer(await exportProposals(ctx, officer, CODE, query)));
  const rows = all(root('xl/worksheets/sheet1.xml'), 'row').slice(1);
  expect(rows.map(({ children }) => children[0]?.text)).toEqual(['33', '31']);
});
