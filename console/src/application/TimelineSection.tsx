import { may, type RecordedEvent } from '@gongkai/core';
import { useState } from 'react';
import { rolesWith } from '../ui/permission.js';
import { useWorkplace } from '../ui/place.js';
import { Nothing } from '../ui/states.js';
import type { CaseSectionProps } from './case-section.js';
import { CaseTimeline } from './CaseTimeline.js';
import { EventDialog } from './EventDialog.js';
import { VoidDialog } from './VoidDialog.js';

/** What happened, each record with its correction or voiding. */
export function TimelineSection({ of, onChange }: CaseSectionProps) {
  const { access, status } = useWorkplace();
  const [corrected, setCorrected] = useState<RecordedEvent | null>(null);
  const [voided, setVoided] = useState<RecordedEvent | null>(null);
  const mayCorrect = may(access, 'case.correct', { agencyCode: of.agencyCode, unitCode: of.unitCode });
  return (
    <>
      {!mayCorrect && <p className="muted small">更正和作废由{rolesWith('case.correct')}办理。</p>}
      {of.events.length === 0 ? (
        <Nothing title="没有环节记录">这件申请是从旧系统带来的事实，没有逐步的记录。</Nothing>
      ) : (
        <CaseTimeline of={of} mayCorrect={mayCorrect} onCorrect={setCorrected} onVoid={setVoided} />
      )}
      {voided !== null && (
        <VoidDialog
          of={of}
          record={voided}
          onClose={() => setVoided(null)}
          onDone={(changed) => {
            setVoided(null);
            onChange(changed);
          }}
        />
      )}
      {corrected !== null && (
        <EventDialog
          of={of}
          corrects={corrected}
          today={status.today}
          onClose={() => setCorrected(null)}
          onDone={(changed) => {
            setCorrected(null);
            onChange(changed);
          }}
        />
      )}
    </>
  );
}
