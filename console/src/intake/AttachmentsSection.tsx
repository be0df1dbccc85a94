import {
  ATTACHMENT_KINDS,
  attachmentRemovalFault,
  attachmentRemovalSchema,
  may,
  type Attachment,
} from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useCall } from '../api/use-call.js';
import type { CaseSectionProps } from '../application/case-section.js';
import { FormDialog } from '../ui/FormDialog.js';
import { Instant } from '../ui/Day.js';
import { useWorkplace } from '../ui/place.js';
import { Shown } from '../ui/states.js';
import { caseFile } from './desk-files.js';
import { fileWords } from './file-words.js';
import { PaperUploader } from './PapersField.js';

/** 附件: the papers kept with a case, each to be fetched; one added by mistake is taken away with its reason. */
export function AttachmentsSection({ of }: CaseSectionProps) {
  const { access } = useWorkplace();
  const params = { code: of.agencyCode, caseId: of.caseId };
  const found = useCall('listAttachments', { params });
  const [removing, setRemoving] = useState<Attachment | null>(null);
  const at = { agencyCode: of.agencyCode, unitCode: of.unitCode };
  const mayRemove = may(access, 'file.remove', at);
  return (
    <Shown of={found} what="附件">
      {({ items }) => (
        <>
          {items.length === 0 && <p className="muted">还没有附件。</p>}
          <ul className="plain-list" aria-label="附件">
            {items.map((paper) => (
              <li key={paper.attachmentId}>
                <PaperLine of={paper} code={of.agencyCode} />
                {mayRemove && removalFault(paper, items, of.closedOn !== null) === null && (
                  <Button
                    size="small"
                    aria-label={`移除${paper.fileName}`}
                    onClick={() => setRemoving(paper)}
                  >
                    移除
                  </Button>
                )}
              </li>
            ))}
          </ul>
          {may(access, 'case.record', at) && (
            <PaperUploader
              initial="evidence"
              add={async (kind, body) => {
                await call('addAttachment', { params: { ...params, kind }, body });
                found.reload();
              }}
            />
          )}
          {removing !== null && (
            <FormDialog
              title={`移除“${removing.fileName}”`}
              lead="移除后不能再下载；谁、什么时候、为什么移除仍留在这里。"
              okText="移除"
              fields={[{ name: 'reason', label: '理由', kind: 'text' }]}
              initial={{}}
              schema={attachmentRemovalSchema}
              inputOf={({ reason = '' }) => ({ reason })}
              onSave={async (body) => {
                const { attachmentId } = removing;
                found.put(await call('removeAttachment', { params: { ...params, attachmentId }, body }));
                setRemoving(null);
              }}
              onClose={() => setRemoving(null)}
            />
          )}
        </>
      )}
    </Shown>
  );
}

function removalFault(paper: Attachment, items: readonly Attachment[], isClosed: boolean): string | null {
  const others = items.filter(({ attachmentId }) => attachmentId !== paper.attachmentId);
  return attachmentRemovalFault(paper, { isClosed, others });
}

function PaperLine({ of, code }: { readonly of: Attachment; readonly code: string }) {
  const { kind, fileName, removedAt, removedBy, removalReason, addedAt, addedBy, isFromIntake } = of;
  return (
    <>
      {ATTACHMENT_KINDS[kind]}：
      {removedAt === null ? <a href={caseFile(code, of.fileId)}>{fileName}</a> : <del>{fileName}</del>}
      <span className="muted small">
        （{fileWords(of)}；{isFromIntake ? '随申请收到，' : ''}
        {addedBy} <Instant at={addedAt} />）
      </span>{' '}
      {removedAt !== null && (
        <p className="muted small">
          {removedBy} <Instant at={removedAt} /> 移除：{removalReason ?? '理由已按规定删除'}
        </p>
      )}
    </>
  );
}
