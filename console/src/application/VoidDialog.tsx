import { type CaseDetail, type RecordedEvent } from '@gongkai/core';
import { call } from '../api/call.js';
import { usePlace } from '../ui/place.js';
import { ReasonDialog } from '../ui/ReasonDialog.js';
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
  return (
    <ReasonDialog
      title={`作废第${record.seq}号记录`}
      label="作废的理由"
      missing="请说明作废的理由。"
      okText="作废"
      onDone={async (reason) => {
        const params = { code, caseId: of.caseId, seq: record.seq };
        onDone(await call('voidCaseEvent', { params, body: { reason, lastSeq: lastSeqOf(of) } }));
      }}
      onClose={onClose}
    >
      <p>
        <EventLine record={record} />
      </p>
      <p className="muted">
        只用于根本没有发生、误记到这件申请上的环节。原记录保留并划去，期限和报告各格随之重新计算。日期或者内容记错的，请用“更正”。
      </p>
    </ReasonDialog>
  );
}
