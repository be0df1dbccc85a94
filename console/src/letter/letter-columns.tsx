import { LETTERS, LETTER_STATUSES, type LetterQuery, type LetterSummary } from '@gongkai/core';
import { Link } from 'wouter';
import { answeredPath, letterPath } from '../ui/address.js';
import type { Column } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import type { Place } from '../ui/place.js';

/** The columns of the register of letters. */
export function letterColumns(place: Place): readonly Column<LetterSummary, LetterQuery['sort']>[] {
  return [
    {
      key: 'number',
      title: '文号',
      sorts: ['-number', 'number'],
      render: ({ letterId, documentNumber }) => (
        <Link href={letterPath(place, letterId)} className="nowrap" data-row-link>
          {documentNumber ?? '（未编号）'}
        </Link>
      ),
    },
    { key: 'kind', title: '文书', render: ({ kind }) => LETTERS[kind] },
    {
      key: 'case',
      title: '申请',
      render: (letter) => (
        <Link href={answeredPath(place, letter)} className="figures nowrap">
          {letter.caseId ?? letter.rightsRequestId}
        </Link>
      ),
    },
    { key: 'on', title: '文书日期', render: ({ letterOn }) => <Day on={letterOn} /> },
    {
      key: 'status',
      title: '状态',
      render: ({ status, voidReason }) => (
        <>
          <span className="nowrap">{LETTER_STATUSES[status]}</span>
          {voidReason !== null && <span className="muted small">：{voidReason}</span>}
        </>
      ),
    },
    { key: 'served', title: '送达日期', render: ({ servedOn }) => <Day on={servedOn} /> },
    { key: 'drafter', title: '拟稿人', render: ({ drafter }) => drafter },
    { key: 'approver', title: '审批人', render: ({ approver }) => approver ?? '—' },
  ];
}
