import type { Agency, Unit } from '@gongkai/core';
import { useCall } from '../api/use-call.js';
import { ChoiceField } from '../ui/Field.js';
import type { UnitDestination, UnitDestinations } from './unit-destinations.js';

interface UnitDestinationListProps {
  readonly units: readonly Unit[];
  readonly successors: readonly Agency[];
  /** Whether a unit may stay with the agency. */
  readonly stays: boolean;
  readonly value: UnitDestinations;
  readonly onChange: (value: UnitDestinations) => void;
}

/** For each unit of the agency, who takes it over. */
export function UnitDestinationList({ units, successors, stays, value, onChange }: UnitDestinationListProps) {
  const put = (unitCode: string, destination: UnitDestination): void => {
    const { [unitCode]: _, ...others } = value;
    onChange(destination.successorCode === '' ? others : { ...others, [unitCode]: destination });
  };
  return units
    .filter(({ existsUntil }) => existsUntil === null)
    .map((unit) => (
      <UnitDestinationRow
        key={unit.code}
        {...{ unit, successors, stays }}
        value={value[unit.code] ?? { successorCode: '', successorUnitCode: '' }}
        onChange={(destination) => put(unit.code, destination)}
      />
    ));
}

interface RowProps {
  readonly unit: Unit;
  readonly successors: readonly Agency[];
  readonly stays: boolean;
  readonly value: UnitDestination;
  readonly onChange: (value: UnitDestination) => void;
}

function UnitDestinationRow({ unit, successors, stays, value, onChange }: RowProps) {
  const { successorCode, successorUnitCode } = value;
  return (
    <div>
      <ChoiceField
        label={`${unit.name}由谁承接`}
        value={successorCode}
        empty={stays ? '留在原机关' : '请选择'}
        options={successors.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(code) => onChange({ successorCode: code, successorUnitCode: '' })}
      />
      {successorCode !== '' && (
        <SuccessorUnits
          unit={unit}
          code={successorCode}
          value={successorUnitCode}
          onChange={(code) => onChange({ successorCode, successorUnitCode: code })}
        />
      )}
    </div>
  );
}

function SuccessorUnits({
  unit,
  code,
  value,
  onChange,
}: {
  readonly unit: Unit;
  readonly code: string;
  readonly value: string;
  readonly onChange: (code: string) => void;
}) {
  const { data } = useCall('getAgency', { params: { code } });
  return (
    <ChoiceField
      label={`${unit.name}并入的处室`}
      value={value}
      empty="暂不确定"
      options={(data?.units ?? []).map((it) => ({ value: it.code, label: it.name }))}
      onChange={onChange}
    />
  );
}
