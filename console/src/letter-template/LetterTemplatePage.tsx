import {
  checkTemplate,
  LETTERS,
  localDateSchema,
  type Finding,
  type Letter,
  type LetterTextState,
  type TemplateText,
} from '@gongkai/core';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import type { AnswerOf } from '../api/request.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { DayField } from '../ui/DayField.js';
import { Field } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { useMay } from '../ui/permission.js';
import { usePlace, useWorkplace } from '../ui/place.js';
import { Nothing, ProblemNote, Shown } from '../ui/states.js';
import { TextEditor } from './TextEditor.js';
import { VersionList } from './VersionList.js';

function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  if (findings.length === 0) return <p role="status">检查通过：各必备部分齐全，可以启用。</p>;
  return (
    <div role="status">
      <p>还有 {findings.length} 处，不能启用：</p>
      <ul>
        {findings.map(({ rule, message, source }, index) => (
          <li key={`${rule} ${index}`}>
            {message}
            {source !== undefined && <span className="muted">（{source}）</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Preview({ letter, text }: { readonly letter: Letter; readonly text: TemplateText }) {
  const { code } = usePlace();
  const { status } = useWorkplace();
  const [caseId, setCaseId] = useState('');
  const [on, setOn] = useState<string>(status.today);
  const [shown, setShown] = useState<AnswerOf<'previewLetterTemplate'> | null>(null);
  const preview = useAction(async () => {
    setShown(null);
    const body = { text, caseId: caseId === '' ? null : caseId, on: localDateSchema.parse(on) };
    setShown(await call('previewLetterTemplate', { params: { code, letter }, body }));
  });
  return (
    <section aria-labelledby="preview-title">
      <h2 id="preview-title">试排</h2>
      <div className="filters">
        <Field label="用哪件申请试排" hint="填申请编号；申请人姓名遮盖。不填的用虚拟内容" isOptional>
          {(control) => (
            <Input {...control} value={caseId} onChange={({ target }) => setCaseId(target.value.trim())} />
          )}
        </Field>
        <DayField label="文书日期" value={on} onChange={setOn} />
        <Button onClick={() => void preview.run()} loading={preview.isRunning}>
          试排
        </Button>
      </div>
      <ProblemNote error={preview.error} />
      {shown !== null && (
        <>
          {shown.findings.length > 0 && (
            <ul>
              {shown.findings.map(({ rule, message }, index) => (
                <li key={`${rule} ${index}`}>{message}</li>
              ))}
            </ul>
          )}
          <article className="note" aria-label="试排的文书">
            {shown.lines.map((line, index) => (
              <p key={index}>{line}</p>
            ))}
          </article>
        </>
      )}
    </section>
  );
}

interface EditorProps {
  readonly of: LetterTextState;
  readonly onChanged: (of: LetterTextState) => void;
}

function Editor({ of, onChanged }: EditorProps) {
  const { letter, draft, versions, shipped, inUse } = of;
  const { code } = usePlace();
  const { status } = useWorkplace();
  const [mayEdit, mayPublish] = [useMay('letterTemplate.edit'), useMay('letterTemplate.publish')];
  const used = versions.find(({ version }) => version === inUse)?.text ?? shipped;
  const [text, setText] = useState<TemplateText>(draft?.text ?? used);
  const [from, setFrom] = useState<string>(status.today);
  const place = { params: { code, letter } };
  const findings = checkTemplate({ letter, version: 0, ...text }, letter);
  const isChanged = JSON.stringify(text) !== JSON.stringify(draft?.text ?? used);
  const save = useAction(async () => {
    onChanged(
      await call('saveLetterTemplate', { ...place, body: { revision: draft?.revision ?? null, text } }),
    );
  });
  const discard = useAction(async () => {
    const left = await call('discardLetterTemplate', place);
    setText(left.versions.find(({ version }) => version === left.inUse)?.text ?? left.shipped);
    onChanged(left);
  });
  const publish = useAction(async () => {
    if (draft === null) return;
    const body = { revision: draft.revision, effectiveFrom: localDateSchema.parse(from) };
    onChanged(await call('publishLetterTemplate', { ...place, body }));
  });
  return (
    <>
      <p>
        正在使用：{inUse === 0 ? '随程序带来的文本' : `第${inUse}版`}。
        {draft === null ? '没有草稿：修改后保存即新建一版草稿。' : `草稿为第${draft.version}版。`}
      </p>
      <FindingList findings={findings} />
      <TextEditor letter={letter} text={text} isReadOnly={!mayEdit} onChange={setText} />
      {mayEdit && (
        <>
          <ProblemNote error={save.error ?? discard.error} />
          <p className="filters">
            <Button
              type="primary"
              disabled={!isChanged}
              loading={save.isRunning}
              onClick={() => void save.run()}
            >
              保存草稿
            </Button>
            <Button onClick={() => setText(shipped)}>换回随程序带来的文本</Button>
            {draft !== null && (
              <Button danger loading={discard.isRunning} onClick={() => void discard.run()}>
                放弃草稿
              </Button>
            )}
          </p>
        </>
      )}
      {mayPublish && draft !== null && (
        <section aria-labelledby="publish-title">
          <h2 id="publish-title">启用</h2>
          <p>启用后不能再改，已发出的文书不受影响；拟写的人不能启用自己的文本。</p>
          <div className="filters">
            <DayField label="启用日期" value={from} onChange={setFrom} />
            <Button
              type="primary"
              disabled={isChanged || findings.length > 0}
              loading={publish.isRunning}
              onClick={() => void publish.run()}
            >
              启用第{draft.version}版
            </Button>
          </div>
          <ProblemNote error={publish.error} />
        </section>
      )}
      <Preview letter={letter} text={text} />
      <VersionList of={of} text={text} />
    </>
  );
}

/** The text of one letter: its parts, what is missing, a trial on a real case, its versions. */
export function LetterTemplatePage({ letter }: { readonly letter: string }) {
  const { code } = usePlace();
  const known = letter in LETTERS ? (letter as Letter) : null;
  const state = useCall('getLetterTemplate', known === null ? null : { params: { code, letter: known } });
  if (known === null) return <Nothing title="没有这种文书" />;
  return (
    <Page title={`文书文本：${LETTERS[known]}`}>
      <Shown of={state} what="文书文本">
        {(of) => (
          <Editor
            key={`${of.draft?.version ?? 0} ${of.draft?.revision ?? 0} ${of.inUse} ${of.versions.length}`}
            of={of}
            onChanged={state.put}
          />
        )}
      </Shown>
    </Page>
  );
}
