import { useCall } from '../api/use-call.js';
import { ChoiceField } from '../ui/Field.js';
import { usePlace } from '../ui/place.js';
import { TextField, type PartProps } from './fields.js';

/** The unit, topic and number of an application. */
export function HandlerFields({ typed, issues, set }: PartProps) {
  const { code } = usePlace();
  const units = useCall('getAgency', { params: { code } }).data?.units ?? [];
  return (
    <>
      {units.length > 0 && (
        <ChoiceField
          label="承办处室"
          isOptional
          empty="未指定"
          value={typed.unitCode}
          options={units.map((unit) => ({ value: unit.code, label: unit.name }))}
          onChange={(unitCode) => set({ unitCode })}
        />
      )}
      <div className="field-row">
        <TextField
          label="主题"
          isOptional
          value={typed.topic}
          issue={issues.topic}
          onChange={(topic) => set({ topic })}
        />
        <TextField
          label="编号"
          isOptional
          hint="不填则由系统按本机关当年的顺序编号。"
          value={typed.caseId}
          issue={issues.caseId}
          onChange={(caseId) => set({ caseId })}
        />
      </div>
    </>
  );
}
