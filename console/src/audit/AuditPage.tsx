import { AUDIT_KINDS, AUDIT_SUBJECTS, may } from '@gongkai/core';
import { Input } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { useCall } from '../api/use-call.js';
import { DayField } from '../ui/DayField.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { Pager } from '../ui/Pager.js';
import { useWorkplace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { AuditTable } from './AuditTable.js';
import { ChainStateSection } from './ChainStateSection.js';
import {
  changeAuditFilter,
  readAuditFilters,
  writeAuditFilters,
  type AuditFilters,
} from './audit-filters.js';
import { optionsOf } from '../ui/options.js';

const PAGE_SIZE = 50;

const KIND_OPTIONS = optionsOf(AUDIT_KINDS);
const SUBJECT_OPTIONS = optionsOf(AUDIT_SUBJECTS);

interface FilterProps {
  readonly filters: AuditFilters;
  readonly onChange: (filters: AuditFilters) => void;
}

/** Words are searched for when they are complete: every search leaves a record. */
function WordField(props: FilterProps & { readonly label: string; readonly name: 'actor' | 'subject' }) {
  const { label, name, filters, onChange } = props;
  const [text, setText] = useState(filters[name] ?? '');
  const search = (): void => {
    if (text.trim() !== (filters[name] ?? '')) onChange(changeAuditFilter(filters, name, text.trim()));
  };
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onPressEnter={search}
          onBlur={search}
        />
      )}
    </Field>
  );
}

function Filters({ filters, onChange }: FilterProps) {
  const { access, agencies: all } = useWorkplace();
  const agencies = all.filter(({ code }) => may(access, 'audit.view', { agencyCode: code }));
  const change = (name: Parameters<typeof changeAuditFilter>[1]) => (value: string) =>
    onChange(changeAuditFilter(filters, name, value));
  return (
    <div className="filters audit-filters">
      <ChoiceField
        label="机关"
        empty="平台（不属于任何机关的事项）"
        value={filters.agency ?? ''}
        options={agencies.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={change('agency')}
      />
      <ChoiceField
        label="事项"
        empty="全部"
        value={filters.kind ?? ''}
        options={KIND_OPTIONS}
        onChange={change('kind')}
      />
      <WordField label="账号" name="actor" filters={filters} onChange={onChange} />
      <ChoiceField
        label="对象类别"
        empty="全部"
        value={filters.subjectType ?? ''}
        options={SUBJECT_OPTIONS}
        onChange={change('subjectType')}
      />
      <WordField label="对象编号" name="subject" filters={filters} onChange={onChange} />
      <DayField label="自" value={filters.from ?? ''} onChange={change('from')} isOptional />
      <DayField label="至" value={filters.to ?? ''} onChange={change('to')} isOptional />
    </div>
  );
}

function auditFile(format: 'jsonl' | 'csv' | 'xlsx', filters: AuditFilters): string {
  const { after: _, ...query } = writeAuditFilters(filters);
  const text = new URLSearchParams(query).toString();
  return `/audit-files/audit.${format}${text === '' ? '' : `?${text}`}`;
}

/** What was done and looked at, for auditors: search, export, and the chain that keeps it from being changed. */
export function AuditPage() {
  const [search, setSearch] = useSearchParams();
  const filters = readAuditFilters(search);
  const change = (next: AuditFilters): void => setSearch(writeAuditFilters(next));
  const page = useCall('searchAudit', { query: { ...filters, limit: PAGE_SIZE } });
  const { after: _, ...first } = filters;
  return (
    <Page
      title="审计"
      lead="谁在什么时候做了什么、看了什么。检索和导出本身也留下记录。"
      actions={
        <>
          <a className="outline-link" href={auditFile('csv', filters)} download>
            导出 csv
          </a>
          <a className="outline-link" href={auditFile('xlsx', filters)} download>
            导出 xlsx
          </a>
          <a className="outline-link" href={auditFile('jsonl', filters)} download>
            导出整条链（jsonl）
          </a>
        </>
      }
    >
      <Filters key={JSON.stringify(first)} filters={filters} onChange={change} />
      <Shown of={page} what="审计记录">
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <Nothing title="没有符合条件的记录">
                <p>换一个机关，或者去掉一些条件再看。</p>
              </Nothing>
            ) : (
              <AuditTable rows={items} />
            )}
            <Pager
              isFirst={filters.after === undefined}
              next={next}
              onFirst={() => change(first)}
              onNext={(after) => change({ ...first, after })}
            />
          </>
        )}
      </Shown>
      <ChainStateSection agencyCode={filters.agency ?? null} />
    </Page>
  );
}
