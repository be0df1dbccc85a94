import {
  attestedFigureSchema,
  cellName,
  cellsOfForm,
  type FormVersion,
  type PresentedCellSource,
  type PresentedReport,
} from '@gongkai/core';
import { Alert, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { cellPath, pagePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { DayField } from '../ui/DayField.js';
import { fieldIssues, goToFirstIssue } from '../ui/field-issues.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { PermittedHere } from '../ui/permission.js';
import { usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';
import { digestOf } from './digest.js';
import { Form } from '../ui/Form.js';

const TEXTS = [
  ['sourceSystem', '来源系统'],
  ['query', '查询语句或者提取方式'],
  ['responsibleUnit', '责任单位'],
  ['signer', '签字人'],
] as const;
type Draft = Readonly<
  Record<'cell' | 'value' | 'extractedOn' | 'fileHash' | (typeof TEXTS)[number][0], string>
>;
const EMPTY: Draft = {
  cell: '',
  value: '',
  sourceSystem: '',
  query: '',
  extractedOn: '',
  fileHash: '',
  responsibleUnit: '',
  signer: '',
};
const REQUIRED = '请填写。';

function cellsOfTable2(form: FormVersion) {
  return cellsOfForm(form)
    .filter((cell) => cell.startsWith('table2.'))
    .map((cell) => ({ value: cell, label: cellName(cell, form) }));
}

function bodyOf({ cell, value, ...rest }: Draft) {
  const [, row = '', column = ''] = cell.split('.');
  return attestedFigureSchema.safeParse({
    ...rest,
    row,
    column,
    value: value.trim() === '' ? undefined : Number(value),
  });
}

interface FigureFormProps {
  readonly form: FormVersion;
  readonly onDone: (source: PresentedCellSource) => void;
}

function FigureForm({ form, onDone }: FigureFormProps) {
  const { code, year } = usePlace();
  const [draft, setDraft] = useState(EMPTY);
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const set = (key: keyof Draft) => (value: string) => setDraft((before) => ({ ...before, [key]: value }));
  const save = useAction(async () => {
    const parsed = bodyOf(draft);
    setIssues({
      ...fieldIssues(parsed.error),
      ...(draft.cell === '' ? { cell: '请选择一格。' } : {}),
    });
    if (!parsed.success || draft.cell === '') {
      goToFirstIssue();
      return;
    }
    onDone(await call('setAttestedFigure', { params: { code, year }, body: parsed.data }));
    setDraft((before) => ({ ...before, cell: '', value: '' }));
  });
  const shown = { ...issues, ...issuesOf(save.error) };
  return (
    <Form action={save} okText="登记汇总数">
      <ChoiceField
        label="表二的格"
        empty="请选择"
        value={draft.cell}
        options={cellsOfTable2(form)}
        issue={shown.cell}
        onChange={set('cell')}
      />
      <Field label="数字" issue={shown.value === undefined ? undefined : '请填写数字。'}>
        {(control) => (
          <Input
            {...control}
            className="count-input"
            inputMode="decimal"
            value={draft.value}
            onChange={({ target }) => set('value')(target.value)}
          />
        )}
      </Field>
      {TEXTS.map(([key, label]) => (
        <Field key={key} label={label} issue={shown[key] === undefined ? undefined : REQUIRED}>
          {(control) =>
            key === 'query' ? (
              <Input.TextArea
                {...control}
                rows={3}
                value={draft.query}
                onChange={({ target }) => set('query')(target.value)}
              />
            ) : (
              <Input {...control} value={draft[key]} onChange={({ target }) => set(key)(target.value)} />
            )
          }
        </Field>
      ))}
      <DayField
        label="提取日期"
        value={draft.extractedOn}
        issue={shown.extractedOn}
        onChange={set('extractedOn')}
      />
      <Field
        label="导出文件的校验值（SHA-256）"
        hint="可以选择导出的文件在本机算出；文件不会上传。"
        issue={shown.fileHash === undefined ? undefined : REQUIRED}
      >
        {(control) => (
          <Input
            {...control}
            value={draft.fileHash}
            onChange={({ target }) => set('fileHash')(target.value)}
          />
        )}
      </Field>
      {window.isSecureContext && (
        <input
          type="file"
          className="file-input"
          aria-label="从文件算出校验值"
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file !== undefined) void digestOf(file).then(set('fileHash'));
          }}
        />
      )}
    </Form>
  );
}

function Figures({ report }: { readonly report: PresentedReport }) {
  const place = usePlace();
  return (
    <DataTable
      caption="表二现在的数字"
      rows={cellsOfTable2(report.form)}
      keyOf={({ value }) => value}
      columns={[
        {
          key: 'cell',
          title: '格',
          render: ({ value, label }) => (
            <Link href={cellPath(place, value)} data-row-link>
              {label}
            </Link>
          ),
        },
        {
          key: 'value',
          title: '数字',
          isNumeric: true,
          render: ({ value }) => {
            const [, row = '', column = ''] = value.split('.');
            return report.tables.table2?.[row]?.[column] ?? '空白';
          },
        },
      ]}
    />
  );
}

/** Totals of 表二 that come from another system, each with who answers for it and how it was drawn. */
export function AttestedFiguresPage() {
  const place = usePlace();
  const [done, setDone] = useState<PresentedCellSource | null>(null);
  const report = useCall('getReport', { params: { code: place.code, year: place.year }, query: {} });
  return (
    <Page
      title={`${place.year}年度：表二汇总数`}
      lead="处理决定数量和金额来自其他系统时，登记汇总数及其证明；格中可以打开这份证明。"
      actions={<Link href={pagePath(place, 'report')}>三张表</Link>}
    >
      {done !== null && (
        <Alert
          type="success"
          showIcon
          role="status"
          className="note"
          title={`已登记：${done.label}为${done.value ?? '空白'}。`}
        />
      )}
      <Shown of={report} what="年度报告">
        {(data) => (
          <div className="due-columns">
            <section aria-labelledby="form-title">
              <h2 id="form-title">登记一个汇总数</h2>
              <PermittedHere permission="attestedFigure.set">
                <FigureForm
                  form={data.form}
                  onDone={(source) => {
                    setDone(source);
                    report.reload();
                  }}
                />
              </PermittedHere>
            </section>
            <section aria-labelledby="figures-title">
              <h2 id="figures-title">表二现在的数字</h2>
              <Figures report={data} />
            </section>
          </div>
        )}
      </Shown>
    </Page>
  );
}
