import {
  LETTER_WAYS,
  SERVICE_POINTS,
  localDateSchema,
  type LetterDetail,
  type LetterWay,
} from '@gongkai/core';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { ConflictReload } from '../ui/ConflictReload.js';
import { DayField } from '../ui/DayField.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { FileField } from '../ui/FileField.js';
import { usePlace, useWorkplace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import { optionsOf } from '../ui/options.js';

const PAPER = '.pdf,.ofd,.jpg,.jpeg,.png,.tif,.tiff';

interface UploadStepProps {
  readonly letter: LetterDetail;
  readonly onDone: (letter: LetterDetail) => void;
  /** Reads the letter as it stands now; what was typed here stays. */
  readonly onReload: () => Promise<void>;
}

/** The sealed scan, or the pdf with its electronic signature, and how many copies were sealed. */
export function SealedUpload({ letter, onDone, onReload }: UploadStepProps) {
  const { code } = usePlace();
  const [copies, setCopies] = useState('2');
  const [file, setFile] = useState<File | null>(null);
  const keep = useAction(async () => {
    if (file === null) return;
    const params = { code, letterId: letter.letterId };
    const query = { version: letter.version, copies: Number(copies) };
    onDone(await call('keepSealedLetter', { params, query, body: file }));
  });
  return (
    <section aria-label="登记盖章件" className="letter-step">
      <h3>登记盖章件</h3>
      <Field label="盖章份数">
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            value={copies}
            onChange={({ target }) => setCopies(target.value)}
          />
        )}
      </Field>
      <FileField
        label="盖章件"
        accept={PAPER}
        hint="盖章后的扫描件，或者带电子签章的PDF；作为送达的原件保存，不能替换。"
        onChoose={setFile}
      />
      <Button
        type="primary"
        disabled={file === null || Number(copies) < 1}
        loading={keep.isRunning}
        onClick={() => void keep.run()}
      >
        保存盖章件
      </Button>
      <ProblemNote error={keep.error} />
      <ConflictReload
        error={keep.error}
        onReload={async () => {
          await onReload();
          keep.clear();
        }}
      />
    </section>
  );
}

/** Service on one addressee: the way, its day, the number of the mail and the proof. */
export function ServiceForm({ letter, onDone, onReload }: UploadStepProps) {
  const { code } = usePlace();
  const { today } = useWorkplace().status;
  const [addressee, setAddressee] = useState(String(letter.toServe[0] ?? 0));
  const [way, setWay] = useState<LetterWay>(letter.draft.serviceWay);
  const [on, setOn] = useState<string>(today);
  const [trackingNumber, setTrackingNumber] = useState('');
  const [recordsEvent, setRecordsEvent] = useState(true);
  const [file, setFile] = useState<File | null>(null);
  const serve = useAction(async () => {
    const day = localDateSchema.safeParse(on);
    if (file === null || !day.success) return;
    const params = { code, letterId: letter.letterId };
    const query = { version: letter.version, addressee: to, way, on: day.data };
    const more = { ...(trackingNumber !== '' && { trackingNumber }), recordsEvent };
    onDone(await call('serveLetter', { params, query: { ...query, ...more }, body: file }));
  });
  const { day, evidence } = SERVICE_POINTS[way];
  // Somebody else may have served him meanwhile.
  const to = letter.toServe.includes(Number(addressee)) ? Number(addressee) : (letter.toServe[0] ?? 0);
  return (
    <section aria-label="登记送达" className="letter-step">
      <h3>登记送达</h3>
      <ChoiceField
        label="收件人"
        value={String(to)}
        options={letter.toServe.map((index) => ({
          value: String(index),
          label: letter.draft.addressees[index]?.name ?? '',
        }))}
        onChange={setAddressee}
      />
      <ChoiceField
        label="送达方式"
        value={way}
        options={optionsOf(LETTER_WAYS)}
        onChange={(value) => setWay(value as LetterWay)}
      />
      <DayField label={day} value={on} onChange={setOn} />
      {way === 'post' && (
        <Field label="邮件号码（EMS等）" hint="只能通过邮政企业寄送。">
          {(control) => (
            <Input
              {...control}
              value={trackingNumber}
              onChange={({ target }) => setTrackingNumber(target.value.trim())}
            />
          )}
        </Field>
      )}
      <FileField label={evidence} accept={PAPER} hint="证明送达日期的凭证，须上传。" onChoose={setFile} />
      {letter.atService !== null && (
        <Checkbox checked={!recordsEvent} onChange={({ target }) => setRecordsEvent(!target.checked)}>
          这一环节已经在时间线中登记，不再重复记入
        </Checkbox>
      )}
      <p>
        将登记：{on} 以“{LETTER_WAYS[way]}”向{letter.draft.addressees[to]?.name ?? ''}
        送达{letter.documentNumber ?? ''}。
      </p>
      <Button
        type="primary"
        disabled={file === null || (way === 'post' && trackingNumber === '')}
        loading={serve.isRunning}
        onClick={() => void serve.run()}
      >
        确认登记送达
      </Button>
      <ProblemNote error={serve.error} />
      <ConflictReload
        error={serve.error}
        onReload={async () => {
          await onReload();
          serve.clear();
        }}
      />
    </section>
  );
}
