import {
  COUNTED_EVENTS,
  HAS_NONE,
  inTimeRate,
  localDateSchema,
  periodName,
  periodText,
  statisticsSentences,
  type Statistics,
  type StatisticsFigures,
  type StatisticsLine,
} from '@gongkai/core';
import { Button } from 'antd';
import { lazy, Suspense, useMemo, type ReactNode } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useCall } from '../api/use-call.js';
import { OF_EVERY_YEAR } from '../application/register-filters.js';
import { pagePath } from '../ui/address.js';
import { DataTable, type Column } from '../ui/DataTable.js';
import { ChoiceField } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { useMayWithin } from '../ui/permission.js';
import { useAgency, usePlace, useWorkplace } from '../ui/place.js';
import { Loading, Nothing, Shown } from '../ui/states.js';
import { linesOption } from './statistics-option.js';

const Chart = lazy(async () => ({ default: (await import('../ui/Chart.js')).Chart }));

const QUARTERS = [1, 2, 3, 4] as const;
const FORMATS = ['docx', 'pdf', 'xlsx', 'csv'] as const;

function days(value: number | null): string {
  return value === null ? '—' : `${value}日`;
}

const FIGURES: readonly Column<StatisticsFigures>[] = [
  { key: 'received', title: '收到', isNumeric: true, render: ({ received }) => received },
  { key: 'closed', title: '办结', isNumeric: true, render: ({ closed }) => closed },
  { key: 'rate', title: '按期率', isNumeric: true, render: inTimeRate },
  { key: 'median', title: '用时中位数', isNumeric: true, render: ({ medianDays }) => days(medianDays) },
  { key: 'p90', title: '九成以内', isNumeric: true, render: ({ p90Days }) => days(p90Days) },
];

interface LinesProps {
  readonly id: string;
  readonly title: string;
  readonly sentence: string;
  readonly lines: readonly StatisticsLine[];
  readonly kinds: readonly ('received' | 'closed')[];
  readonly columns: readonly Column<StatisticsFigures>[];
  /** Where the cases behind a line are listed; null: nowhere. */
  readonly hrefOf: (line: StatisticsLine) => string | null;
  readonly children?: ReactNode;
}

function Lines({ id, title, sentence, lines, kinds, columns, hrefOf }: LinesProps) {
  const option = useMemo(() => linesOption(lines, kinds), [lines, kinds]);
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {lines.length === 0 ? (
        <p className="muted">这一期没有。</p>
      ) : (
        <>
          <p>{sentence}</p>
          <Suspense fallback={<Loading what="图表" />}>
            <Chart option={option} sentence={`${title}：${sentence}`} />
          </Suspense>
          <DataTable
            caption={title}
            rows={lines}
            keyOf={({ key, name }) => `${key ?? ''} ${name}`}
            columns={[
              {
                key: 'name',
                title: '',
                render: (line) => {
                  const href = hrefOf(line);
                  return href === null ? line.name : <Link href={href}>{line.name}</Link>;
                },
              },
              ...columns,
            ]}
          />
        </>
      )}
    </section>
  );
}

const RECEIVED = ['received'] as const;
const CLOSED = ['closed'] as const;
const BOTH = ['received', 'closed'] as const;

/** The cases behind the figures that stand in no line of a table. */
function Behind(props: {
  readonly of: Statistics;
  readonly listed: (query: Readonly<Record<string, string>>) => string | null;
}) {
  const { of, listed } = props;
  const { whole, extensions, feeNotices, feesPaid } = of;
  const period = periodText(of);
  const links = [
    ['收到', whole.received, { receivedIn: period }],
    ['办结', whole.closed, { closedIn: period }],
    ['超期办结', whole.judged - whole.inTime, { closedIn: period, wasInTime: 'false' }],
    [COUNTED_EVENTS.extension, extensions, { eventIn: `extension@${period}` }],
    [COUNTED_EVENTS.feeNotice, feeNotices, { eventIn: `feeNotice@${period}` }],
    [COUNTED_EVENTS.feePaid, feesPaid, { eventIn: `feePaid@${period}` }],
  ] as const;
  return (
    <ul className="plain-list" aria-label="各项的件数">
      {links.map(([name, count, query]) => {
        const href = count === 0 ? null : listed({ ...OF_EVERY_YEAR, ...query });
        const text = `${name} ${count} 件`;
        return <li key={name}>{href === null ? text : <Link href={href}>{text}</Link>}</li>;
      })}
    </ul>
  );
}

