import type { Permission } from '@gongkai/core';
import type { MediaType } from '../platform/files/file-types.js';

interface PurposeRule {
  readonly label: string;
  readonly mostBytes: number;
  readonly types: readonly MediaType[];
  /** Made by this program of what it holds: searched for nothing, and permitted by the use case that makes it. */
  readonly isOwnWork?: true;
  /** Of who sends one; left out: `file.upload`. */
  readonly permission?: Permission;
}

const OFFICE = [
  'application/pdf',
  'application/ofd',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/x-cfb',
] as const;
const IMAGES = ['image/jpeg', 'image/png', 'image/tiff'] as const;

/** What files are kept for: how large they may be and of which kinds. */
export const FILE_PURPOSES = {
  caseAttachment: {
    label: '申请的附件',
    mostBytes: 50_000_000,
    types: [...OFFICE, ...IMAGES, 'text/plain'],
  },
  onlineAttachment: {
    label: '网上提交的附件',
    mostBytes: 20_000_000,
    types: [...OFFICE, ...IMAGES, 'text/plain'],
  },
  replyDocument: {
    label: '答复所附的信息',
    mostBytes: 200_000_000,
    types: [...OFFICE, ...IMAGES, 'text/plain', 'text/csv'],
  },
  sealedLetter: {
    label: '盖章的文书',
    mostBytes: 100_000_000,
    types: ['application/pdf', 'application/ofd', ...IMAGES],
    permission: 'letter.serve',
  },
  serviceEvidence: {
    label: '送达凭证',
    mostBytes: 50_000_000,
    types: ['application/pdf', 'application/ofd', ...IMAGES],
    permission: 'letter.serve',
  },
  letterText: {
    label: '定稿的文书',
    mostBytes: 50_000_000,
    types: ['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    isOwnWork: true,
  },
  remedyPaper: {
    label: '复议诉讼的材料',
    mostBytes: 50_000_000,
    types: [...OFFICE, ...IMAGES],
    permission: 'remedy.record',
  },
  publishedDocument: {
    label: '主动公开信息的附件',
    mostBytes: 200_000_000,
    types: [...OFFICE, ...IMAGES, 'text/plain', 'text/csv'],
    permission: 'document.draft',
  },
  agencyEmblem: {
    label: '机关栏目的标志',
    mostBytes: 200 * 1024,
    types: ['image/png'],
    permission: 'document.configure',
  },
  caseBundle: {
    label: '案卷',
    mostBytes: 200_000_000,
    types: ['application/pdf'],
    isOwnWork: true,
  },
  registerExport: {
    label: '导出的申请台账',
    mostBytes: 500_000_000,
    types: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'],
    isOwnWork: true,
  },
  reportExport: {
    label: '导出的年度报告',
    mostBytes: 500_000_000,
    types: [
      'application/pdf',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'text/html',
      'application/json',
    ],
    isOwnWork: true,
  },
} as const satisfies Record<string, PurposeRule>;
export type FilePurpose = keyof typeof FILE_PURPOSES;

export function ruleOf(purpose: FilePurpose): PurposeRule {
  return FILE_PURPOSES[purpose];
}
