import { SUCCESSION_KINDS, newSuccessionSchema, type AgencyDetail } from '@gongkai/core';
import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { DayField } from '../ui/DayField.js';
import { fieldIssues } from '../ui/field-issues.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { useWorkplace } from '../ui/place.js';
import { destinationsOf, type UnitDestinations } from './unit-destinations.js';
import { UnitDestinationList } from './UnitDestinationList.js';
import { optionsOf } from '../ui/options.js';

interface SuccessionDialogProps {
  readonly agency: AgencyDetail;
  readonly onClose: () => void;
  readonly onDone: (agency: AgencyDetail) => void;
}

/** Who takes over an agency's duties, and from which day; it says what will happen before it does. */
export function SuccessionDialog({ agency, onClose, onDone }: SuccessionDialogProps) {
  const { agencies, status } = useWorkplace();
  const [kind, setKind] = useState<string>('merged');
  const [successorCodes, setSuccessors] = useState<readonly string[]>([]);
  const [fromOn, setFromOn] = useState(status.today);
  const [basis, setBasis] = useState('');
  const [continues, setContinues] = useState(false);
  const [units, setUnits] = useState<UnitDestinations>({});
  const [restTo, setRestTo] = useState('');
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const isSplit = kind === 'split';
  const succeed = useAction(async () => {
    const given = {
      ...{ kind, successorCodes, fromOn, basis, continues: isSplit && continues },
      units: destinationsOf(units, successorCodes),
      restTo: isSplit && !continues && restTo !== '' ? restTo : null,
    };
    const parsed = newSuccessionSchema.safeParse(given);
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) return;
    onDone(await call('succeedAgency', { params: { code: agency.code }, body: parsed.data }));
  });
  const shown = { ...issues, ...issuesOf(succeed.error) };
  return (
    <ActionDialog title={`${agency.name}的合并或者拆分`} okText="登记" action={succeed} onClose={onClose}>
      <p className="muted">
        登记之后不能撤回。在办案件保留编号和期限，由承接机关继续办理；原机关不再登记新的申请
        {isSplit && continues ? '（注明保留的除外）' : ''}。
      </p>
      <ChoiceField label="方式" value={kind} options={optionsOf(SUCCESSION_KINDS)} onChange={setKind} />
      <Field label="承接职责的机关" issue={shown.successorCodes}>
        {(control) => (
          <Select
            {...control}
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            className="wide"
            value={[...successorCodes]}
            options={agencies
              .filter(({ code, existsUntil }) => code !== agency.code && existsUntil === null)
              .map(({ code, name }) => ({ value: code, label: name }))}
            onChange={setSuccessors}
          />
        )}
      </Field>
      {isSplit && (
        <Checkbox checked={continues} onChange={({ target }) => setContinues(target.checked)}>
          原机关保留一部分职责，继续存在
        </Checkbox>
      )}
      {successorCodes.length > 0 && (
        <UnitDestinationList
          units={agency.units}
          successors={agencies.filter(({ code }) => successorCodes.includes(code))}
          stays={isSplit && continues}
          value={units}
          onChange={setUnits}
        />
      )}
      {isSplit && !continues && successorCodes.length > 0 && (
        <ChoiceField
          label="不属于任何处室的案件和年度报告由谁接手"
          value={restTo}
          empty="请选择"
          options={agencies
            .filter(({ code }) => successorCodes.includes(code))
            .map(({ code, name }) => ({ value: code, label: name }))}
          onChange={setRestTo}
          issue={shown.restTo}
        />
      )}
      <DayField label="承接之日" value={fromOn} onChange={setFromOn} issue={shown.fromOn} />
      <Field label="依据" issue={shown.basis}>
        {(control) => (
          <Input
            {...control}
            placeholder="机构改革方案的名称、文号"
            value={basis}
            onChange={({ target }) => setBasis(target.value)}
          />
        )}
      </Field>
    </ActionDialog>
  );
}