function Body({ of }: { readonly of: Statistics }) {
  const { code } = usePlace();
  const maySee = useMayWithin('case.view');
  const said = statisticsSentences(of);
  const receivedIn = periodText(of);
  const listed = (query: Readonly<Record<string, string>>): string | null =>
    maySee ? pagePath({ code, year: of.year }, 'register', query) : null;
  const topics = of.byTopic.flatMap((line): StatisticsLine[] => [
    line,
    ...line.parts.map((part) => ({ ...part, name: `\u3000${part.name}` })),
  ]);
  const leaves = new Set(
    of.byTopic.flatMap(({ key, parts }) => (parts.length === 0 ? [key] : parts.map((part) => part.key))),
  );
  if (of.whole.received === 0 && of.whole.closed === 0) {
    return <Nothing title={`${periodName(of)}没有收到也没有办结申请`}>请换一个年度或者季度再看。</Nothing>;
  }
  return (
    <>
      <p>{said.whole}</p>
      <p>{said.time}</p>
      <p className="muted small">
        用时按工作日从收到次日计算到答复送达，不扣除征求意见、补正等不计入期限的时间；按期与否按扣除后的期限判断。
      </p>
      <DataTable
        caption="总体"
        rows={[
          { name: periodName(of), ...of.whole },
          { name: '上年同期', ...of.yearBefore },
        ]}
        keyOf={({ name }) => name}
        columns={[{ key: 'name', title: '', render: ({ name }) => name }, ...FIGURES]}
      />
      <Behind of={of} listed={listed} />
      <Lines
        {...{ id: 'topics', title: '按主题', sentence: said.topics, kinds: BOTH, columns: FIGURES }}
        lines={topics}
        hrefOf={({ key }) => (leaves.has(key) ? listed({ receivedIn, topic: key ?? HAS_NONE }) : null)}
      />
      <Lines
        {...{ id: 'outcomes', title: '按办理结果', sentence: said.outcomes, kinds: CLOSED }}
        lines={of.byOutcome}
        columns={FIGURES.slice(1)}
        hrefOf={({ key }) => (key === null ? null : listed({ closedIn: receivedIn, outcomeRow: key }))}
      />
      <Lines
        {...{ id: 'units', title: '按承办处室', sentence: said.units, kinds: BOTH, columns: FIGURES }}
        lines={of.byUnit}
        hrefOf={({ key }) => listed({ receivedIn, unitCode: key ?? HAS_NONE })}
      />
      <Lines
        {...{ id: 'times', title: '按办理用时', sentence: said.bands, kinds: CLOSED }}
        lines={of.byTime}
        columns={FIGURES.slice(1, 3)}
        hrefOf={({ key }) => (key === null ? null : listed({ answeredIn: `${key}@${receivedIn}` }))}
      />
      <Lines
        {...{ id: 'channels', title: '按渠道', sentence: said.channels, kinds: RECEIVED }}
        lines={of.byChannel}
        columns={FIGURES.slice(0, 1)}
        hrefOf={({ key }) => (key === null ? null : listed({ receivedIn, channel: key }))}
      />
      <p className="muted small">
        点名称看台账中这一期的相应申请：主题、处室、渠道看这一期收到的，办理结果、办理用时看这一期办结的。
      </p>
    </>
  );
}

/** Figures of a quarter or a year, as sentences, charts and tables; no applicant anywhere. */
export function StatisticsPage() {
  const place = usePlace();
  const agency = useAgency();
  const { status } = useWorkplace();
  const [search, setSearch] = useSearchParams();
  const today = localDateSchema.parse(status.today);
  const running = Number(today.slice(0, 4)) === place.year ? Math.ceil(Number(today.slice(5, 7)) / 3) : 4;
  const asked = search.get('quarter') ?? String(running);
  const quarter = QUARTERS.find((it) => String(it) === asked);
  const query = { year: place.year, ...(quarter === undefined ? {} : { quarter }) };
  const found = useCall('getStatistics', { params: { code: place.code }, query });
  const fileQuery = new URLSearchParams(
    Object.entries(query).map(([key, value]) => [key, String(value)]),
  ).toString();
  return (
    <Page
      title="统计分析"
      lead={agency?.name ?? place.code}
      actions={
        <>
          {FORMATS.map((format) => (
            <a
              key={format}
              className="outline-link"
              href={`/statistics-files/agencies/${encodeURIComponent(place.code)}/statistics.${format}?${fileQuery}`}
              download
            >
              导出 {format}
            </a>
          ))}
          <Button onClick={() => window.print()}>打印</Button>
        </>
      }
    >
      <div className="filters">
        <ChoiceField
          label="期间"
          value={quarter === undefined ? 'year' : String(quarter)}
          options={[
            ...QUARTERS.map((it) => ({
              value: String(it),
              label: periodName({ year: place.year, quarter: it }),
            })),
            { value: 'year', label: `${place.year}年全年` },
          ]}
          onChange={(value) => setSearch({ quarter: value })}
        />
      </div>
      <Shown of={found} what="统计">
        {(of) => <Body of={of} />}
      </Shown>
    </Page>
  );
}
