import {
  DISCLOSURE_MODES,
  DISCLOSURE_MODE_NAMES,
  DOCUMENT_KINDS,
  DOCUMENT_KIND_NAMES,
  DOCUMENT_STATUSES,
  DOCUMENT_STATUS_NAMES,
  REVIEW_STEPS,
  VALIDITIES,
  VALIDITY_NAMES,
  type DocumentSummary,
} from '@gongkai/core';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { documentPath, pagePath } from '../ui/address.js';
import { DataTable, type Column } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { optionsOf } from '../ui/options.js';
import { Page } from '../ui/Page.js';
import { ListFilter } from '../ui/ListFilter.js';
import { ListPager } from '../ui/ListPager.js';
import { useMayWithin } from '../ui/permission.js';
import { useAgency, usePlace, useWorkplace, type Place } from '../ui/place.js';
import { SearchForm } from '../ui/SearchForm.js';
import { Nothing, Shown } from '../ui/states.js';
import { useListAddress } from '../ui/use-list-address.js';

const SORTS = ['-formedOn', 'formedOn', 'dueOn', '-publishedAt'] as const;
type Sort = (typeof SORTS)[number];

function columnsOf(place: Place, today: string): Column<DocumentSummary, Sort>[] {
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
    { key: 'kind', title: '种类', isShort: true, render: ({ kind }) => DOCUMENT_KINDS[kind].label },
    { key: 'mode', title: '公开属性', render: ({ mode }) => DISCLOSURE_MODES[mode] },
    {
      key: 'status',
      title: '环节',
      isShort: true,
      render: ({ status, step }) =>
        step === null ? DOCUMENT_STATUSES[status] : `待${REVIEW_STEPS[step].label}`,
    },
    {
      key: 'validity',
      title: '有效性',
      render: ({ validity }) => (validity === null ? '—' : VALIDITIES[validity]),
    },
    {
      key: 'formedOn',
      title: '成文日期',
      sorts: ['-formedOn', 'formedOn'],
      render: ({ formedOn }) => <Day on={formedOn} />,
    },
    {
      key: 'dueOn',
      title: '公开期限',
      sorts: ['dueOn', '-formedOn'],
      render: ({ dueOn }) =>
        dueOn === null ? (
          '—'
        ) : (
          <>
            <Day on={dueOn} />
            {dueOn < today && <strong className="overdue"> 已超期</strong>}
          </>
        ),
    },
  ];
}

/** The register of documents: what waits, what is public, what is not, and when each must be. */
export function DocumentsPage() {
  const place = usePlace();
  const agency = useAgency();
  const { status } = useWorkplace();
  const list = useListAddress();
  const { value, choice, change: set } = list;
  const mayDraft = useMayWithin('document.draft');
  const sort = choice(SORTS, 'sort') ?? '-formedOn';
  const filters = {
    ...(choice(DOCUMENT_STATUS_NAMES, 'status') && { status: choice(DOCUMENT_STATUS_NAMES, 'status') }),
    ...(choice(DOCUMENT_KIND_NAMES, 'kind') && { kind: choice(DOCUMENT_KIND_NAMES, 'kind') }),
    ...(choice(DISCLOSURE_MODE_NAMES, 'mode') && { mode: choice(DISCLOSURE_MODE_NAMES, 'mode') }),
    ...(choice(VALIDITY_NAMES, 'validity') && { validity: choice(VALIDITY_NAMES, 'validity') }),
    ...(value('overdue') === 'true' && { overdue: true }),
    ...(value('waitsForMe') === 'true' && { waitsForMe: true }),
    ...(value('q') !== '' && { q: value('q') }),
  };
  const found = useCall('listDocuments', {
    params: { code: place.code },
    query: { ...filters, sort, limit: 50, ...(value('after') !== '' && { after: value('after') }) },
  });
  return (
    <Page
      title="公文登记簿"
      lead={agency?.name ?? place.code}
      actions={
        mayDraft && (
          <Link href={pagePath(place, 'newDocument')} className="button-link">
            起草文稿
          </Link>
        )
      }
    >
      <SearchForm
        label="搜索公文登记簿"
        placeholder="标题、文号"
        value={value('q')}
        onSearch={(words) => set('q', words)}
      />
      <div className="filters">
        <ListFilter of={list} name="status" label="环节" options={optionsOf(DOCUMENT_STATUSES)} />
        <ListFilter of={list} name="kind" label="种类" options={optionsOf(DOCUMENT_KINDS)} />
        <ListFilter of={list} name="mode" label="公开属性" options={optionsOf(DISCLOSURE_MODES)} />
        <ListFilter of={list} name="validity" label="有效性" options={optionsOf(VALIDITIES)} />
        <ListFilter
          of={list}
          name="overdue"
          label="公开期限"
          options={[{ value: 'true', label: '已超期' }]}
        />
        <ListFilter
          of={list}
          name="waitsForMe"
          label="待办"
          options={[{ value: 'true', label: '等我审核' }]}
        />
      </div>
      <Shown of={found} what="公文登记簿">
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <Nothing title="没有符合条件的文稿">
                <p>文稿起草后列在这里：公开属性、审核到哪一步、什么时候以前要公开。</p>
              </Nothing>
            ) : (
              <DataTable
                caption="公文登记簿"
                columns={columnsOf(place, status.today)}
                rows={items}
                keyOf={({ documentId }) => documentId}
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
