import { DOCUMENT_STATUSES, type DocumentKind } from '@gongkai/core';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useCall } from '../api/use-call.js';
import { Field } from '../ui/Field.js';
import { usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';

interface Picked {
  readonly documentId: string;
  readonly title: string;
}

/** Documents of the agency, found by title or number and chosen with a button; what is chosen can be taken away. */
export function DocumentPicker({
  label,
  chosen,
  kind,
  onChange,
}: {
  readonly label: string;
  readonly chosen: readonly Picked[];
  readonly kind?: DocumentKind;
  readonly onChange: (chosen: readonly Picked[]) => void;
}) {
  const { code } = usePlace();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const found = useCall('listDocuments', {
    params: { code },
    query: { limit: 8, sort: '-formedOn', ...(asked !== '' && { q: asked }), ...(kind && { kind }) },
  });
  const search = () => setAsked(typed.trim());
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      <ul className="plain-list" aria-label="已选的文件">
        {chosen.map(({ documentId, title }) => (
          <li key={documentId}>
            {title}{' '}
            <Button
              size="small"
              onClick={() => onChange(chosen.filter((it) => it.documentId !== documentId))}
            >
              去掉<span className="visually-hidden">{title}</span>
            </Button>
          </li>
        ))}
      </ul>
      <Field label="查找文件" hint="标题或者文号里的几个字" isOptional>
        {(control) => (
          <Input.Search
            {...control}
            value={typed}
            enterButton="查找"
            onChange={({ target }) => setTyped(target.value)}
            onSearch={search}
          />
        )}
      </Field>
      <Shown of={found} what="文件">
        {({ items }) => (
          <ul className="plain-list" aria-label="找到的文件">
            {items.length === 0 && <li>没有找到，请换几个字。</li>}
            {items
              .filter((item) => !chosen.some((it) => it.documentId === item.documentId))
              .map(({ documentId, title, documentNumber, status }) => (
                <li key={documentId}>
                  <Button size="small" onClick={() => onChange([...chosen, { documentId, title }])}>
                    选<span className="visually-hidden">{title}</span>
                  </Button>{' '}
                  {title}
                  <span className="muted small">
                    {documentNumber === null ? '' : ` ${documentNumber}`}，{DOCUMENT_STATUSES[status]}
                  </span>
                </li>
              ))}
          </ul>
        )}
      </Shown>
    </fieldset>
  );
}
