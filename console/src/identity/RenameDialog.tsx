import { renamingSchema, type AgencyDetail } from '@gongkai/core';
import { Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { DayField } from '../ui/DayField.js';
import { fieldIssues } from '../ui/field-issues.js';
import { Field } from '../ui/Field.js';
import { useWorkplace } from '../ui/place.js';

interface RenameDialogProps {
  readonly agency: AgencyDetail;
  readonly onClose: () => void;
  readonly onDone: (agency: AgencyDetail) => void;
}

/** Another name from a day on. */
export function RenameDialog({ agency, onClose, onDone }: RenameDialogProps) {
  const { today } = useWorkplace().status;
  const [name, setName] = useState(agency.name);
  const [fromOn, setFromOn] = useState(today);
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const rename = useAction(async () => {
    const parsed = renamingSchema.safeParse({ name, fromOn });
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) return;
    onDone(await call('renameAgency', { params: { code: agency.code }, body: parsed.data }));
  });
  const shown = { ...issues, ...issuesOf(rename.error) };
  return (
    <ActionDialog title="机关更名" okText="更名" action={rename} onClose={onClose}>
      <p className="muted">自这一天起用新名称；此前公布的报告和发出的文书仍用“{agency.name}”。</p>
      <Field label="新名称" issue={shown.name}>
        {(control) => <Input {...control} value={name} onChange={({ target }) => setName(target.value)} />}
      </Field>
      <DayField label="启用日期" value={fromOn} onChange={setFromOn} issue={shown.fromOn} />
    </ActionDialog>
  );
}
