import {
  LETTER_WAYS,
  RETURN_CAUSES,
  localDateSchema,
  mayWithin,
  type LetterDetail,
  type PresentedService,
  type ReturnCause,
} from '@gongkai/core';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { Day } from '../ui/Day.js';
import { DayField } from '../ui/DayField.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { usePlace, useWorkplace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import { letterFilePath, servicePaperPath } from './letter-files.js';
import { optionsOf } from '../ui/options.js';

interface ServiceListProps {
  readonly letter: LetterDetail;
  readonly onDone: (letter: LetterDetail) => void;
}

/** Each attempt to serve, what the carrier reported, and what came back. */
export function ServiceList({ letter, onDone }: ServiceListProps) {
  if (letter.services.length === 0) return null;
  return (
    <section aria-label="送达记录">
      <h2>送达记录</h2>
      <ul className="plain-list">
        {letter.services.map((service) => (
          <li key={service.serviceId}>
            <OneService letter={letter} service={service} onDone={onDone} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneService({ letter, service, onDone }: ServiceListProps & { readonly service: PresentedService }) {
  const place = usePlace();
  const { addressee, way, servedOn, trackingNumber, receivedOn, returnedOn, returnCause, tracking } = service;
  const receipt = (format: 'docx' | 'pdf'): string =>
    servicePaperPath(place, letter.letterId, 'receipt', addressee, format, service.serviceId);
  const { access } = useWorkplace();
  const mayPrint = mayWithin(access, 'letter.serve', letter.agencyCode);
  const isOpen = returnedOn === null && letter.steps.includes('track');
  return (
    <>
      <p>
        {letter.draft.addressees[addressee]?.name}：{LETTER_WAYS[way]}，送达日 <Day on={servedOn} />
        {trackingNumber !== null && <span className="figures">，邮件号码 {trackingNumber}</span>}
        {receivedOn !== null && (
          <>
            ，收件 <Day on={receivedOn} />
          </>
        )}
        {returnCause !== null && (
          <>
            ，<Day on={returnedOn} /> 退回：{RETURN_CAUSES[returnCause]}
          </>
        )}
        。<a href={letterFilePath(place, letter.letterId, service.evidenceFileId)}>送达凭证</a>
        {mayPrint && (
          <>
            {' '}
            <a href={receipt('pdf')}>送达回证</a> <a href={receipt('docx')}>送达回证（Word）</a>
          </>
        )}
      </p>
      {tracking.length > 0 && (
        <ul>
          {tracking.map(({ on, note }, index) => (
            <li key={index}>
              <Day on={on} /> {note}
            </li>
          ))}
        </ul>
      )}
      {isOpen && <TrackForm letter={letter} service={service} onDone={onDone} />}
    </>
  );
}

function TrackForm({ letter, service, onDone }: ServiceListProps & { readonly service: PresentedService }) {
  const { code } = usePlace();
  const { today } = useWorkplace().status;
  const [on, setOn] = useState<string>(today);
  const [note, setNote] = useState('');
  const [isReceived, setReceived] = useState(false);
  const [cause, setCause] = useState('');
  const params = { code, letterId: letter.letterId, serviceId: service.serviceId };
  const { version } = letter;
  const track = useAction(async () => {
    const day = localDateSchema.parse(on);
    onDone(await call('trackLetter', { params, body: { version, on: day, note, isReceived } }));
  });
  const back = useAction(async () => {
    const body = { version, on: localDateSchema.parse(on), cause: cause as ReturnCause, note };
    onDone(await call('returnService', { params, body }));
  });
  return (
    <details>
      <summary>登记投递情况或者退回</summary>
      <DayField label="日期" value={on} onChange={setOn} />
      <Field label="情况">
        {(control) => <Input {...control} value={note} onChange={({ target }) => setNote(target.value)} />}
      </Field>
      <Checkbox checked={isReceived} onChange={({ target }) => setReceived(target.checked)}>
        收件人在这一天收到
      </Checkbox>
      <Button
        size="small"
        disabled={note.trim() === ''}
        loading={track.isRunning}
        onClick={() => void track.run()}
      >
        登记投递情况
      </Button>
      <ChoiceField
        label="退回的原因"
        isOptional
        empty="没有退回"
        value={cause}
        options={optionsOf(RETURN_CAUSES)}
        onChange={setCause}
      />
      <Button size="small" disabled={cause === ''} loading={back.isRunning} onClick={() => void back.run()}>
        登记退回，须再次送达
      </Button>
      <ProblemNote error={track.error} />
      <ProblemNote error={back.error} />
    </details>
  );
}
