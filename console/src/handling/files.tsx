import type { KeptFile } from '@gongkai/core';
import { Button } from 'antd';
import { useRef } from 'react';
import { useAction } from '../api/use-action.js';
import { usePlace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';

/** Files kept with a record, each to be fetched; the fetching is on record. */
export function KeptFiles({ files }: { readonly files: readonly KeptFile[] }) {
  const { code } = usePlace();
  if (files.length === 0) return null;
  return (
    <ul className="plain-list small">
      {files.map(({ fileId, fileName, size }) => (
        <li key={fileId}>
          <a href={`/handling-files/agencies/${encodeURIComponent(code)}/${encodeURIComponent(fileId)}`}>
            {fileName}
          </a>
          <span className="muted">（{Math.max(1, Math.round(size / 1024))} KB）</span>
        </li>
      ))}
    </ul>
  );
}

interface AddFileProps {
  /** Which record, for those who hear the button. */
  readonly what: string;
  readonly send: (file: File) => Promise<void>;
}

/** A button that chooses a file and sends it. */
export function AddFile({ what, send }: AddFileProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const sending = useAction(async (file: File) => send(file));
  return (
    <>
      <Button
        size="small"
        loading={sending.isRunning}
        aria-label={`给${what}添加附件`}
        onClick={() => chooser.current?.click()}
      >
        添加附件
      </Button>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-hidden="true"
        tabIndex={-1}
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file) void sending.run(file);
        }}
      />
      <ProblemNote error={sending.error} />
    </>
  );
}
