import {
  isMandatoryPart,
  partLabel,
  PLACEHOLDERS,
  placeholdersFor,
  type Letter,
  type TemplatePart,
  type TemplateText,
} from '@gongkai/core';
import { Button, Input, Tag } from 'antd';
import { Field } from '../ui/Field.js';

interface TextEditorProps {
  readonly letter: Letter;
  readonly text: TemplateText;
  readonly isReadOnly: boolean;
  readonly onChange: (text: TemplateText) => void;
}

interface PartEditorProps {
  readonly letter: Letter;
  readonly part: TemplatePart;
  readonly isReadOnly: boolean;
  readonly onChange: (part: TemplatePart) => void;
  readonly onRemove: () => void;
}

function PartEditor({ letter, part, isReadOnly, onChange, onRemove }: PartEditorProps) {
  const names = placeholdersFor(letter, part);
  const isMandatory = isMandatoryPart(letter, part);
  return (
    <div className="note">
      <Field label={partLabel(part)}>
        {(control) => (
          <Input.TextArea
            {...control}
            rows={Math.min(12, 1 + Math.ceil(part.text.length / 60))}
            value={part.text}
            readOnly={isReadOnly}
            onChange={({ target }) => onChange({ ...part, text: target.value })}
          />
        )}
      </Field>
      <details className="names">
        <summary>可以用的名称（{names.length}）</summary>
        <ul>
          {names.map((name) => (
            <li key={name}>
              <code>{`{${name}}`}</code> {PLACEHOLDERS[name].help}
            </li>
          ))}
        </ul>
      </details>
      <p>
        {isMandatory ? <Tag color="gold">必备</Tag> : <Tag>可以删除</Tag>}
        {!isReadOnly && (
          <Button size="small" onClick={onRemove} aria-label={`删除这一部分：${partLabel(part)}`}>
            删除这一部分
          </Button>
        )}
      </p>
    </div>
  );
}

/** The parts of a text one below the other, each with the names that have a value there. */
export function TextEditor({ letter, text, isReadOnly, onChange }: TextEditorProps) {
  const { appendix } = text;
  const partsOf = (parts: readonly TemplatePart[], put: (parts: TemplatePart[]) => void) =>
    parts.map((part, index) => (
      <PartEditor
        // A part has no identity but its place: two of one role can stand side by side.
        key={`${index} ${part.role} ${part.when ?? ''}`}
        {...{ letter, part, isReadOnly }}
        onChange={(changed) => put(parts.map((it, at) => (at === index ? changed : it)))}
        onRemove={() => put(parts.filter((_, at) => at !== index))}
      />
    ));
  return (
    <>
      <Field label="标题">
        {(control) => (
          <Input
            {...control}
            value={text.title}
            readOnly={isReadOnly}
            onChange={({ target }) => onChange({ ...text, title: target.value })}
          />
        )}
      </Field>
      <p className="hint">
        <code>{'{名称}'}</code> 处填入案件的内容；<code>[[ ]]</code>
        内的文字，在其中的内容没有时整段略去；换行就是另起一段。
      </p>
      {partsOf(text.parts, (parts) => onChange({ ...text, parts }))}
      {!isReadOnly && (
        <Button
          onClick={() =>
            onChange({ ...text, parts: [...text.parts, { role: 'closing', text: '（补充说明）' }] })
          }
        >
          加一段结尾说明
        </Button>
      )}
      {appendix !== null && (
        <section aria-label="回执">
          <h3>{appendix.title}</h3>
          {partsOf(appendix.parts, (parts) => onChange({ ...text, appendix: { ...appendix, parts } }))}
        </section>
      )}
    </>
  );
}
