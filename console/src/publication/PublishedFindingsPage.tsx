import {
  FINDING_PLACES,
  FINDING_SEVERITIES,
  FINDING_SORTS,
  RECHECKED_RULES,
  type PublishedFinding,
  type RecheckedRule,
} from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useCall } from '../api/use-call.js';
import { documentPath } from '../ui/address.js';
import { DataTable, type Column } from '../ui/DataTable.js';
import { Instant } from '../ui/Day.js';
import { ListFilter } from '../ui/ListFilter.js';
import { ListPager } from '../ui/ListPager.js';
import { optionsOf } from '../ui/options.js';
import { Page } from '../ui/Page.js';
import { useMayWithin } from '../ui/permission.js';
import { useAgency, usePlace, type Place } from '../ui/place.js';
import { SearchForm } from '../ui/SearchForm.js';
import { ReasonDialog } from '../ui/ReasonDialog.js';
import { Nothing, Shown } from '../ui/states.js';
import { useListAddress } from '../ui/use-list-address.js';

type Sort = (typeof FINDING_SORTS)[number];

function columnsOf(
  place: Place,
  onSettle: ((finding: PublishedFinding) => void) | null,
): Column<PublishedFinding, Sort>[] {
  return [
    {
      key: 'title',
      title: '信息',
      sorts: ['title', 'severity'],
      render: ({ documentId, title, place: where }) => (
        <>
          <Link href={documentPath(place, documentId)}>{title}</Link>
          <div className="muted small">{FINDING_PLACES[where] ?? `附件：${where}`}</div>
        </>
      ),
    },
    {
      key: 'severity',
      title: '程度',
      sorts: ['severity', '-foundAt'],
      render: ({ severity }) =>
        severity === 'error' ? FINDING_SEVERITIES.error : FINDING_SEVERITIES.warning,
    },
    { key: 'message', title: '检查结果', render: ({ message }) => message },
    {
      key: 'foundAt',
      title: '发现',
      sorts: ['-foundAt', 'severity'],
      render: ({ foundAt }) => <Instant at={foundAt} />,
    },
    {
      key: 'settled',
      title: '核对',
      render: (finding) =>
        finding.settledBy !== null ? (
          `${finding.settledBy}：${finding.settledReason ?? ''}`
        ) : onSettle === null ? (
          '待核对'
        ) : (
          <Button size="small" onClick={() => onSettle(finding)}>
            登记核对结果<span className="visually-hidden">{finding.title}</span>
          </Button>
        ),
    },
  ];
}

/** What the rules and words of now find in what is public already; nothing is taken down by itself. */
export function PublishedFindingsPage() {
  const place = usePlace();
  const agency = useAgency();
  const maySettle = useMayWithin('document.waive');
  const list = useListAddress();
  const { value, choice, change: set } = list;
  const [settled, setSettled] = useState<PublishedFinding | null>(null);
  const about = choice(Object.keys(RECHECKED_RULES) as RecheckedRule[], 'about');
  const severity = choice(['error', 'warning'] as const, 'severity');
  const sort = choice(FINDING_SORTS, 'sort') ?? 'severity';
  const settledOnly = value('settled') === 'true';
  const filters = {
    ...(about && { about }),
    ...(severity && { severity }),
    ...(value('q') !== '' && { q: value('q') }),
    sort,
  };
  const found = useCall('listPublishedFindings', {
    params: { code: place.code },
    query: {
      ...filters,
      ...(settledOnly && { settled: true }),
      ...(value('after') !== '' && { after: value('after') }),
      limit: 50,
    },
  });
  const exported = new URLSearchParams({ ...filters, ...(settledOnly && { settled: 'true' }) }).toString();
  return (
    <Page
      title="公开后复查"
      lead={`${agency?.name ?? place.code}：检查的词和规则变了以后，已公开的正文和附件重新检查，结果列在这里；不会自动撤回`}
      actions={
        <>
          <a href={`/link-files/agencies/${encodeURIComponent(place.code)}/findings.xlsx?${exported}`}>
            导出（xlsx）
          </a>
          <Button onClick={found.reload}>刷新</Button>
        </>
      }
    >
      <SearchForm
        label="搜索复查结果"
        placeholder="信息的标题、检查结果"
        value={value('q')}
        onSearch={(words) => set('q', words)}
      />
      <div className="filters">
        <ListFilter of={list} name="about" label="检查的内容" options={optionsOf(RECHECKED_RULES)} />
        <ListFilter of={list} name="severity" label="程度" options={optionsOf(FINDING_SEVERITIES)} />
        <ListFilter
          of={list}
          name="settled"
          label="核对"
          empty="待核对"
          options={[{ value: 'true', label: '已核对' }]}
        />
      </div>
      <Shown of={found} what="复查结果">
        {({ items, next, open, waiting }) => (
          <>
            <p className="figures">
              待核对{open}处{waiting > 0 && `；还有${waiting}条信息等待后台复查`}。
            </p>
            {items.length === 0 ? (
              <Nothing title="没有符合条件的结果">
                <p>需要更正的，到文稿里另起一版或者撤回；核对无误的，在这里登记核对结果。</p>
              </Nothing>
            ) : (
              <DataTable
                caption="公开后复查"
                columns={columnsOf(place, maySettle ? setSettled : null)}
                rows={items}
                keyOf={({ documentId, place: where, rule, message }) =>
                  `${documentId} ${where} ${rule} ${message}`
                }
                sort={sort}
                onSort={(to) => set('sort', to)}
              />
            )}
            <ListPager of={list} next={next} />
          </>
        )}
      </Shown>
      {settled !== null && (
        <ReasonDialog
          title="登记核对结果"
          label="核对的结果"
          okText="登记"
          onClose={() => setSettled(null)}
          onDone={async (reason) => {
            const { documentId, place: where, rule, message } = settled;
            const params = { code: place.code, documentId };
            await call('settlePublishedFinding', { params, body: { place: where, rule, message, reason } });
            setSettled(null);
            found.reload();
          }}
        >
          <p>
            {settled.title}：{settled.message}
          </p>
        </ReasonDialog>
      )}
    </Page>
  );
}
