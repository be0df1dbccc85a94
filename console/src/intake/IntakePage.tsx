import {
  CHANNEL_LABELS,
  CHANNELS,
  channelQuestions,
  newIntakeSchema,
  ORAL_AGREEMENTS,
  PROVISION_FORMS,
  PROVISION_ROUTES,
  type Channel,
} from '@gongkai/core';
import { Button, Checkbox, Input, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { Instant } from '../ui/Day.js';
import { DayField } from '../ui/DayField.js';
import { fieldIssues, goToFirstIssue } from '../ui/field-issues.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { useAgency, usePlace, useWorkplace } from '../ui/place.js';
import { Loading, ProblemNote } from '../ui/states.js';
import { ApplicantFields } from './ApplicantFields.js';
import { ContactFields } from './ContactFields.js';
import { DraftList } from './DraftList.js';
import { TextField, type Issues } from './fields.js';
import { emptyIntake, intakeBody, type IntakeTyped } from './intake-typed.js';
import { IntakeDone } from './IntakeDone.js';
import { IntakeReceipt } from './IntakeReceipt.js';
import { PapersField } from './PapersField.js';
import { RepeatCheck } from './RepeatCheck.js';
import { useIntakeDraft } from './use-intake-draft.js';
import { optionsOf } from '../ui/options.js';

interface PartProps {
  readonly typed: IntakeTyped;
  readonly issues: Issues;
  readonly set: (change: Partial<IntakeTyped>) => void;
}

/** How it came, and what that channel asks besides. */
function ArrivalFields({ typed, issues, set, children }: PartProps & { readonly children: ReactNode }) {
  const asks = channelQuestions(typed.channel);
  return (
    <fieldset>
      <legend>怎样收到的</legend>
      <Radio.Group
        className="channel-choice"
        aria-label="渠道"
        value={typed.channel}
        onChange={({ target }) => set({ channel: target.value as Channel })}
        options={CHANNELS.map((value) => ({ value, label: CHANNEL_LABELS[value] }))}
      />
      <div className="field-row">
        <DayField label={asks.day} value={typed.on} issue={issues.on} onChange={(on) => set({ on })} />
        {asks.asksHandOver === true && (
          <DayField
            label="转到公开机构的日期"
            isOptional
            value={typed.officeReceivedOn}
            issue={issues.officeReceivedOn}
            onChange={(officeReceivedOn) => set({ officeReceivedOn })}
          />
        )}
      </div>
      {asks.mailNumber !== undefined && (
        <TextField
          label={asks.mailNumber}
          isOptional
          value={typed.mailNumber}
          issue={issues.mailNumber}
          onChange={(mailNumber) => set({ mailNumber })}
        />
      )}
      {asks.sentFrom !== undefined && (
        <TextField
          label={asks.sentFrom}
          isOptional
          value={typed.sentFrom}
          issue={issues.sentFrom}
          onChange={(sentFrom) => set({ sentFrom })}
        />
      )}
      {children}
    </fieldset>
  );
}

/** What is asked for; a letter may bring several applications. 条例第二十九条第二款第二、三项 */
function RequestFields({ typed, issues, set, children }: PartProps & { readonly children: ReactNode }) {
  const isEnvelope = channelQuestions(typed.channel).isEnvelope === true;
  const requests = isEnvelope ? typed.requests : typed.requests.slice(0, 1);
  const change = (index: number, text: string): void =>
    set({ requests: typed.requests.map((it, at) => (at === index ? text : it)) });
  return (
    <fieldset>
      <legend>申请的信息</legend>
      {requests.map((request, index) => (
        <Field
          key={index}
          label={
            requests.length > 1
              ? `第 ${index + 1} 件：所需政府信息的名称、文号或者特征描述`
              : '所需政府信息的名称、文号或者特征描述'
          }
          issue={issues[`requests.${index}`]}
        >
          {(control) => (
            <Input.TextArea
              {...control}
              rows={3}
              value={request}
              onChange={({ target }) => change(index, target.value)}
            />
          )}
        </Field>
      ))}
      {isEnvelope && (
        <p className="buttons">
          <Button onClick={() => set({ requests: [...typed.requests, ''] })}>信封里还有一件</Button>{' '}
          <Button
            disabled={requests.length < 2}
            onClick={() => set({ requests: typed.requests.slice(0, -1) })}
          >
            去掉最后一件
          </Button>
        </p>
      )}
      {issues.requests !== undefined && <p className="issue">{issues.requests}</p>}
      {children}
      <div className="field-row">
        <ChoiceField
          label="信息的形式"
          empty="没有写明"
          value={typed.form}
          options={PROVISION_FORMS}
          onChange={(form) => set({ form })}
        />
        <ChoiceField
          label="获取信息的途径"
          empty="没有写明"
          value={typed.route}
          options={PROVISION_ROUTES}
          onChange={(route) => set({ route })}
        />
      </div>
      {typed.form === 'other' && (
        <TextField
          label="什么形式"
          value={typed.formOther}
          issue={issues.formOther}
          onChange={(formOther) => set({ formOther })}
        />
      )}
    </fieldset>
  );
}

/** 条例第二十九条第一款: taken down by the office, and read back. */
function OralFields({ typed, issues, set }: PartProps) {
  return (
    <fieldset>
      <legend>口头申请记录</legend>
      <TextField
        label="申请人书写有什么困难"
        rows={2}
        value={typed.hardship}
        issue={issues['oral.hardship']}
        onChange={(hardship) => set({ hardship })}
      />
      <ChoiceField
        label="申请人怎样确认"
        empty="请选择"
        value={typed.agreed}
        options={optionsOf(ORAL_AGREEMENTS)}
        issue={issues['oral.agreed'] === undefined ? undefined : '请选择申请人怎样确认记录。'}
        onChange={(agreed) => set({ agreed })}
      />
      <p className="field">
        <Checkbox checked={typed.hasReadBack} onChange={({ target }) => set({ hasReadBack: target.checked })}>
          已把代填的内容读给申请人听，申请人确认无误
        </Checkbox>
      </p>
      {issues['oral.hasReadBack'] !== undefined && <p className="issue">{issues['oral.hasReadBack']}</p>}
      <p className="hint">登记后可以打印“口头申请记录”请申请人签字，再把签好的扫描件作为附件上传。</p>
    </fieldset>
  );
}

/** Taking in one application at the desk, by whatever channel; what is typed is kept while it is typed. */
export function IntakePage() {
  const agency = useAgency();
  const { code } = usePlace();
  const { today } = useWorkplace().status;
  const units = useCall('getAgency', { params: { code } }).data?.units ?? [];
  const draft = useIntakeDraft(code, emptyIntake(today));
  const { draftId, typed, set, papers } = draft;
  const [hasTried, setTried] = useState(false);
  const save = useAction(async () => {
    const parsed = newIntakeSchema.safeParse(intakeBody(typed));
    setTried(true);
    if (!parsed.success) {
      goToFirstIssue();
      return;
    }
    await draft.send(
      async () => (await call('registerIntake', { params: { code, draftId }, body: parsed.data })).caseIds,
    );
  });
  // Once it was tried, what is put right is no fault any more.
  const own = hasTried ? fieldIssues(newIntakeSchema.safeParse(intakeBody(typed)).error) : {};
  const shown: Issues = { ...own, ...issuesOf(save.error) };
  const wrong = Object.keys(shown).length;
  const part = { typed, issues: shown, set };
  if (draft.isReading) return <Loading what="收件草稿" />;
  if (draft.caseIds !== null) return <IntakeDone caseIds={draft.caseIds} channel={typed.channel} />;
  return (
    <Page title="登记申请" lead={agency?.name ?? code}>
      <DraftList current={draftId} />
      <form
        className="form intake"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
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
        <ArrivalFields {...part}>
          <IntakeReceipt typed={typed} papers={papers} />
          <ContactFields {...part} />
        </ArrivalFields>
        <ApplicantFields {...part} />
        <RequestFields {...part}>
          <RepeatCheck typed={typed} set={set} />
        </RequestFields>
        {typed.channel === 'oral' && <OralFields {...part} />}
        <PapersField papers={papers} add={draft.addPaper} drop={draft.dropPaper} />
        <fieldset>
          <legend>交给谁办</legend>
          {units.length > 0 && (
            <ChoiceField
              label="承办处室"
              isOptional
              empty="未指定"
              value={typed.unitCode}
              options={units.map((unit) => ({ value: unit.code, label: unit.name }))}
              onChange={(unitCode) => set({ unitCode })}
            />
          )}
          <div className="field-row">
            <TextField
              label="主题"
              isOptional
              value={typed.topic}
              issue={shown.topic}
              onChange={(topic) => set({ topic })}
            />
            <TextField
              label="编号"
              isOptional
              hint="不填则由系统按本机关当年的顺序编号。"
              value={typed.caseId}
              issue={shown.caseId}
              onChange={(caseId) => set({ caseId })}
            />
          </div>
          <TextField
            label="登记时要说明的情况"
            isOptional
            rows={2}
            value={typed.note}
            issue={shown.note}
            onChange={(note) => set({ note })}
          />
        </fieldset>
        <ProblemNote error={save.error} />
        <p className="buttons">
          <Button type="primary" htmlType="submit" loading={save.isRunning}>
            登记
          </Button>{' '}
          <span className="hint">Ctrl + 回车也可以登记。</span>
        </p>
        <KeptNote savedAt={draft.kept.savedAt} error={draft.kept.error} />
      </form>
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
