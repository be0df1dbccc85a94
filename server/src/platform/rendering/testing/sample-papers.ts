import { parseLocalDate } from '@gongkai/core';
import type { Block, ParagraphRole, PrintedDocument, Table } from '../document.js';

/** Invented papers, for the tests of every writer. */
const PLAIN: PrintedDocument = {
  title: '云泽市政府信息公开情况',
  format: 'plain',
  metadata: {
    author: '云泽市人民政府办公室',
    subject: '政府信息公开',
    keywords: ['政府信息公开', '答复'],
    createdAt: '2026-03-05T02:00:00Z',
  },
  letterhead: null,
  blocks: [],
  signature: null,
  imprint: null,
};

export const BODY =
  '经查，你申请公开的信息属于本机关公开职责权限范围，现依照《中华人民共和国政府信息公开条例》第三十六条第二项的规定，将该信息提供给你。';

export function paragraph(role: ParagraphRole, text: string): Block {
  return { kind: 'paragraph', role, runs: [{ text }] };
}

export function plainPaper(
  blocks: readonly Block[],
  changes: Partial<PrintedDocument> = {},
): PrintedDocument {
  return { ...PLAIN, blocks, ...changes };
}

/** A reply in 信函格式 over two pages. */
export function replyLetter(changes: Partial<PrintedDocument> = {}): PrintedDocument {
  return plainPaper(
    [
      paragraph('recipient', '张三先生：'),
      ...Array.from({ length: 6 }, () => paragraph('body', BODY)),
      { kind: 'heading', level: 1, text: '一、答复内容' },
      { kind: 'heading', level: 2, text: '（一）予以公开' },
      { kind: 'list', isNumbered: true, items: ['初步设计批复', '收费清单'] },
      paragraph('attachmentNote', '附件：1. 初步设计批复'),
      paragraph('attachmentNote', '2. 收费清单'),
      paragraph('note', '（联系人：李四）'),
    ],
    {
      title: '政府信息公开申请答复书',
      format: 'letter',
      letterhead: { organ: '云泽市人民政府办公室', documentNumber: '云府公开〔2026〕12号', urgency: null },
      signature: {
        organ: '云泽市人民政府办公室',
        signedOn: parseLocalDate('2026-03-05'),
        hasSeal: false,
      },
      ...changes,
    },
  );
}

/** A notice in 公文格式 with everything that the format has. */
export function officialNotice(changes: Partial<PrintedDocument> = {}): PrintedDocument {
  return replyLetter({
    title: '云泽市人民政府办公室关于规范依申请公开办理工作的通知',
    format: 'official',
    letterhead: { organ: '云泽市人民政府办公室', documentNumber: '云政办发〔2026〕3号', urgency: '特急' },
    signature: { organ: '云泽市人民政府办公室', signedOn: parseLocalDate('2026-03-05'), hasSeal: true },
    imprint: {
      copiesTo: ['市委办公室', '市档案馆'],
      printedBy: '云泽市人民政府办公室',
      printedOn: parseLocalDate('2026-03-06'),
    },
    ...changes,
  });
}

/** Two rows of heads over four columns; every seventeenth row is several lines high. */
export function longTable(rows: number, changes: Partial<Table> = {}): Table {
  return {
    kind: 'table',
    id: 'agencies',
    caption: '各机关受理申请情况',
    columns: [3, 2, 2, 4],
    isLandscape: false,
    head: [
      {
        cells: [
          { text: '机关', heads: 'column', rowSpan: 2 },
          { text: '数量', heads: 'column', columnSpan: 2 },
          { text: '备注', heads: 'column', rowSpan: 2 },
        ],
      },
      {
        cells: [
          { text: '件', heads: 'column' },
          { text: '元', heads: 'column' },
        ],
      },
    ],
    body: Array.from({ length: rows }, (_, index) => ({
      cells: [
        { text: `机关${index + 1}号`, heads: 'row' as const },
        { text: `${index * 37}`, value: index * 37 },
        { text: (index * 1.5).toFixed(2), value: (index * 1.5).toFixed(2) },
        { text: index % 17 === 0 ? BODY : '无' },
      ],
    })),
    ...changes,
  };
}
