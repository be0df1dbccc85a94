import {
  LETTERS,
  type LetterDetail,
  type LetterDraft,
  type LetterPreview,
  type LetterStart,
} from '@gongkai/core';
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { ApiError } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import type { Answered } from '../ui/address.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { usePlace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import { cleanFields, fieldsOf, isReplyLetter } from './letter-fields.js';
import { AddresseeFields } from './AddresseeFields.js';
import { FaultList } from './FaultList.js';
import { ItemFields } from './ItemFields.js';
import { LessonNotes } from './LessonNotes.js';
import { LetterTextView } from './LetterTextView.js';
import { SpecFields } from './SpecFields.js';

interface LetterEditorProps {
  /** What the letter answers. */
  readonly answered: Answered;
  readonly initial: LetterDraft;
  /** Null: the letter is not begun yet. */
  readonly of: LetterDetail | null;
  readonly correctsLetterId?: string | null;
  readonly others?: LetterStart['others'];
  readonly onSaved: (letter: LetterDetail) => void;
}

/** What is sent: as typed, without what was left empty. */
function draftToSend(draft: LetterDraft): LetterDraft {
  return { ...draft, fields: cleanFields(draft.fields) };
}

function previewOf(
  code: string,
  { caseId, rightsRequestId: requestId }: Answered,
  draft: LetterDraft,
): Promise<LetterPreview> {
  const body = { draft };
  return requestId === null
    ? call('previewLetter', { params: { code, caseId: caseId ?? '' }, body })
    : call('previewCorrectionLetter', { params: { code, requestId }, body });
}

function begin(
  code: string,
  { caseId, rightsRequestId: requestId }: Answered,
  body: { readonly draft: LetterDraft; readonly correctsLetterId: string | null },
): Promise<LetterDetail> {
  return requestId === null
    ? call('draftLetter', { params: { code, caseId: caseId ?? '' }, body })
    : call('draftCorrectionLetter', { params: { code, requestId }, body });
}

/**
 * The draft of a letter: what was found, item by item, then the letter as it follows. When somebody else was faster, what
 * he wrote is shown beside, and nothing typed is lost.
 */
export function LetterEditor({
  answered,
  initial,
  of,
  correctsLetterId = null,
  others = [],
  onSaved,
}: LetterEditorProps) {
  const { code } = usePlace();
  const [draft, setDraft] = useState(initial);
  const [preview, setPreview] = useState<LetterPreview | null>(null);
  const [version, setVersion] = useState(of?.version ?? 0);
  const [theirs, setTheirs] = useState<LetterDetail | null>(null);
  const look = useAction(async () => {
    setPreview(await previewOf(code, answered, draftToSend(draft)));
  });
  const save = useAction(async () => {
    const sent = draftToSend(draft);
    if (of === null) {
      onSaved(await begin(code, answered, { draft: sent, correctsLetterId }));
      return;
    }
    const params = { code, letterId: of.letterId };
    try {
      onSaved(await call('saveLetterDraft', { params, body: { draft: sent, version } }));
    } catch (error) {
      if (!(error instanceof ApiError) || !error.isConflict) throw error;
      const now = await call('getLetter', { params });
      setTheirs(now);
      setVersion(now.version);
      throw error;
    }
  });
  return (
    <div className="letter-editor">
      <AddresseeFields draft={draft} others={others} onChange={setDraft} />
      <ChoiceField
        label="送达方式"
        value={draft.serviceWay}
        options={[
          { value: 'post', label: '邮政企业寄送' },
          { value: 'direct', label: '直接或者委托其他行政机关送达' },
          { value: 'electronic', label: '电子送达（文书将写明网上复议地址）' },
        ]}
        onChange={(value) => setDraft({ ...draft, serviceWay: value as LetterDraft['serviceWay'] })}
      />
      <Field label="申请内容的摘要" isOptional hint="不填的，用登记的申请内容。">
        {(control) => (
          <Input.TextArea
            {...control}
            rows={2}
            value={draft.request ?? ''}
            onChange={({ target }) =>
              setDraft({ ...draft, request: target.value === '' ? null : target.value })
            }
          />
        )}
      </Field>
      {isReplyLetter(draft.letter) && (
        <ItemFields fields={draft.fields} onChange={(fields) => setDraft({ ...draft, fields })} />
      )}
      <LessonNotes letter={draft.letter} fields={draft.fields} />
      <SpecFields
        specs={fieldsOf(draft.letter)}
        values={draft.fields}
        onChange={(fields) => setDraft({ ...draft, fields })}
      />
      <div className="letter-actions">
        <Button loading={look.isRunning} onClick={() => void look.run()}>
          预览《{LETTERS[draft.letter]}》
        </Button>
        <Button type="primary" loading={save.isRunning} onClick={() => void save.run()}>
          {theirs === null ? '保存拟稿' : '对照后仍要保存'}
        </Button>
      </div>
      {theirs !== null && (
        <Alert
          type="warning"
          className="note"
          title="在此期间他人改过这件文书，您填写的内容没有丢失。下面是他人保存的内容，请对照："
          description={theirs.text === null ? '（还不能成文）' : <LetterTextView text={theirs.text} />}
        />
      )}
      <ProblemNote error={look.error} />
      <ProblemNote error={save.error} />
      {preview !== null && (
        <section aria-label="预览">
          <FaultList faults={preview.faults} />
          {preview.text !== null && <LetterTextView text={preview.text} />}
        </section>
      )}
    </div>
  );
}
