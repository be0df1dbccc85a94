import { CASE_EVENT_LABELS, type RecordedEvent } from '@gongkai/core';
import { Day } from '../ui/Day.js';
import { eventDetails } from './event-fields.js';

/** One record in a line: its day, the step, and what was recorded of it. */
export function EventLine({ record }: { readonly record: RecordedEvent }) {
  const { event } = record;
  const details = eventDetails(event);
  return (
    <span className={record.correctedBy === null && !record.isVoid ? undefined : 'struck'}>
      <Day on={event.on} /> <strong>{CASE_EVENT_LABELS[event.type]}</strong>
      {details.length > 0 && <span className="muted"> {details.join('；')}</span>}
    </span>
  );
}
