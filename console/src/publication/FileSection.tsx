import { HIDDEN_DATA_RULES } from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { FileField } from '../ui/FileField.js';
import { usePlace } from '../ui/place.js';
import { ProblemNote, Shown } from '../ui/states.js';
import type { DocumentPartProps } from './document-part.js';

interface ScrubbedFile {
  readonly fileId: string;
  readonly fileName: string;
}

/** Shows what will be taken out, and takes it out. */
function ScrubDialog({
  of,
  file: { fileId, fileName },
  onChange,
  onClose,
}: DocumentPartProps & { readonly file: ScrubbedFile; readonly onClose: () => void }) {
  const { code } = usePlace();
  const params = { code, documentId: of.documentId, fileId };
  const found = useCall('listHiddenData', { params });
  const scrub = useAction(async () => {
    onChange(await call('scrubDocumentFile', { params }));
    onClose();
  });
  return (
    <ActionDialog title={`清除“${fileName}”里看不见的内容`} okText="清除" action={scrub} onClose={onClose}>
      <Shown of={found} what="看不见的内容">
        {({ items }) => (
          <ul className="plain-list">
            {items.map(({ rule, detail }, index) => (
              <li key={index}>
                <strong>{HIDDEN_DATA_RULES[rule].label}</strong>：{detail}
                {!HIDDEN_DATA_RULES[rule].isScrubbed && (
                  <span className="muted">（清除不了，请在原来的软件中处理）</span>
                )}
              </li>
            ))}
          </ul>
        )}
      </Shown>
      <p className="muted">
        清除后成为新的附件，接受全部修订；原件留存内部，不公开。请打开新的附件核对一遍。
      </p>
    </ActionDialog>
  );
}

/** The files of a draft: to read, to take away, to free of what they hide. */
export function FileSection({ of, onChange }: DocumentPartProps) {
  const { code } = usePlace();
  const [progress, setProgress] = useState<number | null>(null);
  const [scrubbing, setScrubbing] = useState<ScrubbedFile | null>(null);
  const params = { code, documentId: of.documentId };
  const attach = useAction(async (file: File) => {
    try {
      const answer = await call('attachDocumentFile', { params, body: file }, { onProgress: setProgress });
      onChange(answer);
    } finally {
      setProgress(null);
    }
  });
  const detach = useAction(async (fileId: string) => {
    onChange(await call('detachDocumentFile', { params: { ...params, fileId } }));
  });
  return (
    <>
      {of.files.length === 0 ? (
        <p className="muted">没有附件。</p>
      ) : (
        <ul className="plain-list">
          {of.files.map(({ fileId, fileName, size, mayScrub, scrubbed }) => (
            <li key={fileId}>
              <a
                href={`/document-files/agencies/${encodeURIComponent(code)}/documents/${encodeURIComponent(of.documentId)}/files/${encodeURIComponent(fileId)}`}
              >
                {fileName}
              </a>{' '}
              <span className="muted">{Math.ceil(size / 1024)} KB</span>{' '}
              {scrubbed !== null && <span className="muted small">已清除{scrubbed}，原件留存内部。</span>}
              {of.mayEdit && mayScrub && (
                <Button size="small" onClick={() => setScrubbing({ fileId, fileName })}>
                  清除隐藏信息<span className="visually-hidden">{fileName}</span>
                </Button>
              )}{' '}
              {of.mayEdit && (
                <Button size="small" loading={detach.isRunning} onClick={() => void detach.run(fileId)}>
                  移除<span className="visually-hidden">{fileName}</span>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {of.mayEdit && (
        <FileField
          label="添加附件"
          accept=".pdf,.docx,.xlsx,.ofd,.doc,.xls,.jpg,.jpeg,.png,.tif,.tiff,.txt,.csv"
          hint="上传后检查类型、病毒、密级标志和个人信息"
          onChoose={(file) => {
            if (file !== null) void attach.run(file);
          }}
        />
      )}
      {progress !== null && <p role="status">正在上传：{Math.round(progress * 100)}%</p>}
      {scrubbing !== null && (
        <ScrubDialog of={of} file={scrubbing} onChange={onChange} onClose={() => setScrubbing(null)} />
      )}
      <ProblemNote error={attach.error ?? detach.error} />
    </>
  );
}
