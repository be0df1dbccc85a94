import { AGENCY_KIND_LABELS, newAgencySchema, type AgencyDetail } from '@gongkai/core';
import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { DayField } from '../ui/DayField.js';
import { fieldIssues } from '../ui/field-issues.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { optionsOf } from '../ui/options.js';

interface NewAgencyDialogProps {
  /** Null: one that stands at the top. */
  readonly parent: Pick<AgencyDetail, 'code' | 'name'> | null;
  readonly onClose: () => void;
  readonly onDone: (agency: AgencyDetail) => void;
}

const SCOPES = [
  { value: 'organ', label: '本机关' },
  { value: 'area', label: '本地区（含下级机关）' },
];

/** An agency below another, or the first at the top. */
export function NewAgencyDialog({ parent, onClose, onDone }: NewAgencyDialogProps) {
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [kind, setKind] = useState<string>('localDepartment');
  const [scope, setScope] = useState('organ');
  const [existsFrom, setFrom] = useState('');
  const [hasRuleMakingPower, setRuleMaking] = useState(false);
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const create = useAction(async () => {
    const parsed = newAgencySchema.safeParse({
      ...{ code, name, kind, scope, hasRuleMakingPower, parentCode: parent?.code ?? null },
      existsFrom: existsFrom === '' ? null : existsFrom,
    });
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) return;
    onDone(await call('createAgency', { body: parsed.data }));
    window.location.reload();
  });
  const shown = { ...issues, ...issuesOf(create.error) };
  return (
    <ActionDialog
      title={parent === null ? '登记机关' : `登记“${parent.name}”的下级机关`}
      okText="登记"
      action={create}
      onClose={onClose}
    >
      <Field label="代码" issue={shown.code}>
        {(control) => (
          <Input {...control} value={code} onChange={({ target }) => setCode(target.value.trim())} />
        )}
      </Field>
      <Field label="名称" issue={shown.name}>
        {(control) => <Input {...control} value={name} onChange={({ target }) => setName(target.value)} />}
      </Field>
      <ChoiceField label="类别" value={kind} options={optionsOf(AGENCY_KIND_LABELS)} onChange={setKind} />
      <ChoiceField label="报告范围" value={scope} options={SCOPES} onChange={setScope} />
      <Checkbox checked={hasRuleMakingPower} onChange={({ target }) => setRuleMaking(target.checked)}>
        有规章制定权
      </Checkbox>
      <DayField label="成立日期" value={existsFrom} onChange={setFrom} issue={shown.existsFrom} isOptional />
    </ActionDialog>
  );
}
