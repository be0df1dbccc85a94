import {
  CASE_STATUSES,
  dayText,
  DomainError,
  eventsInForce,
  excessFrequency,
  HANDLING_ENTRIES,
  LETTERS,
  permit,
  TABLE3_ROW_LABELS,
  type Actor,
  type ApplicationFrequency,
  type CaseDetail,
  type HandlingEntry,
  type Letter,
  type LocalDate,
  type RecordedEntry,
} from '@gongkai/core';
import { getCase } from '../application/service.js';
import { getHandling } from '../handling/service.js';
import { requireAgency } from '../identity/service.js';
import { applicationsOfSameApplicant } from '../personal-data/service.js';
import type { Block, PrintedDocument, TableRow } from '../platform/rendering/document.js';
import { listCaseStandings, listLetterRows, type CaseStanding, type ListedLetter } from './queries.js';
import type { LetterContext } from './take-step.js';

/** Letters by which an excessive application is asked about, delayed or declined. */
const OF_EXCESS: readonly Letter[] = ['reasonRequest', 'delayNotice35', 'replyAbusive'];
const MOST_LETTERS = 200;

const BASES = {
  identityNumber: '登记的身份证件号码相同',
  organisationCode: '登记的统一社会信用代码相同',
  name: '登记的姓名或者名称相同（均没有证件号码）',
} as const satisfies Record<NonNullable<ApplicationFrequency['basis']>, string>;

/**
 * What shows that an application was treated under 条例第三十五条: how often the same applicant applied, counted from the
 * cases then and there, the demand for reasons, what was said, the judgement, the letters. The count is on record as a
 * look and kept nowhere. @throws DomainError NOT_IN_THIS_STATUS where no reasons were demanded
 */
export async function excessPack(
  ctx: LetterContext,
  actor: Actor,
  at: { readonly agencyCode: string; readonly caseId: string },
): Promise<PrintedDocument> {
  const { agencyCode, caseId } = at;
  permit(actor, 'personalData.unmask', { agencyCode });
  const detail = await getCase(ctx, actor, agencyCode, caseId);
  const { entries } = await getHandling(ctx, actor, at);
  const demands = entries.filter(({ kind }) => kind === 'excess');
  if (demands.length === 0 && !eventsInForce(detail).some(({ type }) => type === 'reasonsDemanded')) {
    throw new DomainError(
      'NOT_IN_THIS_STATUS',
      '这件申请没有依照条例第三十五条要求说明理由，没有这份材料。请先登记“要求说明理由”。',
    );
  }
  const until = detail.receivedOn ?? ctx.today();
  const frequency = await applicationsOfSameApplicant(ctx, actor, at, 'handling');
  const standings = await listCaseStandings(
    ctx.db,
    agencyCode,
    frequency.cases.map((it) => it.caseId),
  );
  const letters = await listLetterRows(
    ctx.db,
    { agencyId: agencyCode, caseId },
    { sort: 'createdAt', after: null, limit: MOST_LETTERS },
  );
  const agency = await requireAgency(ctx.db, agencyCode);
  return {
    title: '申请数量、频次及说明理由情况材料',
    format: 'plain',
    metadata: {
      ...{ author: agency.name, subject: caseId, keywords: [] },
      createdAt: ctx.now().toISOString(),
    },
    ...{ letterhead: null, signature: null, imprint: null },
    blocks: [
      paragraph(`制作机关：${agency.name}。制作日期：${saidOn(ctx.today())}。`),
      paragraph('依据：《中华人民共和国政府信息公开条例》第三十五条。'),
      heading('一、本次申请'),
      ...ofCase(detail),
      ...ofFrequency(frequency, standings, until),
      heading('四、要求说明理由'),
      ...entriesOf(demands, '没有单独的登记；以案件时间线的“要求说明理由”为准。'),
      heading('五、申请人的说明及判断'),
      ...entriesOf(
        entries.filter(({ kind }) => kind === 'excessJudgement'),
        '还没有登记申请人的说明和本机关的判断。',
      ),
      heading('六、文书和送达'),
      ...ofLetters(letters),
    ],
  };
}

function ofCase({ caseId, receivedOn, request }: CaseDetail): Block[] {
  return [
    paragraph(`申请编号：${caseId}。`),
    paragraph(receivedOn === null ? '还没有确认收到。' : `收到日期：${saidOn(receivedOn)}。`),
    paragraph(`申请内容：${request ?? '没有登记，或者已经按规定删除。'}`),
  ];
}

