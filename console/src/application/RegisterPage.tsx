import { APPLICANT_CLASSES, CASE_STATUSES, ITEM_FINDINGS, type CaseStatus } from '@gongkai/core';
import { Link, useSearchParams } from 'wouter';
import { useCall } from '../api/use-call.js';
import { registerFile } from '../ledger/ledger-files.js';
import { pagePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { ChoiceField } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { Pager } from '../ui/Pager.js';
import { useMayWithin } from '../ui/permission.js';
import { useAgency, usePlace } from '../ui/place.js';
import { SearchForm } from '../ui/SearchForm.js';
import { Nothing, Shown } from '../ui/states.js';
import { caseColumns } from './case-columns.js';
import { selectionColumn, SelectionBar, useSelection } from './RegisterSelection.js';
import { useCaseTotal } from './case-total.js';
import { RegisterExports } from './RegisterExports.js';
import { RegisterViewBar } from './RegisterViewBar.js';
import { useRegisterViews } from './use-register-view.js';
import { MoreFilters } from './MoreFilters.js';
import {
  changeFilter,
  chipsOf,
  CLASS_OPTIONS,
  FINDING_OPTIONS,
  readRegister,
  STATUS_OPTIONS,
  writeFilters,
  writeRegister,
  type CaseFilters,
} from './register-filters.js';

const PAGE_SIZE = 50;

/** The value of a list's choice, or undefined for the empty one. */
function chosen<T extends string>(known: readonly T[], value: string): T | undefined {
  return known.find((one) => one === value);
}

interface FiltersProps {
  readonly filters: CaseFilters;
  readonly onChange: (filters: CaseFilters) => void;
}

function SearchField({ filters, onChange }: FiltersProps) {
  return (
    <SearchForm
      label="搜索台账"
      placeholder="编号、申请内容，或者完整的姓名、证件号码"
      value={filters.q ?? ''}
      onSearch={(words) => onChange(changeFilter(filters, 'q', words))}
    />
  );
}

function FilterChoices({ filters, onChange }: FiltersProps) {
  const { year } = usePlace();
  const statuses = Object.keys(CASE_STATUSES) as CaseStatus[];
  return (
    <div className="filters">
      <ChoiceField
        label="年度"
        empty="全部年度"
        value={filters.year === undefined ? '' : String(filters.year)}
        options={[...new Set([year, filters.year ?? year])].map((one) => ({
          value: String(one),
          label: `${one}年度在办或者办结`,
        }))}
        onChange={(value) =>
          onChange(changeFilter(filters, 'year', value === '' ? undefined : Number(value)))
        }
      />
      <ChoiceField
        label="状态"
        empty="全部状态"
        value={filters.status ?? ''}
        options={STATUS_OPTIONS}
        onChange={(value) => onChange(changeFilter(filters, 'status', chosen(statuses, value)))}
      />
      <ChoiceField
        label="申请人类别"
        empty="全部类别"
        value={filters.applicantClass ?? ''}
        options={CLASS_OPTIONS}
        onChange={(value) =>
          onChange(changeFilter(filters, 'applicantClass', chosen(APPLICANT_CLASSES, value)))
        }
      />
      <ChoiceField
        label="逐项认定"
        empty="全部认定"
        value={filters.finding ?? ''}
        options={FINDING_OPTIONS}
        onChange={(value) => onChange(changeFilter(filters, 'finding', chosen(ITEM_FINDINGS, value)))}
      />
      <ChoiceField
        label="期限"
        empty="全部"
        value={filters.overdue === undefined ? '' : String(filters.overdue)}
        options={[
          { value: 'true', label: '已超过期限' },
          { value: 'false', label: '未超过期限' },
        ]}
        onChange={(value) =>
          onChange(changeFilter(filters, 'overdue', value === '' ? undefined : value === 'true'))
        }
      />
      <MoreFilters filters={filters} onChange={onChange} />
    </div>
  );
}

function Chips({ filters, onChange }: FiltersProps) {
  const chips = chipsOf(filters);
  if (chips.length === 0) return null;
  return (
    <div className="chips" role="group" aria-label="已选的筛选条件">
      {chips.map(({ key, text }) => (
        <button
          key={key}
          type="button"
          className="chip"
          aria-label={`去掉筛选：${text}`}
          onClick={() => onChange(changeFilter(filters, key, undefined))}
        >
          {text} <span aria-hidden="true">×</span>
        </button>
      ))}
      {chips.length > 1 && (
        <button
          type="button"
          className="link-button"
          onClick={() => onChange(filters.sort === undefined ? {} : { sort: filters.sort })}
        >
          全部去掉
        </button>
      )}
    </div>
  );
}

function nothingWords(filters: CaseFilters): string {
  const chips = chipsOf(filters);
  if (chips.length === 0) return '这里将列出本机关收到的申请。可以登记一件，或者导入台账文件。';
  return chips.every(({ key }) => key === 'year')
    ? '这一年度没有在办或者办结的申请。可以登记一件，或者去掉年度再看。'
    : '去掉一些筛选条件再看。';
}

/** The register of applications, paged, filtered and ordered by the server. */
export function RegisterPage() {
  const place = usePlace();
  const agency = useAgency();
  const [search, setSearch] = useSearchParams();
  const filters = readRegister(search, place.year);
  const change = (next: CaseFilters): void => setSearch(writeRegister(next));
  const page = useCall('listCases', {
    params: { code: place.code },
    query: { ...filters, limit: PAGE_SIZE },
  });
  const total = useCaseTotal(place.code, filters, page);
  const { after: _, ...first } = filters;
  const views = useRegisterViews(place.code, filters, search.toString() === '', (last) =>
    setSearch(writeRegister({ year: place.year, ...last }), { replace: true }),
  );
  const selection = useSelection();
  const mayRegister = useMayWithin('case.register');
  const mayExport = useMayWithin('ledger.export');
  return (
    <Page
      title="申请台账"
      lead={agency?.name ?? place.code}
      actions={
        <>
          {mayRegister && (
            <Link className="button-link" href={pagePath(place, 'newCase')}>
              登记申请
            </Link>
          )}
          {mayExport && (
            <a
              className="outline-link"
              href={registerFile(place.code, 'pdf', writeFilters(filters), views.columns)}
              target="_blank"
              rel="noopener"
            >
              打印
            </a>
          )}
        </>
      }
    >
      <SearchField filters={filters} onChange={change} />
      <FilterChoices filters={filters} onChange={change} />
      <RegisterViewBar of={views} onTake={({ filters: taken }) => change(taken)} />
      <Chips filters={filters} onChange={change} />
      {mayExport && <RegisterExports filters={filters} columns={views.columns} chosen={selection.chosen} />}
      <Shown of={page} what="申请台账">
        {({ items, next }) => (
          <>
            <p role="status" className="muted">
              {total === null ? `本页 ${items.length} 件` : `共 ${total} 件，本页 ${items.length} 件`}
            </p>
            {items.length === 0 ? (
              <Nothing title="没有符合条件的申请">
                <p>{nothingWords(filters)}</p>
              </Nothing>
            ) : (
              <>
                <SelectionBar selection={selection} shown={items} />
                <DataTable
                  caption="申请台账"
                  columns={[selectionColumn(selection), ...caseColumns(place, views.columns)]}
                  rows={items}
                  keyOf={({ caseId }) => caseId}
                  sort={filters.sort ?? '-receivedOn'}
                  onSort={(sort) => change({ ...first, sort })}
                />
              </>
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
