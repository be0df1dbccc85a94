import { demandErasureSchema, ERASURE_REASONS, type RightsRequest } from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { fieldIssues } from '../ui/field-issues.js';
import { ChoiceField } from '../ui/Field.js';
import { optionsOf } from '../ui/options.js';
import { usePlace } from '../ui/place.js';

interface DemandErasureProps {
  readonly requestId: string;
  readonly onDone: (changed: RightsRequest) => void;
}

/** Takes what was said in an answered demand or suggestion away before its term (个人信息保护法第四十七条). */
export function DemandErasure({ requestId, onDone }: DemandErasureProps) {
  const { code } = usePlace();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [issue, setIssue] = useState<string | undefined>(undefined);
  const erase = useAction(async () => {
    const parsed = demandErasureSchema.safeParse({ reason });
    setIssue(fieldIssues(parsed.error).reason);
    if (!parsed.success) return;
    const params = { code, requestId };
    await call('eraseRightsRequest', { params, body: parsed.data });
    setOpen(false);
    onDone(await call('getRightsRequest', { params }));
  });
  return (
    <>
      <p className="toolbar">
        <Button danger onClick={() => setOpen(true)}>
          删除内容
        </Button>
      </p>
      {isOpen && (
        <ActionDialog
          title="删除填写的内容"
          okText="删除"
          action={erase}
          isDangerous
          onClose={() => setOpen(false)}
        >
          <p className="muted">
            填写的内容、联系和答复的记录、附件都会删除，不能恢复；编号、日期、结果和文书不变。文书没有办完的，不能删除。
          </p>
          <ChoiceField
            label="理由"
            empty="请选择"
            value={reason}
            options={optionsOf(ERASURE_REASONS)}
            issue={issue ?? issuesOf(erase.error).reason}
            onChange={setReason}
          />
        </ActionDialog>
      )}
    </>
  );
}
