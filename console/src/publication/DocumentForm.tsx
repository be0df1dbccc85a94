import {
  DISCLOSURE_MODES,
  DOCUMENT_KINDS,
  DUTY_CATALOGUE,
  GENRES,
  INTERPRETATION_FORM_NAMES,
  INTERPRETATION_FORMS,
  ruleOfKind,
  TOPIC_CATEGORY_NAMES,
  WITHHOLDING_GROUNDS,
  type DocumentKind,
} from '@gongkai/core';
import { Checkbox, Input } from 'antd';
import type { ReactNode } from 'react';
import { useCall } from '../api/use-call.js';
import { DayField } from '../ui/DayField.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { RelationField } from './RelationField.js';
import { usePlace } from '../ui/place.js';
import { withKind, type DocumentFields, type FieldName } from './document-fields.js';
import { optionsOf } from '../ui/options.js';

interface DocumentFormProps {
  readonly fields: DocumentFields;
  readonly issues: Readonly<Partial<Record<FieldName, string>>>;
  readonly onChange: (fields: DocumentFields) => void;
}

const KIND_OPTIONS = optionsOf(DOCUMENT_KINDS);
const DUTY_OPTIONS = optionsOf(DUTY_CATALOGUE);
const GROUND_OPTIONS = Object.entries(WITHHOLDING_GROUNDS).map(([value, { label, article }]) => ({
  value,
  label: `${label}（${article}）`,
}));
const MODE_OPTIONS = optionsOf(DISCLOSURE_MODES);
const GENRE_OPTIONS = GENRES.map((value) => ({ value, label: value }));
const TOPIC_OPTIONS = TOPIC_CATEGORY_NAMES.map((value) => ({ value, label: value.replace('\\', ' › ') }));

