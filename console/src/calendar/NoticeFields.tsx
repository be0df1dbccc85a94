import { Button, Input } from 'antd';
import { DayField } from '../ui/DayField.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { useWorkplace } from '../ui/place.js';
import { EMPTY_DAYS, type DaysDraft, type NoticeDraft } from './notice-draft.js';

interface DaysFieldsProps {
  readonly title: string;
  readonly name: 'off' | 'work';
  readonly rows: readonly DaysDraft[];
  readonly issues: Readonly<Record<string, string>>;
  readonly onChange: (rows: readonly DaysDraft[]) => void;
}

function DaysFields({ title, name, rows, issues, onChange }: DaysFieldsProps) {
  const set = (index: number, change: Partial<DaysDraft>): void =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  return (
    <fieldset>
      <legend>{title}</legend>
      {issues[name] !== undefined && <p className="issue">{issues[name]}</p>}
      {rows.map((row, index) => (
        <div key={index} className="filters">
          <DayField
            label={`第${index + 1}段 起`}
            value={row.from}
            issue={issues[`${name}.${index}.from`]}
            onChange={(from) => set(index, { from })}
          />
          <DayField
            label={`第${index + 1}段 止`}
            isOptional
            value={row.to}
            issue={issues[`${name}.${index}.to`]}
            onChange={(to) => set(index, { to })}
          />
          <Field label={`第${index + 1}段 节日`} issue={issues[`${name}.${index}.holiday`]}>
            {(control) => (
              <Input
                {...control}
                value={row.holiday}
                onChange={({ target }) => set(index, { holiday: target.value })}
              />
            )}
          </Field>
        </div>
      ))}
      <Button size="small" onClick={() => onChange([...rows, EMPTY_DAYS])}>
        再加一段{title}
      </Button>
    </fieldset>
  );
}

interface NoticeFieldsProps {
  readonly draft: NoticeDraft;
  readonly issues: Readonly<Record<string, string>>;
  readonly onChange: (draft: NoticeDraft) => void;
}

/** What is asked about a notice, as the document says it. */
export function NoticeFields({ draft, issues, onChange }: NoticeFieldsProps) {
  const { agencies } = useWorkplace();
  const text = (key: 'number' | 'year' | 'amends', label: string, isOptional = false) => (
    <Field label={label} isOptional={isOptional} issue={issues[key]}>
      {(control) => (
        <Input
          {...control}
          value={draft[key]}
          onChange={({ target }) => onChange({ ...draft, [key]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <>
      {text('number', '通知的文号')}
      <DayField
        label="印发日期"
        value={draft.issuedOn}
        issue={issues.issuedOn}
        onChange={(issuedOn) => onChange({ ...draft, issuedOn })}
      />
      <DayField
        label="自何日起按它推算（晚于印发日期的才填）"
        isOptional
        value={draft.knownOn}
        issue={issues.knownOn}
        onChange={(knownOn) => onChange({ ...draft, knownOn })}
      />
      {text('year', '安排的年度')}
      {text('amends', '所修改的通知的文号', true)}
      <ChoiceField
        label="适用范围"
        empty="全国"
        value={draft.regionCode}
        options={agencies.map(({ code, name }) => ({ value: code, label: `${name}及其所属机关` }))}
        issue={issues.regionCode}
        onChange={(regionCode) => onChange({ ...draft, regionCode })}
      />
      <DaysFields
        title="放假"
        name="off"
        rows={draft.off}
        issues={issues}
        onChange={(off) => onChange({ ...draft, off })}
      />
      <DaysFields
        title="调休上班"
        name="work"
        rows={draft.work}
        issues={issues}
        onChange={(work) => onChange({ ...draft, work })}
      />
    </>
  );
}
