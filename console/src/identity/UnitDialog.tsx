import { unitChangeSchema, unitCodeSchema, type AgencyDetail, type Unit } from '@gongkai/core';
import { Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { DayField } from '../ui/DayField.js';
import { fieldIssues } from '../ui/field-issues.js';
import { Field } from '../ui/Field.js';

interface UnitDialogProps {
  readonly code: string;
  /** Null: a new one. */
  readonly unit: Unit | null;
  readonly onClose: () => void;
  readonly onDone: (agency: AgencyDetail) => void;
}

/** A unit's name and days; a unit that ended stays, for the cases that it handled. */
export function UnitDialog({ code, unit, onClose, onDone }: UnitDialogProps) {
  const [unitCode, setUnitCode] = useState(unit?.code ?? '');
  const [name, setName] = useState(unit?.name ?? '');
  const [existsFrom, setFrom] = useState<string>(unit?.existsFrom ?? '');
  const [existsUntil, setUntil] = useState<string>(unit?.existsUntil ?? '');
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const save = useAction(async () => {
    const key = unitCodeSchema.safeParse(unitCode);
    const parsed = unitChangeSchema.safeParse({
      name,
      existsFrom: existsFrom === '' ? null : existsFrom,
      existsUntil: existsUntil === '' ? null : existsUntil,
    });
    const keyIssue = key.error?.issues[0]?.message;
    setIssues({ ...fieldIssues(parsed.error), ...(keyIssue !== undefined && { unitCode: keyIssue }) });
    if (!parsed.success || !key.success) return;
    onDone(await call('saveUnit', { params: { code, unitCode: key.data }, body: parsed.data }));
  });
  const shown = { ...issues, ...issuesOf(save.error) };
  return (
    <ActionDialog
      title={unit === null ? '登记处室' : `变更“${unit.name}”`}
      okText="保存"
      action={save}
      onClose={onClose}
    >
      <Field label="代码" issue={shown.unitCode}>
        {(control) => (
          <Input
            {...control}
            disabled={unit !== null}
            value={unitCode}
            onChange={({ target }) => setUnitCode(target.value.trim())}
          />
        )}
      </Field>
      <Field label="名称" issue={shown.name}>
        {(control) => <Input {...control} value={name} onChange={({ target }) => setName(target.value)} />}
      </Field>
      <DayField label="设立日期" value={existsFrom} onChange={setFrom} issue={shown.existsFrom} isOptional />
      <DayField
        label="撤销前最后一日"
        value={existsUntil}
        onChange={setUntil}
        issue={shown.existsUntil}
        isOptional
      />
    </ActionDialog>
  );
}
