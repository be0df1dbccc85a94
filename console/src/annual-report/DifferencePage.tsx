import {
  cellName,
  describeRemedyPolicies,
  isCellAddress,
  isSameRemedyPolicy,
  type DifferenceReport,
} from '@gongkai/core';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { casePath, pagePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { Page } from '../ui/Page.js';
import { usePlace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { shownFigure } from './report-layout.js';

type CellChange = DifferenceReport['differences'][number];

function changeOf({ before, after }: CellChange): string {
  const change = (after ?? 0) - (before ?? 0);
  return change > 0 ? `+${change}` : String(change);
}

/** Applications lead to their case; remedies, records and entries of ledgers are named. */
function Counted({ cell, ids }: { readonly cell: string; readonly ids: readonly string[] }) {
  const place = usePlace();
  const areCases = cell.startsWith('table3.') || cell.startsWith('fee.');
  if (ids.length === 0) return <span className="muted">—</span>;
  return (
    <ul className="id-list figures">
      {ids.map((id) => (
        <li key={id}>{areCases ? <Link href={casePath(place, id)}>{id}</Link> : id}</li>
      ))}
    </ul>
  );
}

function placeName(place: string | null): string {
  if (place === null) return '不在报告中';
  return isCellAddress(place) ? cellName(place) : place;
}

function Differences({ difference }: { readonly difference: DifferenceReport }) {
  const place = usePlace();
  return (
    <>
      <section aria-labelledby="cells-title">
        <h2 id="cells-title">不同的格（{difference.differences.length}）</h2>
        <DataTable
          caption="公布的数字与现在的数字不同的格"
          rows={difference.differences}
          keyOf={({ cell }) => cell}
          columns={[
            { key: 'label', title: '格', render: ({ label }) => label },
            {
              key: 'before',
              title: '公布的',
              isNumeric: true,
              render: ({ cell, before }) => shownFigure(cell, before),
            },
            {
              key: 'after',
              title: '现在的',
              isNumeric: true,
              render: ({ cell, after }) => shownFigure(cell, after),
            },
            { key: 'change', title: '增减', isNumeric: true, render: changeOf },
            {
              key: 'added',
              title: '新计入的',
              render: ({ cell, added }) => <Counted cell={cell} ids={added} />,
            },
            {
              key: 'removed',
              title: '不再计入的',
              render: ({ cell, removed }) => <Counted cell={cell} ids={removed} />,
            },
          ]}
        />
      </section>
      <section aria-labelledby="cases-title">
        <h2 id="cases-title">变动的申请（{difference.cases.length}）</h2>
        {difference.cases.length === 0 ? (
          <p className="muted">没有申请改变位置；差异来自复议诉讼、登记记录或者汇总数。</p>
        ) : (
          <DataTable
            caption="公布之后改变位置的申请"
            rows={difference.cases}
            keyOf={({ caseId }) => caseId}
            columns={[
              {
                key: 'id',
                title: '编号',
                render: ({ caseId }) => (
                  <Link href={casePath(place, caseId)} className="figures nowrap" data-row-link>
                    {caseId}
                  </Link>
                ),
              },
              { key: 'before', title: '公布时', render: ({ before }) => placeName(before) },
              { key: 'after', title: '现在', render: ({ after }) => placeName(after) },
              { key: 'reason', title: '原因', render: ({ reason }) => reason },
            ]}
          />
        )}
      </section>
    </>
  );
}

/** What changed since the report was published: cells, and the cases that moved them. */
export function DifferencePage() {
  const place = usePlace();
  const report = useCall('getReport', { params: { code: place.code, year: place.year }, query: {} });
  const published = report.data?.versions.some(({ status }) => status === 'published') ?? false;
  const difference = useCall(
    'getDifference',
    published ? { params: { code: place.code, year: place.year } } : null,
  );
  return (
    <Page
      title={`${place.year}年度报告：公布后的差异`}
      lead={report.data?.agencyName ?? ''}
      actions={<Link href={pagePath(place, 'report')}>三张表与公布</Link>}
    >
      <Shown of={report} what="年度报告">
        {() =>
          !published ? (
            <Nothing title="这一年度的报告还没有公布">
              <p>公布之后台账若有变动，这里会列出公布的数字与现在的数字之差，以及引起变动的申请。</p>
            </Nothing>
          ) : (
            <Shown of={difference} what="差异">
              {(data) => (
                <>
                  <p>
                    第 {data.version} 版 <Day on={data.publishedOn} /> 公布，与现在的台账对照。
                  </p>
                  {!isSameRemedyPolicy(data.remedyPolicies.before, data.remedyPolicies.after) && (
                    <p>
                      表四的统计口径公布后改变了：公布时{describeRemedyPolicies(data.remedyPolicies.before)}
                      ；现在{describeRemedyPolicies(data.remedyPolicies.after)}。
                    </p>
                  )}
                  {data.differences.length === 0 && data.cases.length === 0 ? (
                    <Nothing title="没有差异">公布的数字与现在的台账一致。</Nothing>
                  ) : (
                    <Differences difference={data} />
                  )}
                </>
              )}
            </Shown>
          )
        }
      </Shown>
    </Page>
  );
}
