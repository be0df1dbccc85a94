import { may } from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { rolesWith } from '../ui/permission.js';
import { useWorkplace } from '../ui/place.js';
import type { CaseSectionProps } from './case-section.js';
import { EventDialog } from './EventDialog.js';

/** What can be done next. */
export function StepsSection({ of, onChange }: CaseSectionProps) {
  const { access, status } = useWorkplace();
  const [isRecording, setRecording] = useState(false);
  const mayRecord = may(access, 'case.record', { agencyCode: of.agencyCode, unitCode: of.unitCode });
  return (
    <>
      <Button type="primary" disabled={!mayRecord} onClick={() => setRecording(true)}>
        记录一个环节
      </Button>
      {!mayRecord && <p className="muted small">办理环节由{rolesWith('case.record')}记录。</p>}
      {isRecording && (
        <EventDialog
          of={of}
          corrects={null}
          today={status.today}
          onClose={() => setRecording(false)}
          onDone={(changed) => {
            setRecording(false);
            onChange(changed);
          }}
        />
      )}
    </>
  );
}
