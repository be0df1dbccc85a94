import { type CaseDetail, type RecordedEvent } from '@gongkai/core';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { Field } from '../ui/Field.js';
import { usePlace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import { lastSeqOf } from './case-events.js';
import { EventLine } from './EventLine.js';

interface VoidDialogProps {
  readonly of: CaseDetail;
  readonly record: RecordedEvent;
  readonly onClose: () => void;
  readonly onDone: (changed: CaseDetail) => void;
}

/** Says that a recorded event never happened, with the reason; the record stays. */
export function VoidDialog({ of, record, onClose, onDone }: VoidDialogProps) {
  const { code } = usePlace();
  const [reason, setReason] = useState('');
  const [issue, setIssue] = useState<string | undefined>(undefined);
  const save = useAction(async () => {
    const lacksReason = reason.trim().length < 2;
    setIssue(lacksReason ? '请说明作废的理由。' : undefined);
    if (lacksReason) return;
    const params = { code, caseId: of.caseId, seq: record.seq };
    onDone(await call('voidCaseEvent', { params, body: { reason, lastSeq: lastSeqOf(of) } }));
  });
  return (
    <Modal
      open
      title={`作废第${record.seq}号记录`}
      okText="作废"
      confirmLoading={save.isRunning}
      mask={{ closable: false }}
      onOk={() => void save.run()}
      onCancel={onClose}
    >
      <p>
        <EventLine record={record} />
      </p>
      <p className="muted">
        只用于根本没有发生、误记到这件申请上的环节。原记录保留并划去，期限和报告各格随之重新计算。日期或者内容记错的，请用“更正”。
      </p>
      <Field label="作废的理由" issue={issue}>
        {(control) => (
          <Input.TextArea
            {...control}
            rows={2}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
      <ProblemNote error={save.error} />
    </Modal>
  );
}
