import { REMEDY_LEVELS, REMEDY_OUTCOMES, REMEDY_PROCEDURES } from '@gongkai/core';
import { Input } from 'antd';
import { DayField } from '../ui/DayField.js';
import { ChoiceField, Field } from '../ui/Field.js';
import type { StageDraft } from './remedy-draft.js';
import { optionsOf } from '../ui/options.js';

const OUTCOMES = optionsOf(REMEDY_OUTCOMES);
const PROCEDURES = optionsOf(REMEDY_PROCEDURES);

interface StageFieldsProps {
  readonly draft: StageDraft;
  /** What was wrong, by field. */
  readonly issueOf: (field: keyof StageDraft) => string | undefined;
  readonly onChange: (draft: StageDraft) => void;
}

/** Everything about one proceeding. */
export function StageFields({ draft, issueOf, onChange }: StageFieldsProps) {
  const isReconsideration = draft.level === 'reconsideration';
  const set = (field: keyof StageDraft) => (value: string) => onChange({ ...draft, [field]: value });
  const day = (field: keyof StageDraft, label: string, isOptional = true) => (
    <DayField
      label={label}
      value={draft[field]}
      onChange={set(field)}
      issue={issueOf(field)}
      isOptional={isOptional}
    />
  );
  const text = (field: keyof StageDraft, label: string, hint?: string) => (
    <Field label={label} issue={issueOf(field)} isOptional {...(hint !== undefined && { hint })}>
      {(control) => (
        <Input {...control} value={draft[field]} onChange={({ target }) => set(field)(target.value)} />
      )}
    </Field>
  );
  return (
    <fieldset>
      <legend>{REMEDY_LEVELS[draft.level]}</legend>
      {text('authority', isReconsideration ? '复议机关' : '法院')}
      {text('number', isReconsideration ? '复议案号' : '案号')}
      {isReconsideration && (
        <ChoiceField
          label="审理程序"
          empty="尚不知道（期限先按简易程序推算）"
          value={draft.procedure}
          options={PROCEDURES}
          onChange={set('procedure')}
        />
      )}
      {day('filedOn', '提起日期', false)}
      {day('copyReceivedOn', isReconsideration ? '收到申请书副本的日期' : '收到起诉状、上诉状副本的日期')}
      {day('answeredOn', '提交答复和证据的日期')}
      {day('concludedOn', '审结日期')}
      <ChoiceField
        label="结果"
        empty="尚未审结"
        value={draft.outcome}
        options={OUTCOMES}
        issue={issueOf('outcome')}
        isOptional
        onChange={set('outcome')}
      />
      {day('effectiveOn', '决定或者裁判生效日期')}
      {day('redecideBy', '要求重新答复的最后一日')}
      {text('costsYuan', '费用（元）')}
      <Field
        label="出庭、听证人员"
        hint="每行一人：日期 姓名 职务；负责人出庭的，行末写“负责人”。"
        issue={issueOf('appearances')}
        isOptional
      >
        {(control) => (
          <Input.TextArea
            {...control}
            rows={2}
            value={draft.appearances}
            onChange={({ target }) => set('appearances')(target.value)}
          />
        )}
      </Field>
    </fieldset>
  );
}
