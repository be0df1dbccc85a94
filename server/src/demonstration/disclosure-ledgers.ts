import {
  addDays,
  parseLocalDate,
  yearOf,
  type Actor,
  type DepositPlace,
  type DutyItemKey,
  type LocalDate,
  type ProposalResult,
} from '@gongkai/core';
import { createDeposit, recordDepositReceipt } from '../deposit/service.js';
import type { AppContext } from '../platform/context.js';
import { wholeFile } from '../platform/rendering/office-package.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';
import { answerProposal, createProposal } from '../proposal/service.js';
import type { DocumentToLoad } from '../publication/service.js';
import { openCleanup, publishCleanup, setCleanupResults, signCleanup } from '../regulation/service.js';
import { getCatalogue, importCatalogue, linkCatalogueItem } from '../standard-catalogue/service.js';
import { CATALOGUE_FIELDS } from './catalogue-items.data.js';
import { FIELDS, type Field } from './fields.js';
import type { CityAgency } from './city.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;

/** Who keeps the ledgers of an agency of the city. */
export interface LedgerKeepers {
  readonly officer: Actor;
  readonly head: Actor;
  readonly editor: Actor;
}

/** Deposits, proposals, the standard catalogue and clean-ups of an agency, entered as its people would. */
export async function loadDisclosureLedgers(
  ctx: Context,
  agency: CityAgency,
  keepers: LedgerKeepers,
  documents: readonly DocumentToLoad[],
): Promise<void> {
  await handInDocuments(ctx, agency.code, keepers.officer, documents);
  await enterProposals(ctx, agency, keepers.officer, documents);
  await importDemonstrationCatalogue(ctx, agency, keepers.editor, documents);
  await cleanUp(ctx, agency.code, keepers, documents);
}

const PLACES: readonly (readonly [DepositPlace, string])[] = [
  ['archive', '澄川市档案馆查阅室（演示）'],
  ['library', '澄川市图书馆地方文献部（演示）'],
  ['serviceHall', '澄川市政务服务大厅查阅点（演示）'],
];
const PER_DELIVERY = 8;

/** Everything that was public for two months and more went to all three places, what is newer to one of them. */
async function handInDocuments(
  ctx: Context,
  code: string,
  actor: Actor,
  documents: readonly DocumentToLoad[],
): Promise<void> {
  const today = ctx.today();
  const handed = documents
    .filter(({ status, draft: { kind } }) => status === 'published' && kind === 'normativeDocument')
    .map((document) => ({ id: document.documentId, on: dayOf(document) }))
    .filter(({ on }) => on < addDays(today, -20))
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .slice(-3 * PER_DELIVERY);
  for (let at = 0; at < handed.length; at += PER_DELIVERY) {
    const part = handed.slice(at, at + PER_DELIVERY);
    const last = part.at(-1)?.on ?? today;
    for (const [index, [place, receiver]] of PLACES.entries()) {
      if (index > 0 && last > addDays(today, -60)) continue;
      const deliveredOn = addDays(last, 7 + index);
      const { depositId } = await createDeposit(ctx, actor, code, {
        ...{ place, receiver, deliveredOn, copies: 3, isElectronic: index === 0, note: null },
        documentIds: part.map(({ id }) => id),
      });
      const receiptOn = addDays(deliveredOn, 3);
      if (index === 2 || receiptOn > today) continue;
      const receiptNumber = `澄档收〔${yearOf(receiptOn)}〕${at + index + 1}号`;
      await recordDepositReceipt(ctx, actor, code, depositId, { receiptNumber, receiptOn });
    }
  }
}

const MATTERS = [
  '方便老年人办事',
  '改进窗口服务',
  '公开补贴发放情况',
  '规范收费公示',
  '加强政策解读',
  '优化办事流程',
  '畅通咨询渠道',
  '提高信息公开质量',
] as const;
const RESULTS: readonly ProposalResult[] = ['A', 'B', 'A', 'C'];

/** Eight of this year and eight of the last, most of them answered. */
async function enterProposals(
  ctx: Context,
  { code, field }: CityAgency,
  actor: Actor,
  documents: readonly DocumentToLoad[],
): Promise<void> {
  const today = ctx.today();
  const units = Object.keys((FIELDS[field] as Field).units);
  const replies = documents.filter(
    ({ status, draft: { kind } }) => status === 'published' && kind === 'proposalReply',
  );
  for (const year of [yearOf(today) - 1, yearOf(today)]) {
    for (const [index, matter] of MATTERS.entries()) {
      const receivedOn = addDays(parseLocalDate(`${year}-02-20`), index * 2);
      if (receivedOn > today) continue;
      const isDeputy = index % 2 === 0;
      const { proposalId } = await createProposal(ctx, actor, code, {
        ...{ year, number: `第${101 + index}号`, proposer: isDeputy ? 'deputy' : 'member' },
        session: `澄川市${isDeputy ? '人大' : '政协'}${year}年会议（演示）`,
        title: `关于${matter}的${isDeputy ? '建议' : '提案'}（演示）`,
        handling: index % 3 === 2 ? 'coHost' : 'host',
        unitCode: units[index % units.length] ?? null,
        ...{ receivedOn, dueOn: addDays(receivedOn, 90) },
      });
      const answeredOn = addDays(receivedOn, 40 + 8 * index);
      if (answeredOn > today) continue;
      const isPublic = index !== 5;
      await answerProposal(ctx, actor, code, proposalId, {
        ...{ answeredOn, result: RESULTS[index % RESULTS.length] ?? 'A', isPublic },
        withheldReason: isPublic ? null : '涉及尚在研究的工作安排。',
        documentId: isPublic ? (replies[index]?.documentId ?? null) : null,
      });
    }
  }
}

