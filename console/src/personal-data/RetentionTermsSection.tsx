import {
  may,
  RETENTION_TERMS,
  RETENTION_UNITS,
  retentionTermFault,
  type Actor,
  type RetentionTerm,
} from '@gongkai/core';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { DataTable } from '../ui/DataTable.js';
import { Field } from '../ui/Field.js';
import { ProblemNote, Shown } from '../ui/states.js';

/** How long the agency keeps what names a person, news and networks; set within the bounds of the law. */
export function RetentionTermsSection({
  code,
  actor,
}: {
  readonly code: string;
  readonly actor: Actor | null;
}) {
  const found = useCall('listRetentionTerms', { params: { code } });
  const [editing, setEditing] = useState<RetentionTerm | null>(null);
  const mayManage = may(actor, 'settings.manage', { agencyCode: code });
  return (
    <section>
      <h2>保存期限</h2>
      <p className="muted">到期的内容每天凌晨自动清除并留下记录；案件环节、统计数字和审计链不受影响。</p>
      <Shown of={found} what="保存期限">
        {({ terms }) => (
          <>
            <DataTable
              caption="保存期限"
              rows={terms}
              keyOf={({ kind }) => kind}
              columns={[
                { key: 'label', title: '内容', render: ({ kind }) => RETENTION_TERMS[kind].label },
                {
                  key: 'amount',
                  title: '期限',
                  render: ({ kind, amount }) =>
                    `${RETENTION_TERMS[kind].from}起 ${String(amount)} ${RETENTION_UNITS[RETENTION_TERMS[kind].unit]}`,
                },
                {
                  key: 'basis',
                  title: '依据',
                  render: ({ kind, basis }) => basis ?? `通常的期限：${RETENTION_TERMS[kind].source}`,
                },
                ...(mayManage
                  ? [
                      {
                        key: 'edit',
                        title: '操作',
                        render: (term: RetentionTerm) => (
                          <Button
                            size="small"
                            aria-label={`设定${RETENTION_TERMS[term.kind].label}的保存期限`}
                            onClick={() => setEditing(term)}
                          >
                            设定
                          </Button>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
            {editing !== null && (
              <TermDialog
                code={code}
                term={editing}
                onClose={() => setEditing(null)}
                onDone={(changed) => {
                  setEditing(null);
                  found.put({ terms: changed });
                }}
              />
            )}
          </>
        )}
      </Shown>
    </section>
  );
}

interface TermDialogProps {
  readonly code: string;
  readonly term: RetentionTerm;
  readonly onClose: () => void;
  readonly onDone: (terms: RetentionTerm[]) => void;
}

function TermDialog({ code, term, onClose, onDone }: TermDialogProps) {
  const { label, unit, least, most, usual } = RETENTION_TERMS[term.kind];
  const [amount, setAmount] = useState(String(term.amount));
  const [basis, setBasis] = useState(term.basis ?? '');
  const fault = retentionTermFault(term.kind, Number(amount));
  const save = useAction(async (value: number | null) => {
    const body = { amount: value, basis: value === null ? '' : basis };
    const { terms } = await call('setRetentionTerm', { params: { code, kind: term.kind }, body });
    onDone(terms);
  });
  return (
    <Modal
      open
      title={`${label}的保存期限`}
      okText="设定"
      okButtonProps={{ disabled: fault !== null }}
      confirmLoading={save.isRunning}
      onOk={() => void save.run(Number(amount))}
      onCancel={onClose}
    >
      <Field
        label={`期限（${RETENTION_UNITS[unit]}）`}
        hint={`${String(least)} 至 ${String(most)}，通常 ${String(usual)}。改短以后，已经超过的今晚就会清除，不能恢复。`}
        {...(fault !== null && { issue: fault })}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            value={amount}
            onChange={({ target }) => setAmount(target.value)}
          />
        )}
      </Field>
      <Field label="依据" hint="如本机关经档案主管部门审核的保管期限表的文号。">
        {(control) => <Input {...control} value={basis} onChange={({ target }) => setBasis(target.value)} />}
      </Field>
      {term.basis !== null && (
        <p>
          <Button onClick={() => void save.run(null)}>恢复通常的期限</Button>
        </p>
      )}
      <ProblemNote error={save.error} />
    </Modal>
  );
}
