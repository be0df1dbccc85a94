import { readFileSync } from 'node:fs';
import {
  PERMISSION_NAMES,
  PERMISSIONS,
  RECORD_KINDS,
  ROLE_NAMES,
  ROLES,
  VIEWER_RELATIONS,
  VISIBILITY,
  rolePermits,
  type RecordKind,
  type ViewerRelation,
  type Visibility,
} from '@gongkai/core';
import { expect, test } from 'vitest';

const FILES = { none: '', addressed: '发给本人的', released: '公开的', all: '全部' } as const;
const APPLICANTS = { hidden: '', masked: '遮蔽的申请人', full: '申请人全名' } as const;

function describeVisibility({ isKnown, showsContent, applicant, showsHandling, files }: Visibility): string {
  if (!isKnown) return '—';
  const parts = [
    showsContent ? '内容' : '',
    APPLICANTS[applicant],
    showsHandling ? '办理过程' : '',
    FILES[files] === '' ? '' : `${FILES[files]}文件`,
  ];
  return parts.filter((part) => part !== '').join('、');
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string[][] {
  return [head, ...rows].map((row) => [...row]);
}

/** Cells of the page's tables, in order; what a formatter pads is not meant. */
function tablesOf(page: string): string[][][] {
  const found: string[][][] = [];
  let isInside = false;
  for (const line of page.split('\n')) {
    if (!line.startsWith('|')) {
      isInside = false;
      continue;
    }
    if (!isInside) found.push([]);
    isInside = true;
    if (/^[|\s:-]+$/.test(line)) continue;
    const cells = line.split('|').slice(1, -1);
    found.at(-1)?.push(cells.map((cell) => cell.trim()));
  }
  return found;
}

const relations = Object.keys(VIEWER_RELATIONS) as ViewerRelation[];
const kinds = Object.keys(RECORD_KINDS) as RecordKind[];
const EXPECTED = [
  tableOf(
    ['权限', ...ROLE_NAMES.map((role) => ROLES[role])],
    PERMISSION_NAMES.map((permission) => [
      `${PERMISSIONS[permission]} \`${permission}\``,
      ...ROLE_NAMES.map((role) => (rolePermits(role, permission) ? '✓' : '')),
    ]),
  ),
  tableOf(
    ['记录', ...relations.map((it) => VIEWER_RELATIONS[it])],
    kinds.map((kind) => [
      RECORD_KINDS[kind],
      ...relations.map((it) => describeVisibility(VISIBILITY[kind][it])),
    ]),
  ),
];

test('docs/permissions.md prints the tables by which the server decides', () => {
  const page = readFileSync(new URL('permissions.md', import.meta.url), 'utf8');
  expect(tablesOf(page)).toEqual(EXPECTED);
});
