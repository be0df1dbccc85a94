import { canBeWaived, mayWithin, type DocumentFinding } from '@gongkai/core';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { usePlace, useWorkplace } from '../ui/place.js';
import type { DocumentPartProps } from './document-part.js';
import { ReasonDialog } from '../ui/ReasonDialog.js';

const PLACES: Readonly<Record<string, string>> = {
  title: '标题',
  summary: '内容概述',
  body: '正文',
  topic: '主题分类',
  documentNumber: '文号',
  effectiveOn: '施行日期',
  formedOn: '成文日期',
  changedOn: '变更日期',
  modeReason: '公开属性',
  withholdingGround: '公开属性',
  interpretationPlan: '解读方案',
  relations: '相关文件',
};
const SEVERITIES = { error: '必须处理', warning: '请核对', info: '提示' } as const;

/** What the check before publication found, and who accepted what. */
export function FindingSection({ of, onChange }: DocumentPartProps) {
  const { code } = usePlace();
  const { access } = useWorkplace();
  const [waived, setWaived] = useState<DocumentFinding | null>(null);
  if (of.findings.length === 0) return <p className="muted">没有发现问题。</p>;
  const mayWaive = mayWithin(access, 'document.waive', code);
  return (
    <>
      <ul className="findings">
        {of.findings.map((finding, index) => {
          const { severity, message, source, place, waivedBy, waiverReason } = finding;
          return (
            <li key={index} className={`finding ${waivedBy === null ? severity : 'info'}`}>
              <p className="finding-head">
                <Tag>{waivedBy === null ? SEVERITIES[severity] : '已签字接受'}</Tag>
                <span className="muted">{PLACES[place] ?? `附件“${place}”`}</span>
              </p>
              <p>{message}</p>
              {source !== undefined && <p className="muted small">依据：{source}</p>}
              {waivedBy !== null && (
                <p className="small">
                  {waivedBy}：{waiverReason}
                </p>
              )}
              {waivedBy === null && mayWaive && canBeWaived(finding) && (
                <Button size="small" onClick={() => setWaived(finding)}>
                  签字接受
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {waived !== null && (
        <ReasonDialog
          title="接受这一项检查结果"
          label="理由"
          okText="签字接受"
          onClose={() => setWaived(null)}
          onDone={async (reason) => {
            const { rule, place, message } = waived;
            const params = { code, documentId: of.documentId };
            onChange(await call('waiveDocumentFinding', { params, body: { rule, place, message, reason } }));
            setWaived(null);
          }}
        >
          <p>{waived.message}</p>
          <p className="muted">您的姓名、时间和理由随文稿保存，只对第{of.version}版有效。</p>
        </ReasonDialog>
      )}
    </>
  );
}
