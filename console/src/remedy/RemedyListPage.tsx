import {
  REMEDY_KINDS,
  REMEDY_OUTCOMES,
  REMEDY_STATES,
  remedyQuerySchema,
  type RemedyQuery,
} from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useCall } from '../api/use-call.js';
import { remedyPath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { ChoiceField } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { ListPager } from '../ui/ListPager.js';
import { useMay } from '../ui/permission.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { remedyColumns } from './remedy-columns.js';
import { RemedyDialog } from './RemedyDialog.js';
import { optionsOf } from '../ui/options.js';
import { useListAddress } from '../ui/use-list-address.js';

const KEYS = ['kind', 'outcome', 'state', 'year', 'sort', 'after'] as const;
type Filters = Partial<Pick<RemedyQuery, (typeof KEYS)[number]>>;

/** Filters from the address; a value that means nothing is left out. */
function readFilters(search: URLSearchParams): Filters {
  const filters: Record<string, unknown> = {};
  for (const key of KEYS) {
    const text = search.get(key);
    const parsed = text === null ? null : remedyQuerySchema.shape[key].safeParse(text);
    if (parsed?.success === true) filters[key] = parsed.data;
  }
  return filters;
}

function exportAddress(code: string, format: string, search: URLSearchParams): string {
  const kept = new URLSearchParams(search);
  kept.delete('after');
  return `/remedy-files/agencies/${encodeURIComponent(code)}/remedies.${format}?${kept.toString()}`;
}

/** The register of reconsiderations and suits, paged, filtered and ordered by the server. */
export function RemedyListPage() {
  const place = usePlace();
  const agency = useAgency();
  const list = useListAddress();
  const { search, change } = list;
  const [, navigate] = useLocation();
  const [isAdding, setAdding] = useState(false);
  const filters = readFilters(search);
  const page = useCall('listRemedies', { params: { code: place.code }, query: { ...filters, limit: 50 } });
  const mayRecord = useMay('remedy.record');
  const mayExport = useMay('ledger.export');
  const choice = (
    key: 'kind' | 'outcome' | 'state' | 'year',
    label: string,
    options: readonly { readonly value: string; readonly label: string }[],
  ) => (
    <ChoiceField
      label={label}
      empty="全部"
      value={String(filters[key] ?? '')}
      options={options}
      onChange={(value) => change(key, value)}
    />
  );
  return (
    <Page
      title="复议诉讼台账"
      lead={agency?.name ?? place.code}
      actions={
        <>
          {mayRecord && (
            <Button type="primary" onClick={() => setAdding(true)}>
              登记复议诉讼
            </Button>
          )}
          {mayExport &&
            (['csv', 'xlsx'] as const).map((format) => (
              <a
                key={format}
                className="outline-link"
                href={exportAddress(place.code, format, search)}
                download
              >
                导出 {format}
              </a>
            ))}
        </>
      }
    >
      <div className="filters">
        {choice('year', '年度', [{ value: String(place.year), label: `${place.year}年度` }])}
        {choice('kind', '类别', optionsOf(REMEDY_KINDS))}
        {choice('state', '状态', optionsOf(REMEDY_STATES))}
        {choice('outcome', '结果', optionsOf(REMEDY_OUTCOMES))}
      </div>
      <Shown of={page} what="复议诉讼台账">
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <Nothing title="没有符合条件的复议诉讼">
                <p>这里将列出对本机关的答复提起的复议和诉讼。可以登记一件，或者导入台账文件。</p>
              </Nothing>
            ) : (
              <DataTable
                caption="复议诉讼台账"
                columns={remedyColumns(place)}
                rows={items}
                keyOf={({ remedyId }) => remedyId}
                sort={filters.sort ?? '-filedOn'}
                onSort={(sort) => change('sort', sort)}
              />
            )}
            <ListPager of={list} next={next} />
          </>
        )}
      </Shown>
      {isAdding && (
        <RemedyDialog
          of={null}
          onClose={() => setAdding(false)}
          onDone={({ remedyId }) => navigate(remedyPath(place, remedyId))}
        />
      )}
    </Page>
  );
}
