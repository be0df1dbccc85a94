import { checkNumberScheme, isNumbered, LETTERS, type Letter, type LetterSeries } from '@gongkai/core';
import { Button, Input } from 'antd';
import { useCall } from '../api/use-call.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { usePlace } from '../ui/place.js';
import { nextNumberText } from './next-number.js';
import type { OwnScheme } from './setting-draft.js';

const NUMBERED = (Object.keys(LETTERS) as Letter[]).filter(isNumbered);
const HOW = '写作“某公开〔{年}〕{号}号”：{年}和{号}在编号时换成年份和序号';

interface SchemeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly series: LetterSeries | null;
  readonly issue: string | undefined;
  readonly onChange: (scheme: string) => void;
}

/** One scheme with the number that would come next, or what it lacks, as it is typed. */
function SchemeField({ label, value, series, issue, onChange }: SchemeFieldProps) {
  const [fault] = value === '' ? [] : checkNumberScheme(value);
  const next = series === null ? null : nextNumberText(value, series);
  return (
    <Field label={label} issue={fault?.message ?? issue} hint={next ?? HOW}>
      {(control) => (
        <Input {...control} value={value} onChange={({ target }) => onChange(target.value.trim())} />
      )}
    </Field>
  );
}

interface NumberSchemesProps {
  readonly scheme: string;
  readonly own: readonly OwnScheme[];
  readonly issueOf: (path: string) => string | undefined;
  readonly onScheme: (scheme: string) => void;
  readonly onOwn: (own: readonly OwnScheme[]) => void;
}

/** 发文字号: the agency's scheme, and those of letters that are numbered in a series of their own. */
export function NumberSchemes({ scheme, own, issueOf, onScheme, onOwn }: NumberSchemesProps) {
  const { code } = usePlace();
  const series = useCall('listLetterSeries', { params: { code } }).data;
  const free = NUMBERED.filter((letter) => !own.some((it) => it.letter === letter));
  return (
    <fieldset>
      <legend>文号</legend>
      <SchemeField
        label="文号格式"
        value={scheme}
        series={series}
        issue={issueOf('numberScheme')}
        onChange={onScheme}
      />
      {own.map(({ letter, scheme: ofLetter }) => (
        <div key={letter}>
          <SchemeField
            label={`${LETTERS[letter]}的文号格式`}
            value={ofLetter}
            series={series}
            issue={issueOf(`numberSchemeByLetter.${letter}`)}
            onChange={(changed) =>
              onOwn(own.map((it) => (it.letter === letter ? { letter, scheme: changed } : it)))
            }
          />
          <Button size="small" onClick={() => onOwn(own.filter((it) => it.letter !== letter))}>
            {LETTERS[letter]}不再单独编号
          </Button>
        </div>
      ))}
      <ChoiceField
        label="另行编号的文书"
        isOptional
        empty="选择一种文书，为它另设文号格式"
        value=""
        options={free.map((value) => ({ value, label: LETTERS[value] }))}
        onChange={(value) => value !== '' && onOwn([...own, { letter: value as Letter, scheme: '' }])}
      />
      <p className="hint">
        同一格式的文书用同一序列，每年从1号起连续编号，不跳号、不重号；作废的文号连同理由保留在文书登记簿中。
      </p>
    </fieldset>
  );
}
