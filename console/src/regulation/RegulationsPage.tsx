import {
  CLEANUP_RESULTS,
  REGULATION_CHANGES,
  REGULATION_KINDS,
  REGULATION_SORTS,
  regulationQuerySchema,
  VALIDITIES,
  type Regulation,
  type RegulationPage,
  type RegulationSort,
} from '@gongkai/core';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { cellPath, documentPath, pagePath } from '../ui/address.js';
import { DataTable, type Column } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { optionsOf } from '../ui/options.js';
import { Page } from '../ui/Page.js';
import { ListFilter } from '../ui/ListFilter.js';
import { ListPager } from '../ui/ListPager.js';
import { useAgency, usePlace, useWorkplace, type Place } from '../ui/place.js';
import { SearchForm } from '../ui/SearchForm.js';
import { Nothing, Shown } from '../ui/states.js';
import { useListAddress } from '../ui/use-list-address.js';

const FILTERS = ['kind', 'validity', 'change', 'expiresWithin', 'q'] as const;
const EXPIRING = { '60': '60日内到期', '180': '半年内到期', '365': '一年内到期' } as const;

function columnsOf(place: Place, today: string): Column<Regulation, RegulationSort>[] {
  return [
    {
      key: 'title',
      title: '标题',
      sorts: ['title', '-madeOn'],
      render: ({ documentId, title, number }) => (
        <>
          {documentId === null ? title : <Link href={documentPath(place, documentId)}>{title}</Link>}
          {number !== null && <div className="muted small">{number}</div>}
        </>
      ),
    },
    { key: 'kind', title: '种类', render: ({ kind }) => REGULATION_KINDS[kind] },
    { key: 'validity', title: '有效性', render: ({ validity }) => VALIDITIES[validity] },
    {
      key: 'madeOn',
      title: '制定日期',
      sorts: ['-madeOn', 'madeOn'],
      render: ({ madeOn }) => <Day on={madeOn} />,
    },
    {
      key: 'amendedOn',
      title: '修改日期',
      render: ({ amendedOn }) => (amendedOn === null ? '—' : <Day on={amendedOn} />),
    },
    {
      key: 'endedOn',
      title: '失效日期',
      sorts: ['-endedOn', '-madeOn'],
      render: ({ endedOn }) => (endedOn === null ? '—' : <Day on={endedOn} />),
    },
    {
      key: 'expiresOn',
      title: '有效期至',
      sorts: ['expiresOn', '-madeOn'],
      render: ({ expiresOn, validity }) =>
        expiresOn === null ? (
          '—'
        ) : (
          <>
            <Day on={expiresOn} />
            {expiresOn < today && (validity === 'valid' || validity === 'amended') && (
              <strong className="overdue"> 已到期</strong>
            )}
          </>
        ),
    },
    {
      key: 'lastCleanup',
      title: '最近一次清理',
      render: ({ lastCleanup }) => (lastCleanup === null ? '—' : CLEANUP_RESULTS[lastCleanup]),
    },
  ];
}

/** The figures of table 二, each leading to where it comes from. */
function Figures({ of }: { readonly of: RegulationPage['figures'] }) {
  const place = usePlace();
  return (
    <ul className="plain-list figures">
      {of.map(({ kind, values }) => (
        <li key={kind}>
          {REGULATION_KINDS[kind]}：
          {values.map(({ cell, label, value }, index) => (
            <span key={cell}>
              {index > 0 && '，'}
              {label}
              <Link href={cellPath(place, cell)}>{value ?? '没有数'}</Link>
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** The ledger of rules and normative documents: what was made, changed and repealed, and what is in force. */
export function RegulationsPage() {
  const place = usePlace();
  const agency = useAgency();
  const { status } = useWorkplace();
  const list = useListAddress();
  const { value, change: set } = list;
  const sort = REGULATION_SORTS.find((one) => one === value('sort')) ?? '-madeOn';
  const given = Object.fromEntries(
    FILTERS.flatMap((name) => (value(name) === '' ? [] : [[name, value(name)]])),
  );
  const filters = regulationQuerySchema.safeParse({ ...given, year: place.year, sort });
  const asked = filters.data ?? regulationQuerySchema.parse({ year: place.year });
  const found = useCall('listRegulations', {
    params: { code: place.code },
    query: { ...asked, limit: 50, ...(value('after') !== '' && { after: value('after') }) },
  });
  const exported = new URLSearchParams({ ...given, year: String(place.year), sort }).toString();
  return (
    <Page
      title="立改废台账"
      lead={`${agency?.name ?? place.code}，规章和行政规范性文件，${place.year}年`}
      actions={
        <>
          <Link href={pagePath(place, 'cleanups')}>文件清理</Link>
          <a
            href={`/regulation-files/agencies/${encodeURIComponent(place.code)}/regulations.xlsx?${exported}`}
          >
            导出（xlsx）
          </a>
        </>
      }
    >
      <SearchForm
        label="搜索立改废台账"
        placeholder="标题、文号"
        value={value('q')}
        onSearch={(words) => set('q', words)}
      />
      <div className="filters">
        <ListFilter of={list} name="kind" label="种类" options={optionsOf(REGULATION_KINDS)} />
        <ListFilter of={list} name="validity" label="有效性" options={optionsOf(VALIDITIES)} />
        <ListFilter of={list} name="change" label="立改废" options={optionsOf(REGULATION_CHANGES)} />
        <ListFilter of={list} name="expiresWithin" label="有效期" options={optionsOf(EXPIRING)} />
      </div>
      <Shown of={found} what="立改废台账">
        {({ items, next, total, figures }) => (
          <>
            <Figures of={figures} />
            <p className="muted">
              共{total ?? items.length}件。上面的数与年度报告第二部分同一算法，点开看每个数由哪些文件得来。
              {figures.some(({ values }) => values.some(({ isAttested }) => isAttested)) && (
                <>
                  有的数是<Link href={pagePath(place, 'attestedFigures')}>签署的汇总数</Link>
                  ，没有逐份登记，所以不列在下面。
                </>
              )}
            </p>
            {items.length === 0 ? (
              <Nothing title="没有符合条件的文件">
                <p>规章和行政规范性文件公开后列在这里。</p>
              </Nothing>
            ) : (
              <DataTable
                caption="立改废台账"
                columns={columnsOf(place, status.today)}
                rows={items}
                keyOf={({ recordId }) => recordId}
                sort={sort}
                onSort={(to) => set('sort', to)}
              />
            )}
            <ListPager of={list} next={next} />
          </>
        )}
      </Shown>
    </Page>
  );
}