const HEAD = [
  ...['序号', '一级事项', '二级事项', '公开内容（要素）', '公开依据', '公开时限', '公开主体'],
  ...['公开渠道和载体', '公开对象', '公开方式', '公开层级'],
];
/** Classes whose items stand in a column of the catalogue; the others are linked to documents, or not at all. */
const COLUMN_OF_CLASS: Readonly<Partial<Record<string, DutyItemKey>>> = {
  机构职能: 'organisation',
  政策文件: 'rulesAndDocuments',
  统计信息: 'statistics',
  预算决算: 'budgets',
  行政许可: 'licensingAndServices',
  行政处罚: 'penaltyAndCoercion',
  政府采购: 'procurement',
};

async function importDemonstrationCatalogue(
  ctx: Context,
  { code, name }: CityAgency,
  actor: Actor,
  documents: readonly DocumentToLoad[],
): Promise<void> {
  const sheets = Object.entries(CATALOGUE_FIELDS).map(([field, classes]) => ({
    name: field,
    widths: HEAD.map(() => 20),
    rows: [
      HEAD,
      ...Object.entries(classes).flatMap(([matter, items]) =>
        items.map((item, index) => [
          ...[String(index + 1), matter, item, `${item}的文件名称、内容、发布日期`],
          ...['《中华人民共和国政府信息公开条例》', '自形成或者变更之日起20个工作日内', name],
          ...['■政府网站 ■政务服务中心', '全社会', '主动', '县级'],
        ]),
      ),
    ],
  }));
  const bytes = await wholeFile(writeXlsx(sheets));
  await importCatalogue(ctx, actor, code, { fileName: '基层政务公开标准目录（演示）.xlsx', bytes });
  const shown = documents.filter(({ status, publishedAt }) => status === 'published' && publishedAt !== null);
  const { items } = await getCatalogue(ctx, actor, code);
  for (const [index, { itemKey, matter }] of items.entries()) {
    const column = COLUMN_OF_CLASS[matter];
    const document = shown[index];
    if (index % 4 === 1) continue;
    if (column !== undefined)
      await linkCatalogueItem(ctx, actor, code, { itemKey, links: [{ kind: 'column', target: column }] });
    else if (index % 3 === 0 && document !== undefined)
      await linkCatalogueItem(ctx, actor, code, {
        ...{ itemKey, links: [{ kind: 'document', target: document.documentId }] },
      });
  }
}

/** The clean-up of last year is public and kept everything; the one of this year is under way. */
async function cleanUp(
  ctx: Context,
  agencyCode: string,
  { officer, head, editor }: LedgerKeepers,
  documents: readonly DocumentToLoad[],
): Promise<void> {
  const today = ctx.today();
  const hasAny = documents.some(({ recordId, validity }) => recordId !== null && validity === 'valid');
  if (!hasAny) return;
  const year = yearOf(today);
  const open = (of: number, asOf: LocalDate) =>
    openCleanup(ctx, officer, agencyCode, {
      title: `${of}年度行政规范性文件清理（演示）`,
      scope: '依照国务院办公厅关于加强行政规范性文件制定和监督管理工作的要求，对现行有效的文件逐件清理。',
      ...{ kinds: ['normativeDocument'], asOf, dueOn: addDays(asOf, 60) },
    });
  const done = await open(year - 1, parseLocalDate(`${year - 1}-10-31`));
  const place = { agencyCode, roundId: done.roundId };
  await setCleanupResults(ctx, officer, place, {
    results: done.entries.map(({ recordId }) => ({ recordId, result: 'keep', reason: null, endedOn: null })),
  });
  await signCleanup(ctx, head, place, 'sign');
  await publishCleanup(ctx, editor, place);
  const now = await open(year, addDays(today, -10));
  const results = now.entries.slice(0, 6).map(({ recordId, madeOn }, index) =>
    index % 3 === 0
      ? {
          recordId,
          result: 'lapse' as const,
          reason: `${yearOf(madeOn)}年制定，任务已经完成。`,
          endedOn: null,
        }
      : { recordId, result: 'keep' as const, reason: null, endedOn: null },
  );
  await setCleanupResults(ctx, officer, { agencyCode, roundId: now.roundId }, { results });
}

function dayOf({ publishedAt, draft }: DocumentToLoad): LocalDate {
  return publishedAt === null ? draft.formedOn : parseLocalDate(publishedAt.slice(0, 10));
}
