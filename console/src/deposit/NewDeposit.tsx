import {
  DEPOSIT_PLACE_NAMES,
  DEPOSIT_PLACES,
  newDepositSchema,
  USUAL_COPIES,
  type DepositPlace,
  type DepositRegister,
} from '@gongkai/core';
import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { documentPath } from '../ui/address.js';
import { DataTable, type Column } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { DayField } from '../ui/DayField.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { Form } from '../ui/Form.js';
import { fieldIssues } from '../ui/field-issues.js';
import { usePlace, useWorkplace, type Place } from '../ui/place.js';

type Awaiting = DepositRegister['awaiting'][number];

export function awaitingColumns(place: Place): readonly Column<Awaiting>[] {
  return [
    {
      key: 'title',
      title: '标题',
      render: ({ documentId, title, documentNumber }) => (
        <>
          <Link href={documentPath(place, documentId)}>{title}</Link>
          {documentNumber !== null && <div className="muted small">{documentNumber}</div>}
        </>
      ),
    },
    { key: 'published', title: '公开日期', render: ({ publishedOn }) => <Day on={publishedOn} /> },
    {
      key: 'due',
      title: '应当送交',
      render: ({ dueOn, isOverdue }) => (
        <>
          <Day on={dueOn} />
          {isOverdue && <strong className="overdue"> 已超期</strong>}
        </>
      ),
    },
    {
      key: 'missing',
      title: '还差',
      render: ({ missing }) => missing.map((it) => DEPOSIT_PLACES[it]).join('、'),
    },
  ];
}

/** What waits, with boxes to tick, and what is entered of those that are handed in. */
export function NewDeposit({
  awaiting,
  onDone,
}: {
  readonly awaiting: readonly Awaiting[];
  readonly onDone: () => void;
}) {
  const place = usePlace();
  const { status } = useWorkplace();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [where, setWhere] = useState<DepositPlace>('archive');
  const [receiver, setReceiver] = useState('');
  const [deliveredOn, setDeliveredOn] = useState<string>(status.today);
  const [copies, setCopies] = useState(String(USUAL_COPIES));
  const [isElectronic, setElectronic] = useState(false);
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const save = useAction(async () => {
    const parsed = newDepositSchema.safeParse({
      ...{ place: where, receiver, deliveredOn, copies: Number(copies), isElectronic, documentIds: chosen },
    });
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) return;
    await call('createDeposit', { params: { code: place.code }, body: parsed.data });
    setChosen([]);
    onDone();
  });
  return (
    <Form action={save} okText={`登记送交${chosen.length}件`} isDisabled={chosen.length === 0}>
      <DataTable
        caption="还没有送交的文件"
        rows={awaiting}
        keyOf={({ documentId }) => documentId}
        columns={[
          {
            key: 'choose',
            title: '选择',
            render: ({ documentId, title }: Awaiting) => (
              <Checkbox
                aria-label={`选择《${title}》`}
                checked={chosen.includes(documentId)}
                onChange={({ target }) =>
                  setChosen(
                    target.checked ? [...chosen, documentId] : chosen.filter((id) => id !== documentId),
                  )
                }
              />
            ),
          },
          ...awaitingColumns(place),
        ]}
      />
      {issues.documentIds !== undefined && <p role="alert">{issues.documentIds}</p>}
      <ChoiceField
        label="接收单位"
        value={where}
        options={DEPOSIT_PLACE_NAMES.map((value) => ({ value, label: DEPOSIT_PLACES[value] }))}
        onChange={(value) => setWhere(value as DepositPlace)}
      />
      <Field label="接收人" issue={issues.receiver}>
        {(control) => (
          <Input {...control} value={receiver} onChange={({ target }) => setReceiver(target.value)} />
        )}
      </Field>
      <DayField label="送交日期" value={deliveredOn} onChange={setDeliveredOn} />
      <Field label="每件份数" issue={issues.copies}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            value={copies}
            onChange={({ target }) => setCopies(target.value)}
          />
        )}
      </Field>
      <p>
        <Checkbox checked={isElectronic} onChange={({ target }) => setElectronic(target.checked)}>
          同时送交电子文本
        </Checkbox>
      </p>
    </Form>
  );
}
