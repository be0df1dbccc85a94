import { ATTACHMENT_KINDS, type AttachmentKind, type IntakePaper } from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { useAction } from '../api/use-action.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { ProblemNote } from '../ui/states.js';
import { fileWords } from './file-words.js';

const KINDS = Object.keys(ATTACHMENT_KINDS) as AttachmentKind[];
export const KIND_OPTIONS = KINDS.map((value) => ({ value, label: ATTACHMENT_KINDS[value] }));

interface UploaderProps {
  readonly initial: AttachmentKind;
  readonly add: (kind: AttachmentKind, file: File) => Promise<void>;
}

/** Chooses what a paper is, then the file, and sends it. */
export function PaperUploader({ initial, add }: UploaderProps) {
  const [kind, setKind] = useState<AttachmentKind>(initial);
  const send = useAction(async (files: readonly File[]) => {
    for (const file of files) await add(kind, file);
  });
  return (
    <>
      <div className="field-row">
        <ChoiceField
          label="材料的种类"
          value={kind}
          options={KIND_OPTIONS}
          onChange={(value) => setKind(KINDS.find((known) => known === value) ?? 'other')}
        />
        <Field
          label="选择扫描件或者文件"
          hint="PDF、OFD、Word、Excel、图片或者文本，每个不超过 50 MB；选好就上传。带密级标志的不收。"
        >
          {(control) => (
            <input
              {...control}
              type="file"
              multiple
              className="file-input"
              disabled={send.isRunning}
              onChange={({ target }) => {
                const files = [...(target.files ?? [])];
                target.value = '';
                void send.run(files);
              }}
            />
          )}
        </Field>
      </div>
      {send.isRunning && <p role="status">正在上传和检查……</p>}
      <ProblemNote error={send.error} />
    </>
  );
}

interface PapersProps {
  readonly papers: readonly IntakePaper[];
  readonly add: (kind: AttachmentKind, file: File) => Promise<void>;
  readonly drop: (fileId: string) => Promise<void>;
}

/** The scans of what came, sent at once and kept with the draft. */
export function PapersField({ papers, add, drop }: PapersProps) {
  const dropping = useAction(drop);
  return (
    <fieldset>
      <legend>收到的材料</legend>
      <PaperUploader initial="application" add={add} />
      {papers.length > 0 && (
        <ul className="plain-list" aria-label="已上传的材料">
          {papers.map((paper) => (
            <li key={paper.fileId}>
              {ATTACHMENT_KINDS[paper.kind]}：{paper.fileName}
              <span className="muted small">（{fileWords(paper)}）</span>{' '}
              <Button
                size="small"
                aria-label={`去掉${paper.fileName}`}
                disabled={dropping.isRunning}
                onClick={() => void dropping.run(paper.fileId)}
              >
                去掉
              </Button>
            </li>
          ))}
        </ul>
      )}
      <ProblemNote error={dropping.error} />
    </fieldset>
  );
}
