import { newDelegationSchema, ROLES, type Role } from '@gongkai/core';
import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { DayField } from '../ui/DayField.js';
import { fieldIssues } from '../ui/field-issues.js';
import { ChoiceField, Field } from '../ui/Field.js';

export interface Absentee {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

interface DelegationDialogProps {
  readonly code: string;
  /** Who may be absent, with what he could lend: oneself, or for the security administrator everybody. */
  readonly absentees: readonly Absentee[];
  readonly colleagues: readonly { readonly id: string; readonly name: string }[];
  readonly today: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Roles lent to a colleague for the days of an absence; both see it. */
export function DelegationDialog(props: DelegationDialogProps) {
  const { code, absentees, colleagues, today, onClose, onDone } = props;
  const [fromAccountId, setFrom] = useState(absentees[0]?.id ?? '');
  const [toAccountId, setTo] = useState('');
  const [roles, setRoles] = useState<readonly Role[] | null>(null);
  const [reason, setReason] = useState('');
  const [fromOn, setFromOn] = useState(today);
  const [untilOn, setUntilOn] = useState('');
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const offered = absentees.find(({ id }) => id === fromAccountId)?.roles ?? [];
  const chosen = roles ?? offered;
  const delegate = useAction(async () => {
    const given = { fromAccountId, toAccountId, roles: chosen, reason, fromOn, untilOn };
    const parsed = newDelegationSchema.safeParse(given);
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) return;
    await call('delegateRoles', { params: { code }, body: parsed.data });
    onDone();
  });
  const shown = { ...issues, ...issuesOf(delegate.error) };
  const option = ({ id, name }: { readonly id: string; readonly name: string }) => ({
    value: id,
    label: name,
  });
  return (
    <ActionDialog title="离岗期间委托代办" okText="委托" action={delegate} onClose={onClose}>
      <p className="muted">
        到期自动结束；双方都能看到并提前结束。代办的事项记在代办人名下，并注明代谁办理。
      </p>
      <ChoiceField
        label="离岗人"
        value={fromAccountId}
        options={absentees.map(option)}
        onChange={(value) => {
          setFrom(value);
          setRoles(null);
        }}
      />
      <ChoiceField
        label="代办人"
        value={toAccountId}
        empty="请选择"
        options={colleagues.filter(({ id }) => id !== fromAccountId).map(option)}
        onChange={setTo}
        issue={shown.toAccountId}
      />
      <Field label="委托的角色" issue={shown.roles}>
        {({ id }) => (
          <Checkbox.Group
            className="choices"
            aria-labelledby={id}
            options={offered.map((value) => ({ value, label: ROLES[value] }))}
            value={[...chosen]}
            onChange={(values) => setRoles(values)}
          />
        )}
      </Field>
      <Field label="事由" issue={shown.reason}>
        {(control) => (
          <Input {...control} value={reason} onChange={({ target }) => setReason(target.value)} />
        )}
      </Field>
      <DayField label="起始日期" value={fromOn} onChange={setFromOn} issue={shown.fromOn} />
      <DayField label="截止日期" value={untilOn} onChange={setUntilOn} issue={shown.untilOn} />
    </ActionDialog>
  );
}
