import type { PresentedFinding, PresentedReport } from '@gongkai/core';
import { waiverSchema } from '@gongkai/core';
import { Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { Field } from '../ui/Field.js';
import { usePlace } from '../ui/place.js';
import { fieldIssues } from '../ui/field-issues.js';

interface WaiverDialogProps {
  readonly finding: PresentedFinding;
  readonly onClose: () => void;
  readonly onDone: (report: PresentedReport) => void;
}

/** Accepting a finding: who answers for it and why; both are printed with the report. */
export function WaiverDialog({ finding, onClose, onDone }: WaiverDialogProps) {
  const place = usePlace();
  const [signer, setSigner] = useState('');
  const [reason, setReason] = useState('');
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const waive = useAction(async () => {
    const parsed = waiverSchema.safeParse({ key: finding.key, signer, reason });
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) return;
    onDone(await call('waiveFinding', { params: place, body: parsed.data }));
  });
  const shown = { ...issues, ...issuesOf(waive.error) };
  return (
    <ActionDialog title="说明理由并接受这项核对结果" okText="签字并接受" action={waive} onClose={onClose}>
      <p>{finding.message}</p>
      <p className="muted">说明与签字人会随报告一并印出，可以撤回。</p>
      <Field label="签字人" issue={shown.signer}>
        {(control) => (
          <Input {...control} value={signer} onChange={({ target }) => setSigner(target.value)} />
        )}
      </Field>
      <Field label="理由" issue={shown.reason}>
        {(control) => (
          <Input.TextArea
            {...control}
            rows={4}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
    </ActionDialog>
  );
}
