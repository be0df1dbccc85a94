import { AUDIT_KINDS, AUDIT_OUTCOMES, AUDIT_PURPOSES, type PresentedAuditRecord } from '@gongkai/core';
import { DataTable } from '../ui/DataTable.js';
import { Instant } from '../ui/Day.js';
import { actorWords, detailWords, subjectWords } from './audit-words.js';

interface AuditTableProps {
  readonly rows: readonly PresentedAuditRecord[];
}

function What({ of }: { readonly of: PresentedAuditRecord }) {
  const details = detailWords(of);
  const { kind, outcome, purpose } = of;
  return (
    <>
      {AUDIT_KINDS[kind].label}
      {outcome !== 'done' && <strong>（{AUDIT_OUTCOMES[outcome]}）</strong>}
      {purpose !== null && <span className="muted"> 目的：{AUDIT_PURPOSES[purpose]}</span>}
      {details !== '' && (
        <details>
          <summary className="muted small">要素</summary>
          <p className="small audit-details">{details}</p>
        </details>
      )}
    </>
  );
}

/** Records as auditors read them, the latest first. */
export function AuditTable({ rows }: AuditTableProps) {
  return (
    <DataTable
      caption="审计记录"
      rows={rows}
      keyOf={({ seq, occurredAt, subject, kind }) => `${seq ?? ''} ${occurredAt} ${kind} ${subject.id}`}
      columns={[
        { key: 'seq', title: '序号', isNumeric: true, render: ({ seq }) => seq ?? '待封存' },
        { key: 'time', title: '时间', render: ({ occurredAt }) => <Instant at={occurredAt} /> },
        { key: 'actor', title: '人员', render: actorWords },
        { key: 'what', title: '事项', render: (of) => <What of={of} /> },
        {
          key: 'subject',
          title: '对象',
          render: subjectWords,
        },
      ]}
    />
  );
}
