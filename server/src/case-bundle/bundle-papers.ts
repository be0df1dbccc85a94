import {
  CASE_STATUSES,
  CONTACT_PURPOSES,
  CONTACT_WAYS,
  CASE_EVENT_LABELS,
  HANDLING_ENTRIES,
  LITIGATION_RISKS,
  TABLE3_COLUMN_LABELS,
  rowName,
  type CaseDetail,
  type CaseHandling,
  type HandlingEntry,
  type PresentedAuditRecord,
  AUDIT_KINDS,
  timeInChina,
} from '@gongkai/core';
import type { Block, PrintedDocument, TableRow } from '../platform/rendering/document.js';

/** A paper that is made of what the system holds. */
export interface MadePaper {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export function paperDocument(
  { title, blocks }: MadePaper,
  agencyName: string,
  createdAt: string,
): PrintedDocument {
  return {
    title,
    format: 'plain',
    metadata: { author: agencyName, subject: null, keywords: [], createdAt },
    letterhead: null,
    blocks,
    signature: null,
    imprint: null,
  };
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', role: 'body', runs: [{ text }] };
}
function rowOf(texts: readonly string[], heads?: 'column'): TableRow {
  return { cells: texts.map((text) => ({ text, ...(heads && { heads }) })) };
}
export function table(
  id: string,
  columns: readonly number[],
  head: readonly string[],
  rows: readonly (readonly string[])[],
): Block {
  return {
    ...{ kind: 'table', id, caption: null, columns, isLandscape: false },
    head: [rowOf(head, 'column')],
    body: rows.map((row) => rowOf(row)),
  };
}

/** What the case is and how it went. */
export function casePaper(of: CaseDetail): MadePaper {
  const facts: [string, string | null][] = [
    ['案件编号', of.caseId],
    ['申请人', of.applicantName],
    ['申请人类别', TABLE3_COLUMN_LABELS[of.applicantClass].zh],
    ['申请内容', of.request],
    ['收到日期', of.receivedOn],
    ['答复期限', of.dueOn],
    ['办结日期', of.closedOn],
    ['状态', CASE_STATUSES[of.status]],
    ['办理结果', of.row === null ? null : rowName(of.row)],
  ];
  const events = of.events
    .filter(({ correctedBy, isVoid }) => correctedBy === null && !isVoid)
    .map(({ seq, event, recordedAt, recorderName }) => [
      String(seq),
      event.on,
      CASE_EVENT_LABELS[event.type],
      `${timeInChina(recordedAt)} ${recorderName}`,
    ]);
  return {
    title: '一、申请及办理过程',
    blocks: [
      table(
        'facts',
        [1, 3],
        ['项目', '内容'],
        facts.map(([name, value]) => [name, value ?? '—']),
      ),
      table('events', [1, 2, 4, 4], ['序号', '日期', '环节', '登记'], events),
    ],
  };
}

/** Why the term ended when it did, day by day. */
export function derivationPaper(of: CaseDetail): MadePaper {
  const lines = of.derivation.length === 0 ? ['没有需要推算的期限。'] : of.derivation;
  return { title: '二、答复期限推导', blocks: lines.map(paragraph) };
}

/** Searches, contacts, conferences, consultations and tasks. */
export function handlingPaper({ entries, consultations, tasks }: CaseHandling): MadePaper {
  const blocks: Block[] = [];
  for (const { kind, on, entry, enteredAt, enteredBy } of entries) {
    const label = (HANDLING_ENTRIES as Readonly<Record<string, string>>)[kind] ?? kind;
    blocks.push({ kind: 'heading', level: 3, text: `${label}（${on}）` });
    for (const line of entry === null ? ['内容已按规定清除。'] : entryLines(entry))
      blocks.push(paragraph(line));
    blocks.push(paragraph(`登记：${timeInChina(enteredAt)} ${enteredBy}`));
  }
  for (const it of consultations) {
    blocks.push({ kind: 'heading', level: 3, text: `征求意见（${it.sentOn}）` });
    blocks.push(paragraph(`向${it.addressee ?? '—'}征求：${it.asked ?? '—'}`));
    const opinion = it.opinion === null ? '' : `：${it.opinion}`;
    blocks.push(paragraph(it.answeredOn === null ? '没有答复。' : `${it.answeredOn} 答复${opinion}`));
  }
  if (tasks.length > 0) blocks.push(paragraph(`另有处室协办任务 ${tasks.length} 件。`));
  if (blocks.length === 0) blocks.push(paragraph('没有登记检索、联系、会商和征求意见。'));
  return { title: '三、检索、联系、会商和征求意见', blocks };
}

function entryLines(entry: HandlingEntry): string[] {
  switch (entry.kind) {
    case 'search':
      return [
        `检索人：${entry.searcher}`,
        `检索的系统：${entry.systems.join('、')}`,
        `检索词：${entry.words.join('、')}${entry.range === '' ? '' : `；范围：${entry.range}`}`,
        `${entry.hasFound ? '找到' : '没有找到'}：${entry.found}`,
      ];
    case 'contact':
      return [
        `${entry.time} ${CONTACT_WAYS[entry.way]}，${CONTACT_PURPOSES[entry.purpose]}，${entry.hasReached ? '已联系上' : '没有联系上'}`,
        entry.summary,
      ];
    case 'conference':
      return [
        `问题：${entry.question}`,
        ...entry.participants.map(({ name, office, opinion }) => `${name}（${office}）：${opinion}`),
        `诉讼风险${LITIGATION_RISKS[entry.risk]}：${entry.riskReason}`,
        `结论：${entry.conclusion}`,
      ];
    case 'petition':
      return [`${entry.isHandedOver ? '转交' : '告知向其提出'}：${entry.receiver}`, entry.matter];
    case 'secrecyDetermination':
      return [
        `由${entry.determinedBy}于 ${entry.determinedOn} 确定，依据：${entry.basis}`,
        `办理于线下，编号 ${entry.offlineNumber}`,
      ];
    case 'excess':
      return [`要求在 ${entry.termDays} 个工作日内说明理由：${entry.why}`];
    case 'excessJudgement':
      return [
        `申请人的理由：${entry.given}`,
        `${entry.isReasonable ? '理由合理' : '理由不合理'}：${entry.why}`,
      ];
  }
}

/** What was done with the case, by whom and when. */
export function tracePaper(records: readonly PresentedAuditRecord[]): MadePaper {
  const rows = records.map(({ seq, occurredAt, kind, actor }) => [
    seq === null ? '待编号' : String(seq),
    timeInChina(occurredAt),
    AUDIT_KINDS[kind].label,
    actor.name ?? actor.id,
  ]);
  return {
    title: '四、办理留痕',
    blocks: [table('trace', [1, 3, 3, 3], ['序号', '时间', '事项', '经办'], rows)],
  };
}

export interface IndexLine {
  readonly title: string;
  /** First and last page in its volume; null: it stands apart, for the reason. */
  readonly pages: readonly [number, number] | null;
  readonly reason: string | null;
}

interface VolumeOf {
  readonly volume: number;
  readonly volumes: number;
}

/** 卷内目录 of a volume: what it holds and from which page to which. */
export function indexPaper(
  of: CaseDetail,
  agencyName: string,
  { volume, volumes }: VolumeOf,
  lines: readonly IndexLine[],
): MadePaper {
  const which = volumes === 1 ? '' : `（第${volume}卷，共${volumes}卷）`;
  return {
    title: `${of.caseId} 案卷目录${which}`,
    blocks: [
      paragraph(`${agencyName}政府信息公开申请案卷，案件编号 ${of.caseId}。`),
      table(
        'index',
        [1, 7, 2],
        ['序号', '材料', '起止页'],
        lines.map(({ title, pages, reason }, index) => [
          String(index + 1),
          reason === null ? title : `${title}（${reason}）`,
          pages === null ? '另附' : pages[0] === pages[1] ? String(pages[0]) : `${pages[0]}—${pages[1]}`,
        ]),
      ),
    ],
  };
}
