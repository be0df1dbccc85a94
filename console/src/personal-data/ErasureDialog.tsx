import {
  ERASURE_REASONS,
  erasureSchema,
  RETENTION_KINDS,
  RETENTION_RULES,
  type CaseDetail,
  type RetentionKind,
} from '@gongkai/core';
import { Checkbox } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { fieldIssues } from '../ui/field-issues.js';
import { ChoiceField } from '../ui/Field.js';
import { optionsOf } from '../ui/options.js';

interface DialogProps {
  readonly of: Pick<CaseDetail, 'agencyCode' | 'caseId'>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Takes an applicant's data away before its term; it says what goes and what stays. */
export function ErasureDialog({ of, onClose, onDone }: DialogProps) {
  const [kinds, setKinds] = useState<readonly RetentionKind[]>([]);
  const [reason, setReason] = useState('');
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const erase = useAction(async () => {
    const parsed = erasureSchema.safeParse({ kinds, reason });
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) return;
    await call('eraseApplicant', { params: { code: of.agencyCode, caseId: of.caseId }, body: parsed.data });
    onDone();
  });
  const shown = { ...issues, ...issuesOf(erase.error) };
  return (
    <ActionDialog title="删除个人信息" okText="删除" action={erase} isDangerous onClose={onClose}>
      <p className="muted">
        删除后不能恢复。案件、办理记录和统计数字不变；申请或者复议诉讼没有办结的，不能删除。
      </p>
      <fieldset className="field">
        <legend>删除的内容</legend>
        {RETENTION_KINDS.map((kind) => (
          <div key={kind}>
            <Checkbox
              checked={kinds.includes(kind)}
              onChange={({ target }) =>
                setKinds(target.checked ? [...kinds, kind] : kinds.filter((it) => it !== kind))
              }
            >
              {RETENTION_RULES[kind].label}
            </Checkbox>
          </div>
        ))}
        {shown.kinds !== undefined && (
          <p className="issue" role="alert">
            {shown.kinds}
          </p>
        )}
      </fieldset>
      <ChoiceField
        label="理由"
        empty="请选择"
        value={reason}
        options={optionsOf(ERASURE_REASONS)}
        issue={shown.reason}
        onChange={setReason}
      />
    </ActionDialog>
  );
}
