import {
  DEPOSIT_PLACE_NAMES,
  DEPOSIT_PLACES,
  newDepositSchema,
  USUAL_COPIES,
  type Deposit,
  type DepositPlace,
  type DepositRegister,
} from '@gongkai/core';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { documentPath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { DayField } from '../ui/DayField.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { fieldIssues } from '../ui/field-issues.js';
import { Page } from '../ui/Page.js';
import { useMayWithin } from '../ui/permission.js';
import { useAgency, usePlace, useWorkplace } from '../ui/place.js';
import { Nothing, ProblemNote, Shown } from '../ui/states.js';

type Awaiting = DepositRegister['awaiting'][number];

/** What waits, with boxes to tick, and what is entered of those that are handed in. */
function NewDeposit({
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
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save.run();
      }}
    >
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
          {
            key: 'title',
            title: '标题',
            render: ({ documentId, title, documentNumber }: Awaiting) => (
              <>
                <Link href={documentPath(place, documentId)}>{title}</Link>
                {documentNumber !== null && <div className="muted small">{documentNumber}</div>}
              </>
            ),
          },
          {
            key: 'published',
            title: '公开日期',
            render: ({ publishedOn }: Awaiting) => <Day on={publishedOn} />,
          },
          {
            key: 'due',
            title: '应当送交',
            render: ({ dueOn, isOverdue }: Awaiting) => (
              <>
                <Day on={dueOn} />
                {isOverdue && <strong className="overdue"> 已超期</strong>}
              </>
            ),
          },
          {
            key: 'missing',
            title: '还差',
            render: ({ missing }: Awaiting) => missing.map((it) => DEPOSIT_PLACES[it]).join('、'),
          },
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
      <ProblemNote error={save.error} />
      <Button type="primary" htmlType="submit" disabled={chosen.length === 0} loading={save.isRunning}>
        登记送交{chosen.length}件
      </Button>
    </form>
  );
}

function Receipt({ of, onDone }: { readonly of: Deposit; readonly onDone: () => void }) {
  const { code } = usePlace();
  const { status } = useWorkplace();
  const [receiptNumber, setNumber] = useState('');
  const save = useAction(async () => {
    const body = { receiptNumber, receiptOn: status.today };
    await call('recordDepositReceipt', { params: { code, depositId: of.depositId }, body });
    onDone();
  });
  return (
    <>
      <Input
        aria-label="回执编号"
        placeholder="回执编号"
        value={receiptNumber}
        onChange={({ target }) => setNumber(target.value)}
      />
      <Button
        size="small"
        disabled={receiptNumber.trim() === ''}
        loading={save.isRunning}
        onClick={() => void save.run()}
      >
        登记回执
      </Button>
      <ProblemNote error={save.error} />
    </>
  );
}

/** What was handed in with archive, library and service hall within a year, and what waits. */
export function DepositsPage() {
  const place = usePlace();
  const agency = useAgency();
  const mayRecord = useMayWithin('deposit.record');
  const found = useCall('listDeposits', { params: { code: place.code }, query: { year: place.year } });
  const again = () => {
    found.reload();
  };
  return (
    <Page
      title="送交登记簿"
      lead={`${agency?.name ?? place.code}，${place.year}年`}
      actions={
        <a
          href={`/deposit-files/agencies/${encodeURIComponent(place.code)}/deposits.xlsx?year=${place.year}`}
        >
          导出、打印（xlsx）
        </a>
      }
    >
      <Shown of={found} what="送交登记簿">
        {({ items, awaiting, figures }) => (
          <>
            <p className="figures">
              {figures.year}年送交{figures.deposits}次，{figures.documents}件文件，共{figures.copies}
              份；没有回执的
              {figures.withoutReceipt}次。
            </p>
            <section aria-labelledby="awaiting-title">
              <h2 id="awaiting-title">还没有送交的（{awaiting.length}件）</h2>
              {awaiting.length === 0 ? (
                <Nothing title="都送交了">公开的规章、规范性文件和政策文件列在这里，直到三处都送到。</Nothing>
              ) : (
                mayRecord && <NewDeposit awaiting={awaiting} onDone={again} />
              )}
            </section>
            <section aria-labelledby="deposits-title">
              <h2 id="deposits-title">已经送交的</h2>
              {items.length === 0 ? (
                <Nothing title="今年还没有送交">登记后列在这里，可以打印签收。</Nothing>
              ) : (
                <DataTable
                  caption="已经送交的"
                  rows={items}
                  keyOf={({ depositId }) => depositId}
                  columns={[
                    {
                      key: 'on',
                      title: '日期',
                      render: ({ deliveredOn }: Deposit) => <Day on={deliveredOn} />,
                    },
                    {
                      key: 'place',
                      title: '接收单位',
                      render: (it: Deposit) => `${DEPOSIT_PLACES[it.place]}（${it.receiver}）`,
                    },
                    {
                      key: 'documents',
                      title: '文件',
                      render: ({ documents }: Deposit) =>
                        documents.map(({ title }) => `《${title}》`).join('、'),
                    },
                    {
                      key: 'copies',
                      title: '每件份数',
                      isNumeric: true,
                      render: ({ copies }: Deposit) => copies,
                    },
                    {
                      key: 'receipt',
                      title: '回执',
                      render: (it: Deposit) =>
                        it.receiptNumber ?? (mayRecord ? <Receipt of={it} onDone={again} /> : '—'),
                    },
                  ]}
                />
              )}
            </section>
          </>
        )}
      </Shown>
    </Page>
  );
}
