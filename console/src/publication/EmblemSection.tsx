import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { FileField } from '../ui/FileField.js';
import { usePlace } from '../ui/place.js';
import { ProblemNote, Shown } from '../ui/states.js';

/** How a chosen file will look, before it is sent. */
function Preview({ file }: { readonly file: File }) {
  const [source, setSource] = useState<string | null>(null);
  useEffect(() => {
    const reader = new FileReader();
    reader.onload = () => setSource(typeof reader.result === 'string' ? reader.result : null);
    reader.readAsDataURL(file);
    return () => reader.abort();
  }, [file]);
  return source === null ? null : <img src={source} alt="选中的标志" height={48} />;
}

/** The picture that stands over the agency's public columns: shown, put in its place with a look before, taken away. */
export function EmblemSection({ mayConfigure }: { readonly mayConfigure: boolean }) {
  const { code } = usePlace();
  const agency = useCall('getAgency', { params: { code } });
  const [file, setFile] = useState<File | null>(null);
  const send = useAction(async () => {
    if (file === null) return;
    await call('setAgencyEmblem', { params: { code }, body: file });
    setFile(null);
    agency.reload();
  });
  const remove = useAction(async () => {
    await call('removeAgencyEmblem', { params: { code } });
    agency.reload();
  });
  return (
    <section aria-labelledby="emblem-title">
      <h2 id="emblem-title">机关标志</h2>
      <Shown of={agency} what="机关标志">
        {({ emblem }) => (
          <>
            {emblem === undefined ? (
              <p className="muted">没有自己的标志，本机关的公开栏目只显示平台的标志。</p>
            ) : (
              <p>
                <img src={emblem.path} alt="现在的标志" height={48} />
              </p>
            )}
            {mayConfigure && (
              <>
                <FileField
                  key={emblem?.path ?? ''}
                  label="换一个标志（PNG）"
                  accept="image/png,.png"
                  hint="PNG图片，不超过200KB，宽和高不超过2000像素；公开栏目里显示为48像素高"
                  onChoose={setFile}
                />
                {file !== null && (
                  <p>
                    <Preview file={file} />
                  </p>
                )}
                <p className="toolbar">
                  <Button disabled={file === null} loading={send.isRunning} onClick={() => void send.run()}>
                    换上这个标志
                  </Button>
                  {emblem !== undefined && (
                    <Button loading={remove.isRunning} onClick={() => void remove.run()}>
                      撤下标志
                    </Button>
                  )}
                </p>
                <ProblemNote error={send.error ?? remove.error} />
              </>
            )}
          </>
        )}
      </Shown>
    </section>
  );
}
