import {
  DOCUMENT_KINDS,
  documentDraftSchema,
  DUTY_CATALOGUE,
  type DocumentKind,
  type HotSpot,
} from '@gongkai/core';
import { Input } from 'antd';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { documentPath } from '../ui/address.js';
import { DayField } from '../ui/DayField.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { fieldIssues } from '../ui/field-issues.js';
import { usePlace } from '../ui/place.js';
import { optionsOf } from '../ui/options.js';

const KINDS = optionsOf(DOCUMENT_KINDS);
const DUTIES = optionsOf(DUTY_CATALOGUE);
const asked = documentDraftSchema.pick({
  kind: true,
  title: true,
  duty: true,
  formedOn: true,
  responsibleUnit: true,
});

/** Opens a draft to publish what several people asked for; what it lacks is filled in there. */
export function DraftFromHotSpot({ of, onClose }: { readonly of: HotSpot; readonly onClose: () => void }) {
  const place = usePlace();
  const [, navigate] = useLocation();
  const [kind, setKind] = useState<DocumentKind>('notice');
  const [title, setTitle] = useState('');
  const [duty, setDuty] = useState<string>(DOCUMENT_KINDS.notice.duty);
  const [formedOn, setFormedOn] = useState('');
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const draft = useAction(async () => {
    const parsed = asked.safeParse({ kind, title, duty, formedOn });
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) return;
    const params = { code: place.code, candidateId: of.candidateId };
    const { documentId } = await call('draftFromHotSpot', { params, body: parsed.data });
    navigate(documentPath(place, documentId));
  });
  const shown = { ...issues, ...issuesOf(draft.error) };
  return (
    <ActionDialog title="起草公开文稿" okText="起草" action={draft} onClose={onClose}>
      <p>{of.request}</p>
      <p className="muted">文稿按主动公开的流程审核后发布。标题写信息的名称，不要写申请人的信息。</p>
      <Field label="标题" issue={shown.title}>
        {(control) => <Input {...control} value={title} onChange={({ target }) => setTitle(target.value)} />}
      </Field>
      <ChoiceField
        label="种类"
        value={kind}
        options={KINDS}
        onChange={(value) => setKind(value as DocumentKind)}
      />
      <ChoiceField label="公开目录" value={duty} options={DUTIES} onChange={setDuty} />
      <DayField label="成文日期" value={formedOn} issue={shown.formedOn} onChange={setFormedOn} />
    </ActionDialog>
  );
}
