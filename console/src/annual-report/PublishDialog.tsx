import type { PresentedReport } from '@gongkai/core';
import { Modal } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { usePlace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';

interface PublishDialogProps {
  readonly report: PresentedReport;
  readonly onClose: () => void;
  readonly onDone: (report: PresentedReport) => void;
}

/** Publishing: exactly what will happen, one deliberate yes, and never twice. */
export function PublishDialog({ report, onClose, onDone }: PublishDialogProps) {
  const place = usePlace();
  const [isSure, setSure] = useState(false);
  const publish = useAction(async () => {
    onDone(await call('publishReport', { params: place }));
  });
  const waived = report.findings.filter(({ waiver }) => waiver !== null);
  const open = report.findings.length - waived.length;
  return (
    <Modal
      open
      title={`公布${report.agencyName}${report.year}年度报告`}
      okText="公布"
      okButtonProps={{ disabled: !isSure || publish.isRunning }}
      cancelButtonProps={{ disabled: publish.isRunning }}
      confirmLoading={publish.isRunning}
      mask={{ closable: false }}
      onOk={() => void publish.run()}
      onCancel={onClose}
    >
      <p>公布之后将会：</p>
      <ul className="bulleted">
        <li>
          第 <span className="figures">{report.version}</span> 版（{report.form}
          年格式）在公开页面上向社会公布，署名
          {report.agencyName}；
        </li>
        <li>
          三张表每一格的数字及其案件按现在的样子固定下来，以后台账变动不再改变它们，只在“公布后的差异”中列出；
        </li>
        <li>六节正文按现在的文字公布；</li>
        <li>
          {waived.length === 0
            ? '没有需要随报告印出的说明；'
            : `${waived.length}项说明连同签字人随报告印出；`}
        </li>
        {open > 0 && <li>{open}项核对结果没有说明，仍列在本页。</li>}
      </ul>
      <p>公布后不能撤回，只能另起一版再公布；旧版保留。</p>
      <label className="check">
        <input type="checkbox" checked={isSure} onChange={({ target }) => setSure(target.checked)} />
        以上内容已经核对，同意公布
      </label>
      <ProblemNote error={publish.error} />
    </Modal>
  );
}
