import {
  DEPOSIT_PLACES,
  DEPOSIT_STATES,
  depositQuerySchema,
  depositReceiptSchema,
  type Deposit,
  type DepositQuery,
} from '@gongkai/core';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { DataTable, type Column } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { DayField } from '../ui/DayField.js';
import { Field } from '../ui/Field.js';
import { fieldIssues } from '../ui/field-issues.js';
import { optionsOf } from '../ui/options.js';
import { Page } from '../ui/Page.js';
import { ListFilter } from '../ui/ListFilter.js';
import { ListPager } from '../ui/ListPager.js';
import { useMayWithin } from '../ui/permission.js';
import { useAgency, usePlace, useWorkplace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { useListAddress } from '../ui/use-list-address.js';
import { awaitingColumns, NewDeposit } from './NewDeposit.js';

function ReceiptDialog({
  of,
  onDone,
  onClose,
}: {
  readonly of: Deposit;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const { code } = usePlace();
  const { status } = useWorkplace();
  const [receiptNumber, setNumber] = useState('');
  const [receiptOn, setOn] = useState<string>(status.today);
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const save = useAction(async () => {
    const parsed = depositReceiptSchema.safeParse({ receiptNumber, receiptOn });
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) return;
    await call('recordDepositReceipt', { params: { code, depositId: of.depositId }, body: parsed.data });
    onDone();
  });
  return (
    <ActionDialog
      title={`登记回执：${DEPOSIT_PLACES[of.place]}（${of.receiver}）`}
      okText="登记回执"
      action={save}
      onClose={onClose}
    >
      <Field label="回执编号" issue={issues.receiptNumber}>
        {(control) => (
          <Input {...control} value={receiptNumber} onChange={({ target }) => setNumber(target.value)} />
        )}
      </Field>
      <DayField label="回执日期" value={receiptOn} issue={issues.receiptOn} onChange={setOn} />
    </ActionDialog>
  );
}

function depositColumns(
  onReceipt: ((deposit: Deposit) => void) | null,
): readonly Column<Deposit, DepositQuery['sort']>[] {
  return [
    {
      key: 'on',
      title: '日期',
      sorts: ['-deliveredOn', 'deliveredOn'],
      render: ({ deliveredOn }) => <Day on={deliveredOn} />,
    },
    { key: 'place', title: '接收单位', render: (it) => `${DEPOSIT_PLACES[it.place]}（${it.receiver}）` },
    {
      key: 'documents',
      title: '文件',
      render: ({ documents }) => documents.map(({ title }) => `《${title}》`).join('、'),
    },
    { key: 'copies', title: '每件份数', isNumeric: true, render: ({ copies }) => copies },
    {
      key: 'receipt',
      title: '回执',
      render: (it) => {
        if (it.receiptNumber !== null) {
          return (
            <>
              {it.receiptNumber} <Day on={it.receiptOn} isShort />
            </>
          );
        }
        if (onReceipt === null) return '没有回执';
        return (
          <Button size="small" onClick={() => onReceipt(it)}>
            登记回执
            <span className="visually-hidden">
              {it.deliveredOn}送交{DEPOSIT_PLACES[it.place]}
            </span>
          </Button>
        );
      },
    },
  ];
}

const FILTERS = ['place', 'state', 'sort'] as const;

/** What was handed in with archive, library and service hall within a year, and what waits. */
export function DepositsPage() {
  const place = usePlace();
  const agency = useAgency();
  const mayRecord = useMayWithin('deposit.record');
  const list = useListAddress();
  const { value, change: set } = list;
  const given = Object.fromEntries(
    FILTERS.flatMap((name) => (value(name) === '' ? [] : [[name, value(name)]])),
  );
  const filters = depositQuerySchema.safeParse({ ...given, year: place.year });
  const asked = filters.data ?? depositQuerySchema.parse({ year: place.year });
  const found = useCall('listDeposits', {
    params: { code: place.code },
    query: { ...asked, ...(value('after') !== '' && { after: value('after') }) },
  });
  const exported = new URLSearchParams({ ...given, year: String(place.year) }).toString();
  const [receiptOf, setReceiptOf] = useState<Deposit | null>(null);
  const again = () => {
    setReceiptOf(null);
    found.reload();
  };
  return (
    <Page
      title="送交登记簿"
      lead={`${agency?.name ?? place.code}，${place.year}年`}
      actions={
        <a href={`/deposit-files/agencies/${encodeURIComponent(place.code)}/deposits.xlsx?${exported}`}>
          导出、打印（xlsx）
        </a>
      }
    >
      <Shown of={found} what="送交登记簿">
        {({ items, next, awaiting, awaitingTotal, figures }) => (
          <>
            <p className="figures">
              {figures.year}年送交{figures.deposits}次，{figures.documents}件文件，共{figures.copies}
              份；没有回执的{figures.withoutReceipt}次。
            </p>
            <section aria-labelledby="awaiting-title">
              <h2 id="awaiting-title">还没有送交的（{awaitingTotal}件）</h2>
              {awaitingTotal > awaiting.length && (
                <p className="muted">先列出最早公开的{awaiting.length}件，登记之后接着列出其余的。</p>
              )}
              {awaiting.length === 0 ? (
                <Nothing title="都送交了">公开的规章、规范性文件和政策文件列在这里，直到三处都送到。</Nothing>
              ) : mayRecord ? (
                <NewDeposit awaiting={awaiting} onDone={again} />
              ) : (
                <DataTable
                  caption="还没有送交的文件"
                  rows={awaiting}
                  keyOf={({ documentId }) => documentId}
                  columns={awaitingColumns(place)}
                />
              )}
            </section>
            <section aria-labelledby="deposits-title">
              <h2 id="deposits-title">已经送交的</h2>
              <div className="filters">
                <ListFilter of={list} name="place" label="接收单位" options={optionsOf(DEPOSIT_PLACES)} />
                <ListFilter of={list} name="state" label="回执" options={optionsOf(DEPOSIT_STATES)} />
              </div>
              {items.length === 0 ? (
                <Nothing title={figures.deposits === 0 ? '今年还没有送交' : '没有符合条件的送交'}>
                  登记后列在这里，可以打印签收。
                </Nothing>
              ) : (
                <DataTable
                  caption="已经送交的"
                  rows={items}
                  keyOf={({ depositId }) => depositId}
                  columns={depositColumns(mayRecord ? setReceiptOf : null)}
                  sort={asked.sort}
                  onSort={(to) => set('sort', to)}
                />
              )}
              <ListPager of={list} next={next} />
            </section>
          </>
        )}
      </Shown>
      {receiptOf !== null && (
        <ReceiptDialog of={receiptOf} onDone={again} onClose={() => setReceiptOf(null)} />
      )}
    </Page>
  );
}
