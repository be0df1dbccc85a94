import {
  PARTY_FIELDS,
  PARTY_FIELD_NAMES,
  REPRESENTATIVE_RELATIONS,
  type PersonalDataCopy,
  type PresentedApplicant,
} from '@gongkai/core';
import type { Block, PrintedDocument, TableRow } from '../platform/rendering/document.js';

/** The copy as a paper that the person can read. */
export function copyDocument(copy: PersonalDataCopy, agencyName: string): PrintedDocument {
  const { applicant, cases, retention, madeAt } = copy;
  const acting = applicant.representative;
  return {
    title: '个人信息副本',
    format: 'plain',
    metadata: { author: agencyName, subject: null, keywords: [], createdAt: madeAt },
    letterhead: null,
    signature: null,
    imprint: null,
    blocks: [
      paragraph(`${agencyName}保存的申请人个人信息如下（个人信息保护法第四十五条）。`),
      heading('一、申请人'),
      valuesTable('applicant', applicant.values),
      ...(acting === null
        ? []
        : [
            heading(`二、${REPRESENTATIVE_RELATIONS[acting.relation]}`),
            valuesTable('representative', acting.values),
          ]),
      heading(`${acting === null ? '二' : '三'}、申请`),
      {
        kind: 'table',
        id: 'cases',
        caption: null,
        columns: [3, 2, 2, 6],
        isLandscape: false,
        head: [row(['编号', '收到日期', '办结日期', '申请内容'], true)],
        body: cases.map(({ caseId, receivedOn, closedOn, request }) =>
          row([caseId, receivedOn ?? '—', closedOn ?? '—', request ?? '（已删除或者没有登记）']),
        ),
      },
      heading(`${acting === null ? '三' : '四'}、保存期限`),
      {
        kind: 'list',
        isNumbered: false,
        items: retention.map(({ label, years, source }) => `${label}：办结后${years}年。依据：${source}。`),
      },
    ],
  };
}

function heading(text: string): Block {
  return { kind: 'heading', level: 1, text };
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', role: 'body', runs: [{ text }] };
}

function valuesTable(id: string, values: PresentedApplicant['values']): Block {
  return {
    kind: 'table',
    id,
    caption: null,
    columns: [1, 3],
    isLandscape: false,
    head: [],
    body: PARTY_FIELD_NAMES.map((field) => row([PARTY_FIELDS[field], values[field] ?? '—'])),
  };
}

function row(texts: readonly string[], isHead = false): TableRow {
  return { cells: texts.map((text) => (isHead ? { text, heads: 'column' as const } : { text })) };
}
