import { randomUUID } from 'node:crypto';
import {
  DomainError,
  permit,
  permitWithin,
  PROPOSAL_HANDLINGS,
  PROPOSAL_RESULTS,
  PROPOSERS,
  type Actor,
  type NewProposal,
  type Proposal,
  type ProposalAnswer,
  type ProposalPage,
  type ProposalQuery,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { listUnits, requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { parseDayKey, type DayKey } from '../platform/database/instant-key.js';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';
import {
  countProposalRows,
  findProposal,
  insertProposal,
  isReplyDocument,
  listProposalRows,
  updateProposal,
  type ProposalFilter,
  type ProposalRow,
} from './queries.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;

/** A page of the ledger of a year, and the year in numbers. @throws DomainError FORBIDDEN, INVALID_INPUT */
export async function listProposals(
  ctx: Pick<Context, 'db' | 'today'>,
  actor: Actor,
  agencyCode: string,
  query: ProposalQuery,
): Promise<ProposalPage> {
  permitWithin(actor, 'document.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  const filter = { ...query, agencyId: agencyCode, today: ctx.today() };
  const after = query.after === undefined ? null : parseDayKey(query.after);
  const rows = await listProposalRows(ctx.db, filter, {
    ...{ sort: query.sort, after, limit: query.limit + 1 },
  });
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(present),
    next: last === undefined ? null : `${last.dueOn}~${last.proposalId}`,
    total: null,
    figures: await countProposalRows(ctx.db, filter),
  };
}

/** @throws DomainError FORBIDDEN, INVALID_INPUT, ALREADY_EXISTS */
export async function createProposal(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  given: NewProposal,
): Promise<Proposal> {
  permit(actor, 'proposal.record', { agencyCode });
  if (given.receivedOn > ctx.today()) throw new DomainError('INVALID_INPUT', '收到日期晚于今日，请核对。');
  return inTransaction(ctx.db, async (db) => {
    await requireAgency(db, agencyCode);
    const { unitCode, ...columns } = given;
    if (unitCode !== null && !(await listUnits(db, agencyCode)).some(({ code }) => code === unitCode))
      throw new DomainError('INVALID_INPUT', `没有登记代码为“${unitCode}”的处室，请改选。`);
    const proposalId = randomUUID();
    const isNew = await insertProposal(db, {
      ...{ ...columns, agencyId: agencyCode, proposalId, unitId: unitCode },
      ...{ answeredOn: null, result: null, isPublic: null, withheldReason: null, documentId: null },
      ...{ recordedBy: actor.id, recordedAt: ctx.now().toISOString() },
    });
    if (!isNew)
      throw new DomainError(
        'ALREADY_EXISTS',
        `${given.year}年${PROPOSERS[given.proposer]}${given.number}已经登记过。`,
      );
    await recordAudit(db, ctx, actor, {
      kind: 'proposal.recorded',
      agencyCode,
      subject: { type: 'agency', id: agencyCode },
      details: { proposalId },
    });
    return one(db, agencyCode, proposalId);
  });
}

/** What was answered; a second answer takes the place of the first, as replies are done again. @throws DomainError */
export async function answerProposal(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  proposalId: string,
  answer: ProposalAnswer,
): Promise<Proposal> {
  permit(actor, 'proposal.record', { agencyCode });
  return inTransaction(ctx.db, async (db) => {
    const row = await findProposal(db, agencyCode, proposalId);
    if (!row) throw noSuchProposal();
    if (answer.answeredOn > ctx.today() || answer.answeredOn < row.receivedOn)
      throw new DomainError('INVALID_INPUT', '答复日期应当在收到之后、不晚于今日。');
    if (answer.documentId !== null && !(await isReplyDocument(db, agencyCode, answer.documentId)))
      throw new DomainError('INVALID_INPUT', '本机关没有这个编号的建议提案复文，请从公文登记簿核对。');
    const { answeredOn, result, isPublic, documentId } = answer;
    const withheldReason = isPublic ? null : answer.withheldReason;
    await updateProposal(db, agencyCode, proposalId, {
      answeredOn,
      result,
      isPublic,
      documentId,
      withheldReason,
    });
    await recordAudit(db, ctx, actor, {
      kind: 'proposal.answered',
      agencyCode,
      subject: { type: 'agency', id: agencyCode },
      details: { proposalId, result },
    });
    return one(db, agencyCode, proposalId);
  });
}

const HEAD = [
  ...[
    '编号',
    '类别',
    '会议',
    '题目',
    '办理方式',
    '处室',
    '收到日期',
    '答复期限',
    '答复日期',
    '结果',
    '是否公开',
  ],
  ...['不公开的理由', '已在网上公开'],
];

/** The ledger as the list shows it, as a sheet. @throws DomainError FORBIDDEN */
export async function exportProposals(
  ctx: Pick<Context, 'db' | 'today'>,
  actor: Actor,
  agencyCode: string,
  query: Omit<ProposalQuery, 'after' | 'limit'>,
): Promise<AsyncIterable<Uint8Array>> {
  permitWithin(actor, 'document.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  const rows = sheetRows(ctx, { ...query, agencyId: agencyCode, today: ctx.today() }, query.sort);
  const widths = [10, 14, 24, 50, 8, 10, 12, 12, 12, 24, 10, 30, 10];
  return writeXlsx([{ name: `${query.year}年建议提案`, widths, rows }]);
}

const ROWS_AT_ONCE = 500;

async function* sheetRows(
  ctx: Pick<Context, 'db'>,
  filter: ProposalFilter,
  sort: ProposalQuery['sort'],
): AsyncGenerator<string[]> {
  yield HEAD;
  for (let after: DayKey | null = null; ;) {
    const rows: ProposalRow[] = await listProposalRows(ctx.db, filter, { sort, after, limit: ROWS_AT_ONCE });
    yield* rows.map((row) => sheetRow(present(row)));
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_AT_ONCE) return;
    after = { day: last.dueOn, id: last.proposalId };
  }
}

function sheetRow(it: Proposal): string[] {
  return [
    ...[
      it.number,
      PROPOSERS[it.proposer],
      it.session,
      it.title,
      PROPOSAL_HANDLINGS[it.handling],
      it.unitCode ?? '',
    ],
    ...[it.receivedOn, it.dueOn, it.answeredOn ?? '', it.result === null ? '' : PROPOSAL_RESULTS[it.result]],
    ...[
      it.isPublic === null ? '' : it.isPublic ? '公开' : '不公开',
      it.withheldReason ?? '',
      it.isPublished ? '是' : '',
    ],
  ];
}

async function one(db: Connection, agencyCode: string, proposalId: string): Promise<Proposal> {
  const row = await findProposal(db, agencyCode, proposalId);
  if (!row) throw noSuchProposal();
  return present(row);
}

function present({ agencyId: _, recordedBy: _by, recordedAt: _at, unitId, ...row }: ProposalRow): Proposal {
  return { ...row, unitCode: unitId };
}

function noSuchProposal(): DomainError {
  return new DomainError('NOT_FOUND', '没有这件建议提案，请刷新后再看。');
}
