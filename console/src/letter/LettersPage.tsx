import { LETTER_KINDS, LETTER_STATUS_NAMES } from '@gongkai/core';
import { useSearchParams } from 'wouter';
import { useCall } from '../api/use-call.js';
import { DataTable } from '../ui/DataTable.js';
import { ChoiceField } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { Pager } from '../ui/Pager.js';
import { useMayWithin } from '../ui/permission.js';
import { useAgency, usePlace } from '../ui/place.js';
import { SearchForm } from '../ui/SearchForm.js';
import { Nothing, Shown } from '../ui/states.js';
import { letterColumns } from './letter-columns.js';
import { letterRegisterPath } from './letter-files.js';
import {
  changeLetterFilter,
  KIND_OPTIONS,
  LETTER_STATUS_OPTIONS,
  readLetterFilters,
  writeLetterFilters,
  type LetterFilters,
} from './letter-filters.js';

const PAGE_SIZE = 50;

interface FiltersProps {
  readonly filters: LetterFilters;
  readonly onChange: (filters: LetterFilters) => void;
}

function Filters({ filters, onChange }: FiltersProps) {
  const { year } = usePlace();
  return (
    <>
      <SearchForm
        label="搜索文书"
        placeholder="文号或者申请编号"
        value={filters.q ?? ''}
        onSearch={(words) => onChange(changeLetterFilter(filters, 'q', words))}
      />
      <div className="filters">
        <ChoiceField
          label="编号年度"
          empty="全部"
          value={filters.year === undefined ? '' : String(filters.year)}
          options={[...new Set([year + 1, year, filters.year ?? year])].map((one) => ({
            value: String(one),
            label: `${one}年`,
          }))}
          onChange={(value) =>
            onChange(changeLetterFilter(filters, 'year', value === '' ? undefined : Number(value)))
          }
        />
        <ChoiceField
          label="文书种类"
          empty="全部"
          value={filters.kind ?? ''}
          options={KIND_OPTIONS}
          onChange={(value) =>
            onChange(
              changeLetterFilter(
                filters,
                'kind',
                LETTER_KINDS.find((one) => one === value),
              ),
            )
          }
        />
        <ChoiceField
          label="文书状态"
          empty="全部"
          value={filters.status ?? ''}
          options={LETTER_STATUS_OPTIONS}
          onChange={(value) =>
            onChange(
              changeLetterFilter(
                filters,
                'status',
                LETTER_STATUS_NAMES.find((one) => one === value),
              ),
            )
          }
        />
      </div>
    </>
  );
}

/** The register of letters with their numbers, voided ones and why among them. */
export function LettersPage() {
  const place = usePlace();
  const agency = useAgency();
  const [search, setSearch] = useSearchParams();
  const filters = readLetterFilters(search);
  const change = (next: LetterFilters): void => setSearch(writeLetterFilters(next));
  const page = useCall('listLetters', {
    params: { code: place.code },
    query: { ...filters, limit: PAGE_SIZE },
  });
  const { after: _, ...first } = filters;
  const mayExport = useMayWithin('ledger.export');
  return (
    <Page
      title="文书登记簿"
      lead={agency?.name ?? place.code}
      actions={
        mayExport &&
        (['csv', 'xlsx'] as const).map((format) => (
          <a
            key={format}
            className="outline-link"
            href={letterRegisterPath(place.code, format, writeLetterFilters(first))}
            download
          >
            导出 {format}
          </a>
        ))
      }
    >
      <Filters filters={filters} onChange={change} />
      <Shown of={page} what="文书登记簿">
        {({ items, next, total }) => (
          <>
            <p role="status" className="muted">
              {total === null ? `本页 ${items.length} 件` : `共 ${total} 件，本页 ${items.length} 件`}
            </p>
            {items.length === 0 ? (
              <Nothing title="没有符合条件的文书">
                <p>文书在申请的页面上拟写；批准时编号，登记在这里。</p>
              </Nothing>
            ) : (
              <DataTable
                caption="文书登记簿"
                columns={letterColumns(place)}
                rows={items}
                keyOf={({ letterId }) => letterId}
                sort={filters.sort}
                onSort={(sort) => change({ ...first, sort })}
              />
            )}
            <Pager
              isFirst={filters.after === undefined}
              next={next}
              onFirst={() => change(first)}
              onNext={(after) => change({ ...first, after })}
              onPrevious={() => window.history.back()}
            />
          </>
        )}
      </Shown>
    </Page>
  );
}
