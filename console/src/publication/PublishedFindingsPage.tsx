import { FINDING_SORTS, RECHECKED_RULES, type PublishedFinding, type RecheckedRule } from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useCall } from '../api/use-call.js';
import { documentPath } from '../ui/address.js';
import { DataTable, type Column } from '../ui/DataTable.js';
import { Instant } from '../ui/Day.js';
import { ChoiceField } from '../ui/Field.js';
import { optionsOf } from '../ui/options.js';
import { Page } from '../ui/Page.js';
import { Pager } from '../ui/Pager.js';
import { useMayWithin } from '../ui/permission.js';
import { useAgency, usePlace, type Place } from '../ui/place.js';
import { SearchForm } from '../ui/SearchForm.js';
import { ReasonDialog } from '../ui/ReasonDialog.js';
import { Nothing, Shown } from '../ui/states.js';
import { useListAddress } from '../ui/use-list-address.js';

type Sort = (typeof FINDING_SORTS)[number];
const SEVERITIES = { error: '必须处理', warning: '提醒' } as const;
const PLACES: Readonly<Record<string, string>> = { title: '标题', summary: '概述', body: '正文' };

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
          <div className="muted small">{PLACES[where] ?? `附件：${where}`}</div>
        </>
      ),
    },
    {
      key: 'severity',
      title: '程度',
      sorts: ['severity', '-foundAt'],
      render: ({ severity }) => (severity === 'error' ? SEVERITIES.error : SEVERITIES.warning),
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
  const { value, change: set } = useListAddress();
  const [settled, setSettled] = useState<PublishedFinding | null>(null);
  const of = <T extends string>(known: readonly T[], name: string): T | undefined =>
    known.find((one) => one === value(name));
  const about = of(Object.keys(RECHECKED_RULES) as RecheckedRule[], 'about');
  const severity = of(['error', 'warning'] as const, 'severity');
  const sort = of(FINDING_SORTS, 'sort') ?? 'severity';
  const found = useCall('listPublishedFindings', {
    params: { code: place.code },
    query: {
      ...(about && { about }),
      ...(severity && { severity }),
      ...(value('settled') === 'true' && { settled: true }),
      ...(value('q') !== '' && { q: value('q') }),
      ...(value('after') !== '' && { after: value('after') }),
      ...{ sort, limit: 50 },
    },
  });
  return (
    <Page
      title="公开后复查"
      lead={`${agency?.name ?? place.code}：检查的词和规则变了以后，已公开的正文和附件重新检查，结果列在这里；不会自动撤回`}
      actions={<Button onClick={found.reload}>刷新</Button>}
    >
      <SearchForm
        label="搜索复查结果"
        placeholder="信息的标题、检查结果"
        value={value('q')}
        onSearch={(words) => set('q', words)}
      />
      <div className="filters">
        <ChoiceField
          label="检查的内容"
          empty="全部"
          value={value('about')}
          options={optionsOf(RECHECKED_RULES)}
          onChange={(text) => set('about', text)}
        />
        <ChoiceField
          label="程度"
          empty="全部"
          value={value('severity')}
          options={optionsOf(SEVERITIES)}
          onChange={(text) => set('severity', text)}
        />
        <ChoiceField
          label="核对"
          empty="待核对"
          value={value('settled')}
          options={[{ value: 'true', label: '已核对' }]}
          onChange={(text) => set('settled', text)}
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
            <Pager
              isFirst={value('after') === ''}
              next={next}
              onFirst={() => set('after', '')}
              onNext={(after) => set('after', after)}
            />
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
