import { INCIDENT_RESULTS, type IncidentResult, type SecrecyIncident } from '@gongkai/core';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { ChoiceField } from '../ui/Field.js';
import { usePlace } from '../ui/place.js';
import { optionsOf } from '../ui/options.js';

interface CloseIncidentProps {
  readonly incident: SecrecyIncident;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

const RESULT_OPTIONS = optionsOf(INCIDENT_RESULTS);

/** What the secrecy reviewer found; it cannot be changed later. */
export function CloseIncidentDialog({ incident, onClose, onDone }: CloseIncidentProps) {
  const { code } = usePlace();
  const [result, setResult] = useState('');
  const [issue, setIssue] = useState<string | undefined>(undefined);
  const save = useAction(async () => {
    setIssue(result === '' ? '请选择处置结果。' : undefined);
    if (result === '') return;
    const params = { code, incidentId: incident.incidentId };
    await call('closeSecrecyIncident', { params, body: { result: result as IncidentResult } });
    onDone();
  });
  return (
    <ActionDialog title="办结涉密标志事件" okText="办结" action={save} onClose={onClose}>
      <p className="muted">办结后不能再改，处置人和时间记入审计。确系涉密的，应当先按保密规定报告和处理。</p>
      <ChoiceField
        label="处置结果"
        empty="请选择"
        value={result}
        options={RESULT_OPTIONS}
        onChange={setResult}
        issue={issue}
      />
    </ActionDialog>
  );
}
