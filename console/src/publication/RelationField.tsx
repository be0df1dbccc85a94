import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { call } from '../api/call.js';
import { usePlace } from '../ui/place.js';
import { DocumentPicker } from './DocumentPicker.js';

interface RelationFieldProps {
  readonly label: string;
  /** Ids of documents, one a line. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly issue?: string | undefined;
  readonly isOptional?: boolean;
}

/** Documents to which another stands in a relation: shown by their titles, found and chosen in a dialog. */
export function RelationField({
  label,
  value,
  onChange,
  hint,
  issue,
  isOptional = false,
}: RelationFieldProps) {
  const { code } = usePlace();
  const [titles, setTitles] = useState<Readonly<Record<string, string>>>({});
  const [isOpen, setOpen] = useState(false);
  const ids = value.split(/\s+/u).filter((id) => id !== '');
  const unknown = ids.filter((id) => titles[id] === undefined).join('\n');
  useEffect(() => {
    for (const documentId of unknown === '' ? [] : unknown.split('\n')) {
      call('getDocument', { params: { code, documentId } })
        .then(({ draft }) => draft.title)
        .catch(() => documentId)
        .then((title) => setTitles((known) => ({ ...known, [documentId]: title })))
        .catch(() => undefined);
    }
  }, [code, unknown]);
  const chosen = ids.map((documentId) => ({ documentId, title: titles[documentId] ?? '正在读取…' }));
  return (
    <fieldset className="field">
      <legend>
        {label}
        {isOptional && <span className="muted">（选填）</span>}
      </legend>
      {hint !== undefined && <p className="muted small">{hint}</p>}
      {issue !== undefined && <p role="alert">{issue}</p>}
      <ul className="plain-list" aria-label={`${label}（已选）`}>
        {chosen.map(({ documentId, title }) => (
          <li key={documentId}>
            《{title}》{' '}
            <Button size="small" onClick={() => onChange(ids.filter((id) => id !== documentId).join('\n'))}>
              去掉<span className="visually-hidden">{title}</span>
            </Button>
          </li>
        ))}
      </ul>
      <Button onClick={() => setOpen(true)}>选择{label}</Button>
      {isOpen && (
        <Modal
          open
          title={`选择${label}`}
          okText="选好了"
          cancelButtonProps={{ style: { display: 'none' } }}
          mask={{ closable: false }}
          onOk={() => setOpen(false)}
          onCancel={() => setOpen(false)}
        >
          <DocumentPicker
            label={label}
            chosen={chosen}
            onChange={(picked) => {
              setTitles({
                ...titles,
                ...Object.fromEntries(picked.map(({ documentId, title }) => [documentId, title])),
              });
              onChange(picked.map(({ documentId }) => documentId).join('\n'));
            }}
          />
        </Modal>
      )}
    </fieldset>
  );
}
