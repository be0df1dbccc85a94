import { ITEM_FINDINGS, ITEM_FINDING_LABELS } from '@gongkai/core';
import { Button, Input } from 'antd';
import { ChoiceField, Field } from '../ui/Field.js';
import { itemSpecs, type FieldValues } from './letter-fields.js';
import { SpecFields } from './SpecFields.js';

const FINDING_OPTIONS = ITEM_FINDINGS.map((value) => ({ value, label: ITEM_FINDING_LABELS[value] }));

interface ItemFieldsProps {
  readonly fields: FieldValues;
  readonly onChange: (fields: FieldValues) => void;
}

function itemsOf(fields: FieldValues): FieldValues[] {
  const { items } = fields;
  return Array.isArray(items) ? (items as FieldValues[]) : [];
}

/** What was asked for, item by item, and what was found about each: the letter follows from it. */
export function ItemFields({ fields, onChange }: ItemFieldsProps) {
  const items = itemsOf(fields);
  const change = (next: readonly FieldValues[]): void => onChange({ ...fields, items: [...next] });
  return (
    <>
      {items.map((item, index) => (
        <OneItem
          key={index}
          item={item}
          number={index + 1}
          isOnly={items.length === 1}
          onChange={(next) => change(items.map((one, at) => (at === index ? next : one)))}
          onRemove={() => change(items.filter((_, at) => at !== index))}
        />
      ))}
      <Button onClick={() => change([...items, { asked: '', finding: 'disclosed' }])}>再加一项</Button>
      {items.length > 1 && (
        <ChoiceField
          label="全部不予提供而结论各不相同的，以哪一项为主（计入年度报告）"
          isOptional
          empty="不需要"
          value={typeof fields.mainItem === 'number' ? String(fields.mainItem) : ''}
          options={items.map((_, index) => ({ value: String(index), label: `第${index + 1}项` }))}
          onChange={(value) => onChange({ ...fields, mainItem: value === '' ? '' : Number(value) })}
        />
      )}
    </>
  );
}

interface OneItemProps {
  readonly item: FieldValues;
  readonly number: number;
  readonly isOnly: boolean;
  readonly onChange: (item: FieldValues) => void;
  readonly onRemove: () => void;
}

function OneItem({ item, number, isOnly, onChange, onRemove }: OneItemProps) {
  const finding = ITEM_FINDINGS.find((one) => one === item.finding) ?? 'disclosed';
  return (
    <section aria-label={`第${number}项`} className="letter-entry">
      <h3>第{number}项</h3>
      <Field label="申请的内容（用申请人的话）">
        {(control) => (
          <Input.TextArea
            {...control}
            rows={2}
            value={typeof item.asked === 'string' ? item.asked : ''}
            onChange={({ target }) => onChange({ ...item, asked: target.value })}
          />
        )}
      </Field>
      <ChoiceField
        label="结论"
        value={finding}
        options={FINDING_OPTIONS}
        onChange={(value) => onChange({ ...item, finding: value, kinds: [] })}
      />
      <SpecFields specs={itemSpecs(finding)} values={item} onChange={onChange} />
      {!isOnly && (
        <Button size="small" onClick={onRemove}>
          去掉第{number}项
        </Button>
      )}
    </section>
  );
}
