import { CASE_EVENT_LABELS, type CaseDetail, type RecordedEvent } from '@gongkai/core';
import { Button } from 'antd';
import { Instant } from '../ui/Day.js';
import { byDay, isVoiding, mayBeVoided } from './case-events.js';
import { EventLine } from './EventLine.js';

interface CaseTimelineProps {
  readonly of: CaseDetail;
  readonly mayCorrect: boolean;
  readonly onCorrect: (record: RecordedEvent) => void;
  readonly onVoid: (record: RecordedEvent) => void;
}

/** Everything that happened, by the day that counts; corrected records stay, struck through, beside their correction. */
export function CaseTimeline({ of, mayCorrect, onCorrect, onVoid }: CaseTimelineProps) {
  return (
    <ol className="timeline">
      {byDay(of.events).map((record) => (
        <li key={record.seq} className={record.correctedBy === null ? undefined : 'corrected'}>
          <div>
            <EventLine record={record} />
            <p className="muted small">
              第{record.seq}号记录，{record.recorderName}于 <Instant at={record.recordedAt} /> 登记
              {record.corrects !== null && `，${record.isVoid ? '作废' : '更正'}第${record.corrects}号`}
              {record.reason !== null && `：${record.reason}`}
              {record.correctedBy !== null &&
                `；已被第${record.correctedBy}号${isVoiding(of, record.correctedBy) ? '作废' : '更正'}`}
            </p>
          </div>
          {record.correctedBy === null && mayCorrect && (
            <span className="timeline-actions">
              <Button
                size="small"
                aria-label={`${record.isVoid ? '恢复' : '更正'}第${record.seq}号记录：${CASE_EVENT_LABELS[record.event.type]}`}
                onClick={() => onCorrect(record)}
              >
                {record.isVoid ? '恢复' : '更正'}
              </Button>
              {mayBeVoided(record) && (
                <Button
                  size="small"
                  aria-label={`作废第${record.seq}号记录：${CASE_EVENT_LABELS[record.event.type]}`}
                  onClick={() => onVoid(record)}
                >
                  作废
                </Button>
              )}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
