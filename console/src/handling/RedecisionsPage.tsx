import {
  REDECISION_SOURCES,
  REDECISION_STATES,
  redecisionQuerySchema,
  type Redecision,
  type RedecisionQuery,
} from '@gongkai/core';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useCall } from '../api/use-call.js';
import { casePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { Due } from '../ui/Due.js';
import { ChoiceField } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { ListPager } from '../ui/ListPager.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { optionsOf } from '../ui/options.js';
import { useListAddress } from '../ui/use-list-address.js';

const KEYS = ['state', 'by', 'year', 'sort', 'after'] as const;

/** 重新答复: what reconsiderations and courts sent back, under way and answered, each with the term of its own order. */
export function RedecisionsPage() {
  const place = usePlace();
  const agency = useAgency();
  const list = useListAddress();
  const { search, change } = list;
  const parsed = redecisionQuerySchema.safeParse(Object.fromEntries(entriesOf(search)));
  const query: RedecisionQuery = parsed.success ? parsed.data : redecisionQuerySchema.parse({});
  const found = useCall('listRedecisions', { params: { code: place.code }, query });
  const derivationOf = async (caseId: string) =>
    (await call('getCase', { params: { code: place.code, caseId } })).derivation;
  return (
    <Page title="重新答复" lead={agency?.name ?? place.code}>
      <p className="muted">
        答复被复议机关或者法院撤销、责令重做的申请。期限按决定或者裁判；没有写明的按二十个工作日。重新答复不再计入年度报告的新收和办理结果。
      </p>
      <div className="filters">
        <ChoiceField
          label="状态"
          empty="全部状态"
          value={query.state ?? ''}
          options={optionsOf(REDECISION_STATES)}
          onChange={(value) => change('state', value)}
        />
        <ChoiceField
          label="依据"
          empty="复议和裁判"
          value={query.by ?? ''}
          options={optionsOf(REDECISION_SOURCES)}
          onChange={(value) => change('by', value)}
        />
        <ChoiceField
          label="年度"
          empty="全部年度"
          value={query.year === undefined ? '' : String(query.year)}
          options={[place.year, place.year - 1, place.year - 2].map((year) => ({
            value: String(year),
            label: `${year}年生效的`,
          }))}
          onChange={(value) => change('year', value)}
        />
      </div>
      <Shown of={found} what="重新答复的申请">
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <Nothing title="没有符合条件的重新答复" />
            ) : (
              <DataTable
                caption="重新答复"
                rows={items}
                keyOf={({ caseId, orderedOn }) => `${caseId} ${orderedOn}`}
                sort={query.sort}
                onSort={(sort) => change('sort', sort)}
                columns={[
                  {
                    key: 'id',
                    title: '编号',
                    render: ({ caseId }: Redecision) => (
                      <Link href={casePath(place, caseId)} className="figures nowrap" data-row-link>
                        {caseId}
                      </Link>
                    ),
                  },
                  {
                    key: 'request',
                    title: '申请内容',
                    render: ({ request }: Redecision) => <span className="clamped">{request}</span>,
                  },
                  { key: 'by', title: '依据', render: ({ by }: Redecision) => REDECISION_SOURCES[by] },
                  {
                    key: 'orderedOn',
                    title: '生效日期',
                    sorts: ['-orderedOn', 'orderedOn'],
                    render: ({ orderedOn }: Redecision) => <Day on={orderedOn} />,
                  },
                  {
                    key: 'due',
                    title: '重新答复期限',
                    render: ({ dueOn, servedOn, caseId }: Redecision) =>
                      servedOn === null ? (
                        <Due
                          on={dueOn}
                          what={`${caseId} 的重新答复期限`}
                          derivation={() => derivationOf(caseId)}
                        />
                      ) : (
                        <Day on={dueOn} />
                      ),
                  },
                  {
                    key: 'served',
                    title: '重新答复送达',
                    render: ({ servedOn, inTime }: Redecision) =>
                      servedOn === null ? (
                        <span className="muted">—</span>
                      ) : (
                        <>
                          <Day on={servedOn} />
                          {inTime === false && '（超过期限）'}
                        </>
                      ),
                  },
                ]}
              />
            )}
            <ListPager of={list} next={next} />
          </>
        )}
      </Shown>
    </Page>
  );
}

function entriesOf(search: URLSearchParams): [string, string][] {
  return KEYS.flatMap((key) => {
    const value = search.get(key);
    return value === null || value === '' ? [] : [[key, value] as [string, string]];
  });
}
