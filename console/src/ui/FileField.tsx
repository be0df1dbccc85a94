import { Progress } from 'antd';
import { Field } from './Field.js';

interface FileFieldProps {
  readonly label: string;
  readonly accept: string;
  readonly hint: string;
  readonly onChoose: (file: File | null) => void;
}

/** A file to send, by the platform's own chooser. */
export function FileField({ label, accept, hint, onChoose }: FileFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <input
          {...control}
          type="file"
          className="file-input"
          accept={accept}
          onChange={({ target }) => onChoose(target.files?.[0] ?? null)}
        />
      )}
    </Field>
  );
}

interface ShareProgressProps {
  readonly label: string;
  /** 0–1. */
  readonly share: number;
}

/** How far something long has come. */
export function ShareProgress({ label, share }: ShareProgressProps) {
  return (
    <div className="progress">
      <span id="progress-label">{label}</span>
      <Progress percent={Math.round(share * 100)} aria-labelledby="progress-label" />
    </div>
  );
}
