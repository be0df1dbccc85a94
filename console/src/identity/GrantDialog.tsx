import { newGrantSchema, ROLE_NAMES, ROLES, accountKindOf, type Person, type Unit } from '@gongkai/core';
import { useState } from 'react';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { DayField } from '../ui/DayField.js';
import { fieldIssues } from '../ui/field-issues.js';
import { ChoiceField } from '../ui/Field.js';

interface GrantDialogProps {
  readonly person: Person;
  readonly agencyCode: string | null;
  readonly units: readonly Pick<Unit, 'code' | 'name'>[];
  readonly today: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** A role for a person from a day on, in the agency or one unit of it. */
export function GrantDialog({ person, agencyCode, units, today, onClose, onDone }: GrantDialogProps) {
  const roles = ROLE_NAMES.filter((role) => accountKindOf(role) === person.kind);
  const [role, setRole] = useState<string>(roles[0] ?? '');
  const [unitCode, setUnitCode] = useState('');
  const [fromOn, setFromOn] = useState(today);
  const [untilOn, setUntilOn] = useState('');
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const grant = useAction(async () => {
    const parsed = newGrantSchema.safeParse({
      ...{ role, agencyCode, fromOn },
      unitCode: unitCode === '' ? null : unitCode,
      untilOn: untilOn === '' ? null : untilOn,
    });
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) return;
    await call('grantRole', { params: { accountId: person.id }, body: parsed.data });
    onDone();
  });
  const shown = { ...issues, ...issuesOf(grant.error) };
  return (
    <ActionDialog title={`授予“${person.displayName}”角色`} okText="授予" action={grant} onClose={onClose}>
      <ChoiceField
        label="角色"
        value={role}
        options={roles.map((value) => ({ value, label: ROLES[value] }))}
        onChange={setRole}
        issue={shown.role}
      />
      {person.kind === 'staff' && (
        <ChoiceField
          label="处室"
          value={unitCode}
          empty="全机关"
          options={units.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={setUnitCode}
          issue={shown.unitCode}
        />
      )}
      <DayField label="起始日期" value={fromOn} onChange={setFromOn} issue={shown.fromOn} />
      <DayField label="截止日期" value={untilOn} onChange={setUntilOn} issue={shown.untilOn} isOptional />
    </ActionDialog>
  );
}
