import {
  caseEventSchema,
  CASE_EVENT_LABELS,
  type CaseDetail,
  type CaseEventType,
  type RecordedEvent,
} from '@gongkai/core';
import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { ApiError, issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { fieldIssues } from '../ui/field-issues.js';
import { Field } from '../ui/Field.js';
import { usePlace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import { lastSeqOf, recordedSince } from './case-events.js';
import { draftOf, emptyDraft, eventOf, type EventDraft } from './event-fields.js';
import { EventFields } from './EventFields.js';
import { EventLine } from './EventLine.js';

interface EventDialogProps {
  readonly of: CaseDetail;
  /** The record to correct; without one a new event is recorded. */
  readonly corrects: RecordedEvent | null;
  /** The step that a new record begins with; it can be changed. */
  readonly starts?: CaseEventType;
  readonly today: string;
  readonly onClose: () => void;
  readonly onDone: (changed: CaseDetail) => void;
}

function bare(issues: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(issues).map(([path, message]) => [path.replace(/^event\./, ''), message]),
  );
}

/** Records an event, or corrects one. When someone else was faster, what they did is shown and nothing typed is lost. */
export function EventDialog({
  of,
  corrects,
  starts = 'receiptConfirmed',
  today,
  onClose,
  onDone,
}: EventDialogProps) {
  const { code } = usePlace();
  const [seen, setSeen] = useState(of);
  const [missed, setMissed] = useState<readonly RecordedEvent[]>([]);
  const [draft, setDraft] = useState<EventDraft>(() =>
    corrects === null ? emptyDraft(starts, today) : draftOf(corrects.event),
  );
  const [reason, setReason] = useState('');
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});

  const send = async (
    event: NonNullable<ReturnType<typeof caseEventSchema.safeParse>['data']>,
  ): Promise<CaseDetail> => {
    const params = { code, caseId: of.caseId };
    const lastSeq = lastSeqOf(seen);
    if (corrects === null) return call('appendCaseEvent', { params, body: { event, lastSeq } });
    const body = { event, reason, lastSeq };
    return call('correctCaseEvent', { params: { ...params, seq: corrects.seq }, body });
  };
  const save = useAction(async () => {
    const parsed = caseEventSchema.safeParse(eventOf(draft));
    const lacksReason = corrects !== null && reason.trim().length < 2;
    setIssues({ ...fieldIssues(parsed.error), ...(lacksReason ? { reason: '请说明更正的理由。' } : {}) });
    if (!parsed.success || lacksReason) return;
    try {
      onDone(await send(parsed.data));
    } catch (error) {
      if (!(error instanceof ApiError) || !error.isConflict) throw error;
      const now = await call('getCase', { params: { code, caseId: of.caseId } });
      setMissed(recordedSince(now, lastSeqOf(seen)));
      setSeen(now);
      throw error;
    }
  });
  const shown = { ...issues, ...bare(issuesOf(save.error)) };
  const isConflict = save.error instanceof ApiError && save.error.isConflict;
  const title = corrects === null ? '记录一个环节' : `更正：${CASE_EVENT_LABELS[corrects.event.type]}`;
  return (
    <Modal
      open
      title={title}
      okText={missed.length > 0 ? '对照后仍要保存' : corrects === null ? '记录' : '更正'}
      confirmLoading={save.isRunning}
      mask={{ closable: false }}
      onOk={() => void save.run()}
      cancelText={missed.length > 0 ? '不再保存，看最新的记录' : '取消'}
      onCancel={() => (missed.length > 0 ? onDone(seen) : onClose())}
    >
      {corrects !== null && <p className="muted">原记录保留并划去，更正后的记录排在最后。</p>}
      {missed.length > 0 && (
        <Alert
          type="warning"
          className="note"
          title="在此期间他人作了下列记录，您填写的内容没有丢失"
          description={
            <ul className="plain-list">
              {missed.map((record) => (
                <li key={record.seq}>
                  <EventLine record={record} />
                </li>
              ))}
            </ul>
          }
        />
      )}
      <EventFields draft={draft} issues={shown} onChange={setDraft} isTypeFixed={corrects !== null} />
      {corrects !== null && (
        <Field label="更正的理由" issue={shown.reason}>
          {(control) => (
            <Input.TextArea
              {...control}
              rows={2}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
      )}
      {!(isConflict && missed.length > 0) && <ProblemNote error={save.error} />}
    </Modal>
  );
}