function ofFrequency(
  { basis, cases }: ApplicationFrequency,
  standings: ReadonlyMap<string, CaseStanding>,
  until: LocalDate,
): Block[] {
  const counted = cases.filter(({ caseId }) => standings.get(caseId)?.status !== 'duplicate');
  const found = excessFrequency(
    counted.flatMap(({ receivedOn }) => receivedOn ?? []),
    until,
  );
  const { mostOnOneDay: most } = found;
  const listed = counted
    .filter(({ receivedOn }) => receivedOn !== null && receivedOn <= until)
    .sort((a, b) => ((a.receivedOn ?? '') < (b.receivedOn ?? '') ? -1 : 1));
  return [
    heading('二、申请的数量和频次'),
    paragraph(
      `按件统计，一件申请计一件，已经排除的重复提交不计。截至本件收到之日（${saidOn(until)}），同一申请人共向本机关提出政府信息公开申请${found.total}件，其中此前十二个月内${found.lastTwelveMonths}件，当月${found.sameMonth}件${
        most === null ? '' : `；一日之内最多${most.count}件（${saidOn(most.on)}）`
      }。`,
    ),
    paragraph(`同一申请人的认定：${basis === null ? '只有本件，没有可以比对的登记' : BASES[basis]}。`),
    table(
      'months',
      [1, 1],
      ['月份', '收到件数'],
      found.months.map(({ month, count }) => [month, String(count)]),
    ),
    fine(
      '以上数字在制作本材料时由各件申请的收到日期算出，只说明申请的件数和日期；系统不保存申请人的次数，也不对申请人作标记或者评价。',
    ),
    heading('三、各件申请'),
    table(
      'cases',
      [1, 4, 3, 4, 3],
      ['序号', '申请编号', '收到日期', '办理情况', '办结日期'],
      listed.map(({ caseId, receivedOn, isOfOldSystem }, index) => {
        const standing = standings.get(caseId);
        return [
          ...[String(index + 1), caseId, receivedOn ?? ''],
          isOfOldSystem && standing === undefined ? '旧系统登记' : standingText(standing),
          standing?.closedOn ?? '',
        ];
      }),
    ),
  ];
}

function saidOn(day: LocalDate): string {
  return dayText(day) ?? day;
}

function standingText(standing: CaseStanding | undefined): string {
  if (standing === undefined) return '';
  const { status, outcomeRow } = standing;
  return outcomeRow === null ? CASE_STATUSES[status] : TABLE3_ROW_LABELS[outcomeRow].zh;
}

function entriesOf(entries: readonly RecordedEntry[], nothing: string): Block[] {
  if (entries.length === 0) return [paragraph(nothing)];
  return entries.flatMap(({ kind, on, entry, enteredBy, files }) => [
    paragraph(
      `${saidOn(on)}，${kind in HANDLING_ENTRIES ? HANDLING_ENTRIES[kind as HandlingEntry['kind']] : kind}（登记人：${enteredBy}）。`,
    ),
    ...linesOf(entry).map(paragraph),
    ...(files.length === 0
      ? []
      : [paragraph(`附有文件：${files.map(({ fileName }) => fileName).join('、')}。`)]),
  ]);
}

function linesOf(entry: HandlingEntry | null): string[] {
  if (entry === null) return ['内容已经按规定删除。'];
  if (entry.kind === 'excess') {
    return [
      `申请数量、频次明显超过合理范围的情形：${entry.why}`,
      `说明理由的期限：${entry.termDays}个工作日。`,
    ];
  }
  if (entry.kind !== 'excessJudgement') return [];
  const { given, isReasonable, why, delayedUntil } = entry;
  return [
    `申请人说明的理由：${given}`,
    `判断：${isReasonable ? '理由合理' : '理由不合理'}。${why}`,
    ...(delayedUntil === null ? [] : [`延迟答复的合理期限：至${saidOn(delayedUntil)}。`]),
  ];
}

function ofLetters(letters: readonly ListedLetter[]): Block[] {
  const issued = letters.filter(
    ({ letterOn, kind }) => letterOn !== null && (OF_EXCESS.includes(kind) || kind.startsWith('reply')),
  );
  if (issued.length === 0) return [paragraph('还没有就此制发文书。')];
  return [
    table(
      'letters',
      [5, 5, 3, 3],
      ['文书', '文号', '文书日期', '送达日期'],
      issued.map(({ kind, documentNumber, letterOn, servedOn, status }) => [
        `${LETTERS[kind]}${status === 'voided' ? '（作废）' : ''}`,
        ...[documentNumber ?? '', letterOn ?? '', servedOn ?? '没有送达'],
      ]),
    ),
  ];
}

function heading(text: string): Block {
  return { kind: 'heading', level: 1, text };
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', role: 'body', runs: [{ text }] };
}

function fine(text: string): Block {
  return { kind: 'paragraph', role: 'fine', runs: [{ text }] };
}

function table(
  id: string,
  columns: readonly number[],
  head: readonly string[],
  rows: readonly (readonly string[])[],
): Block {
  const row = (texts: readonly string[], isHead = false): TableRow => ({
    cells: texts.map((text) => (isHead ? { text, heads: 'column' as const } : { text })),
  });
  return {
    ...{ kind: 'table' as const, id, caption: null, columns, isLandscape: false },
    ...{ head: [row(head, true)], body: rows.map((texts) => row(texts)) },
  };
}