/** Everything that is said of a document when it is drafted; what the kind does not need is not asked. */
export function DocumentForm({ fields, issues, onChange }: DocumentFormProps) {
  const { code } = usePlace();
  const agency = useCall('getAgency', { params: { code } });
  const kind = fields.kind as DocumentKind;
  const rule = ruleOfKind(kind);
  const set = (name: FieldName) => (value: string) => onChange({ ...fields, [name]: value });
  const text = (name: FieldName, label: string, more: { hint?: ReactNode; optional?: true } = {}) => (
    <Field
      label={label}
      issue={issues[name]}
      isOptional={more.optional === true}
      {...(more.hint === undefined ? {} : { hint: more.hint })}
    >
      {(control) => (
        <Input {...control} value={fields[name]} onChange={({ target }) => set(name)(target.value)} />
      )}
    </Field>
  );
  const area = (
    name: FieldName,
    label: string,
    rows: number,
    more: { hint?: ReactNode; optional?: true } = {},
  ) => (
    <Field
      label={label}
      issue={issues[name]}
      isOptional={more.optional === true}
      {...(more.hint === undefined ? {} : { hint: more.hint })}
    >
      {(control) => (
        <Input.TextArea
          {...control}
          rows={rows}
          value={fields[name]}
          onChange={({ target }) => set(name)(target.value)}
        />
      )}
    </Field>
  );
  const day = (name: FieldName, label: string, isOptional: boolean) => (
    <DayField
      label={label}
      value={fields[name]}
      issue={issues[name]}
      isOptional={isOptional}
      onChange={set(name)}
    />
  );
  const relation = (
    name: 'interprets' | 'related' | 'amends' | 'repeals',
    label: string,
    isOptional: boolean,
    hint?: string,
  ) => (
    <RelationField
      label={label}
      value={fields[name]}
      issue={issues[name]}
      isOptional={isOptional}
      {...(hint === undefined ? {} : { hint })}
      onChange={set(name)}
    />
  );
  return (
    <div className="document-form">
      <h2>是什么文件</h2>
      <ChoiceField
        label="种类"
        value={fields.kind}
        options={KIND_OPTIONS}
        onChange={(value) => onChange(withKind(fields, value as DocumentKind))}
        issue={issues.kind}
      />
      {text('title', '标题')}
      {text('documentNumber', '文号', {
        hint: '例如 云人社发〔2026〕12号，括号怎样输入都可以',
        ...(rule.isNormative === true ? {} : { optional: true }),
      })}
      {area('summary', '内容概述', 2, { hint: '公开目录必须有（条例第十二条）' })}
      <ChoiceField
        label="体裁"
        empty="未定"
        value={fields.genre}
        options={GENRE_OPTIONS}
        onChange={set('genre')}
        isOptional
      />
      <ChoiceField
        label="主题分类"
        empty="未定"
        value={fields.topic}
        options={TOPIC_OPTIONS}
        onChange={set('topic')}
        isOptional
      />
      <ChoiceField label="公开目录" value={fields.duty} options={DUTY_OPTIONS} onChange={set('duty')} />
      {text('keywords', '关键词', { optional: true, hint: '几个词用顿号隔开' })}
      <ChoiceField
        label="责任处室"
        empty="不分处室"
        value={fields.responsibleUnit}
        options={(agency.data?.units ?? []).map((unit) => ({ value: unit.code, label: unit.name }))}
        onChange={set('responsibleUnit')}
        isOptional
      />
      <h2>日期</h2>
      {day('formedOn', '成文日期', false)}
      {day('changedOn', '变更日期', true)}
      {(rule.isNormative === true || kind === 'policy') && (
        <>
          {day('effectiveOn', '施行日期', rule.isNormative !== true)}
          {day('expiresOn', '有效期至', true)}
        </>
      )}
      <h2>公开属性</h2>
      <ChoiceField
        label="公开属性"
        value={fields.mode}
        options={MODE_OPTIONS}
        onChange={set('mode')}
        issue={issues.mode}
      />
      {fields.mode === 'withheld' && (
        <ChoiceField
          label="不予公开的依据"
          empty="请选择"
          value={fields.withholdingGround}
          options={GROUND_OPTIONS}
          onChange={set('withholdingGround')}
          issue={issues.withholdingGround}
        />
      )}
      {fields.mode !== 'proactive' && area('modeReason', '理由', 2)}
      <p>
        <Checkbox
          checked={fields.needsConsent !== ''}
          onChange={({ target }) => set('needsConsent')(target.checked ? 'yes' : '')}
        >
          涉及其他机关，或者需要报请批准（条例第十一条）
        </Checkbox>
      </p>
      {rule.needsInterpretation === true &&
        fields.mode === 'proactive' &&
        area('interpretationPlan', '解读方案', 3, {
          hint: '提纲、形式、渠道、时间；解读与文件同步组织、同步审签、同步部署',
        })}
      {(rule.needsInterpretation === true || kind === 'policy') && fields.mode === 'proactive' && (
        <fieldset className="field">
          <legend>
            解读的形式<span className="muted">（前两种是核心解读）</span>
          </legend>
          <Checkbox.Group
            value={fields.plannedForms.split(' ')}
            options={INTERPRETATION_FORM_NAMES.map((value) => ({
              value,
              label: INTERPRETATION_FORMS[value].label,
            }))}
            onChange={(chosen) => set('plannedForms')(chosen.join(' '))}
          />
        </fieldset>
      )}
      {kind === 'interpretation' && (
        <ChoiceField
          label="解读的形式"
          empty="未定"
          value={fields.interpretationForm}
          options={optionsOf(INTERPRETATION_FORMS)}
          onChange={set('interpretationForm')}
          isOptional
        />
      )}
      <h2>正文和相关文件</h2>
      {area('body', '正文', 16, { hint: '一行一段；以“一、”“（一）”开头的短行是标题', optional: true })}
      {kind === 'interpretation'
        ? relation('interprets', '解读的文件', false)
        : relation('related', '相关文件', true)}
      {rule.isNormative === true && (
        <>
          {relation('amends', '修改的文件', true, '发布后，那些文件标明“已修改”')}
          {relation('repeals', '废止的文件', true, '发布后，那些文件标明“废止”，台账同时登记')}
        </>
      )}
    </div>
  );
}
