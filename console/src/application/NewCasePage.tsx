import { IDENTITY_KINDS, newCaseSchema, APPLICANT_CLASSES, REPRESENTATIVE_RELATIONS } from '@gongkai/core';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { casePath } from '../ui/address.js';
import { fieldIssues, goToFirstIssue } from '../ui/field-issues.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { useAgency, usePlace, useWorkplace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import { IntakeCheck } from '../similarity/IntakeCheck.js';
import { emptyDraft, eventOf, type EventDraft } from './event-fields.js';
import { EventFields } from './EventFields.js';
import { ReceiptNote } from './ReceiptNote.js';
import { CLASS_OPTIONS } from './register-filters.js';

interface Draft {
  readonly caseId: string;
  readonly applicantClass: string;
  readonly applicantName: string;
  readonly identityKind: string;
  readonly identityNumber: string;
  readonly telephone: string;
  readonly address: string;
  readonly relation: string;
  readonly representativeName: string;
  readonly request: string;
  readonly topic: string;
  readonly unitCode: string;
}
const EMPTY: Draft = {
  caseId: '',
  applicantClass: '',
  applicantName: '',
  identityKind: '',
  identityNumber: '',
  telephone: '',
  address: '',
  relation: '',
  representativeName: '',
  request: '',
  topic: '',
  unitCode: '',
};

/** Those who act for an applicant. */
const RELATIONS = ['legalRepresentative', 'agent', 'guardian'] as const;

/** What else is needed to answer (条例第二十九条); kept sealed, and with a name alone. */
const DETAILS = [
  { key: 'identityNumber', label: '证件号码' },
  { key: 'telephone', label: '联系电话' },
  { key: 'address', label: '通信地址' },
] as const;

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** Who acts for the applicant, where somebody does. */
function representativeOf({ relation, representativeName }: Draft): object {
  const name = textOrNull(representativeName);
  const known = RELATIONS.find((it) => it === relation);
  return known === undefined || name === null
    ? {}
    : { representative: { relation: known, values: { name } } };
}

/** What is sent: empty answers are left out or null. */
function bodyOf(draft: Draft, submitted: EventDraft): unknown {
  const caseId = draft.caseId.trim();
  return {
    ...(caseId === '' ? {} : { caseId }),
    applicantClass: APPLICANT_CLASSES.find((known) => known === draft.applicantClass),
    applicantName: textOrNull(draft.applicantName),
    applicantDetails: {
      identityKind: IDENTITY_KINDS.find((known) => known === draft.identityKind) ?? null,
      identityNumber: textOrNull(draft.identityNumber),
      telephone: textOrNull(draft.telephone),
      address: textOrNull(draft.address),
    },
    ...representativeOf(draft),
    request: draft.request.trim(),
    topic: textOrNull(draft.topic),
    unitCode: textOrNull(draft.unitCode),
    events: [eventOf(submitted)],
  };
}

/** What the check for repeats is told. */
function intakeOf(draft: Draft) {
  return {
    request: draft.request.trim(),
    applicantClass: APPLICANT_CLASSES.find((known) => known === draft.applicantClass),
    applicantName: textOrNull(draft.applicantName),
    applicantDetails: { identityNumber: textOrNull(draft.identityNumber) },
  };
}

function eventIssues(issues: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(issues).map(([path, message]) => [path.replace(/^events\.0\./, ''), message]),
  );
}

/** Registering one application with the day and way of its arrival. */
export function NewCasePage() {
  const place = usePlace();
  const agency = useAgency();
  const { status } = useWorkplace();
  const [, navigate] = useLocation();
  const units = useCall('getAgency', { params: { code: place.code } }).data?.units ?? [];
  const [draft, setDraft] = useState(EMPTY);
  const [submitted, setSubmitted] = useState(() => emptyDraft('submitted', status.today));
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const save = useAction(async () => {
    const parsed = newCaseSchema.safeParse(bodyOf(draft, submitted));
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) {
      goToFirstIssue();
      return;
    }
    const created = await call('createCase', { params: { code: place.code }, body: parsed.data });
    navigate(casePath(place, created.caseId));
  });
  const shown = { ...issues, ...issuesOf(save.error) };
  const set = (key: keyof Draft) => (value: string) => setDraft({ ...draft, [key]: value });
  const wrong = Object.keys(shown).length;
  return (
    <Page title="登记申请" lead={agency?.name ?? place.code}>
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        {wrong > 0 && (
          <p className="issue" role="alert">
            有 {wrong} 处还没有填好，见各项下面的说明。所填内容没有丢失。
          </p>
        )}
        <Field label="编号" isOptional hint="不填则由系统按本机关当年的顺序编号。" issue={shown.caseId}>
          {(control) => (
            <Input {...control} value={draft.caseId} onChange={({ target }) => set('caseId')(target.value)} />
          )}
        </Field>
        <ChoiceField
          label="申请人类别"
          empty="请选择"
          value={draft.applicantClass}
          options={CLASS_OPTIONS}
          issue={shown.applicantClass === undefined ? undefined : '请选择申请人类别。'}
          onChange={set('applicantClass')}
        />
        <Field label="申请人姓名或者名称" isOptional issue={shown.applicantName}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              value={draft.applicantName}
              onChange={({ target }) => set('applicantName')(target.value)}
            />
          )}
        </Field>
        <ChoiceField
          label="证件种类（选填）"
          empty="不登记"
          value={draft.identityKind}
          options={IDENTITY_KINDS.map((kind) => ({ value: kind, label: kind }))}
          onChange={set('identityKind')}
        />
        {DETAILS.map(({ key, label }) => (
          <Field key={key} label={label} isOptional issue={shown[`applicantDetails.${key}`]}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                value={draft[key]}
                onChange={({ target }) => set(key)(target.value)}
              />
            )}
          </Field>
        ))}
        <ChoiceField
          label="由谁代为办理（选填）"
          empty="本人"
          value={draft.relation}
          options={RELATIONS.map((value) => ({ value, label: REPRESENTATIVE_RELATIONS[value] }))}
          onChange={set('relation')}
        />
        {draft.relation !== '' && (
          <Field label="代为办理的人的姓名" issue={shown['representative.values.name']}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                value={draft.representativeName}
                onChange={({ target }) => set('representativeName')(target.value)}
              />
            )}
          </Field>
        )}
        <Field label="所需政府信息的名称或者特征描述" issue={shown.request}>
          {(control) => (
            <Input.TextArea
              {...control}
              rows={4}
              value={draft.request}
              onChange={({ target }) => set('request')(target.value)}
            />
          )}
        </Field>
        <IntakeCheck asked={intakeOf(draft)} />
        <Field label="主题" isOptional issue={shown.topic}>
          {(control) => (
            <Input {...control} value={draft.topic} onChange={({ target }) => set('topic')(target.value)} />
          )}
        </Field>
        {units.length > 0 && (
          <ChoiceField
            label="承办处室"
            isOptional
            empty="未指定"
            value={draft.unitCode}
            options={units.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={set('unitCode')}
          />
        )}
        <fieldset>
          <legend>提交申请</legend>
          <EventFields draft={submitted} issues={eventIssues(shown)} onChange={setSubmitted} isTypeFixed />
          <ReceiptNote draft={submitted} />
        </fieldset>
        <ProblemNote error={save.error} />
        <Button type="primary" htmlType="submit" loading={save.isRunning}>
          登记
        </Button>
      </form>
    </Page>
  );
}
