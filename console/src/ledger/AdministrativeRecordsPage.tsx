import {
  ADMINISTRATIVE_RECORD_KIND_NAMES,
  ADMINISTRATIVE_RECORD_KINDS,
  administrativeRecordSchema,
  KINDS_WITH_AMOUNT,
  usualFormOf,
  yearCellOfKind,
  type AdministrativeRecordKind,
  type AdministrativeRecordPage,
} from '@gongkai/core';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { cellPath, documentPath, pagePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { ReasonDialog } from '../ui/ReasonDialog.js';
import { Day, Instant } from '../ui/Day.js';
import { DayField } from '../ui/DayField.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { fieldIssues } from '../ui/field-issues.js';
import { optionsOf } from '../ui/options.js';
import { Page } from '../ui/Page.js';
import { ListPager } from '../ui/ListPager.js';
import { useMay } from '../ui/permission.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Nothing, ProblemNote, Shown } from '../ui/states.js';
import { useListAddress } from '../ui/use-list-address.js';

type Row = AdministrativeRecordPage['items'][number];
type Figures = AdministrativeRecordPage['figures'][number];

/** What the last column of dates and the number are called for each kind. */
const DAY_LABELS: Readonly<Record<AdministrativeRecordKind, string>> = {
  rule: '制定日期',
  normativeDocument: '制发日期',
  licensing: '决定日期',
  otherService: '决定日期',
  penalty: '决定日期',
  coercion: '决定日期',
  adminFee: '收取日期',
  procurement: '成交日期',
};
const isDocument = (kind: AdministrativeRecordKind) => kind === 'rule' || kind === 'normativeDocument';
const hasAmount = (kind: AdministrativeRecordKind) => KINDS_WITH_AMOUNT.includes(kind);

function RecordDialog({
  kind,
  of,
  onDone,
  onClose,
}: {
  readonly kind: AdministrativeRecordKind;
  /** Null: a new one. */
  readonly of: Row | null;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const { code } = usePlace();
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({
    ...{ recordId: of?.recordId ?? '', title: of?.title ?? '', number: of?.number ?? '' },
    ...{ madeOn: of?.madeOn ?? '', disclosedOn: of?.disclosedOn ?? '', endedOn: of?.endedOn ?? '' },
    amountYuan: of?.amountYuan ?? '',
  });
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const set = (name: string) => (value: string) => setFields({ ...fields, [name]: value });
  const save = useAction(async () => {
    const orNull = (name: string) => ((fields[name] ?? '').trim() === '' ? null : fields[name]);
    const parsed = administrativeRecordSchema.safeParse({
      ...{ ...fields, kind, number: orNull('number'), disclosedOn: orNull('disclosedOn') },
      ...{ endedOn: orNull('endedOn'), amountYuan: orNull('amountYuan') },
    });
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) return;
    if (of === null) await call('createAdministrativeRecord', { params: { code }, body: parsed.data });
    else {
      const { recordId, kind: _, ...body } = parsed.data;
      await call('correctAdministrativeRecord', { params: { code, recordId }, body });
    }
    onDone();
  });
  const text = (label: string, name: string, options: { isOptional?: boolean; hint?: string } = {}) => (
    <Field label={label} issue={issues[name]} {...options}>
      {(control) => (
        <Input
          {...control}
          value={fields[name]}
          disabled={name === 'recordId' && of !== null}
          onChange={({ target }) => set(name)(target.value)}
        />
      )}
    </Field>
  );
  const day = (label: string, name: string, isOptional: boolean) => (
    <DayField
      label={label}
      value={fields[name] ?? ''}
      issue={issues[name]}
      isOptional={isOptional}
      onChange={set(name)}
    />
  );
  return (
    <ActionDialog
      title={`${of === null ? '登记' : '更正'}：${ADMINISTRATIVE_RECORD_KINDS[kind]}`}
      okText={of === null ? '登记' : '保存更正'}
      action={save}
      onClose={onClose}
    >
      {text('编号', 'recordId', { hint: '本机关里唯一的编号，例如决定书号、合同号；登记后不能改' })}
      {text('名称', 'title')}
      {text('文号', 'number', { isOptional: true })}
      {day(DAY_LABELS[kind], 'madeOn', false)}
      {day('公开日期', 'disclosedOn', true)}
      {isDocument(kind) && day('失效日期（不再有效的第一日）', 'endedOn', true)}
      {hasAmount(kind) && text('金额（元）', 'amountYuan')}
    </ActionDialog>
  );
}

/** What can be done with an entered record: put right, struck with a reason, and the strike taken back. */
function RecordActs({
  of: { recordId, title, struck },
  onCorrect,
  onDone,
}: {
  readonly of: Row;
  readonly onCorrect: () => void;
  readonly onDone: () => void;
}) {
  const { code } = usePlace();
  const [isStriking, setStriking] = useState(false);
  const restore = useAction(async () => {
    await call('restoreAdministrativeRecord', { params: { code, recordId } });
    onDone();
  });
  const named = <span className="visually-hidden">{title}</span>;
  if (struck !== null) {
    return (
      <>
        <Button size="small" loading={restore.isRunning} onClick={() => void restore.run()}>
          恢复{named}
        </Button>
        <ProblemNote error={restore.error} />
      </>
    );
  }
  return (
    <span className="toolbar">
      <Button size="small" onClick={onCorrect}>
        更正{named}
      </Button>
      <Button size="small" onClick={() => setStriking(true)}>
        划销{named}
      </Button>
      {isStriking && (
        <ReasonDialog
          title={`划销：${title}`}
          label="划销的理由"
          okText="划销"
          isDangerous
          onClose={() => setStriking(false)}
          onDone={async (reason) => {
            await call('strikeAdministrativeRecord', { params: { code, recordId }, body: { reason } });
            setStriking(false);
            onDone();
          }}
        >
          <p>
            划销后不再计入表二和台账，记录和理由保留，可以恢复。已经公布的报告不变，差异在“公布后的差异”里看。
          </p>
        </ReasonDialog>
      )}
    </span>
  );
}

/** The year in figures, each leading to its cell of table 二 and from there to the records behind it. */
function YearFigures({ figures }: { readonly figures: readonly Figures[] }) {
  const place = usePlace();
  const rows = ADMINISTRATIVE_RECORD_KIND_NAMES.map(
    (kind) => figures.find((it) => it.kind === kind) ?? { kind, count: 0, amountYuan: null },
  );
  return (
    <DataTable
      caption={`${place.year}年的合计，也就是表二由登记记录算出的数`}
      rows={rows}
      keyOf={({ kind }) => kind}
      columns={[
        { key: 'kind', title: '种类', render: ({ kind }: Figures) => ADMINISTRATIVE_RECORD_KINDS[kind] },
        { key: 'count', title: '件数', isNumeric: true, render: ({ count }: Figures) => count },
        {
          key: 'amount',
          title: '金额（元）',
          isNumeric: true,
          render: ({ kind, amountYuan }: Figures) => (hasAmount(kind) ? (amountYuan ?? '0') : '—'),
        },
        {
          key: 'cell',
          title: '表二',
          render: ({ kind }: Figures) => {
            const cell = yearCellOfKind(kind, usualFormOf(place.year));
            return cell === null ? (
              <span className="muted">这一年的表没有这一行</span>
            ) : (
              <Link href={cellPath(place, cell)}>
                看这一格<span className="visually-hidden">：{ADMINISTRATIVE_RECORD_KINDS[kind]}</span>
              </Link>
            );
          },
        },
      ]}
    />
  );
}

/** The documents, decisions, fees and purchases that table 二 counts, by kind: entered one by one, imported, corrected. */
export function AdministrativeRecordsPage() {
  const place = usePlace();
  const agency = useAgency();
  const mayRecord = useMay('administrativeRecord.record');
  const list = useListAddress();
  const { value, change } = list;
  const kind = ADMINISTRATIVE_RECORD_KIND_NAMES.find((it) => it === value('kind')) ?? 'procurement';
  const [open, setOpen] = useState<Row | 'new' | null>(null);
  const after = value('after');
  const found = useCall('listAdministrativeRecords', {
    params: { code: place.code },
    query: { kind, year: place.year, limit: 50, ...(after !== '' && { after }) },
  });
  const done = () => {
    setOpen(null);
    found.reload();
  };
  return (
    <Page
      title="表二台账"
      lead={`${agency?.name ?? place.code}，${place.year}年`}
      actions={
        mayRecord && (
          <>
            <Button type="primary" onClick={() => setOpen('new')}>
              登记{ADMINISTRATIVE_RECORD_KINDS[kind]}
            </Button>
            <Link href={pagePath(place, 'ledgerImport')} className="button-link">
              从 xlsx 导入
            </Link>
          </>
        )
      }
    >
      <div className="filters">
        <ChoiceField
          label="种类"
          value={kind}
          options={optionsOf(ADMINISTRATIVE_RECORD_KINDS)}
          onChange={(text) => change('kind', text)}
        />
      </div>
      {open !== null && (
        <RecordDialog
          kind={kind}
          of={open === 'new' ? null : open}
          onDone={done}
          onClose={() => setOpen(null)}
        />
      )}
      <Shown of={found} what="表二台账">
        {({ items, next, figures }) => (
          <>
            <YearFigures figures={figures} />
            <h2>{ADMINISTRATIVE_RECORD_KINDS[kind]}</h2>
            {items.length === 0 ? (
              <Nothing title={`${place.year}年还没有登记${ADMINISTRATIVE_RECORD_KINDS[kind]}`}>
                逐条登记，或者按模板从 xlsx 导入；别的系统里有合计数的，可以在“表二汇总数”里登记并附证明。
              </Nothing>
            ) : (
              <DataTable
                caption={`${place.year}年的${ADMINISTRATIVE_RECORD_KINDS[kind]}`}
                rows={items}
                keyOf={({ recordId }) => recordId}
                columns={[
                  {
                    key: 'title',
                    title: '名称',
                    render: ({ title, number, recordId, struck }: Row) => (
                      <>
                        {struck === null ? title : <del>{title}</del>}
                        <div className="muted small">{number ?? recordId}</div>
                        {struck !== null && (
                          <div className="small">
                            已划销，不计数：{struck.reason}（{struck.by}，<Instant at={struck.at} />）
                          </div>
                        )}
                      </>
                    ),
                  },
                  { key: 'made', title: DAY_LABELS[kind], render: ({ madeOn }: Row) => <Day on={madeOn} /> },
                  {
                    key: 'disclosed',
                    title: '公开日期',
                    render: ({ disclosedOn }: Row) => (disclosedOn === null ? '—' : <Day on={disclosedOn} />),
                  },
                  ...(hasAmount(kind)
                    ? [
                        {
                          key: 'amount',
                          title: '金额（元）',
                          isNumeric: true,
                          render: ({ amountYuan }: Row) => amountYuan ?? '—',
                        },
                      ]
                    : []),
                  {
                    key: 'act',
                    title: '办理',
                    render: (row: Row) =>
                      row.documentId !== null ? (
                        <Link href={documentPath(place, row.documentId)}>看文件</Link>
                      ) : mayRecord ? (
                        <RecordActs of={row} onCorrect={() => setOpen(row)} onDone={found.reload} />
                      ) : (
                        '—'
                      ),
                  },
                ]}
              />
            )}
            <ListPager of={list} next={next} />
          </>
        )}
      </Shown>
    </Page>
  );
}
