import type { YearSeries } from '@gongkai/core';
import { lazy, Suspense, useMemo } from 'react';
import { Link } from 'wouter';
import { pagePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { usePlace } from '../ui/place.js';
import { Loading, Nothing } from '../ui/states.js';
import {
  groupName,
  groupOption,
  groupsOf,
  percent,
  quantityOption,
  seriesSentence,
} from './series-option.js';

const Chart = lazy(async () => ({ default: (await import('../ui/Chart.js')).Chart }));

function SeriesTable({ series }: { readonly series: YearSeries }) {
  const { code } = usePlace();
  return (
    <DataTable
      caption="历年数量"
      rows={series.years}
      keyOf={({ year }) => String(year)}
      columns={[
        {
          key: 'year',
          title: '年度',
          render: ({ year }) => (
            <Link href={pagePath({ code, year }, 'report')} className="figures nowrap" data-row-link>
              {year}年
            </Link>
          ),
        },
        { key: 'new', title: '新收', isNumeric: true, render: ({ newReceived }) => newReceived },
        { key: 'closed', title: '办结', isNumeric: true, render: ({ resultTotal }) => resultTotal },
        { key: 'out', title: '结转下年', isNumeric: true, render: ({ carriedOut }) => carriedOut },
        {
          key: 'inTime',
          title: '按期答复率',
          isNumeric: true,
          render: ({ inTimeShare }) => percent(inTimeShare),
        },
        ...groupsOf(series).map((group) => ({
          key: group,
          title: groupName(group),
          isNumeric: true,
          render: ({ byGroup }: YearSeries['years'][number]) => byGroup[group] ?? 0,
        })),
      ]}
    />
  );
}

/** The years side by side: a sentence, two charts, and the same figures as a table. */
export function YearSeriesSection({ series }: { readonly series: YearSeries }) {
  const place = usePlace();
  const quantities = useMemo(() => quantityOption(series), [series]);
  const groups = useMemo(() => groupOption(series), [series]);
  if (series.years.length === 0) {
    return (
      <Nothing title="还没有历年数字">
        <p>这里将画出历年收到和办结的申请。请先登记申请，或者导入台账。</p>
      </Nothing>
    );
  }
  const sentence = seriesSentence(series);
  return (
    <>
      <p>{sentence}</p>
      <Suspense fallback={<Loading what="图表" />}>
        <div className="charts">
          <figure>
            <figcaption>收到与办结（件）</figcaption>
            <Chart option={quantities} sentence={`收到与办结：${sentence}`} />
          </figure>
          <figure>
            <figcaption>办理结果（件）</figcaption>
            <Chart option={groups} sentence="各年办理结果的构成，数字见下表。" />
          </figure>
        </div>
      </Suspense>
      <SeriesTable series={series} />
      <p className="muted">
        各年都按现在的台账计算；公布之后台账又有更正的，与公布的报告相差哪几件，见
        <Link href={pagePath(place, 'difference')}>公布后的差异</Link>。
      </p>
    </>
  );
}
