import { newIntakeSchema, newRightsIntakeSchema } from '@gongkai/core';
import { Radio } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { Form } from '../ui/Form.js';
import { Instant } from '../ui/Day.js';
import { fieldIssues, goToFirstIssue } from '../ui/field-issues.js';
import { optionsOf } from '../ui/options.js';
import { Page } from '../ui/Page.js';
import { useAgency, usePlace, useWorkplace } from '../ui/place.js';
import { Loading, ProblemNote } from '../ui/states.js';
import { ApplicantFields } from './ApplicantFields.js';
import { ArrivalFields, OralFields } from './ArrivalFields.js';
import { ContactFields } from './ContactFields.js';
import { DraftList } from './DraftList.js';
import { TextField, type Issues, type PartProps } from './fields.js';
import { HandlerFields } from './HandlerFields.js';
import {
  emptyIntake,
  intakeBody,
  INTAKE_MATTER_NAMES,
  INTAKE_MATTERS,
  rightsBody,
  type IntakeMatter,
  type IntakeTyped,
} from './intake-typed.js';
import { IntakeDone } from './IntakeDone.js';
import { IntakeReceipt } from './IntakeReceipt.js';
import { PapersField } from './PapersField.js';
import { RepeatCheck } from './RepeatCheck.js';
import { RequestFields } from './RequestFields.js';
import { RightsFields } from './RightsFields.js';
import { useIntakeDraft } from './use-intake-draft.js';

/** What a paper of the desk asks for: an application, or one of the two that are none. */
function MatterField({ typed, set }: PartProps) {
  return (
    <Radio.Group
      className="channel-choice"
      aria-label="收到的是"
      value={typed.matter}
      onChange={({ target }) => set({ matter: target.value as IntakeMatter })}
      options={optionsOf(INTAKE_MATTERS)}
    />
  );
}

/** What would be registered, or what is wrong with it. */
function readIntake(typed: IntakeTyped) {
  return typed.matter === 'application'
    ? ({ of: 'application', ...newIntakeSchema.safeParse(intakeBody(typed)) } as const)
    : ({ of: 'rights', ...newRightsIntakeSchema.safeParse(rightsBody(typed)) } as const);
}

/**
 * Taking in one application, demand for correction or suggestion at the desk, by whatever channel; what is typed is kept
 * while it is typed.
 */
export function IntakePage() {
  const agency = useAgency();
  const { code } = usePlace();
  const { today } = useWorkplace().status;
  const [search] = useSearchParams();
  const matter = INTAKE_MATTER_NAMES.find((it) => it === search.get('matter')) ?? 'application';
  const draft = useIntakeDraft(code, { ...emptyIntake(today), matter });
  const { draftId, typed, set, papers } = draft;
  const [hasTried, setTried] = useState(false);
  const save = useAction(async () => {
    const read = readIntake(typed);
    setTried(true);
    if (!read.success) {
      goToFirstIssue();
      return;
    }
    const params = { code, draftId };
    await draft.send(async () =>
      read.of === 'application'
        ? { ...(await call('registerIntake', { params, body: read.data })), rightsRequestId: null }
        : {
            caseIds: [],
            rightsRequestId: (await call('registerRightsIntake', { params, body: read.data })).requestId,
          },
    );
  });
  // Once it was tried, what is put right is no fault any more.
  const own = hasTried ? fieldIssues(readIntake(typed).error) : {};
  const shown: Issues = { ...own, ...issuesOf(save.error) };
  const wrong = Object.keys(shown).length;
  const part = { typed, issues: shown, set };
  if (draft.isReading) return <Loading what="收件草稿" />;
  if (draft.became !== null) return <IntakeDone {...draft.became} channel={typed.channel} />;
  return (
    <Page title="登记申请" lead={agency?.name ?? code}>
      <DraftList current={draftId} />
      <Form
        className="intake"
        action={save}
        okText="登记"
        note={
          <>
            <span className="hint"> Ctrl + 回车也可以登记。</span>
            <KeptNote savedAt={draft.kept.savedAt} error={draft.kept.error} />
          </>
        }
        onKeyDown={(event) => {
          // From any field, also from one of several lines.
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void save.run();
        }}
      >
        {wrong > 0 && (
          <p className="issue" role="alert">
            有 {wrong} 处还没有填好，见各项下面的说明。所填内容没有丢失。
          </p>
        )}
        <MatterField {...part} />
        <ArrivalFields {...part}>
          <IntakeReceipt typed={typed} papers={papers} />
          <ContactFields {...part} />
        </ArrivalFields>
        {typed.matter === 'application' ? (
          <>
            <ApplicantFields {...part} />
            <RequestFields {...part}>
              <RepeatCheck typed={typed} set={set} />
            </RequestFields>
          </>
        ) : (
          <RightsFields {...part} kind={typed.matter} />
        )}
        {typed.channel === 'oral' && <OralFields {...part} />}
        <PapersField papers={papers} add={draft.addPaper} drop={draft.dropPaper} />
        <fieldset>
          <legend>{typed.matter === 'application' ? '交给谁办' : '说明'}</legend>
          {typed.matter === 'application' && <HandlerFields {...part} />}
          <TextField
            label="登记时要说明的情况"
            isOptional
            rows={2}
            value={typed.note}
            issue={shown.note}
            onChange={(note) => set({ note })}
          />
        </fieldset>
      </Form>
    </Page>
  );
}

function KeptNote({ savedAt, error }: { readonly savedAt: string | null; readonly error: unknown }) {
  if (error !== null) {
    return (
      <>
        <p className="issue">草稿没有保存到服务器，所填内容还在这个页面上，请不要关闭页面。</p>
        <ProblemNote error={error} />
      </>
    );
  }
  if (savedAt === null) return <p className="hint">开始填写后自动保存草稿，只有您看得到，七天后删除。</p>;
  return (
    <p className="hint">
      草稿已在 <Instant at={savedAt} /> 保存，只有您看得到；关闭页面或者登录失效后可以接着填。
    </p>
  );
}
